use crate::model::Text;

/// What holds for a whole DaemonSet and not for one of its nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The nodes could not be read: there are rows only where a Pod is, and the counts are the status'.
    NodesUnread,
    /// The Pods could not be read: whether one is there is not known, and the counts are the status'.
    PodsUnread,
    /// Neither revisions nor template generations tell which Pods are up to date.
    RevisionsUnknown,
    /// Events could not be read: a creation that failed leaves no other trace.
    EventsUnread,
    /// The controller does not act on the DaemonSet.
    ControllerIdle { why: Idle },
    /// The controller has not seen the newest generation.
    NotObserved { generation: i64, observed: i64 },
    /// Pods bound to, or meant for, nodes that do not exist: pairs of Pod and node.
    NodesGone { pods: Vec<(Text, Text)> },
    /// Pods that are meant for no node that could be told.
    Adrift { pods: Vec<Text> },
    /// OpenShift's controller also asks nodes for these labels; they are not taken into account.
    NamespaceNodeSelector { selector: Text },
    /// In a preview: a DaemonSet of this name stands, and its Pods are taken to be gone.
    Replaces,
    /// In a preview: a quota lets in fewer Pods than there would be nodes for them.
    QuotaRoom { quota: Text, room: usize, desired: usize },
    /// In a preview: admission refuses the Pods, so that none will be made.
    Refused { by: Text, message: Text },
    /// In a preview: what admission would do is not known.
    AdmissionUnknown { what: Text },
    /// In a preview: each Pod is judged as if it were the only one of its DaemonSet, and they are in each
    /// other's way.
    JudgedAlone { why: Text },
    /// In a preview: the Pods ask for a scheduler other than the default one, whose rules are taken for it.
    OtherScheduler { scheduler: Text },
}

/// Why the controller does not act on a DaemonSet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idle {
    BeingDeleted,
    NamespaceBeingDeleted,
    /// The selector is `{}`, which would select every Pod (`SelectingAll`).
    SelectsAll,
    /// The selector cannot be read.
    InvalidSelector(Text),
}
