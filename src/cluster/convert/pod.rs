use super::Malformed;
use super::meta::{meta, text};
use super::object;
use super::pod_spec::spec;
use super::pod_status::status;
use crate::cluster::wire;
use crate::model::{Interner, Pod, Text};

object!(Pod -> Pod, Pods, "Pod" in [""], pods, times);

/// The field by which the DaemonSet controller pins a Pod to a node.
const NODE_NAME_FIELD: &str = "metadata.name";

fn convert(pod: wire::Pod, interner: &mut Interner) -> Result<Pod, Malformed> {
    let wire::Pod { metadata, spec: mut wired, status: told } = pod;
    let pinned_to = pin(&wired, interner);
    if pinned_to.is_some() && is_only_pinned(&wired) {
        wired.affinity.node_affinity = None;
    }
    let node = text(&wired.node_name, interner);
    wired.node_name.clear();
    let spec = spec(&wired, interner).map_err(|error| error.within("spec"))?;
    let mut status = status(&told, &spec, interner).map_err(|error| error.within("status"))?;
    if let Some(grace) = metadata.deletion_grace_period_seconds {
        status.details.get_or_insert_default().deletion_grace_seconds = Some(grace);
    }
    Ok(Pod { meta: meta(&metadata, interner)?, node, pinned_to, spec: interner.spec(spec), status })
}

fn required(spec: &wire::PodSpec) -> Option<&wire::NodeSelector> {
    spec.affinity.node_affinity.as_ref()?.required.as_ref()
}

/// The node that the first `metadata.name In` field requirement of the required node affinity names
/// (`GetTargetNodeName` in pkg/controller/daemon/util/daemonset_util.go): none if it names several.
fn pin(spec: &wire::PodSpec, interner: &mut Interner) -> Option<Text> {
    let requirement = required(spec)?
        .node_selector_terms
        .iter()
        .flat_map(|term| &term.match_fields)
        .find(|field| field.key == NODE_NAME_FIELD && field.operator == "In")?;
    match requirement.values.as_slice() {
        [node] => Some(interner.text(node)),
        _ => None,
    }
}

/// Whether the required node affinity is the pin and nothing else
/// (`ReplaceDaemonSetPodNodeNameNodeAffinity`). Such an affinity says nothing beyond the pin, and would give
/// each daemon Pod a spec of its own.
fn is_only_pinned(spec: &wire::PodSpec) -> bool {
    let Some([term]) = required(spec).map(|required| required.node_selector_terms.as_slice())
    else {
        return false;
    };
    term.match_expressions.is_empty() && term.match_fields.len() == 1
}

fn times(pod: &wire::Pod) -> Vec<wire::Time> {
    let status = &pod.status;
    let conditions = status.conditions.iter().map(|condition| condition.last_transition_time);
    let containers = status.init_container_statuses.iter().chain(&status.container_statuses);
    let states = containers.flat_map(|container| [&container.state, &container.last_state]);
    let states = states.flat_map(|state| {
        let ended = state.terminated.as_ref();
        [
            state.running.as_ref().and_then(|running| running.started_at),
            ended.and_then(|ended| ended.started_at),
            ended.and_then(|ended| ended.finished_at),
        ]
    });
    conditions.chain(states).chain([pod.metadata.creation_timestamp]).flatten().collect()
}
