use super::*;
use crate::model::{HostPort, Protocol};
use crate::scheduling::PodRef;
use crate::scheduling::given::{node, snapshot};

/// `TCP/127.0.0.1/8080`
fn port(text: &str) -> HostPort {
    let mut parts = text.split('/');
    let mut part = || parts.next().unwrap();
    HostPort { protocol: Protocol::from(part()), ip: part().into(), port: part().parse().unwrap() }
}

fn holding(ports: &[&str]) -> Container {
    Container { host_ports: ports.iter().map(|text| port(text)).collect(), ..container("") }
}

#[test]
fn a_port_is_taken_if_protocol_number_and_address_meet() {
    for (wanted, used, taken) in [
        ("UDP/127.0.0.1/8080", &["UDP/127.0.0.1/9090"][..], false),
        ("UDP/127.0.0.1/8080", &["UDP/127.0.0.1/8080"], true),
        ("TCP/127.0.0.1/8080", &["TCP/127.0.0.2/8080"], false),
        ("UDP/127.0.0.1/8080", &["TCP/127.0.0.1/8080"], false),
        ("TCP/0.0.0.0/8001", &["TCP/127.0.0.1/8001"], true),
        ("TCP/127.0.0.1/8001", &["TCP/0.0.0.0/8001"], true),
        ("TCP//8001", &["TCP/127.0.0.1/8001"], true),
        ("TCP/::/8001", &["TCP/127.0.0.1/8001"], false),
        ("UDP/127.0.0.1/8001", &["TCP/0.0.0.0/8001"], false),
        ("UDP/127.0.0.1/8001", &["TCP/0.0.0.0/8001", "UDP/0.0.0.0/8001"], true),
        ("TCP//0", &["TCP//0"], false),
    ] {
        let there = PodSpec { containers: vec![holding(used)], ..PodSpec::default() };
        let cluster = snapshot(vec![node("n")], vec![running("there", "n", there)]);
        let spec = PodSpec { containers: vec![holding(&[wanted])], ..PodSpec::default() };
        let holder = PodRef { namespace: "kube-system".into(), name: "there".into(), priority: 0 };
        let conflict = Reason::NodePorts { port: port(wanted), holder: Some(holder) };
        let blocking = judge(&cluster, "n", spec).blocking;
        assert_eq!(blocking, Vec::from_iter(taken.then_some(conflict)), "{wanted} {used:?}");
    }
}

#[test]
fn of_init_containers_only_sidecars_hold_ports() {
    let there = PodSpec { containers: vec![holding(&["TCP//80"])], ..PodSpec::default() };
    let cluster = snapshot(vec![node("n")], vec![running("there", "n", there)]);
    for (sidecar, blocking) in [(false, vec![]), (true, vec!["NodePorts"])] {
        let init = Container { sidecar, ..holding(&["TCP//80"]) };
        let spec = PodSpec { init_containers: vec![init], ..PodSpec::default() };
        assert_eq!(tokens(&judge(&cluster, "n", spec).blocking), blocking, "sidecar: {sidecar}");
    }
}
