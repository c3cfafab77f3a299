//! Groups of flags: what was typed, each knowing the value that it stands for.
//!
//! A subcommand flattens the groups that it honours and only those, so that no flag is accepted and ignored.

mod cluster;
pub mod duration;
pub mod grammar;
mod names;
mod node;
mod output;
mod scope;

pub use cluster::{ClusterFlags, SourceFlags, input};
pub use names::{JobTarget, cron_job_name, job_name, job_target, namespace};
pub use node::NodeFlags;
pub use output::{ColorWhen, OutputFlags, TerminalFlags};
pub use scope::{PageFlags, ScopeFlags, namespaces};
