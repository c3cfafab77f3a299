use crate::model::{HostPort, NodeRequirement, Pod, Taint, Text, Time};

/// Why a Pod is not, or would not be, running on a node: one fact, with all that is known of it.
///
/// [`Reason::token`] never changes; the phrase that people read is made in `report`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The node is cordoned, and the Pod does not tolerate the taint that stands for it.
    NodeUnschedulable,
    /// `spec.nodeName` of the template names another node.
    NodeName {
        wanted: Text,
    },
    /// The node does not have a label of the nodeSelector: an eligibility reason only.
    NodeSelector {
        key: Text,
        wanted: Text,
        found: Option<Text>,
    },
    /// No term of the required node affinity matches. Of a Pending Pod also: its nodeSelector does not.
    NodeAffinity {
        terms: Vec<TermMismatch>,
        selector: Option<(Text, Text, Option<Text>)>,
    },
    /// A taint that is not tolerated; `others` are the further ones of that node.
    TaintToleration {
        taint: Taint,
        others: Vec<Taint>,
    },
    /// A host port is taken; the holder is named if it is known.
    NodePorts {
        port: HostPort,
        holder: Option<PodRef>,
    },
    /// A resource lacks. Amounts are in the units of [`Resources`](crate::model::Resources).
    NodeResourcesFit {
        resource: Text,
        requested: i64,
        used: i64,
        allocatable: i64,
    },
    InterPodAffinity {
        rule: AffinityRule,
        topology_key: Text,
        pod: Option<PodRef>,
    },
    /// `missing_label`: the node does not have the topology key. Otherwise the skew that placing the Pod
    /// would make, and the largest allowed.
    PodTopologySpread {
        topology_key: Text,
        missing_label: bool,
        skew: i64,
        max_skew: i32,
    },
    /// A claim or its volume does not let the Pod be placed.
    VolumeBinding {
        claim: Text,
        problem: VolumeProblem,
    },
    /// The volume lives in another zone.
    VolumeZone {
        claim: Text,
        label: Text,
    },
    VolumeRestrictions {
        claim: Text,
        pod: Option<PodRef>,
    },
    /// The node takes no further volume of that driver, or does not have the driver (`limit` None).
    NodeVolumeLimits {
        driver: Text,
        limit: Option<i32>,
    },
    /// Resource claims (DRA) that are not allocated.
    DynamicResources {
        claims: Vec<Text>,
    },
    /// The Pod waits for its scheduling gates to be removed.
    SchedulingGates {
        gates: Vec<Text>,
    },
    /// Nobody has said anything of the Pod, and the scheduler it names is not the default one.
    NoScheduler {
        scheduler: Text,
    },
    /// The controller tried to create a Pod and the API refused.
    FailedCreate {
        message: Text,
        at: Option<Time>,
    },
    /// In a preview: admission would refuse the Pod. The token is [`Reason::FailedCreate`]'s, as it will
    /// be in the event.
    Refused {
        by: Text,
        message: Text,
    },
    /// The controller does not act on the DaemonSet: its selector is empty or invalid, or it is being deleted.
    ControllerIdle {
        why: Text,
    },
    /// The controller has not seen the newest generation yet, or has not come to this node.
    NotObserved {
        generation: i64,
        observed: i64,
    },
    /// No Pod and nothing that says why; `since` is when the node or the DaemonSet came to be.
    NotCreated {
        since: Option<Time>,
    },
    /// The Pod is being deleted; its replacement waits until it is gone.
    Terminating {
        since: Option<Time>,
    },
    /// The Pod has ended and the controller has not replaced it yet. `reason` is the Pod's own, e.g. `Evicted`.
    Ended {
        failed: bool,
        reason: Option<Text>,
        message: Option<Text>,
    },
    /// A container is the cause.
    Container(ContainerTrouble),
    /// A condition of the Pod that is not True says so (`ReadinessGatesNotReady`, `ContainersNotReady`, …).
    PodCondition {
        reason: Text,
        message: Option<Text>,
    },
    /// The node's Ready condition is not True.
    NodeNotReady {
        status: Text,
        reason: Option<Text>,
        message: Option<Text>,
        since: Option<Time>,
    },
    /// The scheduler spoke of something that is passed on as it stands.
    Unknown {
        text: Text,
    },
}

