//! What users meet, held by running it: one binary, a module per subject.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod cronjob_history;
mod job_history;
mod job_wait;
mod lists;
mod live;
mod live_access;
mod live_connection;
mod live_gather;
mod oracle;
mod rbac;
mod schedule;
#[allow(unreachable_pub)]
mod support;
