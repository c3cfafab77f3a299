//! Pods and Jobs for the tests of this layer. Times are seconds after an arbitrary moment.

use std::sync::Arc;

use crate::model::{
    Condition, ConditionStatus, ContainerState, ContainerStatus, Job, JobOrigin, JobSpec,
    JobStatus, Labels, Meta, Owner, Phase, Pod, PodDetails, PodSpec, PodStatus, Termination, Text,
    Time,
};

pub(crate) fn time(seconds: i64) -> Time {
    Time::from_second(1_800_000_000 + seconds).expect("a time")
}

pub(crate) fn meta(name: &str) -> Meta {
    Meta {
        namespace: "ns".into(),
        name: name.into(),
        labels: Arc::default(),
        owner: None,
        created_at: Some(time(0).into()),
        deleted_at: None,
    }
}

/// A Pod of the Job with the UID `uid`.
pub(crate) fn pod(name: &str, phase: Phase, containers: Vec<ContainerStatus>) -> Pod {
    let owner = Owner { kind: "Job".into(), name: "job".into(), uid: "uid".into() };
    Pod {
        meta: Meta { owner: Some(owner.into()), ..meta(name) },
        node: Some("node".into()),
        pinned_to: None,
        spec: PodSpec::default().into(),
        status: PodStatus {
            phase,
            ready: false,
            ready_since: None,
            restarts: containers.iter().map(|container| container.restarts).sum(),
            details: Some(Box::new(PodDetails { containers, ..PodDetails::default() })),
        },
    }
}

/// The Pod, after its deletion was asked for.
pub(crate) fn deleted(mut pod: Pod, requested: i64, grace: i64) -> Pod {
    pod.meta.deleted_at = Some(time(requested + grace).into());
    pod.status.details.get_or_insert_default().deletion_grace_seconds = Some(grace);
    pod
}

pub(crate) fn indexed(mut pod: Pod, index: u32) -> Pod {
    let label = ("batch.kubernetes.io/job-completion-index", index.to_string());
    pod.meta.labels = Arc::new([label].into_iter().collect::<Labels>());
    pod
}

/// How a container ended that had been started a second before.
pub(crate) fn termination(exit_code: i32, finished: i64) -> Termination {
    Termination {
        reason: Some(if exit_code == 0 { "Completed" } else { "Error" }.into()),
        message: None,
        exit_code,
        signal: None,
        started_at: Some(time(finished - 1)),
        finished_at: Some(time(finished)),
    }
}

pub(crate) fn ended(name: &str, exit_code: i32, finished: i64) -> ContainerStatus {
    status(name, ContainerState::Terminated(termination(exit_code, finished)))
}

pub(crate) fn running(name: &str, since: i64) -> ContainerStatus {
    status(name, ContainerState::Running { since: Some(time(since)) })
}

pub(crate) fn waiting(name: &str, reason: &str, message: &str) -> ContainerStatus {
    let (reason, message) = (Some(reason.into()), Some(message.into()));
    status(name, ContainerState::Waiting { reason, message })
}

fn status(name: &str, state: ContainerState) -> ContainerStatus {
    ContainerStatus { name: name.into(), init: false, ready: false, restarts: 0, state, last: None }
}

/// A Job that has been started.
pub(crate) fn job() -> Job {
    Job {
        meta: meta("job"),
        uid: "uid".into(),
        spec: JobSpec {
            completions: Some(1),
            parallelism: 1,
            backoff_limit: 6,
            backoff_limit_per_index: None,
            max_failed_indexes: None,
            active_deadline_seconds: None,
            ttl_seconds_after_finished: None,
            indexed: false,
            suspended: false,
            managed_by: None,
            replaces_failed_only: false,
            has_failure_policy: false,
            has_success_policy: false,
            restarts_in_place: false,
            template: Arc::default(),
            template_labels: Arc::default(),
        },
        status: JobStatus { start_time: Some(time(0)), ..JobStatus::default() },
        origin: JobOrigin::default(),
    }
}

/// A condition that is True.
pub(crate) fn condition(kind: &str, reason: &str, message: &str, since: i64) -> Condition {
    let said = |text: &str| Some(Text::from(text)).filter(|text| !text.is_empty());
    Condition {
        kind: kind.into(),
        status: ConditionStatus::True,
        reason: said(reason),
        message: said(message),
        since: Some(time(since)),
    }
}
