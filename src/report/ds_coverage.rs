use std::collections::BTreeSet;

use serde::Serialize;

use super::Reason;

/// Where one DaemonSet is, should be, and is not: an item of a `DaemonSetCoverageList`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetCoverage {
    pub namespace: String,
    pub name: String,
    /// How many nodes there are; `nodes` has a row for each, unless `--node` or `--only` asks for fewer.
    pub node_count: usize,
    /// Computed now, by the controller's rules.
    #[serde(flatten)]
    pub counts: Counts,
    /// The DaemonSet's own counters. Absent in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Counts>,
    /// Whether the computed counts are those of the status.
    pub status_agrees: bool,
    /// Why they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagreement: Option<String>,
    /// Whether the controller has seen the newest generation.
    pub observed: bool,
    /// Sorted by node name.
    pub nodes: Vec<NodeRow>,
    /// What holds for the whole DaemonSet: an idle controller, what a preview cannot know, …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
}

/// Numbers of nodes, as `DaemonSetStatus` counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub desired: usize,
    pub current: usize,
    pub ready: usize,
    pub available: usize,
    pub updated: usize,
    pub misscheduled: usize,
}

/// One node's row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRow {
    pub node: String,
    pub state: State,
    /// The Pod, without its namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    /// The Pod's `controller-revision-hash`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// Whether that is the current revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restarts: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub terminating: bool,
    /// Of a Misscheduled Pod: a NoExecute taint or a lost label makes the controller delete it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub will_be_evicted: Option<bool>,
    /// The node itself is not ready: what is wrong with the Pod may not be its own fault.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub node_not_ready: bool,
    /// Further Pods of the DaemonSet on this node (a surge, a duplicate, one that is Terminating).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_pods: Vec<String>,
    pub reasons: Vec<Reason>,
    /// In a preview: Pods that would be evicted to make room, as `namespace/pod`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preempts: Vec<String>,
}

/// Where a DaemonSet stands on a node. Every node is in exactly one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum State {
    /// Eligible, and its Pod is ready.
    Ready,
    /// Eligible, and its Pod is bound but not ready.
    NotReady,
    /// Eligible, and its Pod is not bound.
    Pending,
    /// Eligible, and there is no Pod.
    Missing,
    /// Not eligible, and there is a Pod.
    Misscheduled,
    /// Not eligible, and there is no Pod.
    Excluded,
    /// In a preview: the scheduler would bind it.
    WouldSchedule,
    /// In a preview: the Pod would be made and not bound.
    WouldPend,
}

/// Which rows are asked for. The counts stay those of the whole DaemonSet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// `--only`; empty: every state.
    pub only: BTreeSet<State>,
    /// `--node` and `--node-selector`; None: every node.
    pub nodes: Option<BTreeSet<String>>,
}
