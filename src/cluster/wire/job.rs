use super::message::messages;
use super::{ObjectMeta, ObjectReference, PodTemplateSpec, Time};

messages! {
    /// `batch/v1` Job.
    Job {
        1 metadata: ObjectMeta [message, required],
        2 spec: JobSpec [message, required],
        3 status: JobStatus [message, required],
    }

    JobSpec {
        1 parallelism: Option<i32> [int32, optional],
        2 completions: Option<i32> [int32, optional],
        3 active_deadline_seconds: Option<i64> [int64, optional],
        6 template: PodTemplateSpec [message, required],
        7 backoff_limit: Option<i32> [int32, optional],
        8 ttl_seconds_after_finished: Option<i32> [int32, optional],
        9 completion_mode: Option<String> [string, optional],
        10 suspend: Option<bool> [bool, optional],
        11 pod_failure_policy: Option<Policy> [message, optional],
        12 backoff_limit_per_index: Option<i32> [int32, optional],
        13 max_failed_indexes: Option<i32> [int32, optional],
        14 pod_replacement_policy: Option<String> [string, optional],
        15 managed_by: Option<String> [string, optional],
        16 success_policy: Option<Policy> [message, optional],
    }

    /// PodFailurePolicy and SuccessPolicy, of which only matters that they are there.
    Policy {}

    JobStatus {
        1 conditions: Vec<JobCondition> [message, repeated],
        2 start_time: Option<Time> [message, optional],
        3 completion_time: Option<Time> [message, optional],
        4 active: i32 [int32],
        5 succeeded: i32 [int32],
        6 failed: i32 [int32],
        7 completed_indexes: String [string],
        8 uncounted_terminated_pods: UncountedTerminatedPods [message, required],
        9 ready: Option<i32> [int32, optional],
        10 failed_indexes: Option<String> [string, optional],
        11 terminating: Option<i32> [int32, optional],
    }

    JobCondition {
        #[serde(rename = "type")]
        1 kind: String [string],
        2 status: String [string],
        4 last_transition_time: Option<Time> [message, optional],
        5 reason: String [string],
        6 message: Vec<u8> [bytes = "vec"],
    }

    /// By the Pods' UIDs.
    UncountedTerminatedPods {
        1 succeeded: Vec<String> [string, repeated],
        2 failed: Vec<String> [string, repeated],
    }

    /// `batch/v1` CronJob.
    CronJob {
        1 metadata: ObjectMeta [message, required],
        2 spec: CronJobSpec [message, required],
        3 status: CronJobStatus [message, required],
    }

    CronJobSpec {
        1 schedule: String [string],
        2 starting_deadline_seconds: Option<i64> [int64, optional],
        3 concurrency_policy: String [string],
        4 suspend: Option<bool> [bool, optional],
        5 job_template: JobTemplateSpec [message, required],
        6 successful_jobs_history_limit: Option<i32> [int32, optional],
        7 failed_jobs_history_limit: Option<i32> [int32, optional],
        8 time_zone: Option<String> [string, optional],
    }

    JobTemplateSpec {
        1 metadata: ObjectMeta [message, required],
        2 spec: JobSpec [message, required],
    }

    CronJobStatus {
        1 active: Vec<ObjectReference> [message, repeated],
        4 last_schedule_time: Option<Time> [message, optional],
        5 last_successful_time: Option<Time> [message, optional],
    }
}
