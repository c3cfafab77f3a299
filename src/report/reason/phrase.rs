use super::amount::{Rounding, amount};
use crate::model::{HostPort, NodeOperator, NodeRequirement, PODS, Taint, Text};
use crate::scheduling::{
    AffinityRule, ContainerTrouble, PodRef, Reason, RequirementMismatch, TermMismatch,
    VolumeProblem,
};

/// The reason in words, with all that this node or Pod adds to it.
pub(in crate::report) fn phrase(reason: &Reason) -> String {
    words(reason, true)
}

/// The reason in words, without what differs from node to node: nodes with the same gist have the same
/// trouble.
pub(in crate::report) fn gist(reason: &Reason) -> String {
    words(reason, false)
}

fn words(reason: &Reason, full: bool) -> String {
    match reason {
        Reason::NodeUnschedulable => "node is cordoned".to_owned(),
        Reason::NodeName { wanted } => format!("the template asks for node {wanted}"),
        Reason::NodeSelector { key, wanted, found } => selector(key, wanted, found.as_ref(), full),
        Reason::NodeAffinity { selector: Some((key, wanted, found)), .. } => {
            selector(key, wanted, found.as_ref(), full)
        }
        Reason::NodeAffinity { terms, selector: None } => affinity(terms, full),
        Reason::TaintToleration { taint, others } => taints(taint, others),
        Reason::NodePorts { port, holder } => {
            let by = by(" by ", holder.as_ref().filter(|_| full));
            format!("host port {} is taken{by}", host_port(port))
        }
        Reason::NodeResourcesFit { resource, requested, used, allocatable } => {
            let free = allocatable.saturating_sub(*used);
            resources(resource, *requested, free, *allocatable, full)
        }
        Reason::InterPodAffinity { rule, topology_key, pod } => {
            pod_affinity(*rule, topology_key, pod.as_ref().filter(|_| full))
        }
        Reason::PodTopologySpread { topology_key, missing_label: true, .. } => {
            format!("topology spread: node has no label {topology_key}")
        }
        Reason::PodTopologySpread { topology_key, skew, max_skew, .. } if full => {
            format!("topology spread over {topology_key}: skew would be {skew}, at most {max_skew}")
        }
        Reason::PodTopologySpread { topology_key, .. } => {
            format!("topology spread over {topology_key}: skew would be too large")
        }
        Reason::VolumeBinding { claim, problem } => volume(claim, problem),
        Reason::VolumeZone { claim, label } => {
            format!("volume of claim {claim} is in another {label}")
        }
        Reason::VolumeRestrictions { claim, pod } => {
            format!("claim {claim} is in use{}", by(" by ", pod.as_ref().filter(|_| full)))
        }
        Reason::NodeVolumeLimits { driver, limit: Some(limit) } => {
            format!("{driver}: the node takes {limit} volumes, and has them")
        }
        Reason::NodeVolumeLimits { driver, limit: None } => {
            format!("{driver}: the CSI driver is not installed on the node")
        }
        Reason::DynamicResources { claims } => {
            format!("resource claims not allocated: {}", claims.join(", "))
        }
        Reason::Container(trouble) => container(trouble, full),
        _ => lifecycle(reason, full),
    }
}

