//! API objects as they travel: one set of messages for protobuf and for JSON (and so YAML).
//!
//! A message here holds only what the model needs; fields that it does not name are skipped unread,
//! which is what makes decoding cheap. Field numbers are those of `generated.proto` in k8s.io/api and
//! k8s.io/apimachinery (v0.36.2). Every field may be absent, and an explicit `null` is absent too, as Go
//! reads it. Where the two formats write a value differently, there is a type of our own
//! ([`Quantity`], [`IntOrString`], [`Time`]); where JSON writes a message's fields in line, without a
//! key of its own, those carry numbers from 1001 up, which protobuf never has.

mod affinity;
mod container;
mod daemon_set;
mod event;
mod fields;
pub(in crate::cluster) mod glance;
mod job;
mod lazy;
mod message;
mod meta;
mod node;
mod pod;
mod pod_spec;
mod policy;
mod scalar;
mod security;
mod storage;
mod volume;

pub use affinity::{
    Affinity, NodeAffinity, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodAffinity,
    PodAffinityTerm,
};
pub use container::{Container, ContainerPort, Handler, Lifecycle, Probe, ResourceRequirements};
pub use daemon_set::{
    ControllerRevision, DaemonSet, DaemonSetSpec, DaemonSetStatus, DaemonSetUpdateStrategy,
    PodTemplateSpec, RollingUpdateDaemonSet,
};
pub use event::{Event, ObjectReference};
pub use job::{CronJob, CronJobSpec, CronJobStatus, Job, JobSpec, JobStatus, JobTemplateSpec};
pub use lazy::Lazy;
pub use meta::{
    AnnotatedMeta, LabelSelector, LabelSelectorRequirement, ListMeta, ObjectMeta, OwnerReference,
    TypeMeta,
};
pub use node::{Node, NodeCondition, Taint};
pub use pod::{
    ContainerState, ContainerStateTerminated, ContainerStatus, Pod, PodCondition, PodStatus,
};
pub use pod_spec::{PodSpec, Toleration, TopologySpreadConstraint};
pub use policy::{
    LimitRange, LimitRangeItem, Namespace, PriorityClass, ResourceQuota, RuntimeClass,
    ServiceAccount,
};
pub use scalar::{IntOrString, Quantity, QuantityEntry, StringEntry, Time};
pub use security::{PodSecurityContext, SELinuxOptions, SecurityContext};
pub use storage::{CsiNode, PersistentVolume, PersistentVolumeClaim, StorageClass};
pub use volume::{ConfigMapSource, Volume, VolumeSource};
