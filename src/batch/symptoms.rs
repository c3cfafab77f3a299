use super::evidence::Evidence;
use super::history::{Cause, History};
use super::run::RunOutcome;
use super::{InvalidSchedule, Missed, NextRun, NoInterval, Timing, Warning, due};
use crate::model::{ConcurrencyPolicy, CronJob, Time};

/// Names of Jobs have 63 characters; the controller adds 11.
const LONGEST_NAME: usize = 52;

/// The controller looks again every ten seconds at worst (docs of `startingDeadlineSeconds`).
const SHORTEST_DEADLINE: i64 = 10;

/// So long, in seconds, may the controller take to start a run.
const START_GRACE: i64 = 60;

/// A CronJob with its history, at one moment.
pub(super) struct Patient<'a> {
    pub(super) cron_job: &'a CronJob,
    pub(super) history: &'a History,
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) now: Option<Time>,
}

impl Patient<'_> {
    pub(super) fn schedule(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        match &self.history.schedule {
            Err(InvalidSchedule::UnknownTimeZone(name)) => {
                found.push(Warning::UnknownTimeZone { name: name.clone() });
            }
            Err(InvalidSchedule::Unparseable(why)) => {
                found.push(Warning::UnparseableSchedule { why: why.clone() });
            }
            Ok(schedule) => {
                let due = self.now.map(|now| due(self.cron_job, schedule, now, true));
                match due {
                    Some(Err(NoInterval)) => found.push(Warning::NeverDue),
                    Some(Ok(due)) if due.class == Missed::Many && !self.cron_job.suspended => {
                        found.push(Warning::TooManyMissedTimes { unmet: due.unmet });
                    }
                    _ => {}
                }
            }
        }
        found
    }

    pub(super) fn failing(&self) -> Option<Warning> {
        let streak = self.history.statistics.streak;
        let last = self.history.last_finished()?;
        (streak.failures > 0).then(|| Warning::FailingStreak {
            failures: streak.failures,
            at_least: streak.at_least,
            reason: last.reason.clone(),
            exit_code: last.failure.as_ref().map(|failure| failure.exit_code),
        })
    }

    pub(super) fn not_started(&self) -> Option<Warning> {
        let refused = self.history.missed().find_map(|missed| match &missed.cause {
            Cause::FailedCreate { message } => Some(message.clone()),
            _ => None,
        });
        let events = self.evidence.events_of(&self.cron_job.uid).iter();
        let said =
            events.filter(|event| &*event.reason == "FailedCreate").max_by_key(|e| e.last_seen);
        if let Some(message) = refused {
            return Some(Warning::FailedCreate {
                message,
                at: said.and_then(|event| event.last_seen),
            });
        }
        let Some(NextRun::DueNow { scheduled, .. }) = self.history.next else { return None };
        if let Some(event) = said.filter(|event| event.last_seen >= Some(scheduled)) {
            return Some(Warning::FailedCreate {
                message: event.message.clone(),
                at: event.last_seen,
            });
        }
        let waits = self.cron_job.concurrency == ConcurrencyPolicy::Forbid && self.is_running();
        let late = self.now?.duration_since(scheduled).as_secs() > START_GRACE;
        (late && !waits).then_some(Warning::Overdue { scheduled })
    }

    fn is_running(&self) -> bool {
        self.history.runs.iter().any(|run| run.outcome == RunOutcome::Running)
    }

    /// Two due times have passed since the last success, or since the CronJob was made.
    pub(super) fn no_success(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        let runs = &self.history.runs;
        let success = self.history.last_success(self.cron_job);
        let replaced = runs.iter().filter(|run| run.outcome == RunOutcome::Replaced).count();
        if replaced > 1 && success.is_none() {
            found.push(Warning::ReplacedWithoutSuccess { replaced });
        }
        let [.., before_last, _] = self.history.recent[..] else { return found };
        let known_since = success.or(self.cron_job.meta.created_at());
        if !self.cron_job.suspended && known_since.is_some_and(|since| since < before_last) {
            found.push(Warning::NoRecentSuccess { since: success });
        }
        found
    }

    pub(super) fn durations(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        let statistics = &self.history.statistics;
        let usual = statistics.usual();
        if let (Some(median), Some(interval)) = (statistics.p50, statistics.interval)
            && median > interval
        {
            found.push(Warning::LongerThanInterval { usual: median, interval });
        }
        let Some(latest) = self.history.runs.first() else { return found };
        let Some(seconds) = latest.seconds(self.now) else { return found };
        let slow = usual.filter(|usual| seconds > usual.saturating_mul(2).max(60));
        let running = latest.outcome == RunOutcome::Running;
        let long = statistics.interval.is_some_and(|interval| seconds > 2 * interval)
            && usual.is_none_or(|usual| seconds > 3 * usual);
        let job = latest.job.clone();
        if running && long && self.cron_job.concurrency == ConcurrencyPolicy::Forbid {
            found.push(Warning::HungRun { job, seconds, usual });
        } else if let Some(usual) = slow {
            found.push(Warning::SlowRun { job, seconds, usual });
        }
        found
    }

    pub(super) fn settings(&self) -> Vec<Warning> {
        let job = self.cron_job;
        let mut found = Vec::new();
        if job.suspended {
            found.push(Warning::Suspended {
                since: job.last_schedule_time.or(job.meta.created_at()),
                always: job.generation == 1,
            });
        }
        if let Some(seconds) = job.starting_deadline_seconds.filter(|it| *it < SHORTEST_DEADLINE) {
            found.push(Warning::ShortStartingDeadline { seconds });
        }
        if job.successful_history_limit == Some(0) && job.failed_history_limit == Some(0) {
            found.push(Warning::NoHistory);
        }
        let length = job.meta.name.chars().count();
        if length > LONGEST_NAME {
            found.push(Warning::NameTooLong { length });
        }
        if job.schedule.contains("TZ") {
            found.push(Warning::ZoneInSchedule);
        }
        if let Ok(schedule) = &self.history.schedule
            && matches!(schedule.timing, Timing::Fields(fields) if fields.either_day())
        {
            found.push(Warning::EitherDay);
        }
        if self.history.edited {
            found.push(Warning::OtherDueTimes);
        }
        found
    }
}
