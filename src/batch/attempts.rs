use crate::model::{ContainerState, ContainerStatus, Phase, Pod, Termination, Text, Time};

/// The label of an Indexed Job's Pod that holds its index (since 1.28).
const INDEX_LABEL: &str = "batch.kubernetes.io/job-completion-index";

/// One Pod of a Job, as a try to do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub pod: Text,
    pub node: Option<Text>,
    /// The completion index, of an Indexed Job.
    pub index: Option<u32>,
    pub outcome: AttemptOutcome,
    /// In one word: the Pod's own (`Evicted`, …), else the failing container's (`OOMKilled`, `Error`, …),
    /// else what it waits for (`Unschedulable`, `ImagePullBackOff`, …).
    pub reason: Option<Text>,
    /// What goes with the reason.
    pub message: Option<Text>,
    /// The container that failed, of its own accord.
    pub failure: Option<Failure>,
    /// How often containers were restarted in place.
    pub restarts: u32,
    pub created_at: Option<Time>,
    /// When the first container that is still told of was started.
    pub started_at: Option<Time>,
    /// When it ended, or began to be stopped. None while it goes on.
    pub ended_at: Option<Time>,
}

/// How an attempt went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptOutcome {
    /// No container has run yet.
    Waiting,
    Running,
    Succeeded,
    Failed,
    /// It was deleted before it ended: a consequence (a deadline, a decision, somebody's hand), not a cause.
    Stopped,
}

/// How a container failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub container: Text,
    pub init: bool,
    pub exit_code: i32,
    /// The signal that ended it, as told or as the exit code implies (128 + n).
    pub signal: Option<i32>,
    /// `Error`, `OOMKilled`, `ContainerCannotRun`, …
    pub reason: Option<Text>,
    /// The termination message that the container left.
    pub message: Option<Text>,
    pub finished_at: Option<Time>,
    /// The container has been restarted since: its log is that of the previous container.
    pub previous: bool,
    /// How often the container had been restarted when it failed.
    pub restart: u32,
}

impl Attempt {
    /// What the Pod says of its try.
    pub fn of(pod: &Pod) -> Self {
        let outcome = outcome(pod);
        let failure = match outcome {
            AttemptOutcome::Succeeded => None,
            _ => failure(pod),
        };
        let (reason, message) = reason(pod, outcome, failure.as_ref());
        Attempt {
            pod: pod.meta.name.clone(),
            node: pod.node.clone(),
            index: completion_index(pod),
            outcome,
            reason,
            message,
            failure,
            restarts: pod.status.restarts,
            created_at: pod.meta.created_at(),
            started_at: started_at(pod),
            ended_at: ended_at(pod),
        }
    }

    /// Whether it has ended by itself, for good.
    pub fn has_ended(&self) -> bool {
        matches!(self.outcome, AttemptOutcome::Succeeded | AttemptOutcome::Failed)
    }

    /// How long it ran, in seconds: from its first container's start (else its creation) to its end, or to
    /// `now` while it goes on.
    pub fn seconds(&self, now: Option<Time>) -> Option<i64> {
        let start = self.started_at.or(self.created_at)?;
        Some(self.ended_at.or(now)?.duration_since(start).as_secs().max(0))
    }
}

/// The index that an Indexed Job's Pod works on.
pub fn completion_index(pod: &Pod) -> Option<u32> {
    pod.meta.labels.get(INDEX_LABEL)?.parse().ok()
}

