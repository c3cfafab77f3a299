use super::{CreateFailure, NearMiss, Occupants, Purpose};
use crate::model::{HostPort, Taint, Text};
use crate::scheduling::PodRef;
use crate::scheduling::preemption::Preemption;

/// What would help, or where to look next.
#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    /// Tolerate the taint, if Pods belong on such nodes; `purpose` says what it is there for, and `is_first`
    /// that the template has no toleration yet.
    Tolerate { taint: Taint, purpose: Option<Purpose>, is_first: bool },
    /// Wait: the node is young and the taint passes.
    Wait { taint: Taint },
    /// Change what the template asks of nodes, or label the nodes.
    Reselect { key: Text, wanted: Vec<Text>, near: Option<NearMiss> },
    /// Something put a nodeSelector into the Pod that the template does not have.
    AddedByAdmission { key: Text, value: Text, by: AddedBy },
    /// Make room for a resource on the node.
    MakeRoom {
        resource: Text,
        requested: i64,
        allocatable: i64,
        preemption: Preemption,
        occupants: Vec<Occupants>,
        /// The least PriorityClass that stands above the lowest Pod there.
        class: Option<(Text, i32)>,
    },
    /// Free the port, or take another.
    FreePort { port: HostPort, holder: Option<PodRef> },
    /// Look at the volume claim.
    Claim { claim: Text },
    /// Let the API server accept the Pod.
    Creation(CreateFailure),
    /// Read what the container wrote; `previous` where it has been restarted.
    Logs { pod: Text, container: Text, previous: bool },
    /// Give the container more memory.
    Memory { pod: Text, container: Text },
    /// Look at the Pod and its events.
    DescribePod { pod: Text },
    /// Look at the image's name, its registry and the pull secrets.
    Image { pod: Text, container: Text },
    /// Look at the ConfigMaps and Secrets that the container names.
    Config { pod: Text },
    /// Look at the node.
    DescribeNode { node: Text },
    /// Find out what holds a Pod that is being deleted.
    Release { pod: Text },
    /// Find out who should remove the gates.
    Ungate { pod: Text },
    /// Start the scheduler, or name another.
    Scheduler { scheduler: Text },
    /// Look at the controller manager.
    Controller,
    /// Take the Pod away, or let the template want the node.
    Misplaced { pod: Text, leaves: bool },
}

/// Who may have added a nodeSelector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddedBy {
    /// The namespace's annotation, by the admission plugin PodNodeSelector.
    Namespace,
    RuntimeClass(Text),
    /// A webhook, or the template had it when the Pod was made.
    Unknown,
}
