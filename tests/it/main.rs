//! The integration tests: one binary, a module for each subject.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::needless_raw_string_hashes)]

mod lists;
mod manifests;
mod notes;
mod snapshot_files;
mod snapshot_writing;