/// What the controllers, the scheduler's queue and the kubelet say of a Pod's life.
fn lifecycle(reason: &Reason, full: bool) -> String {
    match reason {
        Reason::SchedulingGates { gates } => {
            format!("waits for scheduling gates: {}", gates.join(", "))
        }
        Reason::NoScheduler { scheduler } => {
            format!("scheduler {scheduler} has said nothing: it may not be running")
        }
        Reason::FailedCreate { message, .. } => {
            let message = message.strip_prefix("Error creating: ").unwrap_or(message);
            format!("cannot create the Pod: {message}")
        }
        Reason::Refused { by, message } => format!("{by} refuses the Pod: {message}"),
        Reason::ControllerIdle { why } => format!("the controller does not act: {why}"),
        Reason::NotObserved { generation, observed } => {
            format!("the controller has seen generation {observed}, not yet {generation}")
        }
        Reason::NotCreated { since: Some(since) } if full => {
            format!("no Pod since {since}, and nothing says why")
        }
        Reason::NotCreated { .. } => "no Pod, and nothing says why".to_owned(),
        Reason::Terminating { since: Some(since) } if full => {
            format!("Pod is being deleted since {since}; its replacement waits")
        }
        Reason::Terminating { .. } => "Pod is being deleted; its replacement waits".to_owned(),
        Reason::Ended { failed: false, .. } => {
            "Pod has succeeded; the controller will replace it".to_owned()
        }
        Reason::Ended { reason, message, .. } => {
            let told = [reason.as_ref(), message.as_ref().filter(|_| full)];
            let told: Vec<&str> = told.into_iter().flatten().map(AsRef::as_ref).collect();
            match told.as_slice() {
                [] => "Pod has failed; the controller will replace it".to_owned(),
                told => format!("Pod has failed: {}", told.join(": ")),
            }
        }
        Reason::PodCondition { reason, message } => {
            let message = message.as_ref().filter(|message| full && !message.is_empty());
            message.map_or_else(|| reason.to_string(), |message| format!("{reason}: {message}"))
        }
        Reason::NodeNotReady { status, reason, message, since } => {
            let silent = &**status == "Unknown";
            let mut text =
                if silent { "node does not answer" } else { "node is not ready" }.to_owned();
            if let Some(since) = since.filter(|_| full) {
                text += &format!(" since {since}");
            }
            if let Some(reason) = reason {
                text += &format!(": {reason}");
            }
            if let Some(message) = message.as_ref().filter(|message| full && !message.is_empty()) {
                text += &format!(": {message}");
            }
            text
        }
        Reason::Unknown { text } => text.to_string(),
        other => other.token().to_owned(),
    }
}

fn by(word: &str, pod: Option<&PodRef>) -> String {
    pod.map(|pod| format!("{word}{}/{}", pod.namespace, pod.name)).unwrap_or_default()
}

/// `nodeSelector disk=ssd: node has disk=hdd`
fn selector(key: &Text, wanted: &Text, found: Option<&Text>, full: bool) -> String {
    match found {
        Some(found) if full => format!("nodeSelector {key}={wanted}: node has {key}={found}"),
        Some(_) => format!("nodeSelector {key}={wanted}: node has another value"),
        None => format!("nodeSelector {key}={wanted}: node has no label {key}"),
    }
}

/// `node affinity: no term matches (term 2: zone In [a b], node has c)`
fn affinity(terms: &[TermMismatch], full: bool) -> String {
    match terms {
        // As the scheduler says it, where nothing more is known.
        [] => return "node does not match the Pod's node affinity or nodeSelector".to_owned(),
        [TermMismatch { term: 0, .. }] => {
            return "node affinity: it has no terms, and matches no node".to_owned();
        }
        _ => {}
    }
    let told: Vec<String> = terms.iter().map(|term| term_mismatch(term, full)).collect();
    format!("node affinity: no term matches ({})", told.join("; "))
}

fn term_mismatch(TermMismatch { term, mismatch }: &TermMismatch, full: bool) -> String {
    let told = match mismatch {
        RequirementMismatch::Empty => "empty, which matches nothing".to_owned(),
        RequirementMismatch::Invalid { requirement: asked, why } => {
            format!("{} is not valid: {why}", requirement(asked))
        }
        RequirementMismatch::Label { requirement: asked, found: Some(found) } if full => {
            format!("{}, node has {found}", requirement(asked))
        }
        RequirementMismatch::Label { requirement: asked, found: None } => {
            format!("{}, node has no label {}", requirement(asked), asked.key)
        }
        RequirementMismatch::Field { requirement: asked, found } if full => {
            format!("{}, node is {found}", requirement(asked))
        }
        RequirementMismatch::Label { requirement: asked, .. }
        | RequirementMismatch::Field { requirement: asked, .. } => requirement(asked),
    };
    format!("term {term}: {told}")
}

/// `zone In [a b]`, `gpu Exists`, `cores Gt 8`
pub(super) fn requirement(asked: &NodeRequirement) -> String {
    let NodeRequirement { key, operator, values } = asked;
    let name = operator.as_str();
    match operator {
        NodeOperator::Exists | NodeOperator::DoesNotExist if values.is_empty() => {
            format!("{key} {name}")
        }
        NodeOperator::Gt | NodeOperator::Lt if values.len() == 1 => {
            format!("{key} {name} {}", values[0])
        }
        _ => format!("{key} {name} [{}]", values.join(" ")),
    }
}

