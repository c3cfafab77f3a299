use std::collections::HashMap;

use super::evidence::Evidence;
use super::history::{Cause, MissedRun, Slot};
use super::horizon::Horizon;
use super::run::{Run, RunOutcome, Trigger};
use super::{Schedule, Timing, due_times};
use crate::model::{ConcurrencyPolicy, CronJob, Text, Time};

/// The due times of a CronJob against its runs.
pub(super) struct Timeline<'a> {
    cron_job: &'a CronJob,
    evidence: &'a Evidence<'a>,
    runs: &'a [Run],
    now: Time,
    /// Oldest first.
    due: Vec<Time>,
    /// There are older ones.
    longer: bool,
    pub(super) recent: Vec<Time>,
    pub(super) edited: bool,
    horizon: Horizon,
}

impl<'a> Timeline<'a> {
    pub(super) fn new(
        cron_job: &'a CronJob,
        schedule: &Schedule,
        evidence: &'a Evidence<'a>,
        runs: &'a [Run],
        now: Time,
    ) -> Self {
        let created = cron_job.meta.created_at().unwrap_or(now);
        let anchor = match (&schedule.timing, cron_job.last_schedule_time) {
            // An interval goes on from the last time, not from the CronJob's creation.
            (Timing::Every(seconds), Some(last)) => {
                let before = (last.as_second() - created.as_second()).max(0) / seconds * seconds;
                last.checked_sub(jiff::SignedDuration::from_secs(before + seconds))
                    .unwrap_or(created)
            }
            _ => created,
        };
        let (mut due, mut longer) = due_times(schedule, anchor, now);
        due.retain(|due| *due > created);
        let recent = due[due.len().saturating_sub(3)..].to_vec();
        let scheduled = || runs.iter().filter_map(|run| run.due);
        let off = scheduled().filter(|due| !is_due(schedule, *due)).max();
        let oldest = scheduled().min().or(cron_job.last_schedule_time);
        // Before the oldest run that is known, nothing is known; before an edit, today's schedule tells
        // nothing. A CronJob that never ran is known from its start.
        if let Some(from) = off.max(oldest) {
            let all = due.len();
            due.retain(|due| *due >= from);
            longer = longer && due.len() == all;
        }
        let horizon = Horizon::of(cron_job, runs, evidence, now);
        Timeline {
            cron_job,
            evidence,
            runs,
            now,
            due,
            longer,
            recent,
            edited: off.is_some(),
            horizon,
        }
    }

    /// A slot for each due time and each manual run, newest first, and whether the past is longer.
    pub(super) fn slots(&self) -> (Vec<Slot>, bool) {
        let by_minute: HashMap<i64, usize> =
            (0..).zip(self.runs).filter_map(|(at, run)| Some((minute(run.due?), at))).collect();
        let mut slots: Vec<(Time, Slot)> = Vec::new();
        for (at, run) in (0..).zip(self.runs) {
            slots.push((run.at().unwrap_or(self.now), Slot::Run(at)));
        }
        for (at, due) in (0..).zip(&self.due) {
            if !by_minute.contains_key(&minute(*due)) {
                slots.push((*due, self.without_run(at, *due)));
            }
        }
        slots.sort_by_key(|slot| std::cmp::Reverse(slot.0));
        (slots.into_iter().map(|(_, slot)| slot).collect(), self.longer)
    }

    /// What became of the due time `due`, the `at`-th, of which no run is known.
    fn without_run(&self, at: usize, due: Time) -> Slot {
        let missed = |cause| Slot::Missed(MissedRun { due, cause });
        let job = self.cron_job;
        if job.suspended && job.generation == 1 {
            return missed(Cause::Suspended);
        }
        let later = self.due.get(at + 1).copied();
        if let Some(running) = self.lost_to(due, later) {
            return missed(Cause::ConcurrencyForbid { running });
        }
        if job.last_schedule_time.is_none_or(|last| due > last) {
            // The controller starts due times in order: this one it has not come to.
            if job.suspended {
                return missed(Cause::SuspendedSometime);
            }
            let deadline = job.starting_deadline_seconds.filter(|seconds| {
                due.checked_add(jiff::SignedDuration::from_secs(*seconds))
                    .is_ok_and(|end| end < self.now)
            });
            return match (self.refused(due), deadline) {
                (Some(message), _) => missed(Cause::FailedCreate { message }),
                (None, Some(seconds)) => missed(Cause::StartingDeadline { seconds }),
                (None, None) if later.is_none() => Slot::Waiting(due),
                (None, None) => missed(Cause::Unknown),
            };
        }
        if self.horizon.may_hide(due) { Slot::NotKept(due) } else { missed(Cause::Unknown) }
    }

    /// The run that kept a due time from being started under Forbid, for good: it went on past a later due
    /// time, which took the place, or a later one has been started since.
    fn lost_to(&self, due: Time, later: Option<Time>) -> Option<Text> {
        if self.cron_job.concurrency != ConcurrencyPolicy::Forbid {
            return None;
        }
        let blocking = self.runs.iter().find(|run| {
            let ended = match run.outcome {
                RunOutcome::Running => Some(self.now),
                _ => run.ended,
            };
            run.trigger == Trigger::Schedule
                && run.started.is_some_and(|start| start <= due)
                && ended.is_some_and(|end| due < end)
                && (later.is_some_and(|later| later <= ended.unwrap_or(later))
                    || !self.horizon.may_hide(due)
                        && self.cron_job.last_schedule_time.is_some_and(|last| last > due))
        })?;
        Some(blocking.job.clone())
    }

    /// What the API said when it refused a Job, at that time or later.
    fn refused(&self, due: Time) -> Option<Text> {
        let events = self.evidence.events_of(&self.cron_job.uid).iter();
        let said = events
            .filter(|event| &*event.reason == "FailedCreate" && event.last_seen >= Some(due))
            .max_by_key(|event| event.last_seen)?;
        Some(said.message.clone())
    }
}

/// Jobs are named for the minute, so that a minute has one run.
fn minute(due: Time) -> i64 {
    due.as_second().div_euclid(60)
}

/// Whether the schedule, as it stands today, is due at that time. An interval has no times of its own.
fn is_due(schedule: &Schedule, at: Time) -> bool {
    match schedule.timing {
        Timing::Every(_) => true,
        Timing::Fields(_) => at
            .checked_sub(jiff::SignedDuration::from_secs(1))
            .is_ok_and(|before| schedule.next(before) == Some(at)),
    }
}
