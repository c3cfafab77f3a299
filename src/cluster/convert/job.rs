use super::malformed::{Malformed, time};
use super::meta::{labels, meta, text};
use super::node::{message, status_of};
use super::object;
use super::pod_spec::spec as pod_spec;
use crate::cluster::wire;
use crate::model::{Condition, Interner, Job, JobOrigin, JobSpec, JobStatus, Text};

object!(Job -> Job, Jobs, "Job" in ["batch"], jobs);

const SCHEDULED_AT: &str = "batch.kubernetes.io/cronjob-scheduled-timestamp";
const INSTANTIATE: &str = "cronjob.kubernetes.io/instantiate";

fn convert(job: &wire::Job, interner: &mut Interner) -> Result<Job, Malformed> {
    let wire::Job { metadata, spec: asked, status: told } = job;
    Ok(Job {
        meta: meta!(metadata, interner),
        uid: interner.text(&metadata.uid),
        spec: spec(asked, interner).map_err(|error| error.within("spec"))?,
        status: status(told, interner).map_err(|error| error.within("status"))?,
        origin: JobOrigin {
            // What only tells the origin is not worth losing the Job over.
            scheduled_at: metadata.annotation(SCHEDULED_AT).and_then(|text| text.parse().ok()),
            manual: metadata.annotation(INSTANTIATE) == Some("manual"),
        },
    })
}

/// With the defaults of `SetDefaults_Job` (pkg/apis/batch/v1/defaults.go).
fn spec(spec: &wire::JobSpec, interner: &mut Interner) -> Result<JobSpec, Malformed> {
    // Neither given: one Pod, once. Only parallelism given: a work queue.
    let completions = match (spec.completions, spec.parallelism) {
        (None, None) => Some(1),
        (completions, _) => completions,
    };
    let per_index = spec.backoff_limit_per_index;
    let default_limit = if per_index.is_some() { i32::MAX } else { 6 };
    let has_failure_policy = spec.pod_failure_policy.is_some();
    let template_labels = labels(&spec.template.metadata.labels, interner);
    let template =
        pod_spec(&spec.template.spec, interner).map_err(|error| error.within("template.spec"))?;
    Ok(JobSpec {
        completions,
        parallelism: spec.parallelism.unwrap_or(1),
        backoff_limit: spec.backoff_limit.unwrap_or(default_limit),
        backoff_limit_per_index: per_index,
        max_failed_indexes: spec.max_failed_indexes,
        active_deadline_seconds: spec.active_deadline_seconds,
        ttl_seconds_after_finished: spec.ttl_seconds_after_finished,
        indexed: spec.completion_mode.as_deref() == Some("Indexed"),
        suspended: spec.suspend.unwrap_or(false),
        managed_by: spec.managed_by.as_deref().and_then(|name| text(name, interner)),
        replaces_failed_only: match spec.pod_replacement_policy.as_deref() {
            None | Some("") => has_failure_policy,
            Some(policy) => policy == "Failed",
        },
        has_failure_policy,
        has_success_policy: spec.success_policy.is_some(),
        restarts_in_place: spec.template.spec.restart_policy == "OnFailure",
        template: interner.spec(template),
        template_labels: interner.labels(template_labels),
    })
}

fn status(status: &wire::JobStatus, interner: &mut Interner) -> Result<JobStatus, Malformed> {
    let conditions = status
        .conditions
        .iter()
        .map(|condition| {
            Ok(Condition {
                kind: interner.text(&condition.kind),
                status: status_of(&condition.status),
                reason: text(&condition.reason, interner),
                message: message(&condition.message),
                since: time(condition.last_transition_time, "conditions.lastTransitionTime")?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    let uncounted = &status.uncounted_terminated_pods;
    Ok(JobStatus {
        conditions,
        start_time: time(status.start_time, "startTime")?,
        completion_time: time(status.completion_time, "completionTime")?,
        active: status.active,
        ready: status.ready,
        terminating: status.terminating,
        succeeded: status.succeeded,
        failed: status.failed,
        uncounted_succeeded: uncounted.succeeded.len(),
        uncounted_failed: uncounted.failed.len(),
        completed_indexes: text(&status.completed_indexes, interner),
        // Empty, it says that indexes have limits of their own and none has failed.
        failed_indexes: status.failed_indexes.as_deref().map(Text::from),
    })
}
