use std::sync::Arc;

use super::{Labels, PreemptionPolicy, Resources, Text, Toleration};

/// A namespace, and what its labels and annotations ask of Pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    pub name: Text,
    pub labels: Arc<Labels>,
    /// The annotation `scheduler.alpha.kubernetes.io/node-selector`, which the admission plugin
    /// PodNodeSelector merges into Pods.
    pub node_selector: Option<Text>,
    /// The annotation `openshift.io/node-selector`.
    pub openshift_node_selector: Option<Text>,
    pub terminating: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityClass {
    pub name: Text,
    pub value: i32,
    pub global_default: bool,
    pub preemption_policy: PreemptionPolicy,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeClass {
    pub name: Text,
    /// `overhead.podFixed`.
    pub overhead: Resources,
    /// `scheduling.nodeSelector`.
    pub node_selector: Labels,
    /// `scheduling.tolerations`.
    pub tolerations: Vec<Toleration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRange {
    pub namespace: Text,
    pub name: Text,
    pub limits: Vec<Limit>,
}

/// One item of a LimitRange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    pub kind: LimitKind,
    pub default_requests: Resources,
    pub default_limits: Resources,
    pub min: Resources,
    pub max: Resources,
    /// `maxLimitRequestRatio`, in thousandths.
    pub max_ratio_milli: Vec<(Text, i64)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitKind {
    Container,
    Pod,
    Other(Text),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceQuota {
    pub namespace: Text,
    pub name: Text,
    /// `status.hard`, or `spec.hard` before the quota controller has seen it. Names as written:
    /// `requests.cpu`, `limits.memory`, `pods`, `count/pods`, … ; amounts in the units of [`Resources`],
    /// with `requests.cpu` and `limits.cpu` in thousandths like `cpu`.
    pub hard: Resources,
    pub used: Resources,
    pub scopes: Vec<QuotaScope>,
}

/// A scope of a quota (`spec.scopes` and `spec.scopeSelector.matchExpressions` alike).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaScope {
    /// `PriorityClass`, `BestEffort`, `Terminating`, …
    pub name: Text,
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`; `Exists` for one of `spec.scopes`.
    pub operator: Text,
    pub values: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAccount {
    pub namespace: Text,
    pub name: Text,
}

/// What Pod Security admission looks at in a Pod's spec, as it is written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodSecurityContext {
    pub host_network: bool,
    pub host_pid: bool,
    pub host_ipc: bool,
    /// `hostUsers`; false: the Pod runs in a user namespace.
    pub host_users: Option<bool>,
    pub host_process: Option<bool>,
    /// Absent where the Pod names no OS; `windows` exempts from some rules.
    pub os: Option<Text>,
    /// The volumes: name, and the key that says its kind (`hostPath`, `configMap`, …).
    pub volumes: Vec<(Text, Text)>,
    pub run_as_non_root: Option<bool>,
    pub run_as_user: Option<i64>,
    pub seccomp: Option<Text>,
    pub app_armor: Option<Text>,
    pub se_linux: Option<[Text; 3]>,
    pub sysctls: Vec<Text>,
    /// Annotations of AppArmor (`container.apparmor.security.beta.kubernetes.io/<container>`), by container.
    pub app_armor_annotations: Vec<(Text, Text)>,
    /// Containers, init containers and ephemeral containers.
    pub containers: Vec<ContainerSecurity>,
}

/// A container's `securityContext`, and its host ports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContainerSecurity {
    pub name: Text,
    pub privileged: Option<bool>,
    pub allow_privilege_escalation: Option<bool>,
    pub run_as_non_root: Option<bool>,
    pub run_as_user: Option<i64>,
    pub add: Vec<Text>,
    pub drop: Vec<Text>,
    pub seccomp: Option<Text>,
    pub app_armor: Option<Text>,
    /// type, user, role
    pub se_linux: Option<[Text; 3]>,
    pub proc_mount: Option<Text>,
    pub host_process: Option<bool>,
    pub host_ports: Vec<u16>,
    /// `httpGet.host`/`tcpSocket.host` of probes and lifecycle hooks (Kubernetes 1.34 restricts them).
    pub probe_hosts: Vec<Text>,
}
