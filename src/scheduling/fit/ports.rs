//! NodePorts (plugins/nodeports; `HostPortInfo` of k8s.io/kube-scheduler/framework/types.go).

use super::Filters;
use super::scene::Scene;
use crate::model::{HostPort, PodSpec};
use crate::scheduling::{PodRef, Reason};

/// Each port that the Pod wants and another Pod holds.
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let taken = |wanted: &HostPort| {
        scene
            .pods
            .iter()
            .find(|pod| host_ports(&pod.spec).any(|held| conflict(wanted, held)))
            .map(|pod| PodRef::from(*pod))
    };
    host_ports(filters.pod.spec)
        .filter_map(|wanted| {
            let holder = taken(wanted)?;
            Some(Reason::NodePorts { port: wanted.clone(), holder: Some(holder) })
        })
        .collect()
}

/// The host ports of containers and of sidecars (1.33 and later); those of plain init containers do not
/// count (`GetHostPorts`).
fn host_ports(spec: &PodSpec) -> impl Iterator<Item = &HostPort> {
    let sidecars = spec.init_containers.iter().filter(|container| container.sidecar);
    let ports = spec.containers.iter().chain(sidecars).flat_map(|container| &container.host_ports);
    ports.filter(|port| port.port > 0)
}

/// Whether two Pods cannot both hold these: `0.0.0.0`, and no address, are every address; `::` is one
/// like any other.
fn conflict(one: &HostPort, other: &HostPort) -> bool {
    let everywhere = |port: &HostPort| port.ip.is_empty() || &*port.ip == "0.0.0.0";
    one.port == other.port
        && one.protocol == other.protocol
        && (everywhere(one) || everywhere(other) || one.ip == other.ip)
}
