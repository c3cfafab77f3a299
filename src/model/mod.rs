//! What the analyses know of a cluster: compact, owned values, and nothing else.
//!
//! A value here is what is left of an API object after `cluster` has read it: names and labels are
//! interned, API defaults are applied, and a Pod that is well takes little room, so that a cluster of
//! 150,000 Pods fits in a few tens of megabytes. The model holds facts; rules stand in
//! [`scheduling`](crate::scheduling).

mod claim;
mod condition;
mod daemon_set;
mod event;
mod intern;
mod job;
mod labels;
mod meta;
mod moment;
mod node;
mod pod;
mod pod_spec;
mod policy;
mod quantity;
mod resources;
mod selector;
mod snapshot;
mod taint;

pub use claim::{CsiDriverOnNode, CsiNode, PersistentVolume, PersistentVolumeClaim, StorageClass};
pub use condition::{Condition, ConditionStatus};
pub use daemon_set::{
    ControllerRevision, DaemonSet, DaemonSetStatus, IntOrPercent, PodTemplate, UpdateStrategy,
};
pub use event::{Event, ObjectReference};
pub use intern::Interner;
pub use job::{ConcurrencyPolicy, CronJob, Job, JobOrigin, JobSpec, JobStatus};
pub use labels::Labels;
pub use meta::{Kin, Meta, Owner};
pub use moment::Moment;
pub use node::Node;
pub use pod::{ContainerState, ContainerStatus, Phase, Pod, PodDetails, PodStatus, Termination};
pub use pod_spec::{
    Container, DEFAULT_SCHEDULER, HostPort, PodAffinityTerm, PodSpec, PreemptionPolicy, Protocol,
    TopologySpread, Volume, VolumeSource, WhenUnsatisfiable,
};
pub use policy::{
    ContainerSecurity, Limit, LimitKind, LimitRange, Namespace, PodSecurityContext, PriorityClass,
    QuotaScope, ResourceQuota, RuntimeClass, ServiceAccount,
};
pub use quantity::{ParseQuantityError, Quantity};
pub use resources::{CPU, EPHEMERAL_STORAGE, MEMORY, PODS, Resources};
pub use selector::{
    LabelSelector, NodeOperator, NodeRequirement, NodeSelectorTerm, SelectorOperator,
    SelectorRequirement,
};
pub use snapshot::{Occupancy, Resource, ServerVersion, Snapshot, TakenAt, Unread, UnreadCause};
pub use taint::{Effect, Taint, Toleration, TolerationOperator};

/// A shared, immutable string: names, label keys and the like, of which a cluster repeats a few
/// thousand times without end.
pub type Text = std::sync::Arc<str>;

/// A moment, as the API writes it (RFC 3339, at most microseconds).
pub type Time = jiff::Timestamp;
