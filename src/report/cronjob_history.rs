use serde::Serialize;

use super::run::{Outcome, Run, local};
use super::{Reason, cronjob_warning, schedule_words};
use crate::batch::{self, History, NextRun, Schedule, Slot};
use crate::model::{ConcurrencyPolicy, CronJob, Time};

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

/// When it runs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Next {
    pub state: NextState,
    /// When the next run is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// The due time that has come and was not started yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Time>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum NextState {
    At,
    DueNow,
    Never,
    Suspended,
    /// The schedule or its zone cannot be read.
    Invalid,
    /// There is no present to reckon from.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Upcoming {
    pub at: Time,
    /// What the wall shows in its zone, with the offset: `2026-11-22T20:50:00-05:00`.
    pub local: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockChange {
    pub at: Time,
    /// By so many seconds forward; negative: back.
    pub by_seconds: i32,
    pub effect: ClockEffect,
    /// The first and the last reading of the clock that is skipped, or comes twice.
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ClockEffect {
    Skipped,
    Repeated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Streak {
    pub failures: usize,
    /// Older runs that are not known may have failed too.
    pub at_least: bool,
}

/// Successes among the latest runs without a gap in what is known of the due times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    pub succeeded: usize,
    pub finished: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Time>,
    /// They are all that the CronJob ever had.
    pub everything: bool,
}

/// How long successful runs take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Durations {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p50_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95_seconds: Option<i64>,
    /// Of so many runs.
    pub samples: usize,
    /// The shortest time between the latest due times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_seconds: Option<i64>,
}

/// How much of the past is kept, and known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Absent: all are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successful_jobs_history_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_jobs_history_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_seconds_after_finished: Option<i32>,
    /// Jobs that are there.
    pub jobs: usize,
    /// Runs that only events, or the store, tell of.
    pub by_events: usize,
    pub by_store: usize,
    /// Due times since the oldest known run of which nothing tells whether they ran.
    pub not_kept: usize,
    /// The oldest due time that is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reaches_back_to: Option<Time>,
    /// There was no due time before it.
    pub everything: bool,
}

/// A due time without a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Missed {
    pub due_at: Time,
    /// The same, as the wall shows it in the CronJob's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<String>,
    /// The CronJob's own settings kept it from running.
    pub skipped: bool,
    pub cause: Reason,
}

/// What became of a due time, or a manual run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    pub what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum What {
    Complete,
    Failed,
    Running,
    Suspended,
    Replaced,
    Unknown,
    Missed,
    Skipped,
    Waiting,
    NotKept,
}

/// Which runs are told, and how much of what will be.
#[derive(Debug, Clone, Default)]
pub struct Showing {
    /// Runs that were due, or began, at that time or later.
    pub since: Option<Time>,
    /// The newest so many.
    pub limit: Option<usize>,
    /// Empty: all.
    pub outcomes: Vec<Outcome>,
    /// So many due times to come.
    pub upcoming: usize,
}

/// A timeline has so many moments, the newest.
pub const TIMELINE: usize = 200;

/// So many seconds ahead a change of the clock is told of.
const CLOCK_AHEAD: i64 = 14 * 24 * 3600;

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

impl Showing {
    fn runs(&self, history: &History, now: Option<Time>) -> Vec<Run> {
        let shown = history.runs.iter().filter(|run| self.shows(run.at()));
        let shown = shown
            .map(|run| Run::new(run, now).in_zone(history.zone()))
            .filter(|run| self.shows_outcome(run.outcome));
        shown.take(self.limit.unwrap_or(usize::MAX)).collect()
    }

    /// The missed due times, as far back as the runs that are shown.
    fn missed(&self, history: &History) -> Vec<Missed> {
        if !self.outcomes.is_empty() {
            return Vec::new();
        }
        let missed = history.missed().filter(|missed| self.shows(Some(missed.due)));
        missed
            .take(self.limit.unwrap_or(usize::MAX))
            .map(|it| Missed::new(it, history.zone()))
            .collect()
    }

    fn timeline(&self, history: &History, now: Option<Time>) -> Vec<Moment> {
        let moments = history.slots.iter().map(|slot| Moment::new(slot, history, now));
        let shown = moments.filter(|moment| self.shows(moment.at)).filter(|moment| {
            moment.what.outcome().map_or(self.outcomes.is_empty(), |it| self.shows_outcome(it))
        });
        let mut shown: Vec<Moment> =
            shown.take(self.limit.unwrap_or(TIMELINE).min(TIMELINE)).collect();
        shown.reverse();
        shown
    }

