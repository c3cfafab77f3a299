//! The claims of a Pod, and the filters that need no more than them: VolumeRestrictions and VolumeZone.
//!
//! Not modelled: volumes of cloud providers that are written into a Pod without a claim
//! (`node(s) had no available disk`), and their translation to CSI.

use super::Filters;
use super::scene::Scene;
use crate::model::{
    PersistentVolume, PersistentVolumeClaim, Pod, PodSpec, Resource, StorageClass, Text,
    VolumeSource,
};
use crate::scheduling::{PodRef, Reason, World};

/// A claim that a Pod uses.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    pub(super) name: Text,
    pub(super) object: Option<&'a PersistentVolumeClaim>,
    pub(super) state: ClaimState<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum ClaimState<'a> {
    NotFound,
    /// It is to be made for the Pod, and is not yet.
    WaitingForEphemeral,
    Lost,
    BeingDeleted,
    /// It has no volume yet, and none will be bound because of the Pod.
    UnboundImmediate,
    /// It gets its volume where its first Pod goes.
    WaitsForConsumer(&'a StorageClass),
    Bound(&'a PersistentVolume),
    /// The kind that would tell was not read; None: no object tells yet.
    Unknown(Option<Resource>),
}

impl Claim<'_> {
    /// Whether only one Pod at a time may use it.
    pub(super) fn is_exclusive(&self) -> bool {
        self.object.is_some_and(|claim| {
            claim.access_modes.iter().any(|mode| &**mode == "ReadWriteOncePod")
        })
    }
}

/// The claims that a Pod with this spec uses, in the order of its volumes. `pod` None: it has no name
/// yet, so that the claims of its ephemeral volumes have none either.
pub(super) fn claims<'a>(
    world: &World<'a>,
    namespace: &str,
    pod: Option<&str>,
    spec: &PodSpec,
) -> Vec<Claim<'a>> {
    let claim = |name: Text, ephemeral| {
        let object = world.claim(namespace, &name);
        let state = match object {
            Some(object) => state(world, object),
            None if !world.snapshot.knows(Resource::PersistentVolumeClaims, namespace) => {
                ClaimState::Unknown(Some(Resource::PersistentVolumeClaims))
            }
            None if ephemeral => ClaimState::WaitingForEphemeral,
            None => ClaimState::NotFound,
        };
        Claim { name, object, state }
    };
    let of_volume = |volume: &crate::model::Volume| match (&volume.source, pod) {
        (VolumeSource::Claim(name), _) => Some(claim(name.clone(), false)),
        (VolumeSource::Ephemeral, Some(pod)) => {
            Some(claim(format!("{pod}-{}", volume.name).into(), true))
        }
        (VolumeSource::Ephemeral, None) => Some(Claim {
            name: volume.name.clone(),
            object: None,
            state: ClaimState::Unknown(None),
        }),
        _ => None,
    };
    spec.volumes.iter().filter_map(of_volume).collect()
}

/// Where a claim stands (`podHasPVCs` of plugins/volumebinding, `GetPodVolumeClaims` of its binder).
fn state<'a>(world: &World<'a>, claim: &PersistentVolumeClaim) -> ClaimState<'a> {
    let volume = claim.volume.as_deref().filter(|volume| !volume.is_empty());
    let object = volume.and_then(|volume| world.volume(volume));
    if volume.is_some() && claim.bound && object.is_none() {
        return if world.snapshot.knows(Resource::PersistentVolumes, "") {
            ClaimState::Lost
        } else {
            ClaimState::Unknown(Some(Resource::PersistentVolumes))
        };
    }
    if claim.terminating {
        return ClaimState::BeingDeleted;
    }
    if let Some(object) = object.filter(|_| claim.bound) {
        return ClaimState::Bound(object);
    }
    let class = claim.storage_class.as_deref().filter(|class| !class.is_empty());
    match class.and_then(|class| world.storage_class(class)) {
        // A claim that names its volume is bound by the volume controller, not by the scheduler.
        Some(class) if class.waits_for_consumer && volume.is_none() => {
            ClaimState::WaitsForConsumer(class)
        }
        None if class.is_some() && !world.snapshot.knows(Resource::StorageClasses, "") => {
            ClaimState::Unknown(Some(Resource::StorageClasses))
        }
        _ => ClaimState::UnboundImmediate,
    }
}

/// A claim that one Pod at a time may use is used by another (`satisfyReadWriteOncePod` of
/// plugins/volumerestrictions).
pub(super) fn restrictions(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let exclusive = filters.claims.iter().filter(|claim| claim.is_exclusive());
    exclusive
        .filter_map(|claim| {
            let mut users = claim_users(filters).iter().filter(|(name, _)| *name == &*claim.name);
            let bound = users.find(|(_, pod)| !scene.lacks(pod)).map(|(_, pod)| *pod);
            let promised =
                || scene.added.iter().copied().find(|pod| uses(pod, filters, &claim.name));
            let user = bound.or_else(promised)?;
            let pod = Some(PodRef::from(user));
            Some(Reason::VolumeRestrictions { claim: claim.name.clone(), pod })
        })
        .collect()
}

/// The bound Pods of the namespace that use claims, by claim.
fn claim_users<'f, 'w>(filters: &'f Filters<'w, '_>) -> &'f [(&'w str, &'w Pod)] {
    filters.claim_users.get_or_init(|| {
        let pods = filters.world.snapshot.nodes.iter();
        pods.flat_map(|node| filters.world.occupants(&node.name).iter().copied())
            .filter(|pod| &*pod.meta.namespace == filters.pod.namespace)
            .flat_map(|pod| claim_names(&pod.spec).map(move |name| (name, pod)))
            .collect()
    })
}

fn uses(pod: &Pod, filters: &Filters<'_, '_>, claim: &str) -> bool {
    &*pod.meta.namespace == filters.pod.namespace
        && claim_names(&pod.spec).any(|name| name == claim)
}

fn claim_names(spec: &PodSpec) -> impl Iterator<Item = &str> {
    spec.volumes.iter().filter_map(|volume| match &volume.source {
        VolumeSource::Claim(name) => Some(&**name),
        _ => None,
    })
}

const ZONE_LABELS: [&str; 4] = [
    "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
];

/// A bound volume's zone and region labels must be the node's (plugins/volumezone). A node without any
/// such label is in no zone, and takes every volume.
pub(super) fn zone(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let on_node = |key: &str| scene.node.labels.get(key);
    if ZONE_LABELS.iter().all(|key| on_node(key).is_none()) {
        return Vec::new();
    }
    filters
        .claims
        .iter()
        .filter_map(|claim| {
            let ClaimState::Bound(volume) = claim.state else { return None };
            let elsewhere = |key: &&str| {
                let found = on_node(key).or_else(|| on_node(&current(key)));
                volume.labels.get(key).is_some_and(|zones| {
                    // One label can name several zones: `a__b`.
                    !zones
                        .split("__")
                        .any(|zone| found.is_some_and(|found| &**found == zone.trim()))
                })
            };
            let label = ZONE_LABELS.iter().find(|key| elsewhere(key))?;
            Some(Reason::VolumeZone { claim: claim.name.clone(), label: (*label).into() })
        })
        .take(1)
        .collect()
}

/// The label of today for one of before 1.17.
fn current(key: &str) -> String {
    key.replace("failure-domain.beta.kubernetes.io/", "topology.kubernetes.io/")
}
