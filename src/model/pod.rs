use std::sync::Arc;

use super::{Condition, ConditionStatus, Meta, Moment, PodSpec, Resources, Text, Time};

/// A Pod, in as few bytes as its story allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pod {
    pub meta: Meta,
    /// `spec.nodeName`: where it is bound. None while it is not.
    pub node: Option<Text>,
    /// The node of the first `metadata.name In [node]` field requirement of its required node affinity,
    /// which is how the DaemonSet controller says where it wants a Pod.
    pub pinned_to: Option<Text>,
    pub spec: Arc<PodSpec>,
    pub status: PodStatus,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodStatus {
    pub phase: Phase,
    /// The condition Ready is True.
    pub ready: bool,
    /// Since when it is, as far as the condition says.
    pub ready_since: Option<Moment>,
    /// Restarts of all containers and init containers together.
    pub restarts: u32,
    /// The rest of the story. None for a Pod that is well, as most are.
    pub details: Option<Box<PodDetails>>,
}

/// What is told of a Pod that is not simply running and ready.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodDetails {
    /// The conditions, without those of the standard five that are True.
    pub conditions: Vec<Condition>,
    /// `status.reason`, e.g. `Evicted`.
    pub reason: Option<Text>,
    pub message: Option<Text>,
    /// The node for which the scheduler is evicting others to make room.
    pub nominated_node: Option<Text>,
    /// `metadata.deletionGracePeriodSeconds` of a Pod that is Terminating: its `deletionTimestamp` is
    /// that much later than the request.
    pub deletion_grace_seconds: Option<i64>,
    /// Containers, init containers first, that are not simply running and ready, or have been restarted.
    pub containers: Vec<ContainerStatus>,
    /// Requests in force, per container, where an in-place resize makes them differ from the spec's.
    pub actuated: Vec<(Text, Resources)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Phase {
    #[default]
    Pending,
    Running,
    Succeeded,
    Failed,
    /// `Unknown`, or a phase of a later Kubernetes.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerStatus {
    pub name: Text,
    pub init: bool,
    pub ready: bool,
    pub restarts: u32,
    pub state: ContainerState,
    /// How it ended the last time, if it was restarted.
    pub last: Option<Termination>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerState {
    Waiting { reason: Option<Text>, message: Option<Text> },
    Running { since: Option<Time> },
    Terminated(Termination),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Termination {
    pub reason: Option<Text>,
    pub message: Option<Text>,
    pub exit_code: i32,
    pub signal: Option<i32>,
    pub started_at: Option<Time>,
    pub finished_at: Option<Time>,
}

impl PodStatus {
    /// Since when the Pod is ready.
    pub fn ready_since(&self) -> Option<Time> {
        self.ready_since.map(Moment::time)
    }
}

impl Pod {
    /// Whether it has ended for good (`Succeeded` or `Failed`).
    pub fn is_terminal(&self) -> bool {
        matches!(self.status.phase, Phase::Succeeded | Phase::Failed)
    }

    /// Whether it is being deleted.
    pub fn is_terminating(&self) -> bool {
        self.meta.deleted_at.is_some()
    }

    /// When somebody asked for its deletion: `deletionTimestamp` less the grace period.
    pub fn deletion_requested_at(&self) -> Option<Time> {
        let grace = self.details().and_then(|details| details.deletion_grace_seconds).unwrap_or(0);
        let by = self.meta.deleted_at()?;
        by.checked_sub(jiff::SignedDuration::from_secs(grace)).ok()
    }

    /// What is told beyond the ordinary, if anything is.
    pub fn details(&self) -> Option<&PodDetails> {
        self.status.details.as_deref()
    }

    /// The condition of that type, where [`PodDetails::conditions`] holds it.
    pub fn condition(&self, kind: &str) -> Option<&Condition> {
        self.details()?.conditions.iter().find(|condition| &*condition.kind == kind)
    }

    /// What the scheduler said when it found no node (`PodScheduled=False`).
    pub fn unscheduled(&self) -> Option<&Condition> {
        self.condition("PodScheduled").filter(|said| said.status == ConditionStatus::False)
    }
}
