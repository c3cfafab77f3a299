//! What users meet, held by running it: one binary, a module per subject.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::if_not_else,
    clippy::needless_pass_by_value,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test fails by panicking, says what it sees, and has a clock"
)]

mod architecture;
mod completion;
mod cronjob_history;
mod docs;
mod faults;
mod help;
mod job_history;
mod job_wait;
mod lists;
#[allow(dead_code)]
mod live;
mod live_access;
mod live_connection;
mod live_gather;
mod manifests;
mod oracle;
mod rbac;
mod schedule;
mod scheduler;
mod snapshot;
mod snapshot_files;
mod snapshot_writing;
#[allow(unreachable_pub)]
mod support;
mod usage;
mod views;
