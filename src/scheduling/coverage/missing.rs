use super::Told;
use super::note::Idle;
use crate::model::{DaemonSet, Event, Moment, Node, Pod};
use crate::scheduling::revision::is_observed;
use crate::scheduling::{Reason, World};

/// Why an eligible node may have no Pod of a DaemonSet: what is the same for all its nodes.
#[derive(Debug)]
pub(super) struct Absence<'a> {
    daemon_set: &'a DaemonSet,
    failed: Option<&'a Event>,
    idle: Option<Idle>,
}

impl<'a> Absence<'a> {
    pub(super) fn of(world: &World<'a>, daemon_set: &'a DaemonSet, idle: Option<Idle>) -> Self {
        Absence { daemon_set, failed: newest_failure(world, daemon_set), idle }
    }

    /// Why there is no Pod on `node`; `gone` is one that has ended there and is being deleted.
    ///
    /// Creation stops at the first failure of a batch, so that a refusal is the reason on every node.
    pub(super) fn on(&self, node: &Node, gone: Option<&Pod>) -> Vec<Told> {
        let mut reasons = Vec::new();
        if let Some(idle) = &self.idle {
            reasons.push(Reason::ControllerIdle { why: idle.why().into() });
        }
        if let Some(event) = self.failed {
            let message = cause(&event.message).into();
            reasons.push(Reason::FailedCreate { message, at: event.last_seen });
        }
        if reasons.is_empty() && !is_observed(self.daemon_set) {
            reasons.push(Reason::NotObserved {
                generation: self.daemon_set.generation,
                observed: self.daemon_set.status.observed_generation,
            });
        }
        if let Some(gone) = gone {
            reasons.push(Reason::Terminating { since: gone.meta.deleted_at() });
        }
        if reasons.is_empty() {
            let since = node.created_at.max(self.daemon_set.meta.created_at);
            reasons.push(Reason::NotCreated { since: since.map(Moment::time) });
        }
        reasons.into_iter().map(Told::from).collect()
    }
}

/// What the API server said, without what the event recorder and the controller put in front of it.
fn cause(message: &str) -> &str {
    let message = message.strip_prefix("(combined from similar events): ").unwrap_or(message);
    message.strip_prefix("Error creating: ").unwrap_or(message)
}

/// The last time that the controller said it could not create a Pod of this very DaemonSet.
pub(in crate::scheduling) fn newest_failure<'a>(
    world: &World<'a>,
    daemon_set: &DaemonSet,
) -> Option<&'a Event> {
    let events = if daemon_set.uid.is_empty() { &[] } else { world.events_about(&daemon_set.uid) };
    let failures = events.iter().copied().filter(|event| &*event.reason == "FailedCreate");
    failures.max_by_key(|event| event.last_seen)
}

#[cfg(test)]
mod tests {
    use super::cause;

    #[test]
    fn a_refusal_is_told_in_the_api_servers_words_alone() {
        let told = "pods \"a-x\" is forbidden: exceeded quota: pods";
        for before in ["", "Error creating: ", "(combined from similar events): Error creating: "] {
            assert_eq!(cause(&format!("{before}{told}")), told);
        }
    }
}
