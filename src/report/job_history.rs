use serde::Serialize;

use super::cronjob_history::{Moment, Showing};
use super::run::{Outcome, Run};
use crate::batch::{self, Evidence, JobState, Progress};
use crate::model::{Job, Time};

/// What a Job did: an item of a `JobHistoryList`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobHistory {
    pub namespace: String,
    pub name: String,
    /// What it belongs to.
    pub group: Group,
    /// As in kubectl's STATUS column.
    pub status: String,
    /// When the Job was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Time>,
    pub run: Run,
    /// Absent: a work queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completions: Option<i32>,
    pub parallelism: i32,
    pub active: i32,
    pub succeeded: i32,
    pub failed: i32,
    /// So many failed Pods are borne; absent where each index has a limit of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_indexes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_indexes: Option<String>,
    /// When `activeDeadlineSeconds` will have passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_at: Option<Time>,
    /// When no further attempt fails, the next is made then, at the earliest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<Time>,
    /// Pods that are kept, newest first.
    pub attempts: Vec<Attempt>,
}

/// What a Job belongs to: its kind (`CronJob`, an owner's kind, `Release`, `App`, `GenerateName`, `Job`) and
/// name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub kind: String,
    pub name: String,
}

/// One Pod of a Job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    pub pod: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    pub outcome: AttemptOutcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
    pub restarts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum AttemptOutcome {
    Waiting,
    Running,
    Succeeded,
    Failed,
    /// Deleted before it ended.
    Stopped,
}

/// Jobs that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobGroup<'a> {
    pub namespace: String,
    pub group: Group,
    /// Newest first.
    pub jobs: Vec<&'a Run>,
    /// Oldest first.
    pub timeline: Vec<Moment>,
}

impl JobHistory {
    /// What one Job did, as it is at `now`.
    pub fn new(
        job: &Job,
        group: &batch::Group,
        evidence: &Evidence<'_>,
        now: Option<Time>,
    ) -> Self {
        let progress = Progress::of(job);
        let mut attempts: Vec<batch::Attempt> =
            evidence.pods_of(job).iter().map(|pod| batch::Attempt::of(pod)).collect();
        attempts.sort_by(|a, b| (b.created_at, &b.pod).cmp(&(a.created_at, &a.pod)));
        let next_attempt_at = batch::next_attempt_at(attempts.iter()).filter(|at| {
            progress.state == JobState::Running && progress.active == 0 && Some(*at) > now
        });
        JobHistory {
            namespace: job.meta.namespace.to_string(),
            name: job.meta.name.to_string(),
            group: Group::from(group),
            status: progress.state.as_str().to_owned(),
            created_at: job.meta.created_at(),
            run: Run::new(&batch::Run::of(job, evidence), now),
            completions: progress.completions,
            parallelism: progress.parallelism,
            active: progress.active,
            succeeded: progress.succeeded,
            failed: progress.failed,
            backoff_limit: progress.backoff_limit,
            completed_indexes: progress.completed_indexes.map(|indexes| indexes.to_string()),
            failed_indexes: progress.failed_indexes.map(|indexes| indexes.to_string()),
            deadline_at: progress.deadline_at,
            next_attempt_at,
            attempts: attempts.iter().map(|attempt| Attempt::new(attempt, now)).collect(),
        }
    }

    /// A Job that is gone, of which only a kept file tells.
    pub fn gone(
        namespace: &str,
        run: &batch::Run,
        group: &batch::Group,
        now: Option<Time>,
    ) -> Self {
        let run = Run::new(run, now);
        JobHistory {
            namespace: namespace.to_owned(),
            name: run.job.clone(),
            group: Group::from(group),
            status: "Deleted".to_owned(),
            created_at: None,
            completions: None,
            parallelism: 0,
            active: 0,
            succeeded: 0,
            failed: 0,
            backoff_limit: None,
            completed_indexes: None,
            failed_indexes: None,
            deadline_at: None,
            next_attempt_at: None,
            attempts: Vec::new(),
            run,
        }
    }

    /// When it began, or was made.
    pub fn at(&self) -> Option<Time> {
        self.run.started_at.or(self.created_at).or(self.run.ended_at)
    }

