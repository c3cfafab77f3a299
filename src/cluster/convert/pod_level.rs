use super::Malformed;
use super::meta::resources;
use crate::cluster::wire;
use crate::model::{CPU, Container, Interner, MEMORY, Resources};

/// Requests at Pod level, with their defaults: where only limits are given at Pod level, cpu and memory
/// are what the containers ask for together, or else the limit (`defaultPodRequests` in
/// pkg/apis/core/v1/defaults.go).
pub(super) fn pod_requests(
    pod_level: &wire::ResourceRequirements,
    containers: &[Container],
    init_containers: &[Container],
    interner: &mut Interner,
) -> Result<Resources, Malformed> {
    let mut requests = resources(&pod_level.requests, interner)
        .map_err(|error| error.within("resources.requests"))?;
    let limits =
        resources(&pod_level.limits, interner).map_err(|error| error.within("resources.limits"))?;
    if limits.is_empty() {
        return Ok(requests);
    }
    for (name, amount) in together(containers, init_containers).iter() {
        if matches!(&**name, CPU | MEMORY) && requests.get(name).is_none() {
            requests.set(name.clone(), amount);
        }
    }
    for (name, limit) in limits.iter() {
        let supported = matches!(&**name, CPU | MEMORY) || name.starts_with("hugepages-");
        if supported && requests.get(name).is_none() {
            requests.set(name.clone(), limit);
        }
    }
    Ok(requests)
}

/// What the containers ask for at most at one time (`AggregateContainerRequests` in component-helpers).
fn together(containers: &[Container], init_containers: &[Container]) -> Resources {
    let mut sum = Resources::default();
    for container in containers {
        sum.add(&container.requests);
    }
    let (mut sidecars, mut starting) = (Resources::default(), Resources::default());
    for init in init_containers {
        let mut now = sidecars.clone();
        now.add(&init.requests);
        if init.sidecar {
            sidecars = now.clone();
        }
        starting.raise_to(&now);
    }
    sum.add(&sidecars);
    sum.raise_to(&starting);
    sum
}