/// The last failure of one of the Pod's containers that is its own: not the end that a deletion brought
/// about, and not that of a sidecar, which cannot fail a Pod.
///
/// A container that ended in the very second of the request is judged by its exit code: the kubelet ends
/// containers by SIGTERM (143) or SIGKILL (137).
pub fn failure(pod: &Pod) -> Option<Failure> {
    let requested = pod.deletion_requested_at();
    let own = |end: &Termination| match (requested, end.finished_at) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(request), Some(finish)) => {
            finish < request || (finish == request && !matches!(end.exit_code, 137 | 143))
        }
    };
    let containers = &pod.details()?.containers;
    let (container, end, previous) = containers
        .iter()
        .filter(|container| !is_sidecar(pod, container))
        .flat_map(ends)
        .filter(|(_, end, _)| end.exit_code != 0 && own(end))
        // Of two that ended at once, the first in the Pod's order.
        .reduce(|last, next| if next.1.finished_at > last.1.finished_at { next } else { last })?;
    Some(Failure {
        container: container.name.clone(),
        init: container.init,
        exit_code: end.exit_code,
        signal: end.signal.filter(|signal| *signal != 0).or_else(|| implied_signal(end.exit_code)),
        reason: end.reason.clone(),
        message: end.message.clone(),
        finished_at: end.finished_at,
        previous,
        restart: container.restarts.saturating_sub(u32::from(previous)),
    })
}

/// How a container ended: now, and the time before.
fn ends(
    container: &ContainerStatus,
) -> impl Iterator<Item = (&ContainerStatus, &Termination, bool)> {
    let now = match &container.state {
        ContainerState::Terminated(end) => Some((container, end, false)),
        _ => None,
    };
    now.into_iter().chain(container.last.as_ref().map(|end| (container, end, true)))
}

fn is_sidecar(pod: &Pod, container: &ContainerStatus) -> bool {
    container.init
        && pod.spec.init_containers.iter().any(|init| init.sidecar && init.name == container.name)
}

/// A shell's convention, and the kubelet's: 128 + the signal.
fn implied_signal(exit_code: i32) -> Option<i32> {
    (129..=159).contains(&exit_code).then(|| exit_code - 128)
}

fn outcome(pod: &Pod) -> AttemptOutcome {
    match pod.status.phase {
        Phase::Succeeded => AttemptOutcome::Succeeded,
        // A deletion that came first explains a failure that is not the Pod's own.
        Phase::Failed if pod.is_terminating() && failure(pod).is_none() => AttemptOutcome::Stopped,
        Phase::Failed => AttemptOutcome::Failed,
        _ if pod.is_terminating() => AttemptOutcome::Stopped,
        Phase::Running | Phase::Unknown => AttemptOutcome::Running,
        Phase::Pending => AttemptOutcome::Waiting,
    }
}

fn reason(
    pod: &Pod,
    outcome: AttemptOutcome,
    failure: Option<&Failure>,
) -> (Option<Text>, Option<Text>) {
    let Some(details) = pod.details() else { return (None, None) };
    if let Some(reason) = &details.reason {
        return (Some(reason.clone()), details.message.clone());
    }
    let waiting = details.containers.iter().find_map(|container| match &container.state {
        ContainerState::Waiting { reason: Some(reason), message } => {
            Some((Some(reason.clone()), message.clone()))
        }
        _ => None,
    });
    match (outcome, failure) {
        (AttemptOutcome::Waiting | AttemptOutcome::Running, _) if waiting.is_some() => {
            waiting.unwrap_or_default()
        }
        (AttemptOutcome::Waiting, _) => match pod.unscheduled() {
            Some(said) => (said.reason.clone(), said.message.clone()),
            None => (None, None),
        },
        (AttemptOutcome::Succeeded | AttemptOutcome::Running, _) | (_, None) => (None, None),
        (_, Some(failure)) => (failure.reason.clone(), failure.message.clone()),
    }
}

fn started_at(pod: &Pod) -> Option<Time> {
    let containers = pod.details().map_or(&[][..], |details| &details.containers);
    let running = containers.iter().filter_map(|container| match &container.state {
        ContainerState::Running { since } => *since,
        _ => None,
    });
    let ended = containers.iter().flat_map(ends).filter_map(|(_, end, _)| end.started_at);
    running.chain(ended).min().or(pod.status.ready_since())
}