    pub(super) fn shows(&self, at: Option<Time>) -> bool {
        self.since.is_none_or(|since| at.is_none_or(|at| at >= since))
    }

    pub(super) fn shows_outcome(&self, outcome: Outcome) -> bool {
        self.outcomes.is_empty() || self.outcomes.contains(&outcome)
    }
}

impl Next {
    fn new(history: &History) -> Self {
        let next = |state, at| Next { state, at, scheduled: None };
        match (&history.schedule, history.next) {
            (Err(_), _) => next(NextState::Invalid, None),
            (_, None) => next(NextState::Unknown, None),
            (_, Some(NextRun::Suspended)) => next(NextState::Suspended, None),
            (_, Some(NextRun::Never)) => next(NextState::Never, None),
            (_, Some(NextRun::At(at))) => next(NextState::At, Some(at)),
            (_, Some(NextRun::DueNow { scheduled, next })) => {
                Next { state: NextState::DueNow, at: next, scheduled: Some(scheduled) }
            }
        }
    }
}

impl Upcoming {
    fn new(schedule: &Schedule, at: Time) -> Self {
        Upcoming { at, local: local(&schedule.zone, at) }
    }
}

fn clock_changes(
    schedule: Option<&Schedule>,
    now: Option<Time>,
    upcoming: &[Upcoming],
) -> Vec<ClockChange> {
    let (Some(schedule), Some(now), Some(last)) = (schedule, now, upcoming.last()) else {
        return Vec::new();
    };
    let soon = now.checked_add(jiff::SignedDuration::from_secs(CLOCK_AHEAD)).unwrap_or(now);
    let changes = batch::clock_changes(schedule, now, last.at.max(soon));
    let changes = changes.into_iter().map(|change| ClockChange {
        at: change.at,
        by_seconds: change.by,
        effect: if change.by > 0 { ClockEffect::Skipped } else { ClockEffect::Repeated },
        from: change.first.strftime("%Y-%m-%dT%H:%M").to_string(),
        to: change.last.strftime("%Y-%m-%dT%H:%M").to_string(),
    });
    changes.collect()
}

impl Kept {
    fn new(cron_job: &CronJob, history: &History) -> Self {
        let by = |known| history.runs.iter().filter(|run| run.known_by == known).count();
        let not_kept = history.slots.iter().filter(|slot| matches!(slot, Slot::NotKept(_))).count();
        Kept {
            successful_jobs_history_limit: cron_job.successful_history_limit,
            failed_jobs_history_limit: cron_job.failed_history_limit,
            ttl_seconds_after_finished: cron_job.ttl_seconds_after_finished,
            jobs: by(batch::KnownBy::Job),
            by_events: by(batch::KnownBy::Events),
            by_store: by(batch::KnownBy::Store),
            not_kept,
            reaches_back_to: history.slots.iter().rev().find_map(|slot| history.due_of(slot)),
            everything: history.statistics.rate.everything,
        }
    }
}

impl Missed {
    fn new(missed: &batch::MissedRun, zone: Option<&batch::Zone>) -> Self {
        Missed {
            due_at: missed.due,
            local: zone.map(|zone| local(zone, missed.due)),
            skipped: missed.cause.is_skip(),
            cause: cronjob_warning::cause(&missed.cause),
        }
    }
}

impl Moment {
    /// A run's moment.
    pub(super) fn of_run(run: &Run) -> Self {
        Moment {
            at: run.at(),
            what: run.outcome.into(),
            job: Some(run.job.clone()),
            duration_seconds: run.duration_seconds,
        }
    }

    fn new(slot: &Slot, history: &History, now: Option<Time>) -> Self {
        let at = |at, what| Moment { at: Some(at), what, job: None, duration_seconds: None };
        match slot {
            Slot::Run(index) => {
                let run = &history.runs[*index];
                Moment {
                    at: run.at(),
                    what: Outcome::from(run.outcome).into(),
                    job: Some(run.job.to_string()),
                    duration_seconds: run.seconds(now),
                }
            }
            Slot::Missed(missed) if missed.cause.is_skip() => at(missed.due, What::Skipped),
            Slot::Missed(missed) => at(missed.due, What::Missed),
            Slot::Waiting(due) => at(*due, What::Waiting),
            Slot::NotKept(due) => at(*due, What::NotKept),
        }
    }
}

impl What {
    fn outcome(self) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| What::from(*outcome) == self)
    }
}

impl From<Outcome> for What {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => What::Complete,
            Outcome::Failed => What::Failed,
            Outcome::Running => What::Running,
            Outcome::Suspended => What::Suspended,
            Outcome::Replaced => What::Replaced,
            Outcome::Unknown => What::Unknown,
        }
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
