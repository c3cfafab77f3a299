use std::collections::BTreeMap;

use crate::model::PODS;
use crate::scheduling::World;

/// The Pods of one priority on a node, and what they hold of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupants {
    pub priority: i32,
    pub pods: usize,
    /// What evicting them would free, in the units of the model's `Resources`.
    pub held: i64,
}

/// Who holds `resource` on a node, the lowest priority first. Empty where nobody does, or it is not known.
pub(super) fn occupants(world: &World<'_>, node: &str, resource: &str) -> Vec<Occupants> {
    if !world.snapshot.knows_pods_of(node) {
        return Vec::new();
    }
    let mut by_priority: BTreeMap<i32, Occupants> = BTreeMap::new();
    for pod in world.occupants(node) {
        let held = match resource {
            PODS => 1,
            resource => world.requests_of(pod).get(resource).unwrap_or(0),
        };
        if held > 0 {
            let priority = pod.spec.priority.unwrap_or(0);
            let all =
                by_priority.entry(priority).or_insert(Occupants { priority, pods: 0, held: 0 });
            all.pods += 1;
            all.held = all.held.saturating_add(held);
        }
    }
    by_priority.into_values().collect()
}
