use super::{LabelSelector, Labels, NodeSelectorTerm, Resources, Text, Toleration};

/// What of a Pod's spec decides where it can run. Shared by all Pods that have the same.
///
/// API defaults are applied: a container's request is its limit where only that is given, and with
/// `hostNetwork` every container port is a host port.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PodSpec {
    /// `spec.nodeName` of a template. A Pod's own stands in [`Pod::node`](super::Pod::node).
    pub node_name: Option<Text>,
    pub node_selector: Labels,
    /// The terms of the required node affinity: None where there is none, which matches every node;
    /// an empty list matches none. The pin that the DaemonSet controller sets is not here but in
    /// [`Pod::pinned_to`](super::Pod::pinned_to), as long as nobody has added to it.
    pub node_affinity: Option<Vec<NodeSelectorTerm>>,
    pub tolerations: Vec<Toleration>,
    pub containers: Vec<Container>,
    pub init_containers: Vec<Container>,
    pub overhead: Resources,
    /// Requests at Pod level (`spec.resources.requests`).
    pub pod_requests: Resources,
    pub host_network: bool,
    /// None in a template: admission has not resolved it yet.
    pub priority: Option<i32>,
    pub priority_class: Option<Text>,
    pub preemption_policy: Option<PreemptionPolicy>,
    pub scheduler_name: Text,
    pub scheduling_gates: Vec<Text>,
    pub runtime_class: Option<Text>,
    pub service_account: Option<Text>,
    /// Required Pod affinity.
    pub pod_affinity: Vec<PodAffinityTerm>,
    /// Required Pod anti-affinity.
    pub pod_anti_affinity: Vec<PodAffinityTerm>,
    pub topology_spread: Vec<TopologySpread>,
    /// Volumes that can keep a Pod from a node or from starting.
    pub volumes: Vec<Volume>,
    /// Names of `spec.resourceClaims` (dynamic resource allocation).
    pub resource_claims: Vec<Text>,
}

/// The name of the scheduler that serves Pods which name none.
pub const DEFAULT_SCHEDULER: &str = "default-scheduler";

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Container {
    pub name: Text,
    pub image: Text,
    pub requests: Resources,
    pub limits: Resources,
    pub host_ports: Vec<HostPort>,
    /// An init container with `restartPolicy: Always`.
    pub sidecar: bool,
}

/// A port of the node that a container takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostPort {
    pub port: u16,
    pub protocol: Protocol,
    /// Empty or `0.0.0.0`: on every address.
    pub ip: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Protocol {
    #[default]
    Tcp,
    Udp,
    Sctp,
    Other(Text),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PreemptionPolicy {
    PreemptLowerPriority,
    Never,
    Other(Text),
}

/// A required Pod affinity or anti-affinity term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PodAffinityTerm {
    /// None matches no Pod.
    pub selector: Option<LabelSelector>,
    pub topology_key: Text,
    /// With `namespace_selector` None and this empty: the Pod's own namespace.
    pub namespaces: Vec<Text>,
    /// An empty selector means every namespace.
    pub namespace_selector: Option<LabelSelector>,
    /// Keys of the incoming Pod's labels whose values are added to the selector.
    pub match_label_keys: Vec<Text>,
    pub mismatch_label_keys: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopologySpread {
    pub max_skew: i32,
    pub topology_key: Text,
    pub when_unsatisfiable: WhenUnsatisfiable,
    pub selector: Option<LabelSelector>,
    pub min_domains: Option<i32>,
    /// `nodeAffinityPolicy: Honor`, which is the default.
    pub honor_node_affinity: bool,
    /// `nodeTaintsPolicy: Honor`; the default is `Ignore`.
    pub honor_node_taints: bool,
    pub match_label_keys: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhenUnsatisfiable {
    DoNotSchedule,
    ScheduleAnyway,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Volume {
    pub name: Text,
    pub source: VolumeSource,
}

/// Where a volume comes from. Kinds that can keep no Pod from anything are not in the model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum VolumeSource {
    /// A claim in the Pod's namespace.
    Claim(Text),
    /// A claim that is made for the Pod, under the name `<pod>-<volume>`.
    Ephemeral,
    /// An inline CSI volume of that driver.
    Csi(Text),
    ConfigMap {
        name: Text,
        optional: bool,
    },
    Secret {
        name: Text,
        optional: bool,
    },
}

impl Protocol {
    /// As the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Protocol::Tcp => "TCP",
            Protocol::Udp => "UDP",
            Protocol::Sctp => "SCTP",
            Protocol::Other(text) => text,
        }
    }
}

/// An empty protocol is TCP.
impl From<&str> for Protocol {
    fn from(text: &str) -> Self {
        match text {
            "" | "TCP" => Protocol::Tcp,
            "UDP" => Protocol::Udp,
            "SCTP" => Protocol::Sctp,
            other => Protocol::Other(other.into()),
        }
    }
}
