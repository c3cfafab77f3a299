//! Namespaces and what their policies ask, priorities and runtimes.

mod limit_range;
mod namespace;
mod priority_class;
mod quota;
mod runtime_class;
mod service_account;
