//! The integration tests: one binary, a module per subject.

mod live_access;
mod live_connection;
#[allow(unreachable_pub)]
mod support;
