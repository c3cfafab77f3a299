use clap::Args;

use super::histories::{ESSENTIAL, HistoryFlags, Told, print_logs, watch};
use super::{answer, beside};
use crate::batch::{Evidence, History, Run, Zone};
use crate::cluster::query::Asker;
use crate::cluster::{self, Query, Question};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::flags::cron_job_name;
use crate::model::{CronJob, Snapshot};
use crate::render::{Format, cronjob_history as render};
use crate::report::Envelope;
use crate::report::cronjob_history::{CronJobHistory, Health, worst_first};
use crate::store::{Record, Store};
use crate::ui::{Facts, Ui};

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
    /// Flags → query → snapshot → history → report → text.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let flags = &self.history;
        let ui = Ui::new(facts, flags.terminal);
        if flags.required_permissions {
            return beside::permissions(
                "cronjob-history",
                Asker::CronJobHistory { watches: flags.watch },
                &ui,
            );
        }
        if flags.logs.is_some() && self.names.len() != 1 {
            return Err(Error::new(ErrorKind::Usage, "--logs needs the name of one CronJob"));
        }
        let query = Query {
            scope: flags.scope(&self.names)?,
            question: Question::CronJobHistory,
            chunk_size: flags.page.chunk_size,
        };
        let source = flags.source.clone().source()?;
        if flags.watch {
            let text = |snapshot: &Snapshot| {
                let Told { items, kept } = self.items(snapshot)?;
                kept.and_then(|()| self.print(snapshot, items, &ui))
            };
            return watch(&source, &query, &ui, text).await;
        }

        let snapshot = Box::pin(cluster::gather(&source, &query, &ui.reading())).await?;
        let Told { items, kept } = self.items(&snapshot)?;
        let exit = beside::exit(&snapshot, ESSENTIAL, self.exit_code && self.is_wrong(&items));
        let telling = items.first().filter(|_| flags.logs.is_some()).cloned();
        if items.is_empty() && flags.output.output.is_for_people() {
            beside::tell_nothing(&source, &query.scope, &ui);
        } else {
            ui.answer(&self.print(&snapshot, items, &ui)?)?;
        }
        beside::tell(&snapshot, &ui);
        if let (Some(which), Some(item)) = (flags.logs, telling) {
            print_logs(which, &item.namespace, &item.runs, &snapshot, &source, &ui).await?;
        }
        kept.map(|()| exit)
    }

    fn items(&self, snapshot: &Snapshot) -> Result<Told<CronJobHistory>, Error> {
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

    /// Without a choice all, else those of any that is chosen.
    fn shows(&self, item: &CronJobHistory) -> bool {
        let chosen = [
            (self.failing, item.failing_streak.failures > 0),
            (self.stale, item.warnings.iter().any(|it| it.reason == "NoRecentSuccess")),
            (self.suspended, item.suspended),
        ];
        chosen.iter().all(|(asked, _)| !asked) || chosen.iter().any(|(asked, is)| *asked && *is)
    }

    fn print(
        &self,
        snapshot: &Snapshot,
        items: Vec<CronJobHistory>,
        ui: &Ui,
    ) -> Result<String, Error> {
        let output = &self.history.output;
        let items = answer::sorted(items, output.sort_by.as_ref())?;
        let (now, look) = (snapshot.now(), ui.look(output.no_headers));
        Ok(match &output.output {
            Format::Table if self.names.is_empty() => render::fleet(&items, self.all, now, &look),
            Format::Table => {
                let texts: Vec<String> =
                    items.iter().map(|item| render::detail(item, now, &look)).collect();
                texts.join("\n")
            }
            Format::Wide => render::wide(&items, now, &look),
            Format::Name => {
                answer::names("cronjob.batch", items.iter().map(|item| item.name.as_str()))
            }
            Format::Csv => {
                render::csv(&items, output.no_headers).map_err(|why| answer::failed(&why))?
            }
            format => {
                let envelope = Envelope::new("CronJobHistoryList", snapshot, items);
                answer::for_machines(format, &envelope)?
            }
        })
    }

    fn is_wrong(&self, items: &[CronJobHistory]) -> bool {
        items.iter().any(|item| match item.health {
            Health::Failing => item.failing_streak.failures >= self.fail_streak,
            Health::Broken | Health::Late | Health::Stale => true,
            Health::Missing | Health::Healthy | Health::New | Health::Suspended => false,
        })
    }
}
