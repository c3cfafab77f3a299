mod ask;
mod show;
mod watch;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};

use super::beside;
use crate::cluster::query::Asker;
use crate::error::Error;
use crate::exit::Exit;
use crate::flags::duration::wait_timeout;
use crate::flags::{NodeFlags, OutputFlags, PageFlags, ScopeFlags, SourceFlags, TerminalFlags};
use crate::model::Snapshot;
use crate::report::ds_coverage::{RowFilter, State};
use crate::ui::{Facts, Ui};

/// Show which nodes each DaemonSet should be on, is on, and is not, and why
///
/// Without names, the answer fits in a screen: the DaemonSets that are not where they should be, worst first,
/// with their causes. With names, each is told in detail. Every node is in one state: Ready, NotReady,
/// Pending, Missing (eligible, no Pod), Excluded (not eligible), Misscheduled (not eligible, but has a Pod).
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct DsCoverage {
    #[command(flatten)]
    scope: ScopeFlags,
    #[command(flatten)]
    nodes: NodeFlags,

    /// Show the nodes in these states only, separated by commas
    #[arg(
        long,
        value_name = "STATES",
        value_delimiter = ',',
        ignore_case = true,
        help_heading = "Scope"
    )]
    only: Vec<Only>,

    /// Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller
    /// would want its Pods, and which of them the scheduler would bind
    #[arg(
        short = 'f',
        long,
        value_name = "FILE|-",
        value_hint = ValueHint::FilePath,
        conflicts_with_all = ["names", "all_namespaces", "selector", "field_selector"],
        help_heading = "Scope"
    )]
    filename: Option<OsString>,

    /// Draw nodes × DaemonSets, a character per pair
    #[arg(long, help_heading = "Output", conflicts_with = "group_by")]
    by_node: bool,

    /// Count by the value of a node label (zone, pool, …), or by taints
    #[arg(
        long,
        value_name = "LABEL|taints",
        help_heading = "Output",
        conflicts_with_all = ["only", "node", "node_selector"]
    )]
    group_by: Option<String>,

    /// Show the DaemonSets that are where they should be too, and name every node
    #[arg(long, help_heading = "Output")]
    all: bool,

    /// Exit with 1 if a DaemonSet is not where it should be
    #[arg(long, help_heading = "Output")]
    exit_code: bool,

    /// With --exit-code or --wait: Pods on nodes that are themselves not ready are nothing wrong
    #[arg(long, help_heading = "Output")]
    ignore_not_ready_nodes: bool,

    /// Show the answer again whenever it changes
    #[arg(short = 'w', long, help_heading = "Waiting", conflicts_with_all = ["filename", "wait"])]
    watch: bool,

    /// Wait until every DaemonSet is where it should be, then answer
    #[arg(long, help_heading = "Waiting", conflicts_with = "filename")]
    wait: bool,

    /// With --watch or --wait: give up after this long (1s, 2m, 3h) with exit code 124; 0 looks once, a negative
    /// one is a week. Without it, never
    #[arg(
        long,
        value_name = "DURATION",
        value_parser = wait_timeout,
        allow_hyphen_values = true,
        help_heading = "Waiting"
    )]
    timeout: Option<Duration>,

    /// Print the ClusterRole that this needs, and exit
    #[arg(long, help_heading = "Cluster")]
    required_permissions: bool,

    #[command(flatten)]
    output: OutputFlags,
    #[command(flatten)]
    terminal: TerminalFlags,
    #[command(flatten)]
    source: SourceFlags,
    #[command(flatten)]
    page: PageFlags,
}

const HELP: &str = "\
Examples:
  kubectl workloads ds-coverage -A
  kubectl workloads ds-coverage -n kube-system node-exporter
  kubectl workloads ds-coverage -A --by-node
  kubectl workloads ds-coverage -A --node worker-7
  kubectl workloads ds-coverage -n logging --group-by topology.kubernetes.io/zone
  kubectl workloads ds-coverage -n kube-system cilium --wait --timeout 5m
  kubectl workloads ds-coverage -f daemonset.yaml
  kubectl workloads ds-coverage -A --snapshot cluster.json.gz -o json

Exit codes:
  0    answered
  1    answered, and with --exit-code: a DaemonSet is not where it should be
  2    the command line makes no sense
  3    could not answer, or not in full: unreachable, forbidden, not found, unreadable file
  124  --timeout passed first
  130  interrupted";

/// The values of `--only`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
enum Only {
    Ready,
    NotReady,
    Pending,
    Missing,
    Misscheduled,
    Excluded,
    WouldSchedule,
    WouldPend,
}

impl DsCoverage {
    /// Flags → query → snapshot → coverage → report → text.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let ui = Ui::new(facts, self.terminal);
        if self.required_permissions {
            let asker = match () {
                () if self.filename.is_some() => Asker::Preview,
                () if self.watch || self.wait => Asker::CoverageWatch,
                () => Asker::Coverage,
            };
            return beside::permissions("ds-coverage", asker, &ui);
        }
        let view = show::View::of(&self)?;
        let scope = self.scope.clone().scope()?;
        let source = self.source.clone().source()?;

        if self.watch || self.wait {
            return Box::pin(watch::watch(&self, &view, &source, &scope, &ui)).await;
        }
        let asked = Box::pin(ask::ask(&self, &source, &scope, &ui.reading().progress())).await?;
        let worlds = asked.worlds();
        let snapshot = &asked.snapshot;
        let answer = view.answer(asked.coverages(&worlds), &self.filter(snapshot)?);
        let is_wrong = self.exit_code && answer.is_wrong(self.ignore_not_ready_nodes);

        if answer.is_empty() && self.output.output.is_for_people() {
            beside::tell_nothing(&source, &scope, &ui);
        } else {
            ui.answer(&view.print(answer, snapshot, &ui)?)?;
        }
        beside::tell(snapshot, &ui);
        Ok(beside::exit(snapshot, beside::OF_DAEMON_SETS, is_wrong))
    }

    /// Which rows are asked for.
    fn filter(&self, snapshot: &Snapshot) -> Result<RowFilter, Error> {
        let only: BTreeSet<State> = self.only.iter().copied().map(State::from).collect();
        Ok(RowFilter { only, nodes: ask::nodes(&self.nodes, snapshot)? })
    }
}

impl From<Only> for State {
    fn from(only: Only) -> Self {
        match only {
            Only::Ready => State::Ready,
            Only::NotReady => State::NotReady,
            Only::Pending => State::Pending,
            Only::Missing => State::Missing,
            Only::Misscheduled => State::Misscheduled,
            Only::Excluded => State::Excluded,
            Only::WouldSchedule => State::WouldSchedule,
            Only::WouldPend => State::WouldPend,
        }
    }
}