    /// Whether somebody should look at it: it failed, or something keeps it from getting on.
    pub fn is_in_trouble(&self) -> bool {
        self.run.outcome == Outcome::Failed
            || self.run.outcome == Outcome::Running && self.run.reason.is_some()
    }
}

impl Attempt {
    fn new(attempt: &batch::Attempt, now: Option<Time>) -> Self {
        let text = |text: &Option<crate::model::Text>| text.as_deref().map(str::to_owned);
        let failure = attempt.failure.as_ref();
        Attempt {
            pod: attempt.pod.to_string(),
            node: text(&attempt.node),
            index: attempt.index,
            outcome: match attempt.outcome {
                batch::AttemptOutcome::Waiting => AttemptOutcome::Waiting,
                batch::AttemptOutcome::Running => AttemptOutcome::Running,
                batch::AttemptOutcome::Succeeded => AttemptOutcome::Succeeded,
                batch::AttemptOutcome::Failed => AttemptOutcome::Failed,
                batch::AttemptOutcome::Stopped => AttemptOutcome::Stopped,
            },
            reason: text(&attempt.reason),
            message: text(&attempt.message),
            container: failure.map(|failure| failure.container.to_string()),
            exit_code: failure.map(|failure| failure.exit_code),
            signal: failure.and_then(|failure| failure.signal),
            restarts: attempt.restarts,
            created_at: attempt.created_at,
            started_at: attempt.started_at,
            ended_at: attempt.ended_at,
            duration_seconds: attempt.seconds(now),
        }
    }
}

impl From<&batch::Group> for Group {
    fn from(group: &batch::Group) -> Self {
        let (kind, name) = match group {
            batch::Group::CronJob(name) => ("CronJob", name),
            batch::Group::Owner(kind, name) => (kind.as_str(), name),
            batch::Group::Release(name) => ("Release", name),
            batch::Group::App(name) => ("App", name),
            batch::Group::GenerateName(name) => ("GenerateName", name),
            batch::Group::Alone(name) => ("Job", name),
        };
        Group { kind: kind.to_owned(), name: name.clone() }
    }
}

/// The Jobs that `showing` asks for, newest first.
pub fn shown(mut jobs: Vec<JobHistory>, showing: &Showing) -> Vec<JobHistory> {
    jobs.retain(|job| showing.shows(job.at()) && showing.shows_outcome(job.run.outcome));
    jobs.sort_by(|a, b| {
        b.at().cmp(&a.at()).then_with(|| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)))
    });
    jobs.truncate(showing.limit.unwrap_or(usize::MAX));
    jobs
}

/// The Jobs by what they belong to: groups with a failure as their newest end first, then those that
/// something keeps, then the newest. `jobs` are newest first.
pub fn grouped(jobs: &[JobHistory]) -> Vec<JobGroup<'_>> {
    let mut groups: Vec<JobGroup<'_>> = Vec::new();
    let mut places: std::collections::HashMap<(&str, &Group), usize> =
        std::collections::HashMap::new();
    for job in jobs {
        let at = *places.entry((&job.namespace, &job.group)).or_insert_with(|| {
            groups.push(JobGroup {
                namespace: job.namespace.clone(),
                group: job.group.clone(),
                jobs: Vec::new(),
                timeline: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].jobs.push(&job.run);
    }
    for group in &mut groups {
        group.timeline = group.jobs.iter().rev().map(|run| Moment::of_run(run)).collect();
    }
    groups.sort_by_key(JobGroup::badness);
    groups
}

impl JobGroup<'_> {
    /// The newest run that has finished.
    pub fn last_finished(&self) -> Option<&Run> {
        self.jobs
            .iter()
            .copied()
            .find(|run| matches!(run.outcome, Outcome::Complete | Outcome::Failed))
    }

    /// A failure as the newest end is worse than a run that something keeps.
    pub fn badness(&self) -> u8 {
        let failed = self.last_finished().is_some_and(|run| run.outcome == Outcome::Failed);
        let kept =
            self.jobs.iter().any(|run| run.outcome == Outcome::Running && run.reason.is_some());
        match (failed, kept) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }
}
