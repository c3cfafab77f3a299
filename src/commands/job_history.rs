use clap::Args;

use super::histories::{self, HistoryCommand, HistoryFlags, Told};
use crate::batch::{self, Evidence, Group, Run, groups};
use crate::cluster::query::Asker;
use crate::cluster::{Namespaces, Question, Scope};
use crate::error::Error;
use crate::exit::Exit;
use crate::flags::job_name;
use crate::model::{Snapshot, Time};
use crate::render::{Look, job_history as render};
use crate::report;
use crate::report::job_history::{JobHistory, shown};
use crate::store::{Record, Store};
use crate::ui::Facts;

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
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        histories::run(&self, facts).await
    }
}

impl HistoryCommand for JobHistoryCommand {
    type Item = JobHistory;

    const SUBCOMMAND: &'static str = "job-history";
    const KIND: &'static str = "Job";
    const LIST: &'static str = "JobHistoryList";
    const RESOURCE: &'static str = "job.batch";
    const QUESTION: Question = Question::JobHistory;

    fn flags(&self) -> &HistoryFlags {
        &self.history
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn asker(watches: bool) -> Asker {
        Asker::JobHistory { watches }
    }

    fn told(&self, snapshot: &Snapshot, scope: &Scope) -> Result<Told<JobHistory>, Error> {
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

    fn is_wrong(&self, items: &[JobHistory]) -> bool {
        self.exit_code && items.iter().any(JobHistory::is_in_trouble)
    }

    fn runs(item: &JobHistory) -> (&str, &[report::run::Run]) {
        (&item.namespace, std::slice::from_ref(&item.run))
    }

    fn name(item: &JobHistory) -> &str {
        &item.name
    }

    fn fleet(&self, items: &[JobHistory], now: Option<Time>, look: &Look) -> String {
        render::fleet(items, now, look)
    }

    fn detail(item: &JobHistory, now: Option<Time>, look: &Look) -> String {
        render::detail(item, now, look)
    }

    fn wide(items: &[JobHistory], now: Option<Time>, look: &Look) -> String {
        render::wide(items, now, look)
    }

    fn csv(items: &[JobHistory], no_headers: bool) -> Result<String, csv::Error> {
        render::csv(items, no_headers)
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
