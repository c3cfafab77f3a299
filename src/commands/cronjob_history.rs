use clap::Args;

use super::histories::{self, HistoryCommand, HistoryFlags, Told};
use crate::batch::{Evidence, History, Run, Zone};
use crate::cluster::query::Asker;
use crate::cluster::{Question, Scope};
use crate::error::Error;
use crate::exit::Exit;
use crate::flags::cron_job_name;
use crate::model::{CronJob, Snapshot, Time};
use crate::render::{Look, cronjob_history as render};
use crate::report;
use crate::report::cronjob_history::{CronJobHistory, Health, worst_first};
use crate::store::{Record, Store};
use crate::ui::Facts;

/// Show what CronJobs did, did not do, and will do: runs, missed due times and their causes, what is next
///
/// Without names, the answer fits in a screen: the CronJobs that are in trouble, worst first, with the reason.
/// With names, each is told in detail: its runs newest first, due times without a run, next due times, and
/// what is not known any more because the history limits have pruned it. Success rates go no further back than
/// the due times that are accounted for.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct CronJobHistoryCommand {
    /// CronJobs, as NAME, cronjob/NAME or cronjob.batch/NAME; all of the namespace if there is none
    #[arg(value_name = "NAME", value_parser = cron_job_name)]
    names: Vec<String>,

    /// Those whose last finished run failed
    #[arg(long, help_heading = "Scope")]
    failing: bool,

    /// Those without a success for two due times
    #[arg(long, help_heading = "Scope")]
    stale: bool,

    /// Those that are suspended
    #[arg(long, help_heading = "Scope")]
    suspended: bool,

    /// The time zone of kube-controller-manager, in which schedules without a zone are read
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone, help_heading = "Runs")]
    controller_time_zone: Zone,

    /// How many due times to come are told
    #[arg(long, value_name = "TIMES", default_value_t = 5, help_heading = "Runs")]
    next: usize,

    /// Give those without trouble a row each, however many there are
    #[arg(long, help_heading = "Output")]
    all: bool,

    /// Exit with 1 if a CronJob is failing, late or without a recent success, or cannot run at all
    #[arg(long, help_heading = "Output")]
    exit_code: bool,

    /// With --exit-code: fewer failures in a row are nothing wrong
    #[arg(
        long,
        value_name = "RUNS",
        default_value_t = 1,
        requires = "exit_code",
        help_heading = "Output"
    )]
    fail_streak: usize,

    #[command(flatten)]
    history: HistoryFlags,
}

const HELP: &str = "\
Examples:
  kubectl workloads cronjob-history -A
  kubectl workloads cronjob-history -n batch nightly
  kubectl workloads cronjob-history -A --failing --exit-code --fail-streak 3
  kubectl workloads cronjob-history nightly --since 24h --status failed
  kubectl workloads cronjob-history nightly --logs last-failed
  kubectl workloads cronjob-history -A --store runs.db

Exit codes:
  0    answered
  1    answered, and with --exit-code: a CronJob is in trouble
  2    the command line makes no sense
  3    could not answer, or not in full: unreachable, forbidden, not found, unreadable file
  130  interrupted";

fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name).ok_or_else(|| format!("{name:?} is no time zone, such as Europe/Berlin"))
}

impl CronJobHistoryCommand {
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        histories::run(&self, facts).await
    }

    /// Without a choice all, else those of any that is chosen.
    fn shows(&self, item: &CronJobHistory) -> bool {
        let chosen = [
            (self.failing, item.failing_streak.failures > 0),
            (self.stale, item.warnings.iter().any(|it| it.reason == "NoRecentSuccess")),
            (self.suspended, item.suspended),
        ];
        chosen.iter().all(|(asked, _)| !asked) || chosen.iter().any(|(asked, is)| *asked && *is)
    }
}

impl HistoryCommand for CronJobHistoryCommand {
    type Item = CronJobHistory;

    const SUBCOMMAND: &'static str = "cronjob-history";
    const KIND: &'static str = "CronJob";
    const LIST: &'static str = "CronJobHistoryList";
    const RESOURCE: &'static str = "cronjob.batch";
    const QUESTION: Question = Question::CronJobHistory;

    fn flags(&self) -> &HistoryFlags {
        &self.history
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn asker(watches: bool) -> Asker {
        Asker::CronJobHistory { watches }
    }

    fn told(&self, snapshot: &Snapshot, _: &Scope) -> Result<Told<CronJobHistory>, Error> {
        let now = snapshot.now();
        let mut kept = Ok(());
        let showing = self.history.showing(self.next, now);
        let evidence = Evidence::new(snapshot);
        let mut store = self.history.store.as_deref().map(Store::open).transpose()?;
        let mut histories: Vec<(&CronJob, History)> = Vec::new();
        for cron_job in &snapshot.cron_jobs {
            let stored: Vec<Run> = match &store {
                Some(store) => store.runs_of(&cron_job.uid)?,
                None => Vec::new(),
            };
            let zone = &self.controller_time_zone;
            histories.push((cron_job, History::of(cron_job, &evidence, &stored, zone, now)));
        }
        if let (Some(store), Some(now)) = (&mut store, now) {
            let records = histories.iter().flat_map(|(cron_job, history)| {
                history.runs.iter().map(|run| Record {
                    namespace: &cron_job.meta.namespace,
                    cron_job: Some((&cron_job.meta.name, &cron_job.uid)),
                    run,
                })
            });
            kept = store.keep(records, now);
        }
        let mut items: Vec<CronJobHistory> = histories
            .iter()
            .map(|(cron_job, history)| {
                CronJobHistory::new(cron_job, history, &evidence, now, &showing)
            })
            .filter(|item| self.shows(item))
            .collect();
        if self.history.output.output.is_for_people() {
            worst_first(&mut items);
        } else {
            items.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
        }
        Ok(Told { items, kept })
    }

    fn is_wrong(&self, items: &[CronJobHistory]) -> bool {
        self.exit_code
            && items.iter().any(|item| match item.health {
                Health::Failing => item.failing_streak.failures >= self.fail_streak,
                Health::Broken | Health::Late | Health::Stale => true,
                Health::Missing | Health::Healthy | Health::New | Health::Suspended => false,
            })
    }

    fn runs(item: &CronJobHistory) -> (&str, &[report::run::Run]) {
        (&item.namespace, &item.runs)
    }

    fn name(item: &CronJobHistory) -> &str {
        &item.name
    }

    fn fleet(&self, items: &[CronJobHistory], now: Option<Time>, look: &Look) -> String {
        render::fleet(items, self.all, now, look)
    }

    fn detail(item: &CronJobHistory, now: Option<Time>, look: &Look) -> String {
        render::detail(item, now, look)
    }

    fn wide(items: &[CronJobHistory], now: Option<Time>, look: &Look) -> String {
        render::wide(items, now, look)
    }

    fn csv(items: &[CronJobHistory], no_headers: bool) -> Result<String, csv::Error> {
        render::csv(items, no_headers)
    }
}
