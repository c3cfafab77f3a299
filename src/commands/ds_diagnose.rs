mod logs;

use std::sync::Arc;

use clap::Args;

use super::{answer, beside};
use crate::cluster::live::{Connection, Environment};
use crate::cluster::query::{self, Asker};
use crate::cluster::{self, Query, Question, Source};
use crate::error::Error;
use crate::exit::Exit;
use crate::flags::{OutputFlags, PageFlags, ScopeFlags, SourceFlags, TerminalFlags};
use crate::render::{Format, ds_diagnose as render};
use crate::report::Envelope;
use crate::report::ds_diagnose::DaemonSetDiagnosis;
use crate::scheduling::World;
use crate::scheduling::diagnosis::{PodEvents, diagnose};
use crate::ui::{Facts, Ui};

/// Tell why daemon Pods are absent, Pending or not ready, and what to do about it
///
/// One paragraph for each cause, worst first: the nodes that it concerns, the facts that show it, what would
/// help, the command to copy, and what that risks. It looks at the DaemonSet's template too, so it answers
/// where there is no Pod at all.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct DsDiagnose {
    #[command(flatten)]
    scope: ScopeFlags,

    /// Name every node, and tell in full what is as it is meant to be
    #[arg(long, help_heading = "Output")]
    all: bool,

    /// How many log lines are shown of a container that failed, of a live cluster; 0: none are read
    #[arg(long, value_name = "LINES", default_value_t = 5, help_heading = "Output")]
    log_lines: u32,

    /// Exit with 1 if anything is wrong
    #[arg(long, help_heading = "Output")]
    exit_code: bool,

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
  kubectl workloads ds-diagnose -n kube-system node-exporter
  kubectl workloads ds-diagnose -A
  kubectl workloads ds-diagnose -A --snapshot cluster.json.gz -o json

Exit codes:
  0    answered
  1    answered, and with --exit-code: something is wrong
  2    the command line makes no sense
  3    could not answer, or not in full: unreachable, forbidden, not found, unreadable file
  130  interrupted";

impl DsDiagnose {
    /// Flags → query → snapshot → diagnosis → report → text.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let ui = Ui::new(facts, self.terminal);
        if self.required_permissions {
            return beside::permissions("ds-diagnose", Asker::Diagnosis, &ui);
        }
        let scope = self.scope.scope()?;
        let source = self.source.source()?;
        let query = Query {
            scope: scope.clone(),
            question: Question::Diagnosis,
            chunk_size: self.page.chunk_size,
        };

        let connection = match &source {
            Source::Live(options) => {
                Some(Arc::new(Connection::open(options, &Environment::of_process()).await?))
            }
            Source::Files(_) => None,
        };
        let reading = ui.reading();
        let snapshot = match &connection {
            Some(connection) => {
                Box::pin(query::ask(connection, &query, &reading.progress())).await?
            }
            None => Box::pin(cluster::gather(&source, &query, &reading.progress())).await?,
        };
        drop(reading);
        let world = World::new(&snapshot);
        let events = PodEvents::of(&world);
        let daemon_sets = snapshot.daemon_sets.iter();
        let diagnosed = daemon_sets.map(|daemon_set| diagnose(&world, &events, daemon_set));
        let mut items: Vec<_> = diagnosed.map(|told| DaemonSetDiagnosis::from(&told)).collect();
        items.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
        logs::read(&mut items, connection.as_deref(), self.log_lines).await;
        let items = answer::sorted(items, self.output.sort_by.as_ref())?;
        let is_wrong = items.iter().any(render::is_wrong);

        if items.is_empty() && self.output.output.is_for_people() {
            beside::tell_nothing(&source, &scope, &ui);
        } else {
            let no_headers = self.output.no_headers;
            let text = match &self.output.output {
                Format::Table => render::diagnoses(&items, self.all, &ui.look(no_headers)),
                Format::Wide => render::diagnoses(&items, true, &ui.look(no_headers)),
                Format::Name => {
                    answer::names("daemonset.apps", items.iter().map(|item| item.name.as_str()))
                }
                Format::Csv => {
                    render::csv(&items, no_headers).map_err(|why| answer::failed(&why))?
                }
                format => {
                    let envelope = Envelope::new("DaemonSetDiagnosisList", &snapshot, items);
                    answer::for_machines(format, &envelope)?
                }
            };
            ui.answer(&text)?;
        }
        beside::tell(&snapshot, &ui);
        Ok(beside::exit(&snapshot, beside::OF_DAEMON_SETS, self.exit_code && is_wrong))
    }
}
