use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::amount::{Rounding, amount};
use super::phrase::{host_port, requirement};
use crate::model::{Taint, Text};
use crate::scheduling::{PodRef, Reason, RequirementMismatch, TermMismatch, VolumeProblem};

/// What a reason knows, as data. Keys that have no value are left out.
pub(super) fn details(reason: &Reason) -> BTreeMap<&'static str, Value> {
    let pairs: Vec<(&'static str, Value)> = match reason {
        Reason::NodeName { wanted } => vec![("wanted", json!(**wanted))],
        Reason::NodeSelector { key, wanted, found } => selector(key, wanted, found.as_ref()),
        Reason::NodeAffinity { selector: Some((key, wanted, found)), .. } => {
            selector(key, wanted, found.as_ref())
        }
        Reason::NodeAffinity { terms, .. } => {
            vec![("terms", terms.iter().map(term).collect())]
        }
        Reason::TaintToleration { taint: first, others } => {
            let others: Value = others.iter().map(taint).collect();
            vec![("taint", taint(first)), ("otherTaints", others)]
        }
        Reason::NodePorts { port, holder } => {
            vec![("port", json!(host_port(port))), ("holder", pod(holder.as_ref()))]
        }
        Reason::NodeResourcesFit { resource, requested, used, allocatable } => {
            let exact = |given| json!(amount(resource, given, Rounding::Exact));
            vec![
                ("resource", json!(**resource)),
                ("requested", exact(*requested)),
                ("free", exact(allocatable.saturating_sub(*used))),
                ("used", exact(*used)),
                ("allocatable", exact(*allocatable)),
            ]
        }
        Reason::InterPodAffinity { topology_key, pod: other, .. } => {
            vec![("topologyKey", json!(**topology_key)), ("pod", pod(other.as_ref()))]
        }
        Reason::PodTopologySpread { topology_key, missing_label, skew, max_skew } => {
            let mut pairs = vec![("topologyKey", json!(**topology_key))];
            if !missing_label {
                pairs.extend([("skew", json!(skew)), ("maxSkew", json!(max_skew))]);
            }
            pairs
        }
        Reason::VolumeBinding { claim, problem } => {
            let volume = match problem {
                VolumeProblem::ClaimLost { volume }
                | VolumeProblem::NodeAffinityConflict { volume } => json!(**volume),
                _ => Value::Null,
            };
            vec![("claim", json!(**claim)), ("volume", volume)]
        }
        Reason::VolumeZone { claim, label } => {
            vec![("claim", json!(**claim)), ("label", json!(**label))]
        }
        Reason::VolumeRestrictions { claim, pod: other } => {
            vec![("claim", json!(**claim)), ("pod", pod(other.as_ref()))]
        }
        Reason::NodeVolumeLimits { driver, limit } => {
            vec![("driver", json!(**driver)), ("limit", json!(limit))]
        }
        Reason::DynamicResources { claims } => vec![("claims", texts(claims))],
        _ => lifecycle(reason),
    };
    let told = |(_, value): &(&str, Value)| {
        !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty())
    };
    pairs.into_iter().filter(told).collect()
}

fn lifecycle(reason: &Reason) -> Vec<(&'static str, Value)> {
    match reason {
        Reason::SchedulingGates { gates } => vec![("gates", texts(gates))],
        Reason::NoScheduler { scheduler } => vec![("scheduler", json!(**scheduler))],
        Reason::FailedCreate { message, at } => {
            vec![("eventMessage", json!(**message)), ("lastSeen", json!(at))]
        }
        Reason::Refused { by, .. } => vec![("by", json!(**by))],
        Reason::NotObserved { generation, observed } => {
            vec![("generation", json!(generation)), ("observedGeneration", json!(observed))]
        }
        Reason::NotCreated { since } | Reason::Terminating { since } => {
            vec![("since", json!(since))]
        }
        Reason::Ended { message, .. } | Reason::PodCondition { message, .. } => {
            vec![("podMessage", json!(message.as_deref()))]
        }
        Reason::Container(trouble) => vec![
            ("container", json!(*trouble.container)),
            ("init", if trouble.init { json!(true) } else { Value::Null }),
            ("exitCode", json!(trouble.exit_code)),
            ("lastReason", json!(trouble.last_reason.as_deref())),
            ("restarts", json!(trouble.restarts)),
            ("containerMessage", json!(trouble.message.as_deref())),
        ],
        Reason::NodeNotReady { status, reason, since, .. } => vec![
            ("status", json!(**status)),
            ("nodeReason", json!(reason.as_deref())),
            ("since", json!(since)),
        ],
        _ => vec![],
    }
}

fn selector(key: &Text, wanted: &Text, found: Option<&Text>) -> Vec<(&'static str, Value)> {
    let found = json!(found.map(|found| &**found));
    vec![("key", json!(**key)), ("wanted", json!(**wanted)), ("found", found)]
}

/// A term's number, its requirement as it is spoken, and what the node has instead.
fn term(TermMismatch { term, mismatch }: &TermMismatch) -> Value {
    match mismatch {
        RequirementMismatch::Empty => json!({ "term": term }),
        RequirementMismatch::Invalid { requirement: asked, why } => {
            json!({ "term": term, "requirement": requirement(asked), "invalid": **why })
        }
        RequirementMismatch::Label { requirement: asked, found } => {
            json!({ "term": term, "requirement": requirement(asked), "found": found.as_deref() })
        }
        RequirementMismatch::Field { requirement: asked, found } => {
            json!({ "term": term, "requirement": requirement(asked), "found": **found })
        }
    }
}

fn taint(taint: &Taint) -> Value {
    json!({ "key": *taint.key, "value": *taint.value, "effect": taint.effect.as_str() })
}

fn pod(pod: Option<&PodRef>) -> Value {
    json!(pod.map(|pod| format!("{}/{}", pod.namespace, pod.name)))
}

fn texts(texts: &[Text]) -> Value {
    texts.iter().map(|text| json!(**text)).collect()
}
