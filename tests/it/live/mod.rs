//! The plugin held against a real control plane: `tests/control-plane/live-tests` starts one and runs these.
//!
//! What they do to the cluster they do with `kubectl`, and the plugin is run as users run it, as
//! `kubectl workloads`. Each test has a namespace, and nodes, of its own ([`room::Room`]).

mod agreement;
mod cluster;
mod connection;
mod cronjob_history;
mod ds_coverage;
mod job_wait;
mod lifecycle;
mod permissions;
mod real_kubectl;
mod role;
mod room;
mod scenarios;
mod scheduling;
mod snapshot;
mod watching;
mod words;
