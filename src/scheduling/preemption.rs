//! Whether evicting others makes room: the dry run of DefaultPreemption
//! (plugins/defaultpreemption/default_preemption.go). PodDisruptionBudgets, which only change who is
//! evicted, are not modelled.

use std::cmp::Reverse;

use super::fit::{Filters, Scenes};
use super::{AffinityRule, PodRef, Reason};
use crate::model::{Pod, PreemptionPolicy};

/// What preemption does for a Pod on a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preemption {
    /// The Pod fits as it is.
    NotNeeded,
    /// Evicting these Pods, the most important first, makes room.
    Helps {
        victims: Vec<PodRef>,
    },
    CannotHelp(NoPreemption),
}

/// Why preemption does not help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPreemption {
    /// `preemptionPolicy: Never`.
    PolicyNever,
    /// What blocks is not another Pod, or more is asked for than the node has.
    Unresolvable,
    /// Nobody on the node has a lower priority; `lowest` is the lowest there.
    NoVictims { lowest: Option<i32> },
    /// This would still block if everybody of a lower priority had gone.
    StillBlocked(Vec<Reason>),
    /// Who is on the node is not known.
    Unknown,
}

/// What preemption does for the Pod on the node of `scenes`, where the first filter to fail said
/// `blocking`.
pub(super) fn preemption<'w>(
    filters: &Filters<'_, '_>,
    mut scenes: Scenes<'w>,
    blocking: &[Reason],
) -> Preemption {
    if blocking.is_empty() {
        return Preemption::NotNeeded;
    }
    let no = Preemption::CannotHelp;
    if filters.preemption_policy() == Some(&PreemptionPolicy::Never) {
        return no(NoPreemption::PolicyNever);
    }
    if blocking.iter().any(|reason| !is_resolvable(reason)) {
        return no(NoPreemption::Unresolvable);
    }
    if !filters.knows_pods_of(&scenes) {
        return no(NoPreemption::Unknown);
    }
    let priority = |pod: &Pod| pod.spec.priority.unwrap_or(0);
    let lower = scenes.bound().iter().copied().filter(|pod| priority(pod) < filters.priority());
    let mut lower: Vec<&'w Pod> = lower.collect();
    if lower.is_empty() {
        let lowest = scenes.bound().iter().map(|pod| priority(pod)).min();
        return no(NoPreemption::NoVictims { lowest });
    }
    for pod in &lower {
        scenes.remove(filters, pod);
    }
    let blocking = filters.first_failing(&scenes);
    if !blocking.is_empty() {
        return no(NoPreemption::StillBlocked(blocking));
    }
    // The most important ones may stay if they can: a higher priority first, then who was there longer
    // (`MoreImportantPod`).
    lower.sort_by_key(|pod| (Reverse(priority(pod)), pod.meta.created_at));
    let mut victims = Vec::new();
    for pod in lower {
        scenes.restore(filters, pod);
        if !filters.first_failing(&scenes).is_empty() {
            scenes.remove(filters, pod);
            victims.push(PodRef::from(pod));
        }
    }
    Preemption::Helps { victims }
}

/// Whether another Pod's leaving could change what a filter said: its status was Unschedulable, not
/// UnschedulableAndUnresolvable.
fn is_resolvable(reason: &Reason) -> bool {
    match reason {
        Reason::NodePorts { .. }
        | Reason::VolumeRestrictions { .. }
        | Reason::NodeVolumeLimits { .. } => true,
        Reason::NodeResourcesFit { requested, allocatable, resource, .. } => {
            requested <= allocatable || &**resource == crate::model::PODS
        }
        Reason::PodTopologySpread { missing_label, .. } => !missing_label,
        Reason::InterPodAffinity { rule, .. } => *rule != AffinityRule::Affinity,
        _ => false,
    }
}
