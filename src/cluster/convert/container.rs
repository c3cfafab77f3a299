use super::Malformed;
use super::meta::resources;
use crate::cluster::wire;
use crate::model::{Container, HostPort, Interner, Resources};

/// Containers, or init containers, of a Pod or template.
pub(super) fn containers(
    containers: &[wire::Container],
    host_network: bool,
    interner: &mut Interner,
) -> Result<Vec<Container>, Malformed> {
    let containers = containers.iter().enumerate();
    containers
        .map(|(at, one)| {
            container(one, host_network, interner)
                .map_err(|error| error.within(format_args!("[{at}]")))
        })
        .collect()
}

fn container(
    container: &wire::Container,
    host_network: bool,
    interner: &mut Interner,
) -> Result<Container, Malformed> {
    let limits = resources(&container.resources.limits, interner)
        .map_err(|error| error.within("resources.limits"))?;
    let requests = resources(&container.resources.requests, interner)
        .map_err(|error| error.within("resources.requests"))?;
    Ok(Container {
        name: interner.text(&container.name),
        image: interner.text(&container.image),
        requests: defaulted(requests, &limits),
        limits,
        host_ports: container
            .ports
            .iter()
            .filter_map(|port| host_port(port, host_network, interner).transpose())
            .collect::<Result<_, _>>()?,
        sidecar: container.restart_policy == "Always",
    })
}

/// A limit without a request is the request (`SetDefaults_Pod` in pkg/apis/core/v1/defaults.go).
fn defaulted(mut requests: Resources, limits: &Resources) -> Resources {
    for (name, limit) in limits.iter() {
        if requests.get(name).is_none() {
            requests.set(name.clone(), limit);
        }
    }
    requests
}

/// The port of the node that a container port takes, if any: with `hostNetwork` each is one
/// (`defaultHostNetworkPorts` in pkg/apis/core/v1/defaults.go), in a template too, since its Pods will be
/// defaulted.
pub(super) fn host_port(
    port: &wire::ContainerPort,
    host_network: bool,
    interner: &mut Interner,
) -> Result<Option<HostPort>, Malformed> {
    let number = match port.host_port {
        0 if host_network => port.container_port,
        given => given,
    };
    if number == 0 {
        return Ok(None);
    }
    let number = u16::try_from(number)
        .map_err(|_| Malformed::new("ports.hostPort", format!("{number} is no port")))?;
    let (protocol, ip) = (port.protocol.as_str().into(), interner.text(&port.host_ip));
    Ok(Some(HostPort { port: number, protocol, ip }))
}
