use super::message::messages;
use super::{QuantityEntry, SecurityContext};

messages! {
    Container {
        1 name: String [string],
        2 image: String [string],
        6 ports: Vec<ContainerPort> [message, repeated],
        8 resources: ResourceRequirements [message, required],
        24 restart_policy: String [string],
        10 liveness_probe: Option<Probe> [message, optional],
        11 readiness_probe: Option<Probe> [message, optional],
        22 startup_probe: Option<Probe> [message, optional],
        12 lifecycle: Option<Lifecycle> [message, optional],
        15 security_context: Option<SecurityContext> [message, optional],
    }

    ContainerPort {
        2 host_port: i32 [int32],
        3 container_port: i32 [int32],
        4 protocol: String [string],
        #[serde(rename = "hostIP")]
        5 host_ip: String [string],
    }

    ResourceRequirements {
        1 limits: Vec<QuantityEntry> [message, repeated],
        2 requests: Vec<QuantityEntry> [message, repeated],
    }

    /// A probe: what it asks stands in `handler` in protobuf, in line in JSON.
    Probe {
        #[serde(skip)]
        1 handler: Handler [message, required],
        1001 http_get: Option<HttpGetAction> [message, optional],
        1002 tcp_socket: Option<TcpSocketAction> [message, optional],
    }

    Lifecycle {
        1 post_start: Option<Handler> [message, optional],
        2 pre_stop: Option<Handler> [message, optional],
    }

    /// ProbeHandler and LifecycleHandler, of which only the hosts count.
    Handler {
        2 http_get: Option<HttpGetAction> [message, optional],
        3 tcp_socket: Option<TcpSocketAction> [message, optional],
    }

    HttpGetAction {
        3 host: String [string],
    }

    TcpSocketAction {
        2 host: String [string],
    }
}

impl Handler {
    /// The hosts that it names.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        hosts(self.http_get.as_ref(), self.tcp_socket.as_ref())
    }
}

impl Probe {
    /// The hosts that it names.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        hosts(self.http_get.as_ref(), self.tcp_socket.as_ref()).chain(self.handler.hosts())
    }
}

fn hosts<'a>(
    http: Option<&'a HttpGetAction>,
    tcp: Option<&'a TcpSocketAction>,
) -> impl Iterator<Item = &'a str> {
    let named = [http.map(|http| &*http.host), tcp.map(|tcp| &*tcp.host)];
    named.into_iter().flatten().filter(|host| !host.is_empty())
}
