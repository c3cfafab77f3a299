//! What users meet, held by running it: one binary, a module per subject.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
#[allow(unreachable_pub)]
mod live;
mod live_access;
mod live_connection;
mod live_gather;
mod rbac;
#[allow(unreachable_pub)]
mod support;
