use serde_json::{Value, json};

use super::agreement::{Counters, agree, text};
use super::cluster::{alone, until};
use super::room::{LABEL, Node, Room};

/// Twenty-six nodes of every kind, beside those that the cluster has.
fn nodes() -> Vec<Node> {
    let named = |number: usize| {
        let zone = ["zone-a", "zone-b", "zone-c"][number % 3];
        Node::new(&format!("{number:02}"))
            .label("topology.kubernetes.io/zone", zone)
            .label("generation", &number.to_string())
    };
    (1..=26)
        .map(|number| {
            let node = named(number);
            match number {
                1 | 2 => node.label("gpu", "true").taint("gpu", "NoSchedule"),
                3 => node.taint("dedicated", "NoExecute"),
                4 => node.cordoned(),
                5 => node.annotation("kubelet.test/pressure", "MemoryPressure,DiskPressure"),
                6 => node.annotation("kubelet.test/ready", "False"),
                7 => node.allocatable("4", "3"),
                8 => node.allocatable("500m", "110"),
                9 => node.taint("soft", "PreferNoSchedule"),
                10 => node.taint("dedicated", "NoSchedule").taint("gpu", "NoSchedule"),
                11 | 12 => node.label("disk", "ssd"),
                _ => node,
            }
        })
        .collect()
}

/// DaemonSets that are placed, refused and broken in all the ways there are: name, namespace's suffix, what
/// the template says, and its annotations.
const DAEMON_SETS: [(&str, &str, &str, &str); 25] = [
    ("plain", "", "", ""),
    ("gpu", "", "nodeSelector: {gpu: 'true'}, tolerations: [{key: gpu, operator: Exists}]", ""),
    (
        "zones",
        "",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [\
         {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-a, zone-b]}]}]}}}",
        "",
    ),
    (
        "newer",
        "",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [\
         {matchExpressions: [{key: generation, operator: Gt, values: ['20']}]}, \
         {matchExpressions: [{key: disk, operator: Exists}, {key: generation, operator: NotIn, values: ['12']}]}]}}}",
        "",
    ),
    ("everywhere", "", "tolerations: [{operator: Exists}]", ""),
    ("dedicated", "", "tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]", ""),
    ("port", "", "PORT: {containerPort: 80, hostPort: 9100}", ""),
    ("port-too", "", "PORT: {containerPort: 80, hostPort: 9100}", ""),
    ("port-local", "", "PORT: {containerPort: 80, hostPort: 9101, hostIP: 127.0.0.1}", ""),
    ("port-host", "", "hostNetwork: true, PORT: {containerPort: 9101}", ""),
    ("hungry", "", "CPU: 2", ""),
    ("hungrier", "", "CPU: 3", ""),
    ("huge", "", "CPU: 64", ""),
    ("device", "", "CPU: 1, example.test/device: 1", ""),
    ("gated", "", "schedulingGates: [{name: example.test/gate}]", ""),
    ("elsewhere", "", "schedulerName: nobody", ""),
    ("unready", "", "", "kubelet.test/does: never-ready"),
    ("crashing", "", "", "kubelet.test/does: crash-loop, kubelet.test/back-off: 24h"),
    ("no-image", "", "", "kubelet.test/does: image-pull-error"),
    ("orphan", "", "serviceAccountName: absent", ""),
    ("quota", "-quota", "", ""),
    ("restricted", "-restricted", "", ""),
    ("on-delete", "", "", ""),
    ("unavailable", "", "", ""),
    ("one-node", "", "nodeName: whole-13", ""),
];

/// The manifest of a line of [`DAEMON_SETS`], for the nodes of the room.
fn daemon_set(room: &Room<'_>, line: &(&str, &str, &str, &str)) -> Value {
    let (name, suffix, spec, annotations) = line;
    let (spec, port) = spec.split_once("PORT: ").unwrap_or((spec, ""));
    let (spec, cpu) = spec.split_once("CPU: ").unwrap_or((spec, ""));
    let parsed = |text: &str| -> Value { serde_saphyr::from_str(&format!("{{{text}}}")).unwrap() };
    let mut spec = parsed(spec);
    let mut container = json!({ "name": "app", "image": "example.test/app:1" });
    if !port.is_empty() {
        container["ports"] = json!([parsed(&port.replace(['{', '}'], ""))]);
    }
    if !cpu.is_empty() {
        let amounts = parsed(&format!("cpu: {cpu}"));
        container["resources"] = json!({ "requests": amounts, "limits": amounts });
    }
    spec["containers"] = json!([container]);
    // Most leave the other nodes of the cluster alone.
    if *name != "plain" && *name != "everywhere" {
        spec["nodeSelector"][LABEL] = json!(room.name);
    }
    let strategy = match *name {
        "on-delete" => json!({ "type": "OnDelete" }),
        "unavailable" => json!({ "rollingUpdate": { "maxUnavailable": "30%" } }),
        _ => json!({ "type": "RollingUpdate" }),
    };
    json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": name, "namespace": format!("{}{suffix}", room.namespace()) },
        "spec": {
            "selector": { "matchLabels": { "app": name } },
            "updateStrategy": strategy,
            "template": {
                "metadata": { "labels": { "app": name }, "annotations": parsed(annotations) },
                "spec": spec,
            },
        },
    })
}

