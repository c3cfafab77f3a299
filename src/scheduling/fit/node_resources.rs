//! NodeResourcesFit (`fitsRequest` of plugins/noderesources/fit.go).

use super::Filters;
use super::scene::Scene;
use crate::model::{CPU, EPHEMERAL_STORAGE, MEMORY, PODS};
use crate::scheduling::Reason;

/// Every resource that lacks: the number of Pods, cpu, memory, local storage, and then the others by name.
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let allocatable = |name: &str| scene.node.allocatable.get(name).unwrap_or(0);
    let pods = i64::try_from(scene.pods.len()).unwrap_or(i64::MAX);
    let mut lacking = Vec::new();
    if pods >= allocatable(PODS) {
        lacking.push(Reason::NodeResourcesFit {
            resource: PODS.into(),
            requested: 1,
            used: pods,
            allocatable: allocatable(PODS),
        });
    }
    let standard = [CPU, MEMORY, EPHEMERAL_STORAGE];
    let others = filters.requests.iter().map(|(name, _)| &**name).filter(|name| is_scalar(name));
    for name in standard.into_iter().chain(others) {
        let requested = filters.requests.get(name).unwrap_or(0);
        let used = scene.requested.get(name).unwrap_or(0);
        let allocatable = allocatable(name);
        // A request of nothing fits on a node that has promised too much.
        if requested > 0 && requested > allocatable.saturating_sub(used) {
            let resource = name.into();
            lacking.push(Reason::NodeResourcesFit { resource, requested, used, allocatable });
        }
    }
    lacking
}

/// Which further resources the scheduler counts (`IsScalarResourceName` of pkg/apis/core/v1/helper):
/// extended ones, huge pages, attachable volumes.
fn is_scalar(name: &str) -> bool {
    name.contains('/') || name.starts_with("hugepages-") || name.starts_with("attachable-volumes-")
}
