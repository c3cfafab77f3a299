//! Made-up answers that show every state.

use std::collections::BTreeMap;

use crate::report::Reason;
use crate::report::ds_coverage::{Counts, DaemonSetCoverage, NodeRow, State};
use crate::report::ds_summary::{Group, Summary};

/// A reason's token and phrase.
type Why = Option<(&'static str, &'static str)>;

pub(super) fn row(node: &str, state: State, why: Option<(&str, &str)>) -> NodeRow {
    let has_pod = matches!(state, State::Ready | State::NotReady | State::Misscheduled);
    NodeRow {
        node: node.into(),
        state,
        pod: has_pod.then(|| format!("pod-{node}")),
        revision: None,
        updated: has_pod.then_some(true),
        restarts: has_pod.then_some(0),
        terminating: false,
        will_be_evicted: (state == State::Misscheduled).then_some(false),
        node_not_ready: false,
        other_pods: Vec::new(),
        reasons: why
            .map(|(token, message)| Reason {
                reason: token.into(),
                message: message.into(),
                further: false,
                details: BTreeMap::new(),
            })
            .into_iter()
            .collect(),
        preempts: Vec::new(),
    }
}

pub(super) fn coverage(namespace: &str, name: &str, nodes: Vec<NodeRow>) -> DaemonSetCoverage {
    let of = |states: &[State]| nodes.iter().filter(|row| states.contains(&row.state)).count();
    let counts = Counts {
        desired: of(&[State::Ready, State::NotReady, State::Pending, State::Missing]),
        current: of(&[State::Ready, State::NotReady, State::Pending]),
        ready: of(&[State::Ready]),
        available: of(&[State::Ready]),
        updated: of(&[State::Ready, State::NotReady, State::Pending]),
        misscheduled: of(&[State::Misscheduled]),
    };
    DaemonSetCoverage {
        namespace: namespace.into(),
        name: name.into(),
        node_count: nodes.len(),
        counts,
        status: Some(counts),
        status_agrees: true,
        disagreement: None,
        observed: true,
        nodes,
        notes: Vec::new(),
    }
}

/// The summary that `scheduling` would make of it: nodes grouped by state and first reason.
pub(super) fn summarized(coverage: &DaemonSetCoverage) -> Summary {
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    let mut groups: BTreeMap<(State, String, String), Vec<String>> = BTreeMap::new();
    for row in &coverage.nodes {
        *states.entry(row.state).or_default() += 1;
        if let Some(reason) = row.reasons.first() {
            let key = (row.state, reason.reason.clone(), reason.message.clone());
            groups.entry(key).or_default().push(row.node.clone());
        }
    }
    Summary {
        namespace: coverage.namespace.clone(),
        name: coverage.name.clone(),
        node_count: coverage.node_count,
        counts: coverage.counts,
        status: coverage.status,
        status_agrees: coverage.status_agrees,
        disagreement: coverage.disagreement.clone(),
        observed: coverage.observed,
        created_at: None,
        states: states.into_iter().collect(),
        on_unready_nodes: 0,
        groups: groups
            .into_iter()
            .map(|((state, reason, message), nodes)| Group {
                state,
                reason,
                message,
                node_not_ready: false,
                nodes,
            })
            .collect(),
        notes: coverage.notes.clone(),
    }
}

/// Five DaemonSets on nine nodes, with a case of each state.
pub(super) fn cluster() -> Vec<DaemonSetCoverage> {
    let nodes = ["cp-1", "cp-2", "gpu-1", "w-1", "w-2", "w-3", "w-4", "w-5", "w-6"];
    let on = |state_of: &dyn Fn(&str) -> (State, Why)| {
        nodes
            .iter()
            .map(|node| {
                let (state, why) = state_of(node);
                row(node, state, why)
            })
            .collect::<Vec<_>>()
    };
    let taint = Some((
        "TaintToleration",
        "taint node-role.kubernetes.io/control-plane:NoSchedule not tolerated",
    ));
    vec![
        coverage("kube-system", "kube-proxy", on(&|_| (State::Ready, None))),
        coverage(
            "logging",
            "fluentd",
            on(&|node| match node {
                "cp-1" | "cp-2" => (State::Excluded, taint),
                "w-2" | "w-4" => (
                    State::Pending,
                    Some(("NodeResourcesFit", "Insufficient cpu: requests 2, free 750m of 4")),
                ),
                "w-5" => (
                    State::NotReady,
                    Some((
                        "CrashLoopBackOff",
                        "container fluentd: back-off 5m0s restarting failed container, last exit code 137 (OOMKilled), 12 restarts",
                    )),
                ),
                _ => (State::Ready, None),
            }),
        ),
        coverage(
            "monitoring",
            "node-exporter",
            on(&|node| match node {
                "gpu-1" => (
                    State::Misscheduled,
                    Some(("TaintToleration", "taint dedicated=gpu:NoSchedule not tolerated")),
                ),
                "w-6" => (
                    State::Missing,
                    Some(("FailedCreate", "exceeded quota: pods, used 10, limited 10")),
                ),
                _ => (State::Ready, None),
            }),
        ),
        coverage("storage", "csi-node", on(&|_| (State::Ready, None))),
        coverage(
            "kube-system",
            "kube-proxy-windows",
            on(&|_| {
                let why = "nodeSelector kubernetes.io/os=windows: node has kubernetes.io/os=linux";
                (State::Excluded, Some(("NodeSelector", why)))
            }),
        ),
    ]
}