/// A cluster of every trouble, and every change that makes the controller place Pods anew: after each, the
/// answer is that of the API server, row by row and counter by counter.
#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn ds_coverage_agrees_with_the_cluster_after_every_change() {
    let (_alone, cluster) = alone();
    let Some(room) = Room::with_nodes(cluster, "whole", &nodes()) else { return };
    cluster.apply(&namespaces(&room).to_string());
    // Pods of nobody take room, and ports.
    room.apply(
        "{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-14, containers: [\
         {name: c, image: example.test/c:1, resources: {requests: {cpu: 3500m}}, ports: [{containerPort: 1, hostPort: 9100}]}]}}",
    );
    let all: Vec<Value> = DAEMON_SETS.iter().map(|line| daemon_set(&room, line)).collect();
    cluster.apply(&json!({ "apiVersion": "v1", "kind": "List", "items": all }).to_string());

    let agreed = |what: &str| until(what, SETTLED, || agree(cluster, Counters::Agree));
    let answer = agreed("after the DaemonSets were made");
    let states = states(&answer);
    for state in ["Ready", "NotReady", "Pending", "Missing", "Excluded"] {
        assert!(states.contains(&state), "no row is {state}: this shows little");
    }

    let node = |number: &str| room.node(number);
    let kubectl = |args: &[&str]| drop(room.kubectl(args));
    let changes: [(&str, Stale, &dyn Fn()); 17] = [
        ("a node joined", Stale::OfUnbound, &|| {
            room.add_nodes(&[Node::new("99").label("disk", "ssd")]);
        }),
        ("a node was deleted", Stale::OfUnbound, &|| {
            kubectl(&["delete", "node", &node("15")]);
        }),
        ("a node was tainted NoExecute", Stale::OfUnbound, &|| {
            kubectl(&["taint", "node", &node("16"), "out=now:NoExecute"]);
        }),
        ("a node was tainted NoSchedule", Stale::Certainly("on-delete"), &|| {
            kubectl(&["taint", "node", &node("21"), "late=yes:NoSchedule"]);
        }),
        ("a NoSchedule taint ended", Stale::OfUnbound, &|| {
            kubectl(&["taint", "node", &node("21"), "late-"]);
        }),
        ("a node was cordoned", Stale::OfUnbound, &|| kubectl(&["cordon", &node("17")])),
        ("a node was uncordoned", Stale::OfUnbound, &|| kubectl(&["uncordon", &node("04")])),
        ("a label was taken away", Stale::OfUnbound, &|| {
            kubectl(&["label", "node", &node("11"), "disk-"]);
        }),
        ("a label was given", Stale::OfUnbound, &|| {
            kubectl(&["label", "node", &node("18"), "disk=ssd"]);
        }),
        ("a NoExecute taint ended", Stale::OfUnbound, &|| {
            kubectl(&["taint", "node", &node("03"), "dedicated-"]);
        }),
        ("room was made", Stale::OfUnbound, &|| kubectl(&["delete", "pod", "filler", "--force"])),
        ("the template changed, RollingUpdate", Stale::OfUnbound, &|| {
            kubectl(&["set", "image", "daemonset/unavailable", "app=example.test/app:2"]);
        }),
        ("the template changed, OnDelete", Stale::OfUnbound, &|| {
            kubectl(&["set", "image", "daemonset/on-delete", "app=example.test/app:2"]);
        }),
        ("outdated Pods were deleted", Stale::OfUnbound, &|| {
            let on = format!("spec.nodeName={}", node("20"));
            kubectl(&[
                "delete",
                "pods",
                "-l",
                "app in (on-delete, plain)",
                "--field-selector",
                &on,
            ]);
        }),
        ("Pods were deleted", Stale::OfUnbound, &|| {
            kubectl(&["delete", "pods", "-l", "app in (crashing, port)", "--wait=false"]);
        }),
        ("a DaemonSet was deleted", Stale::OfUnbound, &|| {
            kubectl(&["delete", "daemonset", "hungry"]);
        }),
        ("a node was lost", Stale::Perhaps, &|| {
            kubectl(&["label", "node", &node("22"), "kubelet.test/lost=true"]);
            until("a node is lost", 90, || {
                let found = cluster.get(&["node", &node("22")]);
                let taints = found["spec"]["taints"].as_array().map_or(0, Vec::len);
                if taints == 2 { Ok(()) } else { Err(found["spec"].to_string()) }
            });
        }),
    ];
    for (what, expected, change) in changes {
        change();
        let stale = until(&format!("after {what}, counters apart"), SETTLED, || {
            let answer = agree(cluster, Counters::MayBeStale)?;
            let stale = stale(&answer);
            if expected.allows(&stale) { Ok(stale) } else { Err(format!("stale are {stale:?}")) }
        });
        for (namespace, name) in &stale {
            let look = format!("live.test/look={}", what.replace([' ', ','], "-"));
            let annotate = ["annotate", "daemonset", name, "-n", namespace, "--overwrite", &look];
            cluster.kubectl(&annotate);
        }
        if !stale.is_empty() {
            agreed(&format!("after {what}, and a look at {} DaemonSets", stale.len()));
        }
    }
}

