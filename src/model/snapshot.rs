use std::collections::BTreeSet;

use super::{
    ControllerRevision, CronJob, CsiNode, DaemonSet, Event, Job, LimitRange, Namespace, Node,
    PersistentVolume, PersistentVolumeClaim, Pod, PriorityClass, ResourceQuota, RuntimeClass,
    ServiceAccount, StorageClass, Text, Time,
};

/// Everything an analysis may look at, gathered once, from a cluster or from a file.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub taken_at: TakenAt,
    pub server: Option<ServerVersion>,
    /// The namespace that the question was about; None: all of them, or a file's.
    pub namespace: Option<Text>,
    pub nodes: Vec<Node>,
    pub daemon_sets: Vec<DaemonSet>,
    pub pods: Vec<Pod>,
    pub jobs: Vec<Job>,
    pub cron_jobs: Vec<CronJob>,
    pub revisions: Vec<ControllerRevision>,
    pub events: Vec<Event>,
    pub namespaces: Vec<Namespace>,
    pub priority_classes: Vec<PriorityClass>,
    pub runtime_classes: Vec<RuntimeClass>,
    pub limit_ranges: Vec<LimitRange>,
    pub quotas: Vec<ResourceQuota>,
    pub service_accounts: Vec<ServiceAccount>,
    pub claims: Vec<PersistentVolumeClaim>,
    pub volumes: Vec<PersistentVolume>,
    pub storage_classes: Vec<StorageClass>,
    pub csi_nodes: Vec<CsiNode>,
    /// Of which nodes every Pod is here.
    pub occupancy: Occupancy,
    /// What could not be read, in the order it was met. Absent is not empty.
    pub unread: Vec<Unread>,
}

/// The moment that ages and "next" are relative to, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TakenAt {
    /// Read from a live cluster.
    Now(Time),
    /// Written in the file (`metadata.takenAt`).
    Recorded(Time),
    /// The newest timestamp inside the file.
    Newest(Time),
    /// The file holds no time at all.
    #[default]
    Unknown,
}

/// Of which nodes all Pods are known, so that what is free there can be computed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Occupancy {
    #[default]
    None,
    Nodes(BTreeSet<Text>),
    All,
}

/// The API server's version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerVersion {
    pub major: u32,
    pub minor: u32,
}

/// Something that could not be read, so that what depends on it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub resource: Resource,
    /// The namespace it concerns; None: all of them.
    pub namespace: Option<Text>,
    pub cause: UnreadCause,
    /// One line for the user.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnreadCause {
    /// The whole list is missing because the user may not read it.
    Forbidden { verb: &'static str },
    /// The server does not have the resource.
    NotServed,
    /// The whole list is missing for another reason.
    Failed,
    /// One object could not be understood; the others of its kind are here.
    Malformed,
    /// The objects that the question is about are here, others of their kind are not.
    Partial,
    /// The file says itself that the kind was not read when it was made.
    Declared,
}

/// The kinds of objects that are read. The order is that of the API groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    Nodes,
    Pods,
    Events,
    Namespaces,
    LimitRanges,
    ResourceQuotas,
    ServiceAccounts,
    PersistentVolumeClaims,
    PersistentVolumes,
    DaemonSets,
    ControllerRevisions,
    Jobs,
    CronJobs,
    PriorityClasses,
    RuntimeClasses,
    StorageClasses,
    CsiNodes,
    /// A resource that the model does not know, e.g. in a file.
    Other,
}

impl Snapshot {
    /// The present, as far as this snapshot is concerned.
    pub fn now(&self) -> Option<Time> {
        match self.taken_at {
            TakenAt::Now(time) | TakenAt::Recorded(time) | TakenAt::Newest(time) => Some(time),
            TakenAt::Unknown => None,
        }
    }

