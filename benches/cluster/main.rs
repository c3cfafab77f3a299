//! What the plugin takes on a large cluster, beside curl and kubectl in the same run.
//!
//! ```console
//! cargo bench --bench cluster                       # 5,000 nodes, 20 DaemonSets, 150,000 Pods
//! cargo bench --bench cluster -- --nodes 1000 --daemon-sets 10 --other-pods 20000 --kubectl
//! ```
//!
//! A server in this process hands out a generated cluster over loopback HTTP, and each program is run against
//! it: median of `--runs` (3). Wall and CPU time, peak memory, bytes and requests are printed, the first two
//! also as ratios to curl fetching all Pods as protobuf, which is what no client can beat by much. `--kubectl`
//! adds kubectl, which takes minutes; `--analysis` ends after the rules alone, and `--serve` hands out the
//! cluster until it is stopped, for a profiler.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::float_cmp,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "a program for whoever measures"
)]

mod analysis;
mod generate;
mod measure;
mod serve;

use kubectl_workloads::cluster::wire;
use measure::{Cost, median};
use prost::Message;
use serde_json::Value;

use generate::Size;
use serve::Server;

const BINARY: &str = env!("CARGO_BIN_EXE_kubectl-workloads");

fn main() {
    if measure::serve() {
        return;
    }
    let option = |name: &str, or: usize| {
        let given = std::env::args().skip_while(|arg| arg != name).nth(1);
        given.map_or(or, |given| given.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
    };
    let size = Size {
        nodes: option("--nodes", 5_000),
        daemon_sets: option("--daemon-sets", 20),
        other_pods: option("--other-pods", 50_000),
    };
    let runs = option("--runs", 3);
    analysis::print(5_000, 100);
    if std::env::args().any(|arg| arg == "--analysis") {
        return;
    }

    let pods = size.nodes * size.daemon_sets + size.other_pods;
    let cluster = generate::cluster(size, encode);
    println!(
        "\n{} nodes, {} DaemonSets, {pods} Pods; median of {runs}\n",
        size.nodes, size.daemon_sets
    );
    println!(
        "{:<44} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "", "wall s", "CPU s", "peak MB", "MB", "requests", "× curl"
    );
    let server = Server::start(cluster);
    let url = format!("http://{}", server.address);
    if std::env::args().any(|arg| arg == "--serve") {
        println!("{url}");
        loop {
            std::thread::park();
        }
    }
    let last = pods.saturating_sub(1) / 500 * 500;
    let pages = format!("{url}/api/v1/pods?limit=500&continue=[0-{last}:500]");
    let accept = |kind: &str| format!("Accept: {kind}");
    let (protobuf, json) =
        (accept("application/vnd.kubernetes.protobuf"), accept("application/json"));
    let curl = |header| vec!["curl", "-s", "-o", "/dev/null", "-H", header, &pages];
    let workloads = |args: &[&'static str]| {
        [&[BINARY][..], args, &["--server", &url, "--kubeconfig", "/dev/null"]].concat()
    };
    let kubectl = |args: &[&'static str]| {
        [&["kubectl"][..], args, &["--server", &url, "--kubeconfig", "/dev/null"]].concat()
    };

    let mut floor = None;
    let mut row = |name: &str, command: &[&str]| {
        measure::cost(command);
        server.reset();
        let cost = median(runs, command);
        let (requests, megabytes) = server.reset();
        let runs = runs as u64;
        let ratio = cost.wall / floor.get_or_insert(cost).wall;
        let Cost { wall, cpu, peak } = cost;
        println!(
            "{name:<44} {wall:>8.2} {cpu:>8.2} {peak:>8.0} {:>8} {:>9} {ratio:>9.2}",
            megabytes / runs,
            requests / runs
        );
    };
    row("curl, protobuf, every Pod", &curl(&protobuf));
    row("curl, JSON, every Pod", &curl(&json));
    row("kubectl workloads ds-coverage -A", &workloads(&["ds-coverage", "-A"]));
    row(
        "kubectl workloads ds-coverage -A -o json",
        &workloads(&["ds-coverage", "-A", "-o", "json"]),
    );
    row(
        "kubectl workloads ds-coverage -n … agent-000",
        &workloads(&["ds-coverage", "-n", "kube-system", "agent-000"]),
    );
    row("kubectl workloads --help", &[BINARY, "--help"]);
    row("kubectl get ds -A (counts only)", &kubectl(&["get", "ds", "-A"]));
    if std::env::args().any(|arg| arg == "--kubectl") {
        row("kubectl get pods -A -o wide", &kubectl(&["get", "pods", "-A", "-o", "wide"]));
    }
}

/// An object as protobuf: what our messages know of it, and what else makes it as long as a real one.
fn encode(kind: &str, object: &Value) -> Vec<u8> {
    fn known<M: Message + serde::de::DeserializeOwned>(object: &Value) -> Vec<u8> {
        serde_json::from_value::<M>(object.clone()).expect("an object of that kind").encode_to_vec()
    }
    if kind == "Pod" {
        return pod(object);
    }
    let mut bytes = match kind {
        "Node" => known::<wire::Node>(object),
        "DaemonSet" => known::<wire::DaemonSet>(object),
        "ControllerRevision" => known::<wire::ControllerRevision>(object),
        other => panic!("no message for {other}"),
    };
    // A message field that comes twice is merged: this adds to the metadata.
    serve::field(&mut bytes, 1, &managed_fields(object));
    bytes
}

fn pod(object: &Value) -> Vec<u8> {
    fn part<M: Message + serde::de::DeserializeOwned>(object: &Value) -> M {
        serde_json::from_value(object.clone()).expect("a part of a Pod")
    }
    let mut metadata = part::<wire::ObjectMeta>(&object["metadata"]).encode_to_vec();
    metadata.extend(managed_fields(object));
    let mut spec = part::<wire::PodSpec>(&object["spec"]);
    let containers = std::mem::take(&mut spec.containers);
    let mut spec = spec.encode_to_vec();
    for (known, container) in
        containers.iter().zip(object["spec"]["containers"].as_array().expect("containers"))
    {
        let mut bytes = known.encode_to_vec();
        for variable in container["env"].as_array().into_iter().flatten() {
            let mut entry = Vec::new();
            serve::field(&mut entry, 1, variable["name"].as_str().expect("a name").as_bytes());
            serve::field(&mut entry, 2, variable["value"].as_str().expect("a value").as_bytes());
            serve::field(&mut bytes, 7, &entry);
        }
        serve::field(&mut spec, 2, &bytes);
    }
    let mut bytes = Vec::new();
    serve::field(&mut bytes, 1, &metadata);
    serve::field(&mut bytes, 2, &spec);
    serve::field(&mut bytes, 3, &part::<wire::PodStatus>(&object["status"]).encode_to_vec());
    bytes
}

/// `metadata.managedFields`, as a field of the metadata.
fn managed_fields(object: &Value) -> Vec<u8> {
    let (mut entry, mut field) = (Vec::new(), Vec::new());
    if let Some(fields) = object["metadata"].get("managedFields") {
        serve::field(&mut entry, 7, fields.to_string().as_bytes());
        serve::field(&mut field, 17, &entry);
    }
    field
}
