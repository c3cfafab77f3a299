use jiff::SignedDuration;

use super::Indexes;
use crate::model::{Job, Text, Time};

/// Where a Job stands, as its own object tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub state: JobState,
    /// None: a work queue.
    pub completions: Option<i32>,
    pub parallelism: i32,
    pub active: i32,
    pub ready: i32,
    pub terminating: i32,
    /// With those that have ended and are not in the Job's counter yet.
    pub succeeded: i32,
    /// Likewise.
    pub failed: i32,
    /// So many failures are borne. None where each index has a limit of its own.
    pub backoff_limit: Option<i32>,
    pub completed_indexes: Option<Indexes>,
    pub failed_indexes: Option<Indexes>,
    pub started_at: Option<Time>,
    /// When it finished: for a failed Job the Failed condition's time, which `completionTime` never holds.
    pub ended_at: Option<Time>,
    /// When `activeDeadlineSeconds` will have passed. None while it does not tick.
    pub deadline_at: Option<Time>,
    pub suspended: Option<Suspension>,
    /// Set while the Job is Terminating and has not finished.
    pub deleted_at: Option<Time>,
}

/// A Job's state, in the words of kubectl's STATUS column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    Complete,
    Failed,
    Terminating,
    Suspended,
    /// It will fail as soon as its Pods are gone.
    FailureTarget,
    /// It will be complete as soon as its Pods are gone.
    SuccessCriteriaMet,
    Running,
}

/// What the Job's Suspended condition says. It follows `spec.suspend` by some hundredths of a second.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suspension {
    pub since: Option<Time>,
    pub reason: Option<Text>,
    pub message: Option<Text>,
}

impl JobState {
    /// The first that holds, in the order of `printJob` (pkg/printers/internalversion/printers.go), but that
    /// `spec.suspend` decides whether the Job is suspended.
    pub fn of(job: &Job) -> Self {
        if job.condition("Complete").is_some() {
            JobState::Complete
        } else if job.condition("Failed").is_some() {
            JobState::Failed
        } else if job.meta.deleted_at.is_some() {
            JobState::Terminating
        } else if job.spec.suspended {
            JobState::Suspended
        } else if job.condition("FailureTarget").is_some() {
            JobState::FailureTarget
        } else if job.condition("SuccessCriteriaMet").is_some() {
            JobState::SuccessCriteriaMet
        } else {
            JobState::Running
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            JobState::Complete => "Complete",
            JobState::Failed => "Failed",
            JobState::Terminating => "Terminating",
            JobState::Suspended => "Suspended",
            JobState::FailureTarget => "FailureTarget",
            JobState::SuccessCriteriaMet => "SuccessCriteriaMet",
            JobState::Running => "Running",
        }
    }
}

impl Progress {
    pub fn of(job: &Job) -> Self {
        let state = JobState::of(job);
        let (spec, status) = (&job.spec, &job.status);
        let indexes = |text: &Option<Text>| {
            text.as_deref().map(|text| Indexes::parse(text, spec.completions))
        };
        Progress {
            state,
            completions: spec.completions,
            parallelism: spec.parallelism,
            active: status.active,
            ready: status.ready.unwrap_or(0),
            terminating: status.terminating.unwrap_or(0),
            succeeded: status.succeeded.saturating_add(count(status.uncounted_succeeded)),
            failed: status.failed.saturating_add(count(status.uncounted_failed)),
            backoff_limit: Some(spec.backoff_limit)
                .filter(|limit| spec.backoff_limit_per_index.is_none() && *limit != i32::MAX),
            completed_indexes: indexes(&status.completed_indexes).filter(|_| spec.indexed),
            failed_indexes: indexes(&status.failed_indexes),
            started_at: status.start_time,
            ended_at: ended_at(job),
            deadline_at: deadline_at(job, state),
            suspended: (state == JobState::Suspended).then(|| suspension(job)),
            deleted_at: job.meta.deleted_at().filter(|_| state == JobState::Terminating),
        }
    }

    /// From its start to its end, or to `now` while it goes on, in seconds. None before it starts.
    pub fn seconds(&self, now: Option<Time>) -> Option<i64> {
        let end = self.ended_at.or(now)?;
        Some(end.duration_since(self.started_at?).as_secs().max(0))
    }
}

fn count(pods: usize) -> i32 {
    i32::try_from(pods).unwrap_or(i32::MAX)
}