    /// Whether the list of `resource` is here in full for `namespace` (empty for cluster-scoped kinds), so
    /// that what is not in it does not exist.
    pub fn knows(&self, resource: Resource, namespace: &str) -> bool {
        !self.unread.iter().any(|unread| {
            unread.resource == resource
                && !matches!(unread.cause, UnreadCause::Malformed | UnreadCause::Partial)
                && unread.namespace.as_deref().is_none_or(|only| only == namespace)
        })
    }

    /// Whether every Pod of that node is here.
    pub fn knows_pods_of(&self, node: &str) -> bool {
        match &self.occupancy {
            Occupancy::None => false,
            Occupancy::Nodes(nodes) => nodes.contains(node),
            Occupancy::All => true,
        }
    }
}

impl Resource {
    /// The API version and the kind of its objects; both empty for `Other`.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Resource::Nodes => ("v1", "Node"),
            Resource::Pods => ("v1", "Pod"),
            Resource::Events => ("v1", "Event"),
            Resource::Namespaces => ("v1", "Namespace"),
            Resource::LimitRanges => ("v1", "LimitRange"),
            Resource::ResourceQuotas => ("v1", "ResourceQuota"),
            Resource::ServiceAccounts => ("v1", "ServiceAccount"),
            Resource::PersistentVolumeClaims => ("v1", "PersistentVolumeClaim"),
            Resource::PersistentVolumes => ("v1", "PersistentVolume"),
            Resource::DaemonSets => ("apps/v1", "DaemonSet"),
            Resource::ControllerRevisions => ("apps/v1", "ControllerRevision"),
            Resource::Jobs => ("batch/v1", "Job"),
            Resource::CronJobs => ("batch/v1", "CronJob"),
            Resource::PriorityClasses => ("scheduling.k8s.io/v1", "PriorityClass"),
            Resource::RuntimeClasses => ("node.k8s.io/v1", "RuntimeClass"),
            Resource::StorageClasses => ("storage.k8s.io/v1", "StorageClass"),
            Resource::CsiNodes => ("storage.k8s.io/v1", "CSINode"),
            Resource::Other => ("", ""),
        }
    }

    /// The resource with that plural; `Other` if the model does not know it.
    pub fn from_plural(plural: &str) -> Self {
        let known = [
            Resource::Nodes,
            Resource::Pods,
            Resource::Events,
            Resource::Namespaces,
            Resource::LimitRanges,
            Resource::ResourceQuotas,
            Resource::ServiceAccounts,
            Resource::PersistentVolumeClaims,
            Resource::PersistentVolumes,
            Resource::DaemonSets,
            Resource::ControllerRevisions,
            Resource::Jobs,
            Resource::CronJobs,
            Resource::PriorityClasses,
            Resource::RuntimeClasses,
            Resource::StorageClasses,
            Resource::CsiNodes,
        ];
        known.into_iter().find(|resource| resource.plural() == plural).unwrap_or(Resource::Other)
    }

    /// The plural that the API and kubectl use, e.g. `daemonsets`.
    pub fn plural(self) -> &'static str {
        match self {
            Resource::Nodes => "nodes",
            Resource::Pods => "pods",
            Resource::Events => "events",
            Resource::Namespaces => "namespaces",
            Resource::LimitRanges => "limitranges",
            Resource::ResourceQuotas => "resourcequotas",
            Resource::ServiceAccounts => "serviceaccounts",
            Resource::PersistentVolumeClaims => "persistentvolumeclaims",
            Resource::PersistentVolumes => "persistentvolumes",
            Resource::DaemonSets => "daemonsets",
            Resource::ControllerRevisions => "controllerrevisions",
            Resource::Jobs => "jobs",
            Resource::CronJobs => "cronjobs",
            Resource::PriorityClasses => "priorityclasses",
            Resource::RuntimeClasses => "runtimeclasses",
            Resource::StorageClasses => "storageclasses",
            Resource::CsiNodes => "csinodes",
            Resource::Other => "others",
        }
    }
}
