use super::schedule::Schedule;
use super::zone::shifted;
use crate::model::{CronJob, Time};

/// What the CronJob controller takes for due, at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The time after which it looks for due times.
    pub earliest: Time,
    /// The latest due time that it would start; None where nothing is due, and with some irregular schedules
    /// although something is.
    pub latest: Option<Time>,
    /// How many due times it takes to be unmet, reckoned by the first gap between two.
    pub unmet: i64,
    pub class: Missed,
}

/// How many due times the controller takes for missed (`missedSchedulesType`). Of one that is due it does not
/// say missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    None,
    Few,
    /// More than a hundred: it warns `TooManyMissedTimes`, and starts the latest all the same.
    Many,
}

/// The schedule has no two due times with a second between them: a date that does not exist, or comes but
/// once in five years (event `InvalidSchedule`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoInterval;

/// When a CronJob runs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextRun {
    /// Not while it is suspended.
    Suspended,
    /// Its schedule has no further time within five years.
    Never,
    At(Time),
    /// A due time has come and no Job was started for it; `next` is the one after.
    DueNow {
        scheduled: Time,
        next: Option<Time>,
    },
}

/// How many unmet due times are many.
const MANY: i64 = 100;

/// `mostRecentScheduleTime` (cronjob/utils.go). With `within_deadline`, times that
/// `startingDeadlineSeconds` puts out of reach do not count.
pub fn due(
    cron_job: &CronJob,
    schedule: &Schedule,
    now: Time,
    within_deadline: bool,
) -> Result<Due, NoInterval> {
    let mut earliest = cron_job.last_schedule_time.or(cron_job.meta.created_at()).unwrap_or(now);
    if let Some(seconds) = cron_job.starting_deadline_seconds.filter(|_| within_deadline) {
        earliest = earliest.max(later(now, -seconds).unwrap_or(Time::MIN));
    }
    let nothing = Due { earliest, latest: None, unmet: 0, class: Missed::None };
    let first = schedule.next(earliest).ok_or(NoInterval)?;
    if now < first {
        return Ok(nothing);
    }
    let second = schedule.next(first).ok_or(NoInterval)?;
    if now < second {
        return Ok(Due { latest: Some(first), unmet: 1, ..nothing });
    }
    let interval = second.as_second() - first.as_second();
    if interval < 1 {
        return Err(NoInterval);
    }
    let unmet = (now.as_second() - first.as_second()) / interval + 1;
    // One interval further back than the latest, for schedules whose times do not lie evenly.
    let from = later(first, (unmet - 2) * interval).unwrap_or(first);
    let latest = schedule.upcoming(from).take_while(|due| *due <= now).last();
    let class = if unmet > MANY { Missed::Many } else { Missed::Few };
    Ok(Due { earliest, latest, unmet, class })
}

/// The due time from which the controller reckons when to look again (`nextScheduleTimeDuration`): the one
/// after it is the next run.
pub fn next_due(cron_job: &CronJob, schedule: &Schedule, now: Time) -> Option<Time> {
    let from = match due(cron_job, schedule, now, false) {
        Ok(Due { latest: Some(latest), .. }) => latest,
        Ok(Due { earliest, class: Missed::None, .. }) => earliest,
        Ok(_) | Err(NoInterval) => now,
    };
    schedule.next(from)
}

/// When the CronJob runs next, as far as its schedule decides.
pub fn next_run(cron_job: &CronJob, schedule: &Schedule, now: Time) -> NextRun {
    if cron_job.suspended {
        return NextRun::Suspended;
    }
    let next = next_due(cron_job, schedule, now);
    match due(cron_job, schedule, now, true) {
        Ok(Due { latest: Some(scheduled), .. }) if !is_started(cron_job, scheduled) => {
            NextRun::DueNow { scheduled, next }
        }
        _ => next.map_or(NextRun::Never, NextRun::At),
    }
}

/// Whether the controller has started that due time already: it is the last one in the status, or its Job is
/// among the active ones.
fn is_started(cron_job: &CronJob, scheduled: Time) -> bool {
    cron_job.last_schedule_time == Some(scheduled)
        || cron_job.active.iter().any(|job| **job == *job_name(&cron_job.meta.name, scheduled))
}

/// The name of the Job for a due time (`getJobName`): the minutes since 1970 behind the CronJob's name.
pub fn job_name(cron_job: &str, due: Time) -> String {
    format!("{cron_job}-{}", due.as_second() / 60)
}

/// `at` some seconds later, with what it has below a second.
fn later(at: Time, seconds: i64) -> Option<Time> {
    at.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()
}

/// The due times in (`after`, `until`], the newest [`LISTED`] of them, in order, and whether there are more.
pub fn due_times(schedule: &Schedule, after: Time, until: Time) -> (Vec<Time>, bool) {
    let mut from = after;
    // Of a long past only its end is looked at, so that a CronJob that slept for a year costs no more.
    if let Some((first, second)) = schedule.next(after).and_then(|t| Some((t, schedule.next(t)?))) {
        let interval = (second.as_second() - first.as_second()).max(1);
        let span = interval.saturating_mul(i64::try_from(LISTED).unwrap_or(i64::MAX));
        if let Some(late) = shifted(until, -span).filter(|late| *late > first) {
            from = match schedule.timing {
                super::Timing::Every(every) => {
                    let whole = (late.as_second() - after.as_second()) / every * every;
                    shifted(after, whole).unwrap_or(after)
                }
                super::Timing::Fields(_) => late,
            };
        }
    }
    let mut times: std::collections::VecDeque<Time> = std::collections::VecDeque::new();
    let mut more = from > after;
    for due in schedule.upcoming(from).take_while(|due| *due <= until).take(LISTED * 50) {
        if times.len() == LISTED {
            times.pop_front();
            more = true;
        }
        times.push_back(due);
    }
    (times.into(), more)
}

/// How many due times are looked at, the newest.
pub const LISTED: usize = 1000;
