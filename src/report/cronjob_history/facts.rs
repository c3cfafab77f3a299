use serde::Serialize;

use crate::batch::{self, History, NextRun, Schedule, Slot};
use crate::model::{CronJob, Time};
use crate::report::run::local;
use crate::report::{Reason, cronjob_warning};

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

/// So many seconds ahead a change of the clock is told of.
const CLOCK_AHEAD: i64 = 14 * 24 * 3600;

impl Next {
    pub(super) fn new(history: &History) -> Self {
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
    pub(super) fn new(schedule: &Schedule, at: Time) -> Self {
        Upcoming { at, local: local(&schedule.zone, at) }
    }
}

pub(super) fn clock_changes(
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
    pub(super) fn new(cron_job: &CronJob, history: &History) -> Self {
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
    pub(super) fn new(missed: &batch::MissedRun, zone: Option<&batch::Zone>) -> Self {
        Missed {
            due_at: missed.due,
            local: zone.map(|zone| local(zone, missed.due)),
            skipped: missed.cause.is_skip(),
            cause: cronjob_warning::cause(&missed.cause),
        }
    }
}
