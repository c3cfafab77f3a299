use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};

use super::Which;
use crate::cluster::Scope;
use crate::error::{Error, ErrorKind};
use crate::flags::duration::go_duration;
use crate::flags::{NamespaceFlags, OutputFlags, PageFlags, SourceFlags, TerminalFlags};
use crate::model::Time;
use crate::report::cronjob_history::Showing;
use crate::report::run::Outcome;

/// Which objects, which of their runs, and how they are told.
#[derive(Debug, Clone, Args)]
pub(in crate::commands) struct HistoryFlags {
    #[command(flatten)]
    namespaces: NamespaceFlags,

    /// Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)
    #[arg(short = 'l', long, value_name = "SELECTOR", help_heading = "Scope")]
    selector: Option<String>,

    /// Field selector: =, ==, != (e.g. --field-selector metadata.name=x)
    #[arg(long, value_name = "SELECTOR", help_heading = "Scope")]
    field_selector: Option<String>,

    /// Runs of this long (90m, 24h) until now only
    #[arg(long, value_name = "DURATION", value_parser = go_duration, help_heading = "Runs")]
    since: Option<Duration>,

    /// The newest so many runs only
    #[arg(long, value_name = "RUNS", help_heading = "Runs")]
    limit: Option<usize>,

    /// Runs that ended, or stand, like this only, separated by commas
    #[arg(
        long,
        value_name = "OUTCOMES",
        value_delimiter = ',',
        ignore_case = true,
        help_heading = "Runs"
    )]
    status: Vec<Status>,

    /// Keep what is known of each run in this file (SQLite), and tell of the runs that it holds
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Runs")]
    pub(in crate::commands) store: Option<PathBuf>,

    /// Print the log of a run too; one object has to be named
    #[arg(long, value_name = "RUN", help_heading = "Output", conflicts_with = "snapshot")]
    pub(in crate::commands) logs: Option<Which>,

    /// Show the answer again as soon as it changes, until interrupted
    #[arg(short, long, help_heading = "Output", conflicts_with_all = ["snapshot", "logs"])]
    pub(in crate::commands) watch: bool,

    /// Print the ClusterRole that this needs, and exit
    #[arg(long, help_heading = "Cluster")]
    pub(in crate::commands) required_permissions: bool,

    #[command(flatten)]
    pub(in crate::commands) output: OutputFlags,
    #[command(flatten)]
    pub(in crate::commands) terminal: TerminalFlags,
    #[command(flatten)]
    pub(in crate::commands) source: SourceFlags,
    #[command(flatten)]
    pub(in crate::commands) page: PageFlags,
}

/// The values of `--status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub(in crate::commands) enum Status {
    Complete,
    Failed,
    Running,
    Suspended,
    Replaced,
    Unknown,
}

impl HistoryFlags {
    /// The scope meant. A name together with a selector is refused, as kubectl refuses it.
    pub(in crate::commands) fn scope(&self, names: &[String]) -> Result<Scope, Error> {
        let given = |selector: &Option<String>| selector.clone().filter(|it| !it.trim().is_empty());
        let (selector, field_selector) = (given(&self.selector), given(&self.field_selector));
        if !names.is_empty() && (selector.is_some() || field_selector.is_some()) {
            let message = "name cannot be provided when a selector is specified";
            return Err(Error::new(ErrorKind::Usage, message));
        }
        let mut names = names.to_vec();
        names.sort();
        names.dedup();
        let namespaces = self.namespaces.clone().namespaces();
        Ok(Scope { namespaces, names, selector, field_selector })
    }

    /// Which runs are told, at `now`.
    pub(in crate::commands) fn showing(&self, upcoming: usize, now: Option<Time>) -> Showing {
        let since = self.since.and_then(|since| now?.checked_sub(since).ok());
        let outcomes = self.status.iter().copied().map(Outcome::from).collect();
        Showing { since, limit: self.limit, outcomes, upcoming }
    }
}

impl From<Status> for Outcome {
    fn from(status: Status) -> Self {
        match status {
            Status::Complete => Outcome::Complete,
            Status::Failed => Outcome::Failed,
            Status::Running => Outcome::Running,
            Status::Suspended => Outcome::Suspended,
            Status::Replaced => Outcome::Replaced,
            Status::Unknown => Outcome::Unknown,
        }
    }
}
