mod facts;
mod showing;

pub use facts::{
    ClockChange, ClockEffect, Durations, Kept, Missed, Next, NextState, Rate, Streak, Upcoming,
};
pub use showing::{Moment, Showing, TIMELINE, What};

use serde::Serialize;

use super::run::{Run, local};
use super::{Reason, cronjob_warning, schedule_words};
use crate::batch::{self, History, NextRun};
use crate::model::{ConcurrencyPolicy, CronJob, Time};
use facts::clock_changes;

/// What a CronJob did, did not do, and will do: an item of a `CronJobHistoryList`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronJobHistory {
    pub namespace: String,
    pub name: String,
    pub schedule: String,
    /// Absent where the schedule cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_in_words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Nothing names the zone: it is kube-controller-manager's own, which the API does not tell.
    pub time_zone_assumed: bool,
    /// The moment of the answer, as the wall shows it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_time: Option<String>,
    pub suspended: bool,
    pub concurrency_policy: String,
    pub health: Health,
    pub next: Next,
    /// The next due times.
    pub upcoming: Vec<Upcoming>,
    /// Changes of the zone's clock that skip or repeat a due time soon.
    pub clock_changes: Vec<ClockChange>,
    /// Jobs that run now, by the CronJob's own word.
    pub active: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_schedule_time: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_successful_time: Option<Time>,
    /// The newest run that has finished, whatever runs now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_finished: Option<Run>,
    pub failing_streak: Streak,
    /// The last finished run was successful, and the one before failed.
    pub recovered: bool,
    pub success_rate: Rate,
    pub durations: Durations,
    pub kept: Kept,
    /// Newest first.
    pub runs: Vec<Run>,
    /// Due times without a run, newest first.
    pub missed: Vec<Missed>,
    /// What became of each due time and each manual run, oldest first: at most [`TIMELINE`] of them, and
    /// never what `--since`, `--status` or `--limit` leave out.
    pub timeline: Vec<Moment>,
    pub warnings: Vec<Reason>,
}

/// How a CronJob is. The first is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Health {
    Failing,
    Broken,
    Late,
    Stale,
    Missing,
    Healthy,
    New,
    Suspended,
}

impl CronJobHistory {
    /// The answer for one CronJob at `now`.
    pub fn new(
        cron_job: &CronJob,
        history: &History,
        evidence: &batch::Evidence<'_>,
        now: Option<Time>,
        showing: &Showing,
    ) -> Self {
        let warnings = batch::warnings(cron_job, history, evidence, now);
        let schedule = history.schedule.as_ref().ok();
        let statistics = &history.statistics;
        let text = |text: &Option<crate::model::Text>| text.as_deref().map(str::to_owned);
        let upcoming: Vec<Upcoming> = match (schedule, history.next) {
            (
                Some(schedule),
                Some(NextRun::At(first) | NextRun::DueNow { next: Some(first), .. }),
            ) => {
                let later = std::iter::once(first).chain(schedule.upcoming(first));
                later.take(showing.upcoming).map(|at| Upcoming::new(schedule, at)).collect()
            }
            _ => Vec::new(),
        };
        CronJobHistory {
            namespace: cron_job.meta.namespace.to_string(),
            name: cron_job.meta.name.to_string(),
            schedule: cron_job.schedule.to_string(),
            schedule_in_words: schedule.map(schedule_words::words),
            time_zone: schedule
                .map(|schedule| schedule.zone.name().to_owned())
                .or_else(|| text(&cron_job.time_zone)),
            time_zone_assumed: schedule.is_some_and(|schedule| schedule.zone_assumed),
            local_time: history.zone().and_then(|zone| Some(local(zone, now?))),
            suspended: cron_job.suspended,
            concurrency_policy: policy(&cron_job.concurrency),
            health: batch::health(cron_job, history, &warnings).into(),
            next: Next::new(history),
            clock_changes: clock_changes(schedule, now, &upcoming),
            upcoming,
            active: cron_job.active.len(),
            last_schedule_time: cron_job.last_schedule_time,
            last_successful_time: cron_job.last_successful_time,
            last_finished: history
                .last_finished()
                .map(|run| Run::new(run, now).in_zone(history.zone())),
            failing_streak: Streak {
                failures: statistics.streak.failures,
                at_least: statistics.streak.at_least,
            },
            recovered: statistics.recovered,
            success_rate: Rate {
                succeeded: statistics.rate.succeeded,
                finished: statistics.rate.finished,
                since: statistics.rate.since,
                everything: statistics.rate.everything,
            },
            durations: Durations {
                p50_seconds: statistics.p50,
                p95_seconds: statistics.p95,
                samples: statistics.samples,
                interval_seconds: statistics.interval,
            },
            kept: Kept::new(cron_job, history),
            runs: showing.runs(history, now),
            missed: showing.missed(history),
            timeline: showing.timeline(history, now),
            warnings: warnings
                .iter()
                .map(|warning| cronjob_warning::reason(warning, now))
                .collect(),
        }
    }

    /// Whether somebody should look at it.
    pub fn is_in_trouble(&self) -> bool {
        self.health < Health::Healthy
    }
}

impl From<batch::Health> for Health {
    fn from(health: batch::Health) -> Self {
        match health {
            batch::Health::Failing => Health::Failing,
            batch::Health::Broken => Health::Broken,
            batch::Health::Late => Health::Late,
            batch::Health::Stale => Health::Stale,
            batch::Health::Missing => Health::Missing,
            batch::Health::Healthy => Health::Healthy,
            batch::Health::New => Health::New,
            batch::Health::Suspended => Health::Suspended,
        }
    }
}

fn policy(policy: &ConcurrencyPolicy) -> String {
    match policy {
        ConcurrencyPolicy::Allow => "Allow".to_owned(),
        ConcurrencyPolicy::Forbid => "Forbid".to_owned(),
        ConcurrencyPolicy::Replace => "Replace".to_owned(),
        ConcurrencyPolicy::Other(text) => text.to_string(),
    }
}

/// Those in trouble first, the worst of them before the others; then by name.
pub fn worst_first(items: &mut [CronJobHistory]) {
    items.sort_by(|a, b| {
        (a.health, std::cmp::Reverse(a.failing_streak.failures), &a.namespace, &a.name).cmp(&(
            b.health,
            std::cmp::Reverse(b.failing_streak.failures),
            &b.namespace,
            &b.name,
        ))
    });
}
