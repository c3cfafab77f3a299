use super::Remedy;
use crate::model::{DaemonSet, Text};
use crate::scheduling::Reason;
use crate::scheduling::coverage::{Coverage, Disagreement, Note, State};

/// What is wrong with one DaemonSet, worst first.
#[derive(Debug)]
pub struct Diagnosis<'a> {
    pub daemon_set: &'a DaemonSet,
    pub coverage: Coverage<'a>,
    pub findings: Vec<Finding>,
}

/// One cause, on however many nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub severity: Severity,
    pub cause: Cause,
    /// Where it is found, by node name. Empty where it concerns no node.
    pub places: Vec<Place>,
    /// What shows it, from the first place.
    pub evidence: Vec<Evidence>,
    pub remedy: Option<Remedy>,
}

/// How bad it is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Pods that should run do not.
    Blocker,
    /// It may become worse, or passes by itself.
    Warning,
    /// As it is meant to be, or what could not be judged.
    Info,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// The reason of nodes in the same state. Of several nodes it is the first one's, and `is_uniform` says
    /// whether the others' differ in nothing.
    Reason { state: State, reason: Reason, is_uniform: bool },
    /// Not one of so many nodes is eligible.
    NoEligibleNode { nodes: usize },
    /// Several Pods of one revision are on a node.
    Duplicates,
    /// The DaemonSet's own counters are others.
    Status(Disagreement),
    /// What holds for the whole DaemonSet.
    Note(Note),
}

/// A node, and the Pod in trouble there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub node: Text,
    pub pod: Option<Text>,
}

/// A fact of the cluster, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The object and the field, e.g. `node/worker-1 .spec.taints[0]`.
    pub path: String,
    pub value: String,
}

impl Evidence {
    pub(super) fn new(path: impl Into<String>, value: impl Into<String>) -> Self {
        Evidence { path: path.into(), value: value.into() }
    }
}
