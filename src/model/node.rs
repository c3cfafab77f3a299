use std::sync::Arc;

use super::{Condition, ConditionStatus, Labels, Moment, Resources, Taint, Text};

/// A node, as the DaemonSet controller and the scheduler look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub name: Text,
    pub labels: Arc<Labels>,
    pub created_at: Option<Moment>,
    pub deleted_at: Option<Moment>,
    pub taints: Vec<Taint>,
    /// Cordoned.
    pub unschedulable: bool,
    pub conditions: Vec<Condition>,
    pub allocatable: Resources,
}

impl Node {
    /// The condition of that type, if the node has it.
    pub fn condition(&self, kind: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| &*condition.kind == kind)
    }

    /// Whether the kubelet says that it is well. A node that says nothing of it is not.
    pub fn is_ready(&self) -> bool {
        self.condition("Ready").is_some_and(|ready| ready.status == ConditionStatus::True)
    }
}
