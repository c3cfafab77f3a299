use std::sync::Arc;

use super::{Condition, ConditionStatus, Labels, Meta, PodSpec, Text, Time};

/// A Job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub meta: Meta,
    pub uid: Text,
    pub spec: JobSpec,
    pub status: JobStatus,
    /// Annotations that tell where it comes from.
    pub origin: JobOrigin,
}

/// What a Job is asked to do, with the API's defaults applied (semantics of `SetDefaults_Job`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSpec {
    /// None: a work queue.
    pub completions: Option<i32>,
    pub parallelism: i32,
    pub backoff_limit: i32,
    pub backoff_limit_per_index: Option<i32>,
    pub max_failed_indexes: Option<i32>,
    pub active_deadline_seconds: Option<i64>,
    pub ttl_seconds_after_finished: Option<i32>,
    pub indexed: bool,
    pub suspended: bool,
    /// None: the built-in controller.
    pub managed_by: Option<Text>,
    /// Only failed Pods are replaced, not those that are Terminating (`podReplacementPolicy: Failed`, or a
    /// Pod failure policy).
    pub replaces_failed_only: bool,
    pub has_failure_policy: bool,
    pub has_success_policy: bool,
    /// `restartPolicy: OnFailure`: containers restart in place.
    pub restarts_in_place: bool,
    pub template: Arc<PodSpec>,
    pub template_labels: Arc<Labels>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobStatus {
    pub conditions: Vec<Condition>,
    pub start_time: Option<Time>,
    /// Set by Complete, never by Failed.
    pub completion_time: Option<Time>,
    pub active: i32,
    pub ready: Option<i32>,
    pub terminating: Option<i32>,
    /// Counted so far.
    pub succeeded: i32,
    pub failed: i32,
    /// Ended, but not in `succeeded` and `failed` yet (`uncountedTerminatedPods`).
    pub uncounted_succeeded: usize,
    pub uncounted_failed: usize,
    /// As the API writes them: `0-5,8`.
    pub completed_indexes: Option<Text>,
    pub failed_indexes: Option<Text>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobOrigin {
    /// `batch.kubernetes.io/cronjob-scheduled-timestamp`.
    pub scheduled_at: Option<Time>,
    /// `cronjob.kubernetes.io/instantiate: manual`.
    pub manual: bool,
}

/// A CronJob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronJob {
    pub meta: Meta,
    pub uid: Text,
    pub generation: i64,
    pub schedule: Text,
    pub time_zone: Option<Text>,
    pub suspended: bool,
    pub concurrency: ConcurrencyPolicy,
    pub starting_deadline_seconds: Option<i64>,
    /// None: all are kept.
    pub successful_history_limit: Option<i32>,
    pub failed_history_limit: Option<i32>,
    pub ttl_seconds_after_finished: Option<i32>,
    /// Names of the Jobs that run (`status.active`).
    pub active: Vec<Text>,
    pub last_schedule_time: Option<Time>,
    pub last_successful_time: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConcurrencyPolicy {
    Allow,
    Forbid,
    Replace,
    Other(Text),
}

impl Job {
    /// The condition of that type where it is True; one that is False says nothing.
    pub fn condition(&self, kind: &str) -> Option<&Condition> {
        self.status
            .conditions
            .iter()
            .find(|condition| &*condition.kind == kind && condition.status == ConditionStatus::True)
    }

    /// Complete or Failed.
    pub fn is_finished(&self) -> bool {
        self.condition("Complete").is_some() || self.condition("Failed").is_some()
    }
}
