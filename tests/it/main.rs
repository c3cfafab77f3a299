//! What users meet, held by running it: one binary, a module per subject.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod completion;
mod docs;
mod help;
mod job_wait;
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::needless_raw_string_hashes)]

mod lists;
mod live;
mod live_access;
mod live_connection;
mod live_gather;
mod manifests;
mod notes;
mod oracle;
mod rbac;
mod scheduler;
mod snapshot;
mod snapshot_files;
mod snapshot_writing;
#[allow(unreachable_pub)]
mod support;
mod usage;
mod views;
