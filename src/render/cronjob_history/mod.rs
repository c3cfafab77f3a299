//! CronJobs' histories for people: a screen for many, the story of one.

mod detail;
mod fleet;
mod runs;
mod tables;

pub use detail::detail;
pub use fleet::fleet;
pub(super) use runs::pods;
pub use tables::{csv, wide};

use jiff::Timestamp;

use super::{Line, Look, age};
use crate::report::cronjob_history::{CronJobHistory, Health, NextState, Rate, Streak};
use crate::report::run::{Outcome, Run};

/// The word for how a CronJob is.
fn health(health: Health, look: &Look) -> Line {
    let (style, word) = match health {
        Health::Failing => (look.styles.bad, "Failing"),
        Health::Broken => (look.styles.bad, "Broken"),
        Health::Late => (look.styles.bad, "Late"),
        Health::Stale => (look.styles.warning, "Stale"),
        Health::Missing => (look.styles.warning, "Missing"),
        Health::Healthy => (look.styles.good, "Healthy"),
        Health::New => (look.styles.neutral, "New"),
        Health::Suspended => (look.styles.neutral, "Suspended"),
    };
    Line::new().styled(style, word)
}

pub(super) fn outcome(outcome: Outcome, look: &Look) -> Line {
    let style = match outcome {
        Outcome::Complete => look.styles.good,
        Outcome::Failed => look.styles.bad,
        Outcome::Unknown => look.styles.warning,
        Outcome::Running | Outcome::Suspended | Outcome::Replaced => look.styles.neutral,
    };
    Line::new().styled(style, outcome.as_str())
}

/// How long ago, as kubectl writes ages.
pub(super) fn since(at: Option<Timestamp>, now: Option<Timestamp>) -> String {
    match (at, now) {
        (Some(at), Some(now)) => age(now.duration_since(at).as_secs()),
        _ => "-".to_owned(),
    }
}

pub(super) fn seconds(seconds: Option<i64>) -> String {
    seconds.map_or_else(|| "-".to_owned(), age)
}

/// When the next run is due: how long from now, or why not.
fn next(item: &CronJobHistory, now: Option<Timestamp>) -> String {
    match item.next.state {
        NextState::At => match (item.next.at, now) {
            (Some(at), Some(now)) => age(at.duration_since(now).as_secs()),
            _ => "-".to_owned(),
        },
        NextState::DueNow => "now".to_owned(),
        NextState::Never => "never".to_owned(),
        NextState::Suspended | NextState::Unknown => "-".to_owned(),
        NextState::Invalid => "invalid".to_owned(),
    }
}

/// `10/11`: successes of the finished runs since everything is known.
fn rate(rate: &Rate) -> String {
    if rate.finished == 0 {
        "-".to_owned()
    } else {
        format!("{}/{}", rate.succeeded, rate.finished)
    }
}

/// `5`, or `5+` where older runs may have failed too.
fn streak(streak: &Streak) -> String {
    match streak.failures {
        0 => "-".to_owned(),
        failures => format!("{failures}{}", if streak.at_least { "+" } else { "" }),
    }
}

/// When the last run that is known began; else the last that the CronJob says it started.
fn last_run(item: &CronJobHistory) -> Option<Timestamp> {
    item.runs.first().and_then(Run::at).max(item.last_schedule_time)
}

/// The clock's reading in a CronJob's zone: the time alone on the day of `now`.
fn clock(local: &str, today: &str) -> String {
    // 2026-11-22T20:50:00-05:00
    let (date, rest) = local.split_once('T').unwrap_or((local, ""));
    let time = rest.get(..if rest.get(6..8) == Some("00") { 5 } else { 8 }).unwrap_or(rest);
    if today.starts_with(date) { time.to_owned() } else { format!("{date} {time}") }
}
