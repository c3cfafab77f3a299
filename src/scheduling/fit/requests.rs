//! What a Pod requests (`PodRequests` of k8s.io/component-helpers/resource/helpers.go).

use crate::model::{CPU, ConditionStatus, Container, MEMORY, Pod, PodSpec, Resources, Text};

/// What a Pod with this spec asks of a node, without the one Pod that it is.
///
/// Containers and sidecars run side by side; an init container runs beside the sidecars before it, one
/// after the other: the larger of the two counts. Requests at Pod level stand in for those of the
/// containers (on by default since 1.34), and the overhead comes on top.
pub(in crate::scheduling) fn of_spec(spec: &PodSpec) -> Resources {
    requests(spec, |container| container.requests.clone())
}

/// What a running Pod holds where an in-place resize makes that differ from its spec; None where no
/// resize is told of.
///
/// The larger of the spec's and the actuated requests counts, and only the actuated ones where the
/// kubelet calls the resize infeasible (1.33 and later).
pub(in crate::scheduling) fn resized(pod: &Pod) -> Option<Resources> {
    let actuated: &[(Text, Resources)] = &pod.details()?.actuated;
    if actuated.is_empty() {
        return None;
    }
    let infeasible = pod.condition("PodResizePending").is_some_and(|pending| {
        pending.status == ConditionStatus::True && pending.reason.as_deref() == Some("Infeasible")
    });
    Some(requests(&pod.spec, |container| {
        let in_force = actuated.iter().find(|(name, _)| *name == container.name);
        match in_force {
            Some((_, in_force)) if infeasible => in_force.clone(),
            Some((_, in_force)) => {
                let mut larger = container.requests.clone();
                larger.raise_to(in_force);
                larger
            }
            None => container.requests.clone(),
        }
    }))
}

/// The limits of a Pod with this spec, summed as its requests are (`PodLimits`).
pub(in crate::scheduling) fn limits_of_spec(spec: &PodSpec) -> Resources {
    of_containers(spec, |container| container.limits.clone())
}

fn requests(spec: &PodSpec, of: impl Fn(&Container) -> Resources) -> Resources {
    let mut sum = of_containers(spec, of);
    for (name, amount) in spec.pod_requests.iter() {
        if at_pod_level(name) {
            sum.set(name.clone(), amount);
        }
    }
    sum.add(&spec.overhead);
    sum
}

fn of_containers(spec: &PodSpec, of: impl Fn(&Container) -> Resources) -> Resources {
    let mut sum = Resources::default();
    for container in &spec.containers {
        sum.add(&of(container));
    }
    let mut sidecars = Resources::default();
    let mut largest_init = Resources::default();
    for container in &spec.init_containers {
        let mut beside = of(container);
        if container.sidecar {
            sum.add(&beside);
            sidecars.add(&beside);
            beside = sidecars.clone();
        } else {
            beside.add(&sidecars);
        }
        largest_init.raise_to(&beside);
    }
    sum.raise_to(&largest_init);
    sum
}

/// Which resources a Pod can request as a whole (`IsSupportedPodLevelResource`).
fn at_pod_level(name: &str) -> bool {
    name == CPU || name == MEMORY || name.starts_with("hugepages-")
}
