use std::cell::OnceCell;

use super::inter_pod_affinity::Neighbours;
use super::scene::{Scene, Scenes};
use super::topology_spread::Spread;
use super::volumes::Claim;
use super::{
    inter_pod_affinity, node_resources, nodes, ports, requests, topology_spread, volume_binding,
    volume_limits, volumes,
};
use crate::model::{Labels, Pod, PodSpec, PreemptionPolicy, Resources};
use crate::scheduling::{Reason, World};

/// A Pod that has no node yet, or one that a controller would make.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'p> {
    pub namespace: &'p str,
    /// None for a Pod that does not exist.
    pub name: Option<&'p str>,
    pub labels: &'p Labels,
    /// After admission.
    pub spec: &'p PodSpec,
    pub priority: i32,
    /// The node that the DaemonSet controller made the Pod for.
    pub pinned_to: Option<&'p str>,
}

impl<'p> From<&'p Pod> for Incoming<'p> {
    fn from(pod: &'p Pod) -> Self {
        Incoming {
            namespace: &pod.meta.namespace,
            name: Some(&pod.meta.name),
            labels: &pod.meta.labels,
            spec: &pod.spec,
            priority: pod.spec.priority.unwrap_or(0),
            pinned_to: pod.pinned_to.as_deref(),
        }
    }
}

/// The filters with what they know of one Pod before they look at any node (their PreFilter states), so
/// that a Pod, or all Pods of one kind, can be held against many nodes.
#[derive(Debug)]
pub struct Filters<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) pod: Incoming<'w>,
    pub(super) requests: Resources,
    pub(super) claims: Vec<Claim<'a>>,
    pub(super) neighbours: OnceCell<Neighbours<'w>>,
    pub(super) spread: OnceCell<Spread<'w>>,
    pub(super) claim_users: OnceCell<Vec<(&'w str, &'w Pod)>>,
}

type Filter = fn(&Filters<'_, '_>, &Scene<'_>) -> Vec<Reason>;

/// In the order of the default profile (pkg/scheduler/apis/config/v1/default_plugins.go).
const IN_ORDER: [Filter; 12] = [
    nodes::unschedulable,
    nodes::name,
    nodes::taints,
    nodes::affinity,
    ports::filter,
    node_resources::filter,
    volumes::restrictions,
    volume_limits::filter,
    volume_binding::filter,
    volumes::zone,
    topology_spread::filter,
    inter_pod_affinity::filter,
];

impl<'w, 'a> Filters<'w, 'a> {
    /// Prepares the filters for `pod`. What costs a look at all Pods is computed when a filter first
    /// asks for it.
    pub fn new(world: &'w World<'a>, pod: Incoming<'w>) -> Self {
        Filters {
            world,
            pod,
            requests: requests::of_spec(pod.spec),
            claims: volumes::claims(world, pod.namespace, pod.name, pod.spec),
            neighbours: OnceCell::new(),
            spread: OnceCell::new(),
            claim_users: OnceCell::new(),
        }
    }

    pub(in crate::scheduling) fn priority(&self) -> i32 {
        self.pod.priority
    }

    pub(in crate::scheduling) fn preemption_policy(&self) -> Option<&PreemptionPolicy> {
        self.pod.spec.preemption_policy.as_ref()
    }

    /// Whether every Pod on the node of `scenes` is known.
    pub(in crate::scheduling) fn knows_pods_of(&self, scenes: &Scenes<'_>) -> bool {
        self.world.snapshot.knows_pods_of(&scenes.node().name)
    }

    /// What keeps the Pod from every node alike: its gates, and then its claims (every PreFilter runs
    /// before any Filter).
    pub(super) fn before_nodes(&self) -> Vec<Vec<Reason>> {
        let gates = &self.pod.spec.scheduling_gates;
        let gates = (!gates.is_empty()).then(|| Reason::SchedulingGates { gates: gates.clone() });
        vec![Vec::from_iter(gates), volume_binding::before_nodes(self)]
    }

    /// What each filter that fails says of the node, in their order.
    pub(super) fn failing<'s>(
        &'s self,
        scenes: &'s Scenes<'_>,
    ) -> impl Iterator<Item = Vec<Reason>> + 's {
        IN_ORDER.iter().filter_map(move |filter| {
            scenes.each().map(|scene| filter(self, scene)).find(|reasons| !reasons.is_empty())
        })
    }

    /// What the first filter that fails says; empty: the Pod fits.
    pub(in crate::scheduling) fn first_failing(&self, scenes: &Scenes<'_>) -> Vec<Reason> {
        self.failing(scenes).next().unwrap_or_default()
    }
}
