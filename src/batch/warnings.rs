use super::evidence::Evidence;
use super::history::History;
use super::symptoms::Patient;
use crate::model::{CronJob, Text, Time};

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
        exit_code: Option<i32>,
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
