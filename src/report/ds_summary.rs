use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::ds_coverage::{Counts, RowFilter, State};
use super::{Reason, reason};
use crate::model::{Node, Time};
use crate::scheduling;
use crate::scheduling::coverage::{self, Coverage, Row, Told};

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

impl Summary {
    /// The answer in brief; `filter` says which nodes the states and groups speak of.
    pub fn new(coverage: &Coverage<'_>, filter: &RowFilter) -> Self {
        let meta = &coverage.daemon_set.meta;
        let status = Counts::from(coverage::Counts::from(&coverage.daemon_set.status));
        let mut by_state: BTreeMap<State, usize> = BTreeMap::new();
        let mut on_unready_nodes = 0;
        let mut grouping = Grouping::default();
        for row in filter.of(coverage) {
            *by_state.entry(row.state.into()).or_default() += 1;
            let not_ready = row.state == coverage::State::NotReady;
            on_unready_nodes += usize::from(not_ready && row.is_node_unready());
            grouping.add(row);
        }
        Summary {
            namespace: meta.namespace.to_string(),
            name: meta.name.to_string(),
            node_count: coverage.rows.len(),
            counts: coverage.counts.into(),
            status: (!coverage.is_preview).then_some(status),
            status_agrees: coverage.disagreement.is_none(),
            disagreement: coverage.disagreement.as_ref().map(reason::disagreement),
            observed: coverage.observed,
            created_at: meta.created_at(),
            states: by_state.into_iter().collect(),
            on_unready_nodes,
            groups: grouping.groups(),
            notes: coverage.notes.iter().map(Reason::from).collect(),
        }
    }
}

/// Rows that are gathered by what they have in common.
#[derive(Default)]
struct Grouping<'c> {
    groups: Vec<Gathered<'c>>,
}

/// Nodes with the same state and the same gist of a reason.
struct Gathered<'c> {
    state: coverage::State,
    node_not_ready: bool,
    reason: &'c scheduling::Reason,
    gist: String,
    /// Every node has the very same reason.
    is_uniform: bool,
    nodes: Vec<String>,
}

impl<'c> Grouping<'c> {
    /// Gathers a row by its first reason, if it has one.
    fn add(&mut self, row: &'c Row<'_>) {
        let Some(Told { reason, .. }) = row.reasons.first() else { return };
        let (state, node_not_ready) = (row.state, row.is_node_unready());
        let alike = |group: &&mut Gathered<'_>| {
            group.state == state && group.node_not_ready == node_not_ready
        };
        // Most rows say the very same as one before them, which is cheaper to see than to word.
        if let Some(group) =
            self.groups.iter_mut().filter(alike).find(|group| group.reason == reason)
        {
            group.nodes.push(row.name.to_owned());
            return;
        }
        let gist = reason::gist(reason);
        let known = self
            .groups
            .iter_mut()
            .filter(alike)
            .find(|group| group.gist == gist && group.reason.token() == reason.token());
        if let Some(group) = known {
            group.is_uniform = false;
            group.nodes.push(row.name.to_owned());
            return;
        }
        let nodes = vec![row.name.to_owned()];
        self.groups.push(Gathered { state, node_not_ready, reason, gist, is_uniform: true, nodes });
    }

    /// The groups, worst first, then the largest.
    fn groups(self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.groups.into_iter().map(Group::from).collect();
        groups.sort_by(|a, b| {
            let order = |group: &Group| (badness(group), Reverse(group.nodes.len()));
            order(a).cmp(&order(b)).then_with(|| a.message.cmp(&b.message))
        });
        groups
    }
}

impl From<Gathered<'_>> for Group {
    fn from(gathered: Gathered<'_>) -> Self {
        let Gathered { state, node_not_ready, reason, gist, is_uniform, nodes } = gathered;
        let message = if is_uniform { reason::phrase(reason) } else { gist };
        let reason = reason.token().to_owned();
        Group { state: state.into(), reason, message, node_not_ready, nodes }
    }
}

/// Lower is worse: nothing there, then nothing running, then not ready by its own fault, then by the
/// node's, then what is there and should not be; being excluded is no trouble at all.
fn badness(group: &Group) -> u8 {
    match group.state {
        State::Missing => 0,
        State::Pending | State::WouldPend => 1,
        State::NotReady if !group.node_not_ready => 2,
        State::NotReady => 3,
        State::Misscheduled => 4,
        State::Ready | State::WouldSchedule => 5,
        State::Excluded => 6,
    }
}

impl NodeGroup {
    /// How the nodes of each value of `label` are covered, sorted by value.
    pub fn by_label(coverage: &Coverage<'_>, label: &str) -> Vec<NodeGroup> {
        gather(coverage, |node| node.labels.get(label).map(ToString::to_string))
    }

    /// How the nodes of each set of taints are covered.
    pub fn by_taints(coverage: &Coverage<'_>) -> Vec<NodeGroup> {
        gather(coverage, |node| {
            let mut taints: Vec<String> = node.taints.iter().map(ToString::to_string).collect();
            taints.sort();
            (!taints.is_empty()).then(|| taints.join(","))
        })
    }
}

fn gather(coverage: &Coverage<'_>, value: impl Fn(&Node) -> Option<String>) -> Vec<NodeGroup> {
    let mut groups: BTreeMap<Option<String>, NodeGroup> = BTreeMap::new();
    for row in &coverage.rows {
        let value = row.node.and_then(&value);
        let group = groups.entry(value).or_insert_with_key(|value| NodeGroup {
            value: value.clone(),
            nodes: 0,
            desired: 0,
            ready: 0,
            misscheduled: 0,
        });
        group.nodes += 1;
        match row.state {
            coverage::State::Excluded => {}
            coverage::State::Misscheduled => group.misscheduled += 1,
            coverage::State::Ready | coverage::State::WouldSchedule => {
                group.desired += 1;
                group.ready += 1;
            }
            _ => group.desired += 1,
        }
    }
    groups.into_values().collect()
}
