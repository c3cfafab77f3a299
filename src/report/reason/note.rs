use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Reason;
use crate::scheduling::coverage::{Disagreement, Note};

impl From<&Note> for Reason {
    fn from(note: &Note) -> Self {
        let (token, message, details) = words(note);
        Reason {
            reason: token.to_owned(),
            message,
            further: false,
            details: BTreeMap::from_iter(details),
        }
    }
}

fn words(note: &Note) -> (&'static str, String, Option<(&'static str, Value)>) {
    let plain = |token, message: &str| (token, message.to_owned(), None);
    match note {
        Note::NodesUnread => plain(
            "NodesUnread",
            "nodes could not be read: there are rows only where a Pod is, and the counts are the status'",
        ),
        Note::PodsUnread => plain(
            "PodsUnread",
            "pods could not be read: where Pods are is not known, and the counts are the status'",
        ),
        Note::RevisionsUnknown => plain(
            "RevisionsUnknown",
            "neither revisions nor template generations tell which Pods are up to date",
        ),
        Note::EventsUnread => plain(
            "EventsUnread",
            "events could not be read: a creation that failed leaves no other trace",
        ),
        Note::ControllerIdle { why } => {
            ("ControllerIdle", format!("the controller does not act: {}", why.why()), None)
        }
        Note::NotObserved { generation, observed } => (
            "NotObserved",
            format!("the controller has seen generation {observed}, not yet {generation}"),
            None,
        ),
        Note::NodesGone { pods } => {
            let told: Vec<String> =
                pods.iter().map(|(pod, node)| format!("{pod} on {node}")).collect();
            let details = pods.iter().map(|(pod, node)| json!({ "pod": **pod, "node": **node }));
            let message = format!("Pods of nodes that do not exist: {}", told.join(", "));
            ("NodesGone", message, Some(("pods", details.collect())))
        }
        Note::Adrift { pods } => {
            let message = format!("Pods that are meant for no node: {}", pods.join(", "));
            let details = pods.iter().map(|pod| json!(**pod)).collect();
            ("NoTargetNode", message, Some(("pods", details)))
        }
        Note::NamespaceNodeSelector { selector } => (
            "NamespaceNodeSelector",
            format!(
                "on OpenShift the namespace also asks nodes for {selector}, which is not judged"
            ),
            Some(("selector", json!(**selector))),
        ),
        Note::Replaces => plain(
            "Replaces",
            "a DaemonSet of this name stands already: its Pods are taken to be gone",
        ),
        Note::QuotaRoom { quota, room, desired } => (
            "QuotaRoom",
            format!("quota {quota} has room for {room} of {desired} Pods"),
            Some(("room", json!(room))),
        ),
        Note::Refused { by, message } => {
            ("FailedCreate", format!("{by} refuses the Pods: {message}"), Some(("by", json!(**by))))
        }
        Note::AdmissionUnknown { what } => ("AdmissionUnknown", what.to_string(), None),
        Note::JudgedAlone { why } => {
            ("JudgedAlone", format!("{why}; each Pod is judged as if it were the only one"), None)
        }
        Note::OtherScheduler { scheduler } => (
            "OtherScheduler",
            format!(
                "the Pods ask for scheduler {scheduler}; the default scheduler's rules are taken"
            ),
            Some(("scheduler", json!(**scheduler))),
        ),
    }
}

/// Why the computed counts are not the status'.
pub(in crate::report) fn disagreement(why: &Disagreement) -> String {
    match why {
        Disagreement::NotObserved { generation, observed } => format!(
            "the controller has seen generation {observed}, not yet {generation}: its counts are of before"
        ),
        Disagreement::Idle(idle) => {
            format!("the controller leaves the counts alone: {}", idle.why())
        }
        Disagreement::Stale { left, joined } => {
            let nodes = |count: usize| {
                if count == 1 { "1 node".to_owned() } else { format!("{count} nodes") }
            };
            let changed = match (left, joined) {
                (left, 0) => format!("{} left", nodes(*left)),
                (0, joined) => format!("{} joined", nodes(*joined)),
                (left, joined) => format!("{} left and {joined} joined", nodes(*left)),
            };
            format!(
                "the status is stale: {changed} (tainted, relabelled or deleted), after which the \
                 controller does not count again until something else happens"
            )
        }
        Disagreement::Behind => "Pods have changed since the controller last counted".to_owned(),
    }
}
