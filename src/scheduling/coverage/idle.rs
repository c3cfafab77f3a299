use super::note::Idle;
use crate::model::DaemonSet;
use crate::scheduling::{World, selectors};

/// Why the controller makes no Pods for the DaemonSet, if it does not: what ends `syncDaemonSet` early, and a
/// namespace that takes no new objects, whose refusals it swallows.
pub(super) fn idle(world: &World<'_>, daemon_set: &DaemonSet) -> Option<Idle> {
    if daemon_set.meta.deleted_at.is_some() {
        return Some(Idle::BeingDeleted);
    }
    if world.namespace(&daemon_set.meta.namespace).is_some_and(|namespace| namespace.terminating) {
        return Some(Idle::NamespaceBeingDeleted);
    }
    let Some(selector) = &daemon_set.selector else {
        return Some(Idle::InvalidSelector("there is no selector".into()));
    };
    if selectors::is_empty(selector) {
        return Some(Idle::SelectsAll);
    }
    selectors::validate(selector).err().map(|invalid| Idle::InvalidSelector(invalid.why.into()))
}

impl Idle {
    /// In words, behind "the controller does not act on it: ".
    pub fn why(&self) -> String {
        match self {
            Idle::BeingDeleted => "it is being deleted".to_owned(),
            Idle::NamespaceBeingDeleted => "its namespace is being deleted".to_owned(),
            Idle::SelectsAll => "its selector is empty and would select every Pod".to_owned(),
            Idle::InvalidSelector(why) => format!("its selector is not valid: {why}"),
        }
    }
}
