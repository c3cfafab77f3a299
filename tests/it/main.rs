//! The integration tests: one binary, a module for each subject.

mod lists;
mod manifests;
mod notes;
mod snapshot_files;
mod snapshot_writing;