/// How many seconds the controllers, and a busy machine, may take over a change.
const SETTLED: u64 = 120;

/// Of which DaemonSets the controller's own counters are those of before a change, so that the answer has to
/// say so, until something makes the controller look at the DaemonSet: here, an annotation.
///
/// When a node changes, it looks at the DaemonSets that lack a bound Pod there and should have one, that have
/// one and should not, or that have one and count some as misscheduled (`syncNodeUpdate` in
/// pkg/controller/daemon/daemon_controller.go); when a node is deleted, at none.
enum Stale {
    /// Of this one at least: a NoSchedule taint leaves its Pods where they are.
    Certainly(&'static str),
    /// Of those alone that have Pods that are refused or not bound.
    OfUnbound,
    /// Of any: the taint of a lost node comes before or after its Pods are marked as not ready.
    Perhaps,
}

impl Stale {
    fn allows(&self, stale: &[(String, String)]) -> bool {
        match self {
            Stale::Certainly(daemon_set) => stale.iter().any(|(_, name)| name == daemon_set),
            Stale::OfUnbound => stale.iter().all(|(_, name)| NOT_BOUND.contains(&&**name)),
            Stale::Perhaps => true,
        }
    }
}

/// DaemonSets of which some Pods are refused or not bound.
const NOT_BOUND: [&str; 12] = [
    "orphan",
    "quota",
    "restricted",
    "gated",
    "elsewhere",
    "huge",
    "device",
    "hungry",
    "hungrier",
    "port",
    "port-too",
    "port-host",
];

/// The DaemonSets whose own counters are not those of now: namespace and name.
fn stale(answer: &Value) -> Vec<(String, String)> {
    let items = answer["items"].as_array().into_iter().flatten();
    items
        .filter(|item| item["statusAgrees"] == false)
        .map(|item| (text(&item["namespace"]).to_owned(), text(&item["name"]).to_owned()))
        .collect()
}

/// The namespaces that refuse Pods.
fn namespaces(room: &Room<'_>) -> Value {
    let named = |suffix: &str, labels: Value| {
        let mut namespace = json!({ "apiVersion": "v1", "kind": "Namespace" });
        namespace["metadata"] =
            json!({ "name": format!("{}{suffix}", room.namespace()), "labels": labels });
        namespace["metadata"]["labels"][LABEL] = json!(room.name);
        namespace
    };
    let quota = json!({
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": { "name": "few", "namespace": format!("{}-quota", room.namespace()) },
        "spec": { "hard": { "pods": "5" } },
    });
    let restricted = json!({ "pod-security.kubernetes.io/enforce": "restricted" });
    let items = [named("-quota", json!({})), quota, named("-restricted", restricted)];
    json!({ "apiVersion": "v1", "kind": "List", "items": items })
}

fn states(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().into_iter().flatten();
    let rows = items.flat_map(|item| item["nodes"].as_array().into_iter().flatten());
    rows.map(|row| text(&row["state"])).collect()
}
