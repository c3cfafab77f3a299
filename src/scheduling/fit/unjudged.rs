use super::Filters;
use super::volumes::{Claim, ClaimState};
use crate::model::{Node, Occupancy, Resource, WhenUnsatisfiable};

/// A filter whose answer is open, because what it looks at is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unjudged {
    /// The plugin, by the scheduler's name.
    pub plugin: &'static str,
    pub lacking: Lacking,
}

/// What is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// The Pods on the node.
    PodsOfNode,
    /// The Pods on other nodes.
    PodsOfOtherNodes,
    /// A kind that could not be read.
    Kind(Resource),
    /// The plugin's own objects are no part of the model.
    Model,
}

/// Which filters' answers are open for the Pod and `node`.
pub(super) fn unjudged(filters: &Filters<'_, '_>, node: &Node) -> Vec<Unjudged> {
    let (world, spec) = (filters.world, filters.pod.spec);
    let snapshot = world.snapshot;
    let mut open = Vec::new();
    let mut add = |plugin, lacking| {
        let new = Unjudged { plugin, lacking };
        if !open.contains(&new) {
            open.push(new);
        }
    };
    if !snapshot.knows_pods_of(&node.name) {
        for plugin in ["NodePorts", "NodeResourcesFit"] {
            add(plugin, Lacking::PodsOfNode);
        }
        if !filters.claims.is_empty() {
            add("NodeVolumeLimits", Lacking::PodsOfNode);
        }
    }
    if snapshot.occupancy != Occupancy::All {
        let spreads = spec
            .topology_spread
            .iter()
            .any(|spread| spread.when_unsatisfiable == WhenUnsatisfiable::DoNotSchedule);
        if spreads {
            add("PodTopologySpread", Lacking::PodsOfOtherNodes);
        }
        add("InterPodAffinity", Lacking::PodsOfOtherNodes);
        if filters.claims.iter().any(Claim::is_exclusive) {
            add("VolumeRestrictions", Lacking::PodsOfOtherNodes);
        }
    }
    let by_namespace = spec
        .pod_affinity
        .iter()
        .chain(&spec.pod_anti_affinity)
        .any(|term| term.namespace_selector.is_some());
    if by_namespace && !snapshot.knows(Resource::Namespaces, "") {
        add("InterPodAffinity", Lacking::Kind(Resource::Namespaces));
    }
    for claim in &filters.claims {
        if let ClaimState::Unknown(resource) = claim.state {
            add("VolumeBinding", resource.map_or(Lacking::Model, Lacking::Kind));
        } else if !snapshot.knows(Resource::CsiNodes, "") {
            add("NodeVolumeLimits", Lacking::Kind(Resource::CsiNodes));
        }
    }
    if !spec.resource_claims.is_empty() {
        add("DynamicResources", Lacking::Model);
    }
    open
}
