use std::fmt::Write as _;

use serde::Serialize;

use crate::batch;
use crate::model::Time;

/// One run: a Job, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    pub job: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    pub trigger: Trigger,
    /// The time of the schedule that it was for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Time>,
    /// When it was due, else when it began, as the wall shows it in the CronJob's zone, with the offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Time>,
    /// How long after its due time it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Time>,
    /// To its end, or to now while it goes on. A failed run ends at its Failed condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<i64>,
    pub outcome: Outcome,
    /// In one word: the Pod's own reason where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The reason of the Job's condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The Pod and container that failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
    /// Pods ever made for it: at least so many.
    pub attempts: u32,
    pub pods_kept: u32,
    pub restarts: u32,
    pub known_by: KnownBy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Trigger {
    Schedule,
    Manual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Outcome {
    Complete,
    Failed,
    Running,
    Suspended,
    /// Deleted to make room for the next run (`concurrencyPolicy: Replace`).
    Replaced,
    /// It is gone, and nothing tells how it ended.
    Unknown,
}

/// What tells of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum KnownBy {
    /// The Job is kept.
    Job,
    /// The file of `--store`.
    Store,
    /// Events, which merge, are dropped and expire.
    Events,
}

impl Outcome {
    /// The word of the answer.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Complete => "Complete",
            Outcome::Failed => "Failed",
            Outcome::Running => "Running",
            Outcome::Suspended => "Suspended",
            Outcome::Replaced => "Replaced",
            Outcome::Unknown => "Unknown",
        }
    }

    /// Every outcome.
    pub const ALL: [Outcome; 6] = [
        Outcome::Complete,
        Outcome::Failed,
        Outcome::Running,
        Outcome::Suspended,
        Outcome::Replaced,
        Outcome::Unknown,
    ];
}

impl Run {
    /// The run, as it is at `now`.
    pub fn new(run: &batch::Run, now: Option<Time>) -> Self {
        let text = |text: &Option<crate::model::Text>| text.as_deref().map(str::to_owned);
        let failure = run.failure.as_ref();
        Run {
            job: run.job.to_string(),
            uid: text(&run.uid),
            trigger: match run.trigger {
                batch::Trigger::Schedule => Trigger::Schedule,
                batch::Trigger::Manual => Trigger::Manual,
            },
            due_at: run.due,
            local: None,
            started_at: run.started,
            delay_seconds: run.delay(),
            ended_at: run.ended,
            duration_seconds: run.seconds(now),
            outcome: run.outcome.into(),
            reason: text(&run.reason),
            message: text(&run.message),
            condition: text(&run.condition),
            pod: failure.map(|failure| failure.pod.to_string()),
            container: failure.map(|failure| failure.container.to_string()),
            exit_code: failure.map(|failure| failure.exit_code),
            signal: failure.and_then(|failure| failure.signal),
            attempts: run.attempts,
            pods_kept: run.pods_kept,
            restarts: run.restarts,
            known_by: match run.known_by {
                batch::KnownBy::Job => KnownBy::Job,
                batch::KnownBy::Store => KnownBy::Store,
                batch::KnownBy::Events => KnownBy::Events,
            },
        }
    }

    /// The same, with what the wall shows in that zone.
    #[must_use]
    pub(super) fn in_zone(self, zone: Option<&batch::Zone>) -> Self {
        let local = zone.and_then(|zone| Some(local(zone, self.at()?)));
        Run { local, ..self }
    }

    /// The time to sort by: when it was due, else when it began, else when it ended.
    pub fn at(&self) -> Option<Time> {
        self.due_at.or(self.started_at).or(self.ended_at)
    }

    /// Why, in a few words: `OOMKilled (exit code 137)`; empty where there is nothing to tell.
    pub fn why(&self) -> String {
        let mut why = self.reason.clone().unwrap_or_default();
        if let Some(code) = self.exit_code {
            let gap = if why.is_empty() { "" } else { " " };
            let _ = write!(why, "{gap}(exit code {code})");
        }
        why
    }
}

impl From<batch::RunOutcome> for Outcome {
    fn from(outcome: batch::RunOutcome) -> Self {
        match outcome {
            batch::RunOutcome::Complete => Outcome::Complete,
            batch::RunOutcome::Failed => Outcome::Failed,
            batch::RunOutcome::Running => Outcome::Running,
            batch::RunOutcome::Suspended => Outcome::Suspended,
            batch::RunOutcome::Replaced => Outcome::Replaced,
            batch::RunOutcome::Unknown => Outcome::Unknown,
        }
    }
}

/// What the wall shows in `zone`, with the offset: `2026-11-22T20:50:00-05:00`.
pub(super) fn local(zone: &batch::Zone, at: Time) -> String {
    let offset = jiff::tz::Offset::from_seconds(zone.offset(at)).unwrap_or(jiff::tz::Offset::UTC);
    at.display_with_offset(offset).to_string()
}
