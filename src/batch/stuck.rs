use crate::model::{ConditionStatus, ContainerState, DEFAULT_SCHEDULER, Job, Phase, Pod, Text};

/// The built-in Job controller, as `spec.managedBy` names it.
const JOB_CONTROLLER: &str = "kubernetes.io/job-controller";

/// Container waits that do not end by themselves. A crash loop is none: the Job counts it.
const IMAGE: &[&str] = &[
    "ErrImagePull",
    "ImagePullBackOff",
    "ErrImageNeverPull",
    "InvalidImageName",
    "ImageInspectError",
    "RegistryUnavailable",
    "SignatureValidationFailed",
];
const CREATION: &[&str] = &[
    "CreateContainerConfigError",
    "CreateContainerError",
    "RunContainerError",
    "PreCreateHookError",
    "PreStartHookError",
    "PostStartHookError",
    "CreatePodSandboxError",
];

/// Why a Job does not get on, and will not unless somebody does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    pub why: StuckReason,
    /// What the scheduler, the kubelet or the API said.
    pub message: Option<Text>,
    pub pod: Option<Text>,
    pub container: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StuckReason {
    /// The scheduler finds no node.
    Unschedulable,
    /// The Pod waits for its scheduling gates to be removed.
    SchedulingGated,
    /// The scheduler that the Pod names has said nothing.
    NoScheduler,
    /// The image cannot be had; the kubelet's word for it.
    Image(Text),
    /// The container cannot be created; the kubelet's word for it.
    Creation(Text),
    /// The API refuses the Pods.
    FailedCreate,
    /// Another controller is to look after the Job, and has not begun.
    ManagedBy,
    /// `parallelism: 0`
    ParallelismZero,
}

impl StuckReason {
    /// The word that machines match on.
    pub fn token(&self) -> &str {
        match self {
            StuckReason::Unschedulable => "Unschedulable",
            StuckReason::SchedulingGated => "SchedulingGated",
            StuckReason::NoScheduler => "NoScheduler",
            StuckReason::Image(word) | StuckReason::Creation(word) => word,
            StuckReason::FailedCreate => "FailedCreate",
            StuckReason::ManagedBy => "ManagedBy",
            StuckReason::ParallelismZero => "ParallelismZero",
        }
    }

