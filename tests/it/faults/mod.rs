//! What goes wrong, and what users are told of it: exit code, stdout and stderr of `kubectl workloads`.

mod connection;
mod files;
mod logs;
pub(crate) mod text;
mod watching;
