use std::sync::Arc;

use prost::Message;

use super::Malformed;
use super::meta::{labels, meta, owner, text};
use super::object;
use super::pod_spec::spec;
use super::pod_status::{all_well, differs, in_force, status};
use crate::cluster::wire::{self, Rest, WellContainer};
use crate::model::{Interner, Kin, NodeOperator, Pod, PodSpec, Text};

object!(Pod -> Pod, Pods, "Pod" in [""], pods, times);

/// The field by which the DaemonSet controller pins a Pod to a node.
const NODE_NAME_FIELD: &str = "metadata.name";

fn convert(pod: wire::Pod, interner: &mut Interner) -> Result<Pod, Malformed> {
    let wire::Pod { metadata, spec, status: told } = pod;
    let node = text(&spec.node_name, interner);
    let kin = kin(&metadata, interner)?;
    let (pinned_to, spec) =
        spec_and_pin(spec.rest(), node.as_ref(), interner).map_err(|error| error.within("spec"))?;
    let status = match told.all_well() {
        Some(well) if only_asks_for_its_own(&well.containers, &spec, interner)? => {
            all_well(well.ready_since)
        }
        _ => {
            let told = told.whole().map_err(|error| Malformed::new("status", error.to_string()))?;
            status(&told, &spec, interner)
        }
    };
    let mut status = status.map_err(|error| error.within("status"))?;
    if let Some(grace) = metadata.deletion_grace_period_seconds {
        status.details.get_or_insert_default().deletion_grace_seconds = Some(grace);
    }
    Ok(Pod { meta: meta!(metadata, kin, interner), node, pinned_to, spec, status })
}

/// The shared labels and controller.
fn kin(metadata: &wire::LazyMeta, interner: &mut Interner) -> Result<Kin, Malformed> {
    let of = |metadata: &wire::ObjectMeta, interner: &mut Interner| {
        let labels = labels(&metadata.labels, interner);
        let owner = owner(&metadata.owner_references, interner);
        Kin { labels: interner.labels(labels), owner }
    };
    match metadata.kin() {
        wire::Kin::Whole(metadata) => Ok(of(metadata, interner)),
        wire::Kin::Encoded(bytes) => interner.kin_of(bytes, |interner| {
            let metadata = wire::ObjectMeta::decode(bytes)
                .map_err(|error| Malformed::new("metadata", error.to_string()))?;
            Ok(of(&metadata, interner))
        }),
    }
}

/// The shared spec, and the node that it is pinned to: most often the one that the Pod is bound to.
fn spec_and_pin(
    rest: Rest,
    bound_to: Option<&Text>,
    interner: &mut Interner,
) -> Result<(Option<Text>, Arc<PodSpec>), Malformed> {
    match rest {
        Rest::Whole(whole) => {
            let mut spec = spec(&whole, interner)?;
            let pinned_to = pin(&spec).cloned();
            if pinned_to.is_some() && is_only_pinned(&spec) {
                spec.node_affinity = None;
            }
            Ok((pinned_to, interner.spec(spec)))
        }
        Rest::Encoded { bytes, pinned_to } => {
            let shared = interner.spec_of(&bytes, |interner| {
                let whole = wire::PodSpec::decode(&*bytes)
                    .map_err(|error| Malformed::new("", error.to_string()))?;
                spec(&whole, interner)
            })?;
            let pinned_to = match pinned_to {
                Some(node) if bound_to.is_some_and(|own| **own == *node) => bound_to.cloned(),
                Some(node) => Some(interner.text(&node)),
                None => pin(&shared).cloned(),
            };
            Ok((pinned_to, shared))
        }
    }
}

/// The node that the first `metadata.name In` field requirement of the required node affinity names
/// (`GetTargetNodeName` in pkg/controller/daemon/util/daemonset_util.go): none if it names several.
fn pin(spec: &PodSpec) -> Option<&Text> {
    let terms = spec.node_affinity.as_ref()?;
    let requirement = terms
        .iter()
        .flat_map(|term| &term.match_fields)
        .find(|field| *field.key == *NODE_NAME_FIELD && field.operator == NodeOperator::In)?;
    match requirement.values.as_slice() {
        [node] => Some(node),
        _ => None,
    }
}

/// Whether the required node affinity is the pin and nothing else
/// (`ReplaceDaemonSetPodNodeNameNodeAffinity`). Such an affinity says nothing beyond the pin, and would give
/// each daemon Pod a spec of its own.
fn is_only_pinned(spec: &PodSpec) -> bool {
    match spec.node_affinity.as_deref() {
        Some([term]) => term.match_expressions.is_empty() && term.match_fields.len() == 1,
        _ => false,
    }
}

/// Whether no container has other requests in force than those of the spec.
fn only_asks_for_its_own(
    containers: &[WellContainer<'_>],
    spec: &PodSpec,
    interner: &mut Interner,
) -> Result<bool, Malformed> {
    for told in containers.iter().filter(|told| !told.resources.is_empty()) {
        let force = interner.resources_of(told.resources, |interner| {
            let container = wire::ContainerStatus::decode(told.resources)
                .map_err(|error| Malformed::new("status", error.to_string()))?;
            in_force(&container, interner)
        })?;
        let own = if told.init { &spec.init_containers } else { &spec.containers };
        let own = own.iter().find(|own| own.name.as_bytes() == told.name);
        if own.is_some_and(|own| differs(&force, own)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The times of conditions and containers. Those of a Pod from protobuf are not wanted.
fn times(pod: &wire::Pod) -> Vec<wire::Time> {
    let Some(told) = pod.status.as_json() else { return Vec::new() };
    let conditions = told.conditions.iter().map(|condition| condition.last_transition_time);
    let containers = told.init_container_statuses.iter().chain(&told.container_statuses);
    let moments = containers
        .flat_map(|container| [&container.state, &container.last_state])
        .flat_map(|state| {
            let ended = state.terminated.as_ref();
            [
                state.running.as_ref().and_then(|running| running.started_at),
                ended.and_then(|ended| ended.started_at),
                ended.and_then(|ended| ended.finished_at),
            ]
        });
    conditions.chain(moments).chain([pod.metadata.creation_timestamp]).flatten().collect()
}
