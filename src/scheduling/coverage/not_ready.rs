use super::Told;
use crate::model::{
    ConditionStatus, ContainerState, ContainerStatus, Node, Phase, Pod, PodDetails, Text,
};
use crate::scheduling::{ContainerTrouble, Reason};

/// Why a bound Pod is not ready: its node, its end, its containers in the kubelet's words, its conditions.
/// Never empty.
pub(super) fn reasons(pod: &Pod, node: Option<&Node>) -> Vec<Told> {
    let mut reasons = Vec::new();
    if pod.is_terminating() {
        reasons.push(Reason::Terminating { since: pod.meta.deleted_at() });
    }
    reasons.extend(node.and_then(node_not_ready));
    reasons.extend(ended(pod));
    if let Some(details) = pod.details() {
        reasons.extend(details.containers.iter().filter_map(container).map(Reason::Container));
        reasons.extend(unmet_condition(details, reasons.is_empty()));
    }
    if reasons.is_empty() {
        reasons.push(Reason::Unknown { text: bare_facts(pod) });
    }
    reasons.into_iter().map(Told::from).collect()
}

/// What the node's Ready condition says, where it is not True.
pub(super) fn node_not_ready(node: &Node) -> Option<Reason> {
    if node.is_ready() {
        return None;
    }
    let ready = node.condition("Ready");
    Some(Reason::NodeNotReady {
        status: match ready.map(|ready| ready.status) {
            Some(ConditionStatus::False) => "False".into(),
            _ => "Unknown".into(),
        },
        reason: ready.and_then(|ready| ready.reason.clone()),
        message: ready.and_then(|ready| ready.message.clone()),
        since: ready.and_then(|ready| ready.since),
    })
}

/// A Pod that has ended: evicted, refused by the kubelet, or simply done.
fn ended(pod: &Pod) -> Option<Reason> {
    pod.is_terminal().then(|| Reason::Ended {
        failed: pod.status.phase == Phase::Failed,
        reason: pod.details().and_then(|details| details.reason.clone()),
        message: pod.details().and_then(|details| details.message.clone()),
    })
}

/// What is wrong with a container, if anything is.
pub(in crate::scheduling) fn container(status: &ContainerStatus) -> Option<ContainerTrouble> {
    let is_over = matches!(status.state, ContainerState::Terminated(_));
    let last = status.last.as_ref().filter(|_| !is_over);
    let (token, message, exit_code): (Text, _, _) = match &status.state {
        ContainerState::Waiting { reason, message } => {
            let token = reason.clone().unwrap_or_else(|| "Waiting".into());
            (token, message.clone(), last.map(|last| last.exit_code))
        }
        ContainerState::Terminated(end) if status.init && end.exit_code == 0 => return None,
        ContainerState::Terminated(end) => {
            let token = end.reason.clone().unwrap_or_else(|| "Terminated".into());
            (token, end.message.clone(), Some(end.exit_code))
        }
        ContainerState::Running { .. } if status.ready => return None,
        ContainerState::Running { .. } => {
            ("NotReady".into(), None, last.map(|last| last.exit_code))
        }
    };
    Some(ContainerTrouble {
        container: status.name.clone(),
        init: status.init,
        token,
        message,
        exit_code,
        last_reason: last.and_then(|last| last.reason.clone()),
        restarts: status.restarts,
    })
}

/// The condition that keeps the Pod from being ready: one that says more than that its containers are
/// not, or, where nothing else is known, any.
fn unmet_condition(details: &PodDetails, nothing_else: bool) -> Option<Reason> {
    let unmet = details.conditions.iter().filter(|unmet| unmet.status != ConditionStatus::True);
    let mut told = unmet.filter_map(|unmet| Some((unmet, unmet.reason.clone()?)));
    let says_more = |reason: &str| {
        !matches!(
            reason,
            "ContainersNotReady" | "ContainersNotInitialized" | "PodCompleted" | "PodFailed"
        )
    };
    let ready = |kind: &str| kind == "Ready";
    told.clone()
        .find(|(unmet, reason)| ready(&unmet.kind) && says_more(reason))
        .or_else(|| told.clone().find(|(unmet, _)| nothing_else && ready(&unmet.kind)))
        .or_else(|| told.find(|_| nothing_else))
        .map(|(unmet, reason)| Reason::PodCondition { reason, message: unmet.message.clone() })
}

/// All that is known of a Pod of which nobody says why it is not ready.
fn bare_facts(pod: &Pod) -> Text {
    let unmet: Vec<String> = pod
        .details()
        .into_iter()
        .flat_map(|details| &details.conditions)
        .filter(|condition| condition.status != ConditionStatus::True)
        .map(|condition| match &condition.message {
            Some(message) => format!("{}: {message}", condition.kind),
            None => condition.kind.to_string(),
        })
        .collect();
    if unmet.is_empty() {
        format!("phase {:?}: the kubelet has not said why it is not ready", pod.status.phase).into()
    } else {
        format!("phase {:?}, not met: {}", pod.status.phase, unmet.join(", ")).into()
    }
}