/// `taint dedicated=gpu:NoSchedule not tolerated (nor maintenance:NoExecute)`
fn taints(taint: &Taint, others: &[Taint]) -> String {
    let mut text = format!("taint {taint} not tolerated");
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        text += &format!(" (nor {})", others.join(", "));
    }
    text
}

/// `9100/TCP`, `127.0.0.1:9100/TCP`
pub(super) fn host_port(port: &HostPort) -> String {
    let at = if port.ip.is_empty() || &*port.ip == "0.0.0.0" {
        String::new()
    } else {
        format!("{}:", port.ip)
    };
    format!("{at}{}/{}", port.port, port.protocol.as_str())
}

/// `cpu: requests 2, free 750m of 4`, `Too many pods: 110 of 110`
fn resources(resource: &str, requested: i64, free: i64, allocatable: i64, full: bool) -> String {
    if resource == PODS {
        let used = allocatable.saturating_sub(free);
        return if full {
            format!("Too many pods: {used} of {allocatable}")
        } else {
            "Too many pods".to_owned()
        };
    }
    let requests = amount(resource, requested, Rounding::Up);
    if !full {
        return format!("{resource}: requests {requests}, and less is free");
    }
    let free = amount(resource, free.max(0), Rounding::Down);
    let allocatable = amount(resource, allocatable, Rounding::Down);
    format!("{resource}: requests {requests}, free {free} of {allocatable}")
}

fn pod_affinity(rule: AffinityRule, topology_key: &str, pod: Option<&PodRef>) -> String {
    match rule {
        AffinityRule::Affinity => {
            format!("pod affinity over {topology_key}: no Pod there matches")
        }
        AffinityRule::AntiAffinity => {
            format!("pod anti-affinity over {topology_key} is not satisfied{}", by(": ", pod))
        }
        AffinityRule::ExistingAntiAffinity => {
            format!(
                "another Pod's anti-affinity over {topology_key} keeps it away{}",
                by(": ", pod)
            )
        }
    }
}

/// In the scheduler's own words where it has some.
fn volume(claim: &str, problem: &VolumeProblem) -> String {
    let told = match problem {
        VolumeProblem::ClaimNotFound => "not found".to_owned(),
        VolumeProblem::ClaimBeingDeleted => "is being deleted".to_owned(),
        VolumeProblem::ClaimLost { volume } => {
            format!("bound to non-existent persistentvolume \"{volume}\"")
        }
        VolumeProblem::WaitingForEphemeralClaim => {
            "is not made yet for its ephemeral volume".to_owned()
        }
        VolumeProblem::UnboundImmediate => "is not bound".to_owned(),
        VolumeProblem::NodeAffinityConflict { volume } => {
            format!("is bound to volume {volume}, which cannot be reached from this node")
        }
        VolumeProblem::NoVolumeToBind => "finds no volume to bind for this node".to_owned(),
    };
    format!("persistentvolumeclaim \"{claim}\" {told}")
}

/// `container agent: CrashLoopBackOff, last exit 137 (OOMKilled), 7 restarts: back-off 5m0s …`
fn container(trouble: &ContainerTrouble, full: bool) -> String {
    let kind = if trouble.init { "init container" } else { "container" };
    let mut text = format!("{kind} {}: ", trouble.container);
    text += match &*trouble.token {
        "NotReady" => "running, not ready",
        token => token,
    };
    match (trouble.exit_code, &trouble.last_reason) {
        (Some(code), Some(reason)) => text += &format!(", last exit {code} ({reason})"),
        (Some(code), None) => text += &format!(", exit {code}"),
        (None, _) => {}
    }
    if trouble.restarts > 0 && full {
        let plural = if trouble.restarts == 1 { "" } else { "s" };
        text += &format!(", {} restart{plural}", trouble.restarts);
    }
    if let Some(message) = trouble.message.as_ref().filter(|message| full && !message.is_empty()) {
        text += &format!(": {message}");
    }
    text
}
