use super::{Text, Time};

/// An event: what a component said about an object. Events merge, are dropped and expire after an hour:
/// their absence proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub involved: ObjectReference,
    pub reason: Text,
    pub message: Text,
    /// `type: Warning`.
    pub warning: bool,
    pub count: u32,
    /// When it was last seen: series.lastObservedTime, else lastTimestamp, else eventTime, else
    /// firstTimestamp.
    pub last_seen: Option<Time>,
    /// The component that said it, e.g. `daemonset-controller`.
    pub source: Text,
}

/// The object that an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectReference {
    pub kind: Text,
    pub namespace: Text,
    pub name: Text,
    pub uid: Text,
}
