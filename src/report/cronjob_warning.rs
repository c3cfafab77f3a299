//! What is said of a CronJob's troubles.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Reason;
use super::schedule_words::span;
use crate::batch::{Cause, Warning};
use crate::model::Time;

/// A warning, with its phrase and its details.
pub(super) fn reason(warning: &Warning, now: Option<Time>) -> Reason {
    let (message, details) = phrase(warning, now);
    said(warning.token(), message, details)
}

/// Why nothing ran at a due time.
pub(super) fn cause(cause: &Cause) -> Reason {
    let (token, message, details) = match cause {
        Cause::ConcurrencyForbid { running } => (
            "ConcurrencyForbid",
            format!("{running} was still running, and concurrencyPolicy is Forbid"),
            vec![("job", json!(**running))],
        ),
        Cause::Suspended => ("Suspended", "the CronJob has been suspended since it was made".into(), vec![]),
        Cause::SuspendedSometime => (
            "Suspended",
            "the CronJob is suspended; since when is not known".into(),
            vec![("sinceKnown", json!(false))],
        ),
        Cause::FailedCreate { message } => {
            ("FailedCreate", message.to_string(), vec![])
        }
        Cause::StartingDeadline { seconds } => (
            "StartingDeadline",
            format!("it was not started within {}", seconds_word(*seconds)),
            vec![("startingDeadlineSeconds", json!(seconds))],
        ),
        Cause::Unknown => (
            "Unknown",
            "nothing tells why: the controller may have been away, the CronJob suspended or its schedule \
             another, or the Job was deleted by hand"
                .into(),
            vec![],
        ),
    };
    said(token, message, details)
}

fn said(token: &str, message: String, details: Vec<(&'static str, Value)>) -> Reason {
    let details: BTreeMap<&'static str, Value> = details.into_iter().collect();
    Reason { reason: token.to_owned(), message, further: false, details }
}

type Said = (String, Vec<(&'static str, Value)>);

fn phrase(warning: &Warning, now: Option<Time>) -> Said {
    match warning {
        Warning::UnknownTimeZone { name } => (
            format!("{name:?} is no time zone: nothing will run"),
            vec![("timeZone", json!(name))],
        ),
        Warning::UnparseableSchedule { why } => {
            (format!("the schedule cannot be read: {why}; nothing will run"), vec![])
        }
        Warning::NeverDue => {
            ("the schedule names a date that does not come within five years".into(), vec![])
        }
        Warning::FailingStreak { failures, at_least, reason, exit_code } => {
            let least = if *at_least { "at least " } else { "" };
            let runs = match failures {
                1 => format!("{least}1 run has failed"),
                n => format!("{least}{n} runs in a row have failed"),
            };
            let code = exit_code.map(|code| format!(" (exit code {code})")).unwrap_or_default();
            let why = reason.as_deref().map(|why| format!(", the last with {why}{code}"));
            (
                runs + &why.unwrap_or_default(),
                vec![("failures", json!(failures)), ("atLeast", json!(at_least))],
            )
        }
        Warning::FailedCreate { message, at } => (message.to_string(), vec![("at", json!(at))]),
        Warning::Overdue { scheduled } => (
            format!("a run was due {} ago and was not started: is kube-controller-manager running?", ago(*scheduled, now)),
            vec![("scheduled", json!(scheduled))],
        ),
        Warning::NoRecentSuccess { since } => (
            match since {
                Some(since) => format!("the last success was {} ago", ago(*since, now)),
                None => "no success is known".into(),
            },
            vec![("lastSuccess", json!(since))],
        ),
        Warning::TooManyMissedTimes { unmet } => (
            format!("the controller takes {unmet} due times for missed; it will start the latest only"),
            vec![("unmet", json!(unmet))],
        ),
        Warning::EitherDay => (
            "day of month and day of week are both restricted: one of them is enough".into(),
            vec![],
        ),
        Warning::OtherDueTimes => (
            "a kept run was due when this schedule is not: it was edited since, or is read in another zone \
             (--controller-time-zone)"
                .into(),
            vec![],
        ),
        Warning::ZoneInSchedule => {
            ("the zone stands in the schedule; spec.timeZone is the place for it".into(), vec![])
        }
        _ => habits(warning, now),
    }
}

/// What is said of how long runs take, and of settings.
fn habits(warning: &Warning, now: Option<Time>) -> Said {
    match warning {
        Warning::HungRun { job, seconds, usual } => (
            format!(
                "{job} has been running for {}{}; until it ends nothing else is started",
                seconds_word(*seconds),
                usual.map(|usual| format!(", usually {}", seconds_word(usual))).unwrap_or_default()
            ),
            vec![("job", json!(**job)), ("seconds", json!(seconds)), ("usual", json!(usual))],
        ),
        Warning::ReplacedWithoutSuccess { replaced } => (
            format!(
                "{replaced} runs were replaced by the next, and none is known to have succeeded"
            ),
            vec![("replaced", json!(replaced))],
        ),
        Warning::LongerThanInterval { usual, interval } => (
            format!("runs take {}, and one is due every {}", seconds_word(*usual), span(*interval)),
            vec![("usual", json!(usual)), ("interval", json!(interval))],
        ),
        Warning::SlowRun { job, seconds, usual } => (
            format!("{job} took {}, usually {}", seconds_word(*seconds), seconds_word(*usual)),
            vec![("job", json!(**job)), ("seconds", json!(seconds)), ("usual", json!(usual))],
        ),
        Warning::ShortStartingDeadline { seconds } => (
            format!(
                "startingDeadlineSeconds is {seconds}: below 10 a due time may pass before the controller looks"
            ),
            vec![("startingDeadlineSeconds", json!(seconds))],
        ),
        Warning::NoHistory => (
            "both history limits are 0: how runs ended is told by events, and only for an hour"
                .into(),
            vec![],
        ),
        Warning::NameTooLong { length } => (
            format!("the name has {length} characters; Jobs cannot be named after more than 52"),
            vec![("length", json!(length))],
        ),
        Warning::Suspended { since, always } => (
            match (since, always) {
                (Some(since), true) => {
                    format!("suspended since it was made, {} ago", ago(*since, now))
                }
                (Some(since), false) => {
                    format!(
                        "suspended; since when is not known, the last run was {} ago",
                        ago(*since, now)
                    )
                }
                (None, _) => "suspended".into(),
            },
            vec![("since", json!(since)), ("sinceKnown", json!(always))],
        ),
        _ => (warning.token().to_owned(), vec![]),
    }
}

/// `90 seconds`, `12 minutes`, `3 hours`: whole units, the largest that leaves two or more.
fn seconds_word(seconds: i64) -> String {
    let (number, word) = match seconds {
        s if s >= 2 * 86_400 => (s / 86_400, "day"),
        s if s >= 2 * 3600 => (s / 3600, "hour"),
        s if s >= 120 => (s / 60, "minute"),
        s => (s, "second"),
    };
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

fn ago(at: Time, now: Option<Time>) -> String {
    now.map_or_else(|| at.to_string(), |now| seconds_word(now.duration_since(at).as_secs().max(0)))
}
