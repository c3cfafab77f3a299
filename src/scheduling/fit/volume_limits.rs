//! NodeVolumeLimits (plugins/nodevolumelimits/csi.go). Volumes are told apart by their names: their
//! handles are no part of the model, nor are VolumeAttachments, nor the drivers' wish that Pods stay
//! away from nodes without them.

use std::collections::{BTreeMap, BTreeSet};

use super::Filters;
use super::scene::Scene;
use super::volumes::{Claim, ClaimState, claims};
use crate::model::Text;
use crate::scheduling::Reason;

/// The drivers of which the node takes no further volume.
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    if filters.claims.is_empty() {
        return Vec::new();
    }
    let world = filters.world;
    let Some(csi_node) = world.csi_node(&scene.node.name) else { return Vec::new() };
    let attached: BTreeSet<_> = scene
        .pods
        .iter()
        .flat_map(|pod| claims(world, &pod.meta.namespace, Some(&pod.meta.name), &pod.spec))
        .filter_map(|claim| volume(&claim))
        .collect();
    let new: BTreeSet<_> =
        filters.claims.iter().filter_map(volume).filter(|new| !attached.contains(new)).collect();
    let per_driver = |volumes: &BTreeSet<(Text, Text)>| {
        let mut count: BTreeMap<Text, usize> = BTreeMap::new();
        for (driver, _) in volumes {
            *count.entry(driver.clone()).or_default() += 1;
        }
        count
    };
    let attached = per_driver(&attached);
    per_driver(&new)
        .into_iter()
        .filter_map(|(driver, new)| {
            let limits = csi_node.drivers.iter().find(|known| known.name == driver)?;
            let limit = limits.allocatable?;
            let sum = attached.get(&driver).copied().unwrap_or(0) + new;
            (sum > usize::try_from(limit).unwrap_or(0))
                .then_some(Reason::NodeVolumeLimits { driver, limit: Some(limit) })
        })
        .collect()
}

/// The driver and the name of the volume that a claim stands for: of one without a volume yet, its class'
/// provisioner and the claim's own name.
fn volume(claim: &Claim<'_>) -> Option<(Text, Text)> {
    match claim.state {
        ClaimState::Bound(volume) => Some((volume.csi_driver.clone()?, volume.name.clone())),
        ClaimState::WaitsForConsumer(class) => {
            let name = format!("{}/{}", claim.object?.namespace, claim.name);
            Some((class.provisioner.clone(), name.into()))
        }
        _ => None,
    }
}
