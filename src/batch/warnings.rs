use super::evidence::Evidence;
use super::history::{Cause, History};
use super::run::RunOutcome;
use super::{InvalidSchedule, NextRun, NoInterval, Timing, due};
use crate::model::{ConcurrencyPolicy, CronJob, Text, Time};

/// How a CronJob is, in one word. The first is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// Its last finished run failed.
    Failing,
    /// Its schedule or zone cannot be read, or is never due.
    Broken,
    /// A run is due and was not started, and nothing of its own explains it.
    Late,
    /// Its last success is older than two due times.
    Stale,
    /// Due times have passed without a run.
    Missing,
    Healthy,
    /// It was not due yet.
    New,
    Suspended,
}

/// Something about a CronJob that people should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    UnknownTimeZone {
        name: String,
    },
    UnparseableSchedule {
        why: String,
    },
    /// The schedule has no two due times within five years.
    NeverDue,
    /// It has failed so often in a row. `reason` is the last run's.
    FailingStreak {
        failures: usize,
        at_least: bool,
        reason: Option<Text>,
    },
    /// The API refused its Job.
    FailedCreate {
        message: Text,
        at: Option<Time>,
    },
    Overdue {
        scheduled: Time,
    },
    /// No success since; None: none that is known of.
    NoRecentSuccess {
        since: Option<Time>,
    },
    /// The controller takes more than a hundred due times for missed.
    TooManyMissedTimes {
        unmet: i64,
    },
    /// Forbid waits for a run that goes on and on.
    HungRun {
        job: Text,
        seconds: i64,
        usual: Option<i64>,
    },
    /// Each run was replaced by the next.
    ReplacedWithoutSuccess {
        replaced: usize,
    },
    /// Runs take longer than the time between two of them.
    LongerThanInterval {
        usual: i64,
        interval: i64,
    },
    /// The run that goes on, or the last one, took much longer than usual.
    SlowRun {
        job: Text,
        seconds: i64,
        usual: i64,
    },
    /// A deadline below ten seconds lets due times pass.
    ShortStartingDeadline {
        seconds: i64,
    },
    /// No finished Job is kept.
    NoHistory,
    /// Its Jobs cannot be named: more than 52 characters.
    NameTooLong {
        length: usize,
    },
    /// It is suspended; `since` is when it was started last, or was made.
    Suspended {
        since: Option<Time>,
        always: bool,
    },
    /// The zone stands in the schedule, which new CronJobs must not have.
    ZoneInSchedule,
    /// Both day fields are restricted: one of them is enough.
    EitherDay,
    /// A run was due when the schedule, as it is read here, is not.
    OtherDueTimes,
}

/// Names of Jobs have 63 characters; the controller adds 11.
const LONGEST_NAME: usize = 52;

/// The controller looks again every ten seconds at worst (docs of `startingDeadlineSeconds`).
const SHORTEST_DEADLINE: i64 = 10;

/// So long, in seconds, may the controller take to start a run.
const START_GRACE: i64 = 60;

impl Warning {
    /// The word that machines match on; the controller's event reasons where it has them.
    pub fn token(&self) -> &'static str {
        match self {
            Warning::UnknownTimeZone { .. } => "UnknownTimeZone",
            Warning::UnparseableSchedule { .. } => "UnparseableSchedule",
            Warning::NeverDue => "NeverDue",
            Warning::FailingStreak { .. } => "FailingStreak",
            Warning::FailedCreate { .. } => "FailedCreate",
            Warning::Overdue { .. } => "Overdue",
            Warning::NoRecentSuccess { .. } => "NoRecentSuccess",
            Warning::TooManyMissedTimes { .. } => "TooManyMissedTimes",
            Warning::HungRun { .. } => "HungRun",
            Warning::ReplacedWithoutSuccess { .. } => "ReplacedWithoutSuccess",
            Warning::LongerThanInterval { .. } => "LongerThanInterval",
            Warning::SlowRun { .. } => "SlowRun",
            Warning::ShortStartingDeadline { .. } => "ShortStartingDeadline",
            Warning::NoHistory => "NoHistory",
            Warning::NameTooLong { .. } => "NameTooLong",
            Warning::Suspended { .. } => "Suspended",
            Warning::ZoneInSchedule => "UnsupportedSchedule",
            Warning::EitherDay => "EitherDay",
            Warning::OtherDueTimes => "OtherDueTimes",
        }
    }
}

/// A CronJob with its history, at one moment.
struct Patient<'a> {
    cron_job: &'a CronJob,
    history: &'a History,
    evidence: &'a Evidence<'a>,
    now: Option<Time>,
}

/// What should be known of a CronJob, the worst first.
pub fn warnings(
    cron_job: &CronJob,
    history: &History,
    evidence: &Evidence<'_>,
    now: Option<Time>,
) -> Vec<Warning> {
    let patient = Patient { cron_job, history, evidence, now };
    let mut found: Vec<Warning> = Vec::new();
    found.extend(patient.schedule());
    found.extend(patient.failing());
    found.extend(patient.not_started());
    found.extend(patient.no_success());
    found.extend(patient.durations());
    found.extend(patient.settings());
    found
}

/// How a CronJob is, by what is wrong with it.
pub fn health(cron_job: &CronJob, history: &History, warnings: &[Warning]) -> Health {
    let has = |token: &str| warnings.iter().any(|warning| warning.token() == token);
    if cron_job.suspended {
        return Health::Suspended;
    }
    if has("UnknownTimeZone") || has("UnparseableSchedule") || has("NeverDue") {
        return Health::Broken;
    }
    if history.statistics.streak.failures > 0 {
        return Health::Failing;
    }
    if has("Overdue") || has("FailedCreate") {
        return Health::Late;
    }
    if has("NoRecentSuccess") {
        return Health::Stale;
    }
    if history.missed().next().is_some() {
        return Health::Missing;
    }
    if history.runs.is_empty() && cron_job.last_schedule_time.is_none() {
        return Health::New;
    }
    Health::Healthy
}

impl Patient<'_> {
    fn schedule(&self) -> Vec<Warning> {
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
                    Some(Ok(due))
                        if due.class == super::Missed::Many && !self.cron_job.suspended =>
                    {
                        found.push(Warning::TooManyMissedTimes { unmet: due.unmet });
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn failing(&self) -> Option<Warning> {
        let streak = self.history.statistics.streak;
        let last = self.history.last_finished()?;
        (streak.failures > 0).then(|| Warning::FailingStreak {
            failures: streak.failures,
            at_least: streak.at_least,
            reason: last.reason.clone(),
        })
    }

    fn not_started(&self) -> Option<Warning> {
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
    fn no_success(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        let runs = &self.history.runs;
        let success = self.history.last_success(self.cron_job);
        let replaced = runs.iter().filter(|run| run.outcome == RunOutcome::Replaced).count();
        if replaced > 1 && success.is_none() {
            found.push(Warning::ReplacedWithoutSuccess { replaced });
        }
        let [.., before_last, _] = self.history.recent[..] else { return found };
        let known_since = success.or(self.cron_job.meta.created_at);
        if !self.cron_job.suspended && known_since.is_some_and(|since| since < before_last) {
            found.push(Warning::NoRecentSuccess { since: success });
        }
        found
    }

    fn durations(&self) -> Vec<Warning> {
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

    fn settings(&self) -> Vec<Warning> {
        let job = self.cron_job;
        let mut found = Vec::new();
        if job.suspended {
            found.push(Warning::Suspended {
                since: job.last_schedule_time.or(job.meta.created_at),
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