fn ended_at(job: &Job) -> Option<Time> {
    match job.condition("Failed") {
        Some(failed) => failed.since,
        None => job
            .status
            .completion_time
            .or_else(|| job.condition("Complete").and_then(|complete| complete.since)),
    }
}

/// The deadline counts from `startTime`; while the Job is suspended or once it is decided, it does not.
fn deadline_at(job: &Job, state: JobState) -> Option<Time> {
    if !matches!(state, JobState::Running | JobState::Terminating) {
        return None;
    }
    let seconds = job.spec.active_deadline_seconds?;
    job.status.start_time?.checked_add(SignedDuration::from_secs(seconds)).ok()
}

fn suspension(job: &Job) -> Suspension {
    job.condition("Suspended").map_or_else(Suspension::default, |said| Suspension {
        since: said.since,
        reason: said.reason.clone(),
        message: said.message.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::examples::{condition, job, time};
    use crate::model::ConditionStatus;

    /// A Job with these conditions, all True.
    fn with(conditions: &[&str]) -> Job {
        let mut job = job();
        job.status.conditions =
            conditions.iter().map(|kind| condition(kind, "", "", 100)).collect();
        job
    }

    #[test]
    fn states_come_in_the_order_of_kubectl() {
        let mut suspended = with(&["Suspended"]);
        suspended.spec.suspended = true;
        let mut complete_while_suspended = with(&["SuccessCriteriaMet", "Complete"]);
        complete_while_suspended.spec.suspended = true;
        let mut deleting = with(&["FailureTarget"]);
        deleting.meta.deleted_at = Some(time(5).into());
        let mut deleting_suspended = with(&[]);
        deleting_suspended.spec.suspended = true;
        deleting_suspended.meta.deleted_at = Some(time(5).into());
        let mut denied = with(&["FailureTarget", "SuccessCriteriaMet"]);
        for condition in &mut denied.status.conditions {
            condition.status = ConditionStatus::False;
        }
        let cases = [
            (with(&[]), JobState::Running),
            (with(&["SuccessCriteriaMet"]), JobState::SuccessCriteriaMet),
            (with(&["SuccessCriteriaMet", "Complete"]), JobState::Complete),
            (with(&["FailureTarget"]), JobState::FailureTarget),
            (with(&["FailureTarget", "Failed"]), JobState::Failed),
            (suspended, JobState::Suspended),
            (complete_while_suspended, JobState::Complete),
            (deleting, JobState::Terminating),
            (deleting_suspended, JobState::Terminating),
            (denied, JobState::Running),
        ];
        for (job, state) in cases {
            assert_eq!(JobState::of(&job), state, "{:?}", job.status.conditions);
        }
    }

    #[test]
    fn pods_that_have_ended_count_before_the_job_has_counted_them() {
        let mut job = with(&[]);
        job.status.succeeded = 2;
        job.status.failed = 1;
        job.status.uncounted_succeeded = 3;
        job.status.uncounted_failed = 1;
        let progress = Progress::of(&job);
        assert_eq!((progress.succeeded, progress.failed), (5, 2));
    }

    #[test]
    fn a_failed_job_ends_with_its_condition_and_one_that_runs_does_not() {
        let now = Some(time(1200));
        let mut complete = with(&["Complete"]);
        complete.status.completion_time = Some(time(1800));
        let mut unstarted = with(&[]);
        unstarted.status.start_time = None;
        let cases = [
            ("complete", complete, Some(1800)),
            ("failed", with(&["Failed"]), Some(100)),
            ("running", with(&[]), Some(1200)),
            ("not started", unstarted, None),
        ];
        for (what, job, seconds) in cases {
            assert_eq!(Progress::of(&job).seconds(now), seconds, "{what}");
        }
    }

    #[test]
    fn the_deadline_stands_still_while_the_job_is_suspended_or_decided() {
        let mut running = with(&[]);
        running.spec.active_deadline_seconds = Some(10);
        let mut suspended = running.clone();
        suspended.spec.suspended = true;
        let mut decided = running.clone();
        decided.status.conditions = vec![condition("FailureTarget", "", "", 3)];
        assert_eq!(Progress::of(&running).deadline_at, Some(time(10)));
        assert_eq!(Progress::of(&suspended).deadline_at, None);
        assert_eq!(Progress::of(&decided).deadline_at, None);
    }
}