/// One term of a node affinity, and its first requirement that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermMismatch {
    /// Counted from 1, as people do.
    pub term: usize,
    pub mismatch: RequirementMismatch,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequirementMismatch {
    /// A term without requirements matches nothing.
    Empty,
    /// The requirement is not valid, so its term never matches.
    Invalid { requirement: NodeRequirement, why: Text },
    /// The requirement does not hold; `found` is the node's value.
    Label { requirement: NodeRequirement, found: Option<Text> },
    /// A field requirement (`metadata.name`) does not hold.
    Field { requirement: NodeRequirement, found: Text },
}

/// Another Pod that is the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PodRef {
    pub namespace: Text,
    pub name: Text,
    pub priority: i32,
}

impl From<&Pod> for PodRef {
    fn from(pod: &Pod) -> Self {
        PodRef {
            namespace: pod.meta.namespace.clone(),
            name: pod.meta.name.clone(),
            priority: pod.spec.priority.unwrap_or(0),
        }
    }
}

/// Which of the three rules of Pod affinity failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AffinityRule {
    /// The Pod wants to be near others.
    Affinity,
    /// The Pod wants to be away from others.
    AntiAffinity,
    /// Others want to be away from this Pod.
    ExistingAntiAffinity,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VolumeProblem {
    ClaimNotFound,
    ClaimBeingDeleted,
    ClaimLost {
        volume: Text,
    },
    /// The claim of an ephemeral volume is not made yet.
    WaitingForEphemeralClaim,
    UnboundImmediate,
    /// The bound volume cannot be reached from this node.
    NodeAffinityConflict {
        volume: Text,
    },
    /// The claim waits for its first consumer, and no volume can be bound or made for this node.
    NoVolumeToBind,
}

/// What a container says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerTrouble {
    pub container: Text,
    pub init: bool,
    /// As the kubelet writes it: `CrashLoopBackOff`, `ImagePullBackOff`, `OOMKilled`, `Error`, `NotReady`, …
    pub token: Text,
    pub message: Option<Text>,
    pub exit_code: Option<i32>,
    /// Why it ended the last time (`OOMKilled`, `Error`), where `token` is a wait.
    pub last_reason: Option<Text>,
    pub restarts: u32,
}

impl Reason {
    /// The stable CamelCase word that machines match on: the scheduler's plugin names, the kubelet's
    /// container reasons, the controllers' event reasons.
    pub fn token(&self) -> &str {
        match self {
            Reason::NodeUnschedulable => "NodeUnschedulable",
            Reason::NodeName { .. } => "NodeName",
            Reason::NodeSelector { .. } => "NodeSelector",
            Reason::NodeAffinity { .. } => "NodeAffinity",
            Reason::TaintToleration { .. } => "TaintToleration",
            Reason::NodePorts { .. } => "NodePorts",
            Reason::NodeResourcesFit { .. } => "NodeResourcesFit",
            Reason::InterPodAffinity { .. } => "InterPodAffinity",
            Reason::PodTopologySpread { .. } => "PodTopologySpread",
            Reason::VolumeBinding { .. } => "VolumeBinding",
            Reason::VolumeZone { .. } => "VolumeZone",
            Reason::VolumeRestrictions { .. } => "VolumeRestrictions",
            Reason::NodeVolumeLimits { .. } => "NodeVolumeLimits",
            Reason::DynamicResources { .. } => "DynamicResources",
            Reason::SchedulingGates { .. } => "SchedulingGates",
            Reason::NoScheduler { .. } => "NoScheduler",
            Reason::FailedCreate { .. } | Reason::Refused { .. } => "FailedCreate",
            Reason::ControllerIdle { .. } => "ControllerIdle",
            Reason::NotObserved { .. } => "NotObserved",
            Reason::NotCreated { .. } => "NotCreated",
            Reason::Terminating { .. } => "Terminating",
            Reason::Ended { failed: true, reason: Some(reason), .. }
            | Reason::PodCondition { reason, .. } => reason,
            Reason::Ended { failed: true, .. } => "Failed",
            Reason::Ended { failed: false, .. } => "Succeeded",
            Reason::Container(trouble) => &trouble.token,
            Reason::NodeNotReady { .. } => "NodeNotReady",
            Reason::Unknown { .. } => "Unknown",
        }
    }
}
