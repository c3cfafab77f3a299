use std::sync::Arc;

use prost::{DecodeError, Message};

use super::malformed::{Malformed, compact};
use super::meta::{kin, meta, text};
use super::pod_spec::spec;
use super::pod_status::{differs, in_force, status};
use super::{Identity, Object};
use crate::cluster::wire::glance::{AllWell, MetaGlance, SpecGlance, WellContainer};
use crate::cluster::wire::{self, Lazy};
use crate::model::{
    Interner, Meta, NodeOperator, Phase, Pod, PodSpec, PodStatus, Resource, Snapshot, Text,
};

/// The field by which the DaemonSet controller pins a Pod to a node.
const NODE_NAME_FIELD: &str = "metadata.name";

impl Object for wire::Pod {
    type Model = Pod;

    const RESOURCE: Resource = Resource::Pods;
    const KIND: &'static str = "Pod";
    const GROUPS: &'static [&'static str] = &[""];

    fn identity(&self) -> Identity<'_> {
        match &self.metadata {
            Lazy::Whole(meta) => Identity {
                namespace: &meta.namespace,
                name: &meta.name,
                resource_version: &meta.resource_version,
                created: meta.creation_timestamp,
            },
            // What is broken is told when the rest of it is wanted.
            Lazy::Encoded(bytes) => {
                let meta = MetaGlance::of(bytes).unwrap_or_default();
                Identity {
                    namespace: meta.namespace,
                    name: meta.name,
                    resource_version: "",
                    created: meta.creation_timestamp,
                }
            }
        }
    }

    fn model(&self, interner: &mut Interner) -> Result<Pod, Malformed> {
        let (meta, grace) = metadata(&self.metadata, interner)?;
        let within = |field| move |error: Malformed| error.within(field);
        let Spec { node, pinned_to, shared } =
            own_and_shared(&self.spec, interner).map_err(within("spec"))?;
        let mut status = told(&self.status, &shared, interner).map_err(within("status"))?;
        if let Some(grace) = grace {
            status.details.get_or_insert_default().deletion_grace_seconds = Some(grace);
        }
        Ok(Pod { meta, node, pinned_to, spec: shared, status })
    }

    /// The times of conditions and containers. Those of a Pod from protobuf are not wanted.
    fn times(&self) -> Vec<wire::Time> {
        let (Lazy::Whole(metadata), Lazy::Whole(told)) = (&self.metadata, &self.status) else {
            return self.identity().created.into_iter().collect();
        };
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
        conditions.chain(moments).chain([metadata.creation_timestamp]).flatten().collect()
    }

    fn slot(snapshot: &mut Snapshot) -> &mut Vec<Pod> {
        &mut snapshot.pods
    }
}

/// The metadata, and how long a deletion gives the Pod to end.
fn metadata(
    metadata: &Lazy<wire::ObjectMeta>,
    interner: &mut Interner,
) -> Result<(Meta, Option<i64>), Malformed> {
    match metadata {
        Lazy::Whole(whole) => Ok((meta!(whole, interner), whole.deletion_grace_period_seconds)),
        Lazy::Encoded(bytes) => {
            let broken = broken("metadata");
            let glance = MetaGlance::of(bytes).map_err(&broken)?;
            let kin = interner.kin_of(&glance.kin, |interner| {
                let whole = wire::ObjectMeta::decode(&*glance.kin).map_err(&broken)?;
                Ok(kin(&whole.labels, &whole.owner_references, interner))
            })?;
            Ok((meta!(glance, kin, interner), glance.deletion_grace_period_seconds))
        }
    }
}

/// A Pod's spec: what is the Pod's own, and what it shares with others.
struct Spec {
    node: Option<Text>,
    pinned_to: Option<Text>,
    shared: Arc<PodSpec>,
}

fn own_and_shared(told: &Lazy<wire::PodSpec>, interner: &mut Interner) -> Result<Spec, Malformed> {
    match told {
        Lazy::Whole(whole) => {
            let mut spec = spec(whole, interner)?;
            let (node, pinned_to) = (spec.node_name.take(), pin(&spec).cloned());
            if pinned_to.is_some() && is_only_pinned(&spec) {
                spec.node_affinity = None;
            }
            Ok(Spec { node, pinned_to, shared: interner.spec(spec) })
        }
        Lazy::Encoded(bytes) => {
            let broken = broken("");
            let glance = SpecGlance::of(bytes).map_err(&broken)?;
            let shared = interner.spec_of(&glance.rest, |interner| {
                spec(&wire::PodSpec::decode(&*glance.rest).map_err(&broken)?, interner)
            })?;
            let node = text(glance.node_name, interner);
            let pinned_to = match glance.pinned_to {
                Some(name) if name == glance.node_name => node.clone(),
                Some(name) => Some(interner.text(name)),
                None => pin(&shared).cloned(),
            };
            Ok(Spec { node, pinned_to, shared })
        }
    }
}

/// What the Pod says of itself. `spec` is its own.
fn told(
    told: &Lazy<wire::PodStatus>,
    spec: &PodSpec,
    interner: &mut Interner,
) -> Result<PodStatus, Malformed> {
    match told {
        Lazy::Whole(whole) => status(whole, spec, interner),
        Lazy::Encoded(bytes) => match AllWell::of(bytes) {
            Some(well) if only_asks_for_its_own(&well.containers, spec, interner)? => {
                Ok(PodStatus {
                    phase: Phase::Running,
                    ready: true,
                    ready_since: compact(well.ready_since, "conditions.lastTransitionTime")?,
                    restarts: 0,
                    details: None,
                })
            }
            _ => {
                let whole = wire::PodStatus::decode(&**bytes).map_err(broken(""))?;
                status(&whole, spec, interner)
            }
        },
    }
}

/// Says that what stands at `path` cannot be decoded.
fn broken(path: &'static str) -> impl Fn(DecodeError) -> Malformed {
    move |error| Malformed::new(path, error.to_string())
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
            let container = wire::ContainerStatus::decode(told.resources).map_err(broken(""))?;
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
