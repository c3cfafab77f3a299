use std::sync::Arc;

use super::{LabelSelector, Labels, Meta, PodSecurityContext, PodSpec, Text, Time};

/// A DaemonSet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaemonSet {
    pub meta: Meta,
    /// Empty in a manifest that was never applied.
    pub uid: Text,
    pub generation: i64,
    /// None where a manifest has none, which the API refuses.
    pub selector: Option<LabelSelector>,
    pub template: PodTemplate,
    /// The annotation `deprecated.daemonset.template.generation`, if it is a number.
    pub template_generation: Option<i64>,
    pub strategy: UpdateStrategy,
    pub min_ready_seconds: i32,
    pub status: DaemonSetStatus,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodTemplate {
    pub labels: Arc<Labels>,
    pub spec: Arc<PodSpec>,
    /// What Pod Security admission looks at.
    pub security: PodSecurityContext,
}

/// The DaemonSet's own counters (`DaemonSetStatus`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DaemonSetStatus {
    pub desired: i32,
    pub current: i32,
    pub ready: i32,
    pub available: i32,
    pub unavailable: i32,
    pub updated: i32,
    pub misscheduled: i32,
    pub observed_generation: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateStrategy {
    RollingUpdate { max_unavailable: IntOrPercent, max_surge: IntOrPercent },
    OnDelete,
    Other(Text),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntOrPercent {
    Int(i32),
    Percent(i32),
}

/// A revision of a DaemonSet's template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControllerRevision {
    pub meta: Meta,
    pub revision: i64,
    /// The label `controller-revision-hash`.
    pub hash: Option<Text>,
    /// The annotation `kubernetes.io/change-cause`.
    pub change_cause: Option<Text>,
}

impl Default for UpdateStrategy {
    /// The API's default: one node at a time.
    fn default() -> Self {
        UpdateStrategy::RollingUpdate {
            max_unavailable: IntOrPercent::Int(1),
            max_surge: IntOrPercent::Int(0),
        }
    }
}

impl ControllerRevision {
    /// When it came to be.
    pub fn created_at(&self) -> Option<Time> {
        self.meta.created_at()
    }
}
