use super::{Disagreement, Note};
use crate::model::{DaemonSet, DaemonSetStatus, Node, Pod};
use crate::scheduling::revision::Current;
use crate::scheduling::{PodRef, Reason};

/// Where one DaemonSet is, should be, and is not.
#[derive(Debug)]
pub struct Coverage<'a> {
    pub daemon_set: &'a DaemonSet,
    /// How many nodes there are; each has a row.
    pub rows: Vec<Row<'a>>,
    pub counts: Counts,
    /// It answers what would be, not what is.
    pub is_preview: bool,
    /// Why the status has other counts.
    pub disagreement: Option<Disagreement>,
    /// Whether the controller has seen the newest generation.
    pub observed: bool,
    pub current: Current,
    pub notes: Vec<Note>,
}

/// Where a DaemonSet stands on one node.
#[derive(Debug)]
pub struct Row<'a> {
    pub name: &'a str,
    /// None where the nodes could not be read and only a Pod speaks of this one.
    pub node: Option<&'a Node>,
    pub state: State,
    /// The Pod that the counters look at.
    pub pod: Option<&'a Pod>,
    /// Further Pods of the DaemonSet for this node.
    pub others: Vec<&'a Pod>,
    /// Whether the Pod is of the newest template; None where nothing tells, or there is no Pod.
    pub updated: Option<bool>,
    /// Of a Misscheduled Pod: a NoExecute taint or a lost label will have it deleted.
    pub will_be_evicted: Option<bool>,
    /// What is wrong, first things first. Empty only where the Pod is ready, or would fit.
    pub reasons: Vec<Told>,
    /// In a preview: Pods that would be evicted to make room.
    pub preempts: Vec<PodRef>,
}

/// A reason, and whether it is what blocks now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub reason: Reason,
    /// It would only block next.
    pub further: bool,
}

/// Every node is in exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Ready,
    NotReady,
    Pending,
    Missing,
    Misscheduled,
    Excluded,
    WouldSchedule,
    WouldPend,
}

/// Numbers of nodes, as `DaemonSetStatus` counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub desired: usize,
    pub current: usize,
    pub ready: usize,
    pub available: usize,
    pub updated: usize,
    pub misscheduled: usize,
}

impl Row<'_> {
    /// Whether the node is there and says itself that it is not ready.
    pub fn is_node_unready(&self) -> bool {
        self.node.is_some_and(|node| !node.is_ready())
    }
}

impl From<&DaemonSetStatus> for Counts {
    fn from(status: &DaemonSetStatus) -> Self {
        let count = |count: i32| usize::try_from(count).unwrap_or(0);
        Counts {
            desired: count(status.desired),
            current: count(status.current),
            ready: count(status.ready),
            available: count(status.available),
            updated: count(status.updated),
            misscheduled: count(status.misscheduled),
        }
    }
}

impl From<Reason> for Told {
    fn from(reason: Reason) -> Self {
        Told { reason, further: false }
    }
}

impl Told {
    /// A reason that would only block next.
    pub fn further(reason: Reason) -> Self {
        Told { reason, further: true }
    }
}
