//! What became of the Jobs that were waited for: an item of a `JobWaitResultList`, and the events on the way.

mod event;
mod next;
mod phrase;

use serde::Serialize;

use crate::batch::{self, Attempt, Progress, Verdict, Wait, Watched};
use crate::model::Time;

pub use event::JobWaitEvent;

/// One Job, at the end of the wait.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobWaitResult {
    pub namespace: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    pub outcome: Outcome,
    /// The condition's, or what it is stuck by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(flatten)]
    pub standing: Option<Standing>,
    /// The attempts that made it fail, the most telling first; of an Indexed Job one for each index.
    pub failures: Vec<PodFailure>,
    /// What to type next.
    pub next: Vec<String>,
}

/// How it ended, or why nobody waits for it any longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Outcome {
    Complete,
    Failed,
    /// Before it was decided.
    Deleted,
    /// Another of its name took its place before it was decided.
    Replaced,
    NotFound,
    Stuck,
    Suspended,
    /// `--timeout` passed first.
    TimedOut,
    Interrupted,
    /// It goes on; the wait ended for another Job's sake.
    Unfinished,
}

/// Where a Job stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// In kubectl's words: `Running`, `Suspended`, `FailureTarget`, …
    pub state: &'static str,
    /// Absent: a work queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completions: Option<i32>,
    pub parallelism: i32,
    pub active: i32,
    pub ready: i32,
    pub terminating: i32,
    /// With those that the Job has not counted yet.
    pub succeeded: i32,
    pub failed: i32,
    /// Absent where each index has a limit of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_indexes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_indexes: Option<String>,
    /// Pods that it ever had, as far as is known.
    pub attempts: usize,
    /// Restarts in place.
    pub restarts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Time>,
    /// To its end, or to now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_at: Option<Time>,
    /// When the next Pod comes, after failures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspension>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suspension {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What keeps a Job.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stuck {
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// How many Pods are.
    pub pods: usize,
    /// Since when this has been seen.
    pub since: Time,
}

/// A Pod that failed, and the container of it that did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodFailure {
    pub pod: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Absent where no container failed of its own accord: an eviction, a lost node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub init: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The termination message, or the Pod's own message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Time>,
    /// How often the container had been restarted when it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<u32>,
    /// It was restarted since: its log is that of the previous container.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub previous: bool,
    /// The last lines of its log. Absent where they were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<Vec<String>>,
    /// Why they were not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_unread: Option<String>,
}

impl JobWaitResult {
    /// What is to be said of `job`. `otherwise` is the outcome of a Job without a verdict.
    pub fn new(wait: &Wait, job: &Watched, otherwise: Outcome, now: Time) -> Self {
        let verdict = job.verdict.as_ref();
        let outcome = verdict.map_or(otherwise, |verdict| verdict.outcome.into());
        let text = |text: fn(&Verdict) -> Option<&crate::model::Text>| {
            verdict.and_then(text).map(|text| text.to_string())
        };
        let standing = job.progress.as_ref().map(|it| Standing::new(it, wait, job, now));
        let mut result = JobWaitResult {
            namespace: job.namespace.to_string(),
            name: job.name.to_string(),
            uid: job.uid().map(|uid| uid.to_string()),
            outcome,
            reason: text(|verdict| verdict.reason.as_ref()),
            message: text(|verdict| verdict.message.as_ref()),
            standing,
            failures: wait.failing(job).into_iter().map(PodFailure::from).collect(),
            next: Vec::new(),
        };
        result.next = next::commands(&result);
        result
    }
}

impl Standing {
    pub fn new(progress: &Progress, wait: &Wait, job: &Watched, now: Time) -> Self {
        let text = |indexes: &Option<batch::Indexes>| indexes.as_ref().map(ToString::to_string);
        let waits = progress.state == batch::JobState::Running
            && progress.active == 0
            && progress.terminating == 0
            && job.job.as_ref().is_some_and(|job| job.spec.backoff_limit_per_index.is_none());
        let next = waits.then(|| batch::next_attempt_at(wait.attempts(job))).flatten();
        Standing {
            state: progress.state.as_str(),
            completions: progress.completions,
            parallelism: progress.parallelism,
            active: progress.active,
            ready: progress.ready,
            terminating: progress.terminating,
            succeeded: progress.succeeded,
            failed: progress.failed,
            backoff_limit: progress.backoff_limit,
            completed_indexes: text(&progress.completed_indexes),
            failed_indexes: text(&progress.failed_indexes),
            attempts: wait.attempt_count(job),
            restarts: wait.restarts(job),
            started_at: progress.started_at,
            ended_at: progress.ended_at,
            duration_seconds: progress.seconds(Some(now)),
            deadline_at: progress.deadline_at,
            next_attempt_at: next.filter(|at| *at > now),
            suspended: progress.suspended.as_ref().map(|suspension| Suspension {
                since: suspension.since,
                reason: suspension.reason.as_deref().map(str::to_owned),
                message: suspension.message.as_deref().map(str::to_owned),
            }),
            stuck: job.stuck.as_ref().map(|(stuck, since)| Stuck {
                reason: stuck.why.token().to_owned(),
                message: stuck.message.as_deref().map(str::to_owned),
                pod: stuck.pod.as_deref().map(str::to_owned),
                container: stuck.container.as_deref().map(str::to_owned),
                pods: wait.stuck_pods(job),
                since: *since,
            }),
        }
    }
}

impl From<&Attempt> for PodFailure {
    fn from(attempt: &Attempt) -> Self {
        let failure = attempt.failure.as_ref();
        let text = |text: Option<&crate::model::Text>| text.map(|text| text.to_string());
        PodFailure {
            pod: attempt.pod.to_string(),
            node: text(attempt.node.as_ref()),
            index: attempt.index,
            container: failure.map(|failure| failure.container.to_string()),
            init: failure.is_some_and(|failure| failure.init),
            exit_code: failure.map(|failure| failure.exit_code),
            signal: failure.and_then(|failure| failure.signal),
            reason: text(
                failure.map_or(attempt.reason.as_ref(), |failure| failure.reason.as_ref()),
            ),
            message: text(
                failure.map_or(attempt.message.as_ref(), |failure| failure.message.as_ref()),
            ),
            finished_at: failure.and_then(|failure| failure.finished_at).or(attempt.ended_at),
            restart: failure.map(|failure| failure.restart),
            previous: failure.is_some_and(|failure| failure.previous),
            log: None,
            log_unread: None,
        }
    }
}

impl From<batch::Outcome> for Outcome {
    fn from(outcome: batch::Outcome) -> Self {
        match outcome {
            batch::Outcome::Complete => Outcome::Complete,
            batch::Outcome::Failed => Outcome::Failed,
            batch::Outcome::Deleted => Outcome::Deleted,
            batch::Outcome::Replaced => Outcome::Replaced,
            batch::Outcome::NotFound => Outcome::NotFound,
            batch::Outcome::Stuck => Outcome::Stuck,
            batch::Outcome::Suspended => Outcome::Suspended,
            batch::Outcome::Unfinished => Outcome::Unfinished,
        }
    }
}
