use super::{Text, Time};

/// A condition of a node, Pod or Job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its type, e.g. `Ready`.
    pub kind: Text,
    pub status: ConditionStatus,
    pub reason: Option<Text>,
    pub message: Option<Text>,
    /// `lastTransitionTime`.
    pub since: Option<Time>,
}

/// A condition's status; what is neither `True` nor `False` reads as `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConditionStatus {
    True,
    False,
    Unknown,
}
