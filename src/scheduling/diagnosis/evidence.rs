use super::{Evidence, occupants};
use crate::model::{DaemonSet, Node, Taint, Text};
use crate::scheduling::coverage::Row;
use crate::scheduling::{Reason, RequirementMismatch, World};

/// The facts of one row that show its reason: object and field, and what stands there.
pub(super) fn evidence(
    world: &World<'_>,
    daemon_set: &DaemonSet,
    row: &Row<'_>,
    reason: &Reason,
) -> Vec<Evidence> {
    let on_node =
        |field: &str, value: String| Evidence::new(format!("node/{} {field}", row.name), value);
    let on_pod = |field: &str, value: String| {
        row.pod.map(|pod| Evidence::new(format!("pod/{} {field}", pod.meta.name), value))
    };
    let on_set = |field: &str, value: String| {
        Evidence::new(format!("daemonset/{} {field}", daemon_set.meta.name), value)
    };
    let mut found = match reason {
        Reason::TaintToleration { taint, others } => std::iter::once(taint)
            .chain(others)
            .map(|taint| on_node(&taint_path(row.node, taint), taint.to_string()))
            .collect(),
        Reason::NodeSelector { key, wanted, found }
        | Reason::NodeAffinity { selector: Some((key, wanted, found)), .. } => vec![
            on_set(".spec.template.spec.nodeSelector", format!("{key}={wanted}")),
            on_node(&label_path(key), spoken(found.as_ref())),
        ],
        Reason::NodeAffinity { terms, .. } => terms
            .iter()
            .filter_map(|term| match &term.mismatch {
                RequirementMismatch::Label { requirement, found } => {
                    Some(on_node(&label_path(&requirement.key), spoken(found.as_ref())))
                }
                RequirementMismatch::Field { .. } => {
                    Some(on_node(".metadata.name", row.name.to_owned()))
                }
                _ => None,
            })
            .collect(),
        Reason::NodeResourcesFit { resource, .. } => crowd(world, row.name, resource),
        Reason::NodePorts { holder: Some(holder), .. } => {
            vec![on_node("holder", format!("{}/{}", holder.namespace, holder.name))]
        }
        Reason::FailedCreate { message, .. } => {
            vec![Evidence::new("events[reason=FailedCreate].message", message.to_string())]
        }
        Reason::Container(trouble) => {
            let list = if trouble.init { "initContainerStatuses" } else { "containerStatuses" };
            let path = format!(".status.{list}[?(@.name==\"{}\")]", trouble.container);
            let token = on_pod(&format!("{path}.state"), trouble.token.to_string());
            let exit = trouble.exit_code.and_then(|code| {
                on_pod(&format!("{path}.lastState.terminated.exitCode"), code.to_string())
            });
            token.into_iter().chain(exit).collect()
        }
        Reason::NodeNotReady { status, .. } => {
            vec![on_node(".status.conditions[?(@.type==\"Ready\")].status", status.to_string())]
        }
        Reason::Terminating { since } => {
            let since = since.map(|since| since.to_string()).unwrap_or_default();
            on_pod(".metadata.deletionTimestamp", since).into_iter().collect()
        }
        Reason::NotObserved { generation, observed } => vec![
            on_set(".metadata.generation", generation.to_string()),
            on_set(".status.observedGeneration", observed.to_string()),
        ],
        _ => Vec::new(),
    };
    let said = row.pod.and_then(|pod| pod.unscheduled()).and_then(|said| said.message.as_ref());
    found.extend(said.and_then(|message| {
        on_pod(".status.conditions[?(@.type==\"PodScheduled\")].message", message.to_string())
    }));
    found
}

/// Who holds the resource, by priority.
fn crowd(world: &World<'_>, node: &str, resource: &Text) -> Vec<Evidence> {
    occupants::occupants(world, node, resource)
        .iter()
        .map(|all| {
            let path = format!("node/{node} pods[priority={}] {resource}", all.priority);
            Evidence::new(path, format!("{} in {} Pods", amount(resource, all.held), all.pods))
        })
        .collect()
}

/// Exact, in the unit of the model: thousandths of a core, bytes, pieces.
fn amount(resource: &str, held: i64) -> String {
    if resource == crate::model::CPU { format!("{held}m") } else { held.to_string() }
}

fn spoken(found: Option<&Text>) -> String {
    found.map_or_else(|| "<none>".to_owned(), ToString::to_string)
}

fn label_path(key: &str) -> String {
    format!(".metadata.labels[\"{key}\"]")
}

fn taint_path(node: Option<&Node>, taint: &Taint) -> String {
    let same = |own: &Taint| own.key == taint.key && own.effect == taint.effect;
    match node.and_then(|node| node.taints.iter().position(same)) {
        Some(at) => format!(".spec.taints[{at}]"),
        None => ".spec.taints".to_owned(),
    }
}
