use std::collections::BTreeSet;

use serde::Serialize;

use super::{Reason, reason};
use crate::model::Pod;
use crate::scheduling::coverage;
use crate::scheduling::revision::HASH_LABEL;

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

impl RowFilter {
    fn admits(&self, row: &coverage::Row<'_>) -> bool {
        (self.only.is_empty() || self.only.contains(&row.state.into()))
            && self.nodes.as_ref().is_none_or(|nodes| nodes.contains(row.name))
    }

    /// The rows that are asked for.
    pub(super) fn of<'c, 'a>(
        &self,
        coverage: &'c coverage::Coverage<'a>,
    ) -> impl Iterator<Item = &'c coverage::Row<'a>> {
        coverage.rows.iter().filter(|row| self.admits(row))
    }
}

impl DaemonSetCoverage {
    /// The answer with the rows that `filter` admits.
    pub fn new(coverage: &coverage::Coverage<'_>, filter: &RowFilter) -> Self {
        let daemon_set = coverage.daemon_set;
        let status = coverage::Counts::from(&daemon_set.status);
        DaemonSetCoverage {
            namespace: daemon_set.meta.namespace.to_string(),
            name: daemon_set.meta.name.to_string(),
            node_count: coverage.rows.len(),
            counts: coverage.counts.into(),
            status: (!coverage.is_preview).then_some(status.into()),
            status_agrees: coverage.disagreement.is_none(),
            disagreement: coverage.disagreement.as_ref().map(reason::disagreement),
            observed: coverage.observed,
            nodes: filter.of(coverage).map(NodeRow::from).collect(),
            notes: coverage.notes.iter().map(Reason::from).collect(),
        }
    }
}

impl From<&coverage::Coverage<'_>> for DaemonSetCoverage {
    fn from(coverage: &coverage::Coverage<'_>) -> Self {
        DaemonSetCoverage::new(coverage, &RowFilter::default())
    }
}

impl From<&coverage::Row<'_>> for NodeRow {
    fn from(row: &coverage::Row<'_>) -> Self {
        let name = |pod: &Pod| pod.meta.name.to_string();
        let label = |pod: &Pod| pod.meta.labels.get(HASH_LABEL).map(ToString::to_string);
        NodeRow {
            node: row.name.to_owned(),
            state: row.state.into(),
            pod: row.pod.map(name),
            revision: row.pod.and_then(label),
            updated: row.updated,
            restarts: row.pod.map(|pod| pod.status.restarts),
            terminating: row.pod.is_some_and(Pod::is_terminating),
            will_be_evicted: row.will_be_evicted,
            node_not_ready: row.is_node_unready(),
            other_pods: row.others.iter().map(|pod| name(pod)).collect(),
            reasons: row.reasons.iter().map(Reason::from).collect(),
            preempts: row
                .preempts
                .iter()
                .map(|pod| format!("{}/{}", pod.namespace, pod.name))
                .collect(),
        }
    }
}

impl From<coverage::State> for State {
    fn from(state: coverage::State) -> Self {
        match state {
            coverage::State::Ready => State::Ready,
            coverage::State::NotReady => State::NotReady,
            coverage::State::Pending => State::Pending,
            coverage::State::Missing => State::Missing,
            coverage::State::Misscheduled => State::Misscheduled,
            coverage::State::Excluded => State::Excluded,
            coverage::State::WouldSchedule => State::WouldSchedule,
            coverage::State::WouldPend => State::WouldPend,
        }
    }
}

impl From<coverage::Counts> for Counts {
    fn from(counts: coverage::Counts) -> Self {
        let coverage::Counts { desired, current, ready, available, updated, misscheduled } = counts;
        Counts { desired, current, ready, available, updated, misscheduled }
    }
}
