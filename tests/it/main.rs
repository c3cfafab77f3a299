//! The integration tests: one binary, a module per subject.

mod live;
mod live_access;
mod live_connection;
mod live_gather;
mod rbac;
#[allow(unreachable_pub)]
mod support;
