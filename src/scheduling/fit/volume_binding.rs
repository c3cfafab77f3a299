//! VolumeBinding (plugins/volumebinding). Not modelled: a claim's own selector and volume mode, and the
//! free storage that CSI drivers report (`node(s) did not have enough free storage`).

use super::Filters;
use super::scene::Scene;
use super::volumes::{Claim, ClaimState};
use crate::model::{Node, PersistentVolume, PersistentVolumeClaim, StorageClass};
use crate::scheduling::node_affinity::any_matches;
use crate::scheduling::{Reason, VolumeProblem};

/// The provisioner of a class that makes no volumes.
const NO_PROVISIONER: &str = "kubernetes.io/no-provisioner";

/// The claims for which there is no use in looking at nodes (the plugin's PreFilter).
pub(super) fn before_nodes(filters: &Filters<'_, '_>) -> Vec<Reason> {
    let problem = |claim: &Claim<'_>| {
        let problem = match claim.state {
            ClaimState::NotFound => VolumeProblem::ClaimNotFound,
            ClaimState::WaitingForEphemeral => VolumeProblem::WaitingForEphemeralClaim,
            ClaimState::BeingDeleted => VolumeProblem::ClaimBeingDeleted,
            ClaimState::Lost => VolumeProblem::ClaimLost { volume: claim.object?.volume.clone()? },
            ClaimState::UnboundImmediate => VolumeProblem::UnboundImmediate,
            _ => return None,
        };
        Some(Reason::VolumeBinding { claim: claim.name.clone(), problem })
    };
    filters.claims.iter().filter_map(problem).collect()
}

/// The claims whose volumes cannot be reached from this node, or cannot come to be there
/// (`FindPodVolumes` of binder.go).
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut waiting: Vec<(&Claim<'_>, &PersistentVolumeClaim, &StorageClass)> = Vec::new();
    for claim in &filters.claims {
        match (claim.state, claim.object) {
            (ClaimState::Bound(volume), _) if !reaches(volume, scene.node) => {
                let problem = VolumeProblem::NodeAffinityConflict { volume: volume.name.clone() };
                reasons.push(Reason::VolumeBinding { claim: claim.name.clone(), problem });
            }
            (ClaimState::WaitsForConsumer(class), Some(object)) => {
                waiting.push((claim, object, class));
            }
            _ => {}
        }
    }
    // Small claims choose first, so that they do not take a large volume from a large claim.
    waiting.sort_by_key(|(_, object, _)| object.requested);
    let mut chosen: Vec<&PersistentVolume> = Vec::new();
    for (claim, object, class) in waiting {
        let found = match &object.selected_node {
            Some(selected) if **selected != *scene.node.name => false,
            Some(_) => provisions(class, scene.node),
            None => match matching(filters, object, scene.node, &chosen) {
                Some(volume) => {
                    chosen.push(volume);
                    true
                }
                None => provisions(class, scene.node),
            },
        };
        if !found {
            let problem = VolumeProblem::NoVolumeToBind;
            reasons.push(Reason::VolumeBinding { claim: claim.name.clone(), problem });
        }
    }
    reasons
}

/// Whether the volume can be used on the node (`CheckNodeAffinity`).
fn reaches(volume: &PersistentVolume, node: &Node) -> bool {
    volume.node_affinity.as_ref().is_none_or(|terms| any_matches(terms, node))
}

/// The volume that the claim would be bound to on this node: one that waits for it by name, else the
/// smallest that is available and large enough (`FindMatchingVolume` of
/// k8s.io/component-helpers/storage/volume).
fn matching<'a>(
    filters: &Filters<'_, 'a>,
    claim: &PersistentVolumeClaim,
    node: &Node,
    chosen: &[&PersistentVolume],
) -> Option<&'a PersistentVolume> {
    let snapshot = filters.world.snapshot;
    let large_enough = |volume: &&PersistentVolume| {
        volume.storage_class.as_deref().unwrap_or("")
            == claim.storage_class.as_deref().unwrap_or("")
            && volume.capacity.unwrap_or(0) >= claim.requested.unwrap_or(0)
            && !chosen.iter().any(|chosen| chosen.name == volume.name)
    };
    let reserved = snapshot.volumes.iter().filter(large_enough).find(|volume| {
        volume
            .claim
            .as_ref()
            .is_some_and(|(namespace, name)| *namespace == claim.namespace && *name == claim.name)
    });
    if let Some(reserved) = reserved {
        return Some(reserved).filter(|volume| reaches(volume, node));
    }
    snapshot
        .volumes
        .iter()
        .filter(large_enough)
        .filter(|volume| volume.claim.is_none() && &*volume.phase == "Available")
        .filter(|volume| claim.access_modes.iter().all(|mode| volume.access_modes.contains(mode)))
        .filter(|volume| reaches(volume, node))
        .min_by_key(|volume| volume.capacity)
}

/// Whether the class can make a volume for this node (`checkVolumeProvisions`).
fn provisions(class: &StorageClass, node: &Node) -> bool {
    !class.provisioner.is_empty()
        && &*class.provisioner != NO_PROVISIONER
        && (class.allowed_topologies.is_empty() || any_matches(&class.allowed_topologies, node))
}
