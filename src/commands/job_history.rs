use clap::Args;

use super::histories::{ESSENTIAL, HistoryFlags, Told, print_logs, watch};
use super::{answer, beside};
use crate::batch::{self, Evidence, Group, Run, groups};
use crate::cluster::query::Asker;
use crate::cluster::{self, Namespaces, Query, Question, Scope};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::flags::job_name;
use crate::model::Snapshot;
use crate::render::{Format, job_history as render};
use crate::report::Envelope;
use crate::report::job_history::{JobHistory, shown};
use crate::store::{Record, Store};
use crate::ui::{Facts, Ui};

/// Show what Jobs did: outcome, reason, exit codes, durations, retries and indexes of their attempts
///
/// Without names, Jobs that belong together (to a CronJob, another owner, a Helm release, an app, or by their
/// names) have a row, those that failed last first. With names, each Job is told with every attempt: one of its
/// Pods.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct JobHistoryCommand {
    /// Jobs, as NAME, job/NAME or job.batch/NAME; all of the namespace if there is none
    #[arg(value_name = "NAME", value_parser = job_name)]
    names: Vec<String>,

    /// Exit with 1 if a Job has failed, or something keeps it from getting on
    #[arg(long, help_heading = "Output")]
    exit_code: bool,

    #[command(flatten)]
    history: HistoryFlags,
}

const HELP: &str = "\
Examples:
  kubectl workloads job-history -A
  kubectl workloads job-history -n batch migrate-7
  kubectl workloads job-history -A --status failed --since 24h -o wide
  kubectl workloads job-history migrate-7 --logs last-failed

Exit codes:
  0    answered
  1    answered, and with --exit-code: a Job has failed or does not get on
  2    the command line makes no sense
  3    could not answer, or not in full: unreachable, forbidden, not found, unreadable file
  130  interrupted";

impl JobHistoryCommand {
    /// Flags → query → snapshot → report → text.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let flags = &self.history;
        let ui = Ui::new(facts, flags.terminal);
        if flags.required_permissions {
            return beside::permissions(
                "job-history",
                Asker::JobHistory { watches: flags.watch },
                &ui,
            );
        }
        if flags.logs.is_some() && self.names.len() != 1 {
            return Err(Error::new(ErrorKind::Usage, "--logs needs the name of one Job"));
        }
        let query = Query {
            scope: flags.scope(&self.names)?,
            question: Question::JobHistory,
            chunk_size: flags.page.chunk_size,
        };
        let source = flags.source.clone().source()?;
        if flags.watch {
            let text = |snapshot: &Snapshot| {
                let Told { items, kept } = self.items(snapshot, &query.scope)?;
                kept.and_then(|()| self.print(snapshot, items, &ui))
            };
            return watch(&source, &query, &ui, text).await;
        }

        let snapshot = Box::pin(cluster::gather(&source, &query, &ui.reading())).await?;
        let Told { items, kept } = self.items(&snapshot, &query.scope)?;
        let wrong = self.exit_code && items.iter().any(JobHistory::is_in_trouble);
        let exit = beside::exit(&snapshot, ESSENTIAL, wrong);
        let telling = items.first().filter(|_| flags.logs.is_some()).cloned();
        if items.is_empty() && flags.output.output.is_for_people() {
            beside::tell_nothing(&source, &query.scope, &ui);
        } else {
            ui.answer(&self.print(&snapshot, items, &ui)?)?;
        }
        beside::tell(&snapshot, &ui);
        if let (Some(which), Some(item)) = (flags.logs, telling) {
            let runs = std::slice::from_ref(&item.run);
            print_logs(which, &item.namespace, runs, &snapshot, &source, &ui).await?;
        }
        kept.map(|()| exit)
    }

    fn items(&self, snapshot: &Snapshot, scope: &Scope) -> Result<Told<JobHistory>, Error> {
        let now = snapshot.now();
        let mut kept = Ok(());
        let evidence = Evidence::new(snapshot);
        let groups = groups(&snapshot.jobs);
        let mut items: Vec<JobHistory> = snapshot
            .jobs
            .iter()
            .zip(&groups)
            .map(|(job, group)| JobHistory::new(job, group, &evidence, now))
            .collect();
        if let Some(path) = &self.history.store {
            let mut store = Store::open(path)?;
            items.extend(gone(&store, snapshot, scope)?);
            let runs: Vec<Run> = snapshot.jobs.iter().map(|job| Run::of(job, &evidence)).collect();
            if let Some(now) = now {
                let owner = |at: usize| {
                    let owner = snapshot.jobs[at].meta.owner.as_ref()?;
                    (&*owner.kind == "CronJob").then_some((&*owner.name, &*owner.uid))
                };
                let records = runs.iter().enumerate().map(|(at, run)| Record {
                    namespace: &snapshot.jobs[at].meta.namespace,
                    cron_job: owner(at),
                    run,
                });
                kept = store.keep(records, now);
            }
        }
        let items = shown(items, &self.history.showing(0, now));
        Ok(Told { items, kept })
    }

    fn print(&self, snapshot: &Snapshot, items: Vec<JobHistory>, ui: &Ui) -> Result<String, Error> {
        let output = &self.history.output;
        let items = answer::sorted(items, output.sort_by.as_ref())?;
        let (now, look) = (snapshot.now(), ui.look(output.no_headers));
        Ok(match &output.output {
            Format::Table if self.names.is_empty() => render::fleet(&items, now, &look),
            Format::Table => {
                let texts: Vec<String> =
                    items.iter().map(|item| render::detail(item, now, &look)).collect();
                texts.join("\n")
            }
            Format::Wide => render::wide(&items, now, &look),
            Format::Name => answer::names("job.batch", items.iter().map(|item| item.name.as_str())),
            Format::Csv => {
                render::csv(&items, output.no_headers).map_err(|why| answer::failed(&why))?
            }
            format => {
                let envelope = Envelope::new("JobHistoryList", snapshot, items);
                answer::for_machines(format, &envelope)?
            }
        })
    }
}

/// The runs of the store whose Jobs are gone, of the scope's namespace and names.
fn gone(store: &Store, snapshot: &Snapshot, scope: &Scope) -> Result<Vec<JobHistory>, Error> {
    if scope.selector.is_some() || scope.field_selector.is_some() {
        // Labels are not kept: whether it would be chosen is not known.
        return Ok(Vec::new());
    }
    let here = match &scope.namespaces {
        Namespaces::All => None,
        Namespaces::One(name) => Some(name.as_str()),
        Namespaces::Current => snapshot.namespace.as_deref(),
    };
    let kept: std::collections::HashSet<_> = snapshot.jobs.iter().map(|job| &job.uid).collect();
    let runs = store.runs()?.into_iter().filter(|(namespace, _, run)| {
        here.is_none_or(|here| here == namespace)
            && (scope.names.is_empty() || scope.names.iter().any(|name| **name == *run.job))
            && run.uid.as_ref().is_none_or(|uid| !kept.contains(uid))
    });
    Ok(runs
        .map(|(namespace, cron_job, run)| {
            let group = cron_job.map_or_else(|| Group::Alone(run.job.to_string()), Group::CronJob);
            let outcome = match run.outcome {
                batch::RunOutcome::Running => batch::RunOutcome::Unknown,
                outcome => outcome,
            };
            JobHistory::gone(&namespace, &Run { outcome, ..run }, &group, snapshot.now())
        })
        .collect())
}
