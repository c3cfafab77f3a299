//! What the tests of the rules are given: small objects, written as kubectl would.

use std::sync::Arc;

use crate::model::{
    Condition, ConditionStatus, DaemonSet, DaemonSetStatus, Effect, LabelSelector, Labels, Meta,
    Node, Owner, Phase, Pod, PodSpec, PodStatus, PodTemplate, Resources, Snapshot, Taint, TakenAt,
    Time, Toleration, UpdateStrategy,
};

pub(crate) const DAEMON_SET_UID: &str = "uid-of-agent";

/// A time, so many seconds after the start of the day that the tests live in.
pub(crate) fn at(seconds: i64) -> Time {
    Time::from_second(1_700_000_000 + seconds).unwrap()
}

/// A node that is ready, large and free of taints.
pub(crate) fn node(name: &str) -> Node {
    Node {
        name: name.into(),
        labels: Arc::default(),
        created_at: Some(at(0).into()),
        deleted_at: None,
        taints: vec![],
        unschedulable: false,
        conditions: vec![condition("Ready", ConditionStatus::True)],
        allocatable: Resources::from_iter([("cpu", 4_000), ("memory", 8 << 30), ("pods", 110)]),
    }
}

pub(crate) fn condition(kind: &str, status: ConditionStatus) -> Condition {
    Condition { kind: kind.into(), status, reason: None, message: None, since: None }
}

/// `key[=value]:effect`, as kubectl writes it.
pub(crate) fn taint(text: &str) -> Taint {
    let (pair, effect) = text.split_once(':').unwrap();
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    Taint { key: key.into(), value: value.into(), effect: Effect::from(effect), added_at: None }
}

/// `key operator value effect`, `-` for an absent one.
pub(crate) fn toleration(text: &str) -> Toleration {
    let mut words = text.split(' ').map(|word| if word == "-" { "" } else { word });
    let mut word = || words.next().unwrap_or_default();
    Toleration {
        key: word().into(),
        operator: word().into(),
        value: word().into(),
        effect: Some(word()).filter(|effect| !effect.is_empty()).map(Effect::from),
        seconds: None,
    }
}

/// The DaemonSet `kube-system/agent`, observed, with the selector `app=agent`.
pub(crate) fn daemon_set() -> DaemonSet {
    DaemonSet {
        meta: meta("agent", &[], None),
        uid: DAEMON_SET_UID.into(),
        generation: 1,
        selector: Some(LabelSelector { match_labels: app(), match_expressions: vec![] }),
        template: PodTemplate { labels: Arc::new(app()), ..PodTemplate::default() },
        template_generation: Some(1),
        strategy: UpdateStrategy::default(),
        min_ready_seconds: 0,
        status: DaemonSetStatus { observed_generation: 1, ..DaemonSetStatus::default() },
    }
}

fn app() -> Labels {
    [("app", "agent")].into_iter().collect()
}

pub(crate) fn meta(name: &str, labels: &[(&str, &str)], owner: Option<&str>) -> Meta {
    Meta {
        namespace: "kube-system".into(),
        name: name.into(),
        labels: Arc::new(labels.iter().copied().collect()),
        owner: owner.map(|uid| {
            Arc::new(Owner { kind: "DaemonSet".into(), name: "agent".into(), uid: uid.into() })
        }),
        created_at: Some(at(0).into()),
        deleted_at: None,
    }
}

/// A Pod of [`daemon_set`] that runs and is ready on `node`.
pub(crate) fn pod(name: &str, node: &str) -> Pod {
    let labels = [("app", "agent"), ("pod-template-generation", "1")];
    Pod {
        meta: meta(name, &labels, Some(DAEMON_SET_UID)),
        node: Some(node.into()),
        pinned_to: Some(node.into()),
        spec: Arc::new(PodSpec {
            scheduler_name: crate::model::DEFAULT_SCHEDULER.into(),
            ..PodSpec::default()
        }),
        status: PodStatus {
            phase: Phase::Running,
            ready: true,
            ready_since: Some(at(10).into()),
            restarts: 0,
            details: None,
        },
    }
}

/// The same Pod, waiting for the scheduler.
pub(crate) fn unbound(pod: Pod) -> Pod {
    Pod { node: None, status: PodStatus::default(), ..pod }
}

/// What was read of a cluster with these objects, an hour into the day.
pub(crate) fn snapshot(nodes: Vec<Node>, pods: Vec<Pod>) -> Snapshot {
    Snapshot {
        taken_at: TakenAt::Recorded(at(3600)),
        nodes,
        pods,
        occupancy: crate::model::Occupancy::All,
        ..Snapshot::default()
    }
}