/// The Job controller's finish time of a Pod (`getFinishedTime`, pkg/controller/job/backoff_utils.go): the
/// latest end of its containers if all have ended, else when it ceased to be Ready, else when its deletion
/// was asked for, else its creation.
fn ended_at(pod: &Pod) -> Option<Time> {
    if !pod.is_terminal() && !pod.is_terminating() {
        return None;
    }
    let containers = pod.details().map_or(&[][..], |details| &details.containers);
    let ends: Option<Vec<Time>> = containers
        .iter()
        .filter(|container| !container.init || is_sidecar(pod, container))
        .map(|container| match &container.state {
            ContainerState::Terminated(end) => end.finished_at,
            _ => None,
        })
        .collect();
    let unready = || pod.condition("Ready").and_then(|condition| condition.since);
    ends.and_then(|ends| ends.into_iter().max())
        .or_else(unready)
        .or_else(|| pod.deletion_requested_at())
        .or(pod.meta.created_at())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::examples::{deleted, ended, pod, running, termination, time};

    #[test]
    fn a_container_that_ended_because_of_a_deletion_is_no_cause() {
        // (what, exit code, finished after how many seconds, deletion asked for after, a failure of its own?)
        let cases = [
            ("failed alone", 3, 10, None, true),
            ("failed, then its Pod was deleted", 3, 10, Some(12), true),
            ("ended after the request", 3, 14, Some(12), false),
            ("ended by SIGTERM in the second of the request", 143, 12, Some(12), false),
            ("failed in the second of the request", 3, 12, Some(12), true),
            ("exited with 0", 0, 10, None, false),
        ];
        for (what, code, finished, requested, own) in cases {
            let mut pod = pod("p", Phase::Failed, vec![ended("main", code, finished)]);
            if let Some(seconds) = requested {
                pod = deleted(pod, seconds, 30);
            }
            assert_eq!(failure(&pod).is_some(), own, "{what}");
            let outcome = Attempt::of(&pod).outcome;
            let wanted = if own || requested.is_none() {
                AttemptOutcome::Failed
            } else {
                AttemptOutcome::Stopped
            };
            assert_eq!(outcome, wanted, "{what}");
        }
    }

    #[test]
    fn a_restarted_container_failed_the_time_before() {
        let mut main = running("main", 20);
        main.restarts = 1;
        main.last = Some(termination(137, 15));
        let attempt = Attempt::of(&pod("p", Phase::Running, vec![main]));
        let failure = attempt.failure.expect("a failure");
        assert_eq!((failure.exit_code, failure.signal, failure.previous), (137, Some(9), true));
        assert_eq!(attempt.outcome, AttemptOutcome::Running);
        assert_eq!(attempt.ended_at, None);
        assert_eq!(attempt.started_at, Some(time(14)));
    }

    #[test]
    fn a_sidecar_cannot_fail_a_pod() {
        let mut sidecar = ended("proxy", 137, 30);
        sidecar.init = true;
        let mut pod = pod("p", Phase::Failed, vec![sidecar, ended("main", 2, 20)]);
        let mut spec = (*pod.spec).clone();
        spec.init_containers = vec![crate::model::Container {
            name: "proxy".into(),
            sidecar: true,
            ..Default::default()
        }];
        pod.spec = spec.into();
        assert_eq!(&*failure(&pod).expect("a failure").container, "main");
        assert_eq!(Attempt::of(&pod).ended_at, Some(time(30)), "its end counts for the Pod's");
    }

    #[test]
    fn a_pod_that_was_deleted_before_its_containers_ended_ends_with_the_request() {
        let pod = deleted(pod("p", Phase::Running, vec![running("main", 1)]), 40, 30);
        let attempt = Attempt::of(&pod);
        assert_eq!((attempt.outcome, attempt.ended_at), (AttemptOutcome::Stopped, Some(time(40))));
        assert_eq!(attempt.seconds(None), Some(39));
    }
}
