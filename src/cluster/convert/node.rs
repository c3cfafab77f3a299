use super::malformed::{Malformed, compact, time};
use super::meta::{labels, name, resources, text};
use super::object;
use crate::cluster::wire;
use crate::model::{Condition, ConditionStatus, Interner, Node, Taint, Text};

object!(Node -> Node, Nodes, "Node" in [""], nodes, times);

fn convert(node: &wire::Node, interner: &mut Interner) -> Result<Node, Malformed> {
    let wire::Node { metadata, spec, status } = node;
    let labels = labels(&metadata.labels, interner);
    Ok(Node {
        name: name(&metadata.name, interner)?,
        labels: interner.labels(labels),
        created_at: compact(metadata.creation_timestamp, "metadata.creationTimestamp")?,
        deleted_at: compact(metadata.deletion_timestamp, "metadata.deletionTimestamp")?,
        taints: spec
            .taints
            .iter()
            .map(|taint| {
                Ok(Taint {
                    key: interner.text(&taint.key),
                    value: interner.text(&taint.value),
                    effect: taint.effect.as_str().into(),
                    added_at: time(taint.time_added, "spec.taints.timeAdded")?,
                })
            })
            .collect::<Result<_, Malformed>>()?,
        unschedulable: spec.unschedulable,
        conditions: status
            .conditions
            .iter()
            .map(|condition| {
                Ok(Condition {
                    kind: interner.text(&condition.kind),
                    status: status_of(&condition.status),
                    reason: text(&condition.reason, interner),
                    message: message(&condition.message),
                    since: time(
                        condition.last_transition_time,
                        "status.conditions.lastTransitionTime",
                    )?,
                })
            })
            .collect::<Result<_, Malformed>>()?,
        allocatable: resources(&status.allocatable, interner)
            .map_err(|error| error.within("status.allocatable"))?,
    })
}

/// The kubelet's heartbeats are often the newest times of all.
fn times(node: &wire::Node) -> Vec<wire::Time> {
    let conditions = node.status.conditions.iter();
    let told = conditions.flat_map(|told| [told.last_heartbeat_time, told.last_transition_time]);
    told.chain([node.metadata.creation_timestamp]).flatten().collect()
}

/// What is neither `True` nor `False` is not known.
pub(super) fn status_of(status: &str) -> ConditionStatus {
    match status {
        "True" => ConditionStatus::True,
        "False" => ConditionStatus::False,
        _ => ConditionStatus::Unknown,
    }
}

/// A message, which is seldom the same twice and so not interned. What is not UTF-8 in it is replaced, as
/// JSON's encoder does.
pub(super) fn message(text: &[u8]) -> Option<Text> {
    (!text.is_empty()).then(|| Text::from(String::from_utf8_lossy(text)))
}