    /// Whether both are the same trouble: the kubelet alternates between ErrImagePull and ImagePullBackOff.
    pub fn is_like(&self, other: &StuckReason) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What keeps this Pod from running, if anything does.
pub fn stuck_pod(pod: &Pod) -> Option<Stuck> {
    if pod.is_terminal() || pod.is_terminating() {
        return None;
    }
    let stuck = |why, message: Option<Text>, container| Stuck {
        why,
        message,
        pod: Some(pod.meta.name.clone()),
        container,
    };
    if pod.node.is_none() && pod.status.phase == Phase::Pending {
        return match pod.condition("PodScheduled") {
            Some(said) if said.status == ConditionStatus::False => {
                let why = match said.reason.as_deref() {
                    Some("SchedulingGated") => StuckReason::SchedulingGated,
                    _ => StuckReason::Unschedulable,
                };
                Some(stuck(why, said.message.clone(), None))
            }
            None if !matches!(&*pod.spec.scheduler_name, "" | DEFAULT_SCHEDULER) => {
                let said = format!("no scheduler {:?} has answered", &*pod.spec.scheduler_name);
                Some(stuck(StuckReason::NoScheduler, Some(said.into()), None))
            }
            _ => None,
        };
    }
    pod.details()?.containers.iter().find_map(|container| {
        let ContainerState::Waiting { reason: Some(reason), message } = &container.state else {
            return None;
        };
        let why = if IMAGE.contains(&&**reason) {
            StuckReason::Image(reason.clone())
        } else if CREATION.contains(&&**reason) {
            StuckReason::Creation(reason.clone())
        } else {
            return None;
        };
        Some(stuck(why, message.clone(), Some(container.name.clone())))
    })
}

/// What in the Job itself keeps it from having Pods.
pub fn stuck_job(job: &Job) -> Option<Stuck> {
    if job.is_finished() || job.spec.suspended || job.meta.deleted_at.is_some() {
        return None;
    }
    let stuck = |why, message: String| Stuck {
        why,
        message: Some(message.into()),
        pod: None,
        container: None,
    };
    match &job.spec.managed_by {
        Some(manager) if &**manager != JOB_CONTROLLER && job.status.start_time.is_none() => {
            let message = format!("{manager} is to run it (spec.managedBy), and has not begun");
            return Some(stuck(StuckReason::ManagedBy, message));
        }
        _ => {}
    }
    let nothing_runs = job.status.active == 0 && job.condition("SuccessCriteriaMet").is_none();
    (job.spec.parallelism == 0 && job.spec.completions != Some(0) && nothing_runs)
        .then(|| stuck(StuckReason::ParallelismZero, "parallelism is 0: no Pod is created".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::examples::{condition, deleted, job, pod, running, waiting};
    use crate::model::{Condition, PodSpec};

    fn unbound(said: Option<(&str, &str)>, scheduler: &str) -> Pod {
        let mut pod = pod("p", Phase::Pending, vec![]);
        pod.node = None;
        pod.spec = PodSpec { scheduler_name: scheduler.into(), ..PodSpec::default() }.into();
        let conditions = said.map(|(reason, message)| Condition {
            status: ConditionStatus::False,
            ..condition("PodScheduled", reason, message, 1)
        });
        pod.status.details.get_or_insert_default().conditions = conditions.into_iter().collect();
        pod
    }

    #[test]
    fn a_pod_is_stuck_where_only_a_hand_can_help() {
        let bound = |reason| pod("p", Phase::Pending, vec![waiting("main", reason, "because")]);
        let crash_loop =
            pod("p", Phase::Running, vec![waiting("main", "CrashLoopBackOff", "back-off")]);
        let cases = [
            (unbound(Some(("Unschedulable", "0/3 nodes")), DEFAULT_SCHEDULER), "Unschedulable"),
            (unbound(Some(("SchedulingGated", "gated")), DEFAULT_SCHEDULER), "SchedulingGated"),
            (unbound(None, DEFAULT_SCHEDULER), "-"),
            (unbound(None, "nobody"), "NoScheduler"),
            (unbound(Some(("Unschedulable", "0/3 nodes")), "nobody"), "Unschedulable"),
            (bound("ImagePullBackOff"), "ImagePullBackOff"),
            (bound("CreateContainerConfigError"), "CreateContainerConfigError"),
            (bound("RunContainerError"), "RunContainerError"),
            (bound("ContainerCreating"), "-"),
            (crash_loop, "-"),
            (pod("p", Phase::Running, vec![running("main", 1)]), "-"),
            (deleted(bound("ImagePullBackOff"), 5, 30), "-"),
        ];
        for (pod, token) in cases {
            let stuck = stuck_pod(&pod);
            let found = stuck.as_ref().map_or("-", |stuck| stuck.why.token());
            assert_eq!(found, token, "{:?}", pod.status.details);
        }
    }

    #[test]
    fn a_job_without_pods_is_stuck_by_its_own_spec() {
        let mut managed = job();
        managed.spec.managed_by = Some("kueue.x-k8s.io/multikueue".into());
        let mut begun = managed.clone();
        managed.status.start_time = None;
        begun.status.active = 1;
        let mut built_in = job();
        built_in.spec.managed_by = Some(JOB_CONTROLLER.into());
        built_in.status.start_time = None;
        let mut idle = job();
        idle.spec.parallelism = 0;
        let mut empty = idle.clone();
        empty.spec.completions = Some(0);
        let mut suspended = idle.clone();
        suspended.spec.suspended = true;
        let cases = [
            (managed, "ManagedBy"),
            (begun, "-"),
            (built_in, "-"),
            (idle, "ParallelismZero"),
            (empty, "-"),
            (suspended, "-"),
            (job(), "-"),
        ];
        for (job, token) in cases {
            let stuck = stuck_job(&job);
            assert_eq!(stuck.as_ref().map_or("-", |stuck| stuck.why.token()), token);
        }
    }
}
