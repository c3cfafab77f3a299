//! What the API server makes of a daemon Pod before the scheduler sees it, and what would refuse it
//! (plugin/pkg/admission; the plugins that kube-apiserver 1.36 runs by default).

mod admit;
mod limit_range;
mod pod_security;
mod priority;
mod quantity_text;
mod quota;
mod runtime_class;
mod service_account;
mod unseen;

pub use admit::{Admitted, admit};
pub use quota::QuotaRoom;
pub use unseen::Unseen;

#[cfg(test)]
mod tests;
