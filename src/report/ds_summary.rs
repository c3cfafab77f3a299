use serde::Serialize;

use super::Reason;
use super::ds_coverage::{Counts, State};
use crate::model::Time;

/// One DaemonSet in a few lines: its counts, and its trouble in groups. What a table of many DaemonSets
/// shows, without a row for each of their nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub namespace: String,
    pub name: String,
    pub node_count: usize,
    /// Computed now, by the controller's rules.
    #[serde(flatten)]
    pub counts: Counts,
    /// The DaemonSet's own counters. Absent in a preview.
    pub status: Option<Counts>,
    pub status_agrees: bool,
    /// Why the computed counts are not those of the status.
    pub disagreement: Option<String>,
    pub observed: bool,
    pub created_at: Option<Time>,
    /// How many of the nodes that were asked for are in each state; states without any are left out.
    pub states: Vec<(State, usize)>,
    /// Nodes whose Pod is NotReady while the node itself is not ready.
    pub on_unready_nodes: usize,
    /// Nodes that are not `Ready`, with what they have in common; worst first, then the largest.
    pub groups: Vec<Group>,
    /// What holds for the whole DaemonSet.
    pub notes: Vec<Reason>,
}

/// Nodes in the same state for the same reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub state: State,
    /// The token, e.g. `NodeResourcesFit`.
    pub reason: String,
    /// The row's own phrase for one node; for several, what is the same on all of them.
    pub message: String,
    /// The nodes themselves are not ready.
    pub node_not_ready: bool,
    /// Sorted.
    pub nodes: Vec<String>,
}

/// Nodes with one value of a label, or one set of taints, and how a DaemonSet covers them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeGroup {
    /// The label's value, or the taints as kubectl writes them, joined by commas. None: without the label,
    /// or without taints.
    pub value: Option<String>,
    pub nodes: usize,
    pub desired: usize,
    pub ready: usize,
    pub misscheduled: usize,
}
