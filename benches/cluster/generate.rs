//! A cluster of N nodes × M DaemonSets and other Pods, as the bytes that an API server would send.

use serde_json::{Value, json};

/// How large the cluster is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) nodes: usize,
    pub(crate) daemon_sets: usize,
    /// Pods that are no daemon Pods.
    pub(crate) other_pods: usize,
}

/// One object in both formats.
pub(crate) struct Object {
    pub(crate) namespace: String,
    /// The value of its label `app`.
    pub(crate) app: String,
    pub(crate) node: String,
    pub(crate) json: Vec<u8>,
    pub(crate) protobuf: Vec<u8>,
}

/// All objects of a resource.
pub(crate) struct Resource {
    /// As in the path: `nodes`, `pods`, …
    pub(crate) plural: &'static str,
    pub(crate) group: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) objects: Vec<Object>,
}

/// Encodes an object's JSON as protobuf.
pub(crate) type Encode = fn(kind: &str, object: &Value) -> Vec<u8>;

/// What stands for the number of an object and of its node in a template. As wide as what takes its place, so
/// that no length changes.
const NUMBER: &str = "@@@@@@@";
const NODE: &str = "#######";

/// The cluster: every DaemonSet has a ready Pod on every node; they live in two namespaces.
pub(crate) fn cluster(size: Size, encode: Encode) -> Vec<Resource> {
    let mut pods = Vec::new();
    for set in 0..size.daemon_sets {
        let namespace = if set % 2 == 0 { "kube-system" } else { "monitoring" };
        let app = format!("agent-{set:03}");
        let owner = json!([{ "apiVersion": "apps/v1", "kind": "DaemonSet", "name": app, "uid": uid(1, set),
            "controller": true, "blockOwnerDeletion": true }]);
        let template = Template::new("Pod", &pod(namespace, &app, &owner, true), encode);
        pods.extend(
            (0..size.nodes)
                .map(|node| template.object(namespace, &app, set * size.nodes + node, node)),
        );
    }
    for other in 0..size.other_pods.div_ceil(500) {
        let namespace = format!("team-{:03}", other % 100);
        let app = format!("web-{other:04}");
        let owner = json!([{ "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": app, "uid": uid(2, other),
            "controller": true, "blockOwnerDeletion": true }]);
        let template = Template::new("Pod", &pod(&namespace, &app, &owner, false), encode);
        let count = 500.min(size.other_pods - other * 500);
        pods.extend((0..count).map(|i| {
            let number = other * 500 + i;
            template.object(&namespace, &app, 5_000_000 + number, number % size.nodes)
        }));
    }
    let node = Template::new("Node", &node(), encode);
    let revision = |set: usize| {
        let namespace = if set.is_multiple_of(2) { "kube-system" } else { "monitoring" };
        let app = format!("agent-{set:03}");
        Template::new("ControllerRevision", &controller_revision(namespace, &app, set), encode)
            .object(namespace, &app, set, 0)
    };
    let daemon_set = |set: usize| {
        let namespace = if set.is_multiple_of(2) { "kube-system" } else { "monitoring" };
        let app = format!("agent-{set:03}");
        Template::new("DaemonSet", &self::daemon_set(namespace, &app, set, size.nodes), encode)
            .object(namespace, &app, set, 0)
    };
    vec![
        Resource {
            plural: "nodes",
            group: "v1",
            kind: "Node",
            objects: (0..size.nodes).map(|n| node.object("", "", n, n)).collect(),
        },
        Resource { plural: "pods", group: "v1", kind: "Pod", objects: pods },
        Resource { plural: "events", group: "v1", kind: "Event", objects: Vec::new() },
        Resource {
            plural: "daemonsets",
            group: "apps/v1",
            kind: "DaemonSet",
            objects: (0..size.daemon_sets).map(daemon_set).collect(),
        },
        Resource {
            plural: "controllerrevisions",
            group: "apps/v1",
            kind: "ControllerRevision",
            objects: (0..size.daemon_sets).map(revision).collect(),
        },
    ]
}

struct Template {
    json: String,
    protobuf: Vec<u8>,
}

impl Template {
    fn new(kind: &str, object: &Value, encode: Encode) -> Self {
        Template { json: object.to_string(), protobuf: encode(kind, object) }
    }

    fn object(&self, namespace: &str, app: &str, number: usize, node: usize) -> Object {
        let (number, node) = (format!("{number:07}"), format!("{node:07}"));
        let mut protobuf = self.protobuf.clone();
        for (hole, text) in [(NUMBER, &number), (NODE, &node)] {
            let mut from = 0;
            while let Some(at) = find(&protobuf[from..], hole.as_bytes()) {
                protobuf[from + at..from + at + text.len()].copy_from_slice(text.as_bytes());
                from += at + text.len();
            }
        }
        Object {
            namespace: namespace.to_owned(),
            app: app.to_owned(),
            node: format!("node-{node}"),
            json: self.json.replace(NUMBER, &number).replace(NODE, &node).into_bytes(),
            protobuf,
        }
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

fn uid(kind: usize, number: usize) -> String {
    format!("{kind:08x}-0000-4000-8000-{number:012x}")
}

const CREATED: &str = "2026-11-01T08:00:00Z";

fn pod(namespace: &str, app: &str, owner: &Value, daemon: bool) -> Value {
    let conditions =
        ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]
            .map(|kind| json!({ "type": kind, "status": "True", "lastTransitionTime": CREATED }));
    let mut pod = json!({
        "metadata": {
            "name": format!("{app}-{NUMBER}"), "generateName": format!("{app}-"), "namespace": namespace,
            "uid": format!("00000003-0000-4000-8000-00000{NUMBER}"), "resourceVersion": "123456789",
            "creationTimestamp": CREATED, "ownerReferences": owner,
            "labels": { "app": app, "controller-revision-hash": "5d8f7b9c6d", "pod-template-generation": "3" },
            "managedFields": managed_fields(),
        },
        "spec": {
            "nodeName": format!("node-{NODE}"), "serviceAccountName": app, "schedulerName": "default-scheduler",
            "priority": 0, "restartPolicy": "Always", "enableServiceLinks": true, "dnsPolicy": "ClusterFirst",
            "tolerations": [{ "operator": "Exists" }],
            "containers": [{
                "name": "agent", "image": format!("registry.example/{app}:v1.2.3"),
                "resources": { "requests": { "cpu": "100m", "memory": "128Mi" }, "limits": { "memory": "256Mi" } },
                "env": (0..12).map(|i| json!({ "name": format!("SETTING_{i}"), "value": "a value of middling length" })).collect::<Vec<_>>(),
                "volumeMounts": [{ "name": "token", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true }],
            }],
            "volumes": [{ "name": "token", "projected": { "sources": [{ "serviceAccountToken": { "path": "token", "expirationSeconds": 3607 } }] } }],
        },
        "status": {
            "phase": "Running", "startTime": CREATED, "hostIP": "10.0.0.1", "podIP": "10.1.0.1",
            "conditions": conditions,
            "containerStatuses": [{
                "name": "agent", "ready": true, "started": true, "restartCount": 0,
                "image": format!("registry.example/{app}:v1.2.3"), "imageID": "sha256:0123456789abcdef0123456789abcdef",
                "containerID": "containerd://0123456789abcdef0123456789abcdef", "state": { "running": { "startedAt": CREATED } },
            }],
        },
    });
    if daemon {
        pod["spec"]["affinity"] = json!({ "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
            "nodeSelectorTerms": [{ "matchFields": [{ "key": "metadata.name", "operator": "In", "values": [format!("node-{NODE}")] }] }] } } });
    }
    pod
}

fn node() -> Value {
    json!({
        "metadata": {
            "name": format!("node-{NODE}"), "uid": format!("00000004-0000-4000-8000-00000{NODE}"), "creationTimestamp": CREATED,
            "labels": { "kubernetes.io/hostname": format!("node-{NODE}"), "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
                "topology.kubernetes.io/zone": "eu-1a", "node.kubernetes.io/instance-type": "m5.2xlarge" },
            "managedFields": managed_fields(),
        },
        "spec": {},
        "status": {
            "allocatable": { "cpu": "64", "memory": "256Gi", "ephemeral-storage": "100Gi", "pods": "250" },
            "conditions": [{ "type": "Ready", "status": "True", "lastTransitionTime": CREATED, "reason": "KubeletReady" }],
        },
    })
}

fn daemon_set(namespace: &str, app: &str, set: usize, nodes: usize) -> Value {
    json!({
        "metadata": { "name": app, "namespace": namespace, "uid": uid(1, set), "generation": 3, "creationTimestamp": CREATED,
            "annotations": { "deprecated.daemonset.template.generation": "3" } },
        "spec": {
            "selector": { "matchLabels": { "app": app } },
            "template": {
                "metadata": { "labels": { "app": app } },
                "spec": { "tolerations": [{ "operator": "Exists" }], "containers": [{ "name": "agent", "image": "registry.example/agent:v1",
                    "resources": { "requests": { "cpu": "100m", "memory": "128Mi" } } }] },
            },
            "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": { "maxUnavailable": 1, "maxSurge": 0 } },
        },
        "status": { "observedGeneration": 3, "desiredNumberScheduled": nodes, "currentNumberScheduled": nodes, "numberReady": nodes,
            "numberAvailable": nodes, "updatedNumberScheduled": nodes, "numberMisscheduled": 0 },
    })
}

fn controller_revision(namespace: &str, app: &str, set: usize) -> Value {
    json!({
        "metadata": { "name": format!("{app}-5d8f7b9c6d"), "namespace": namespace, "uid": uid(5, set), "creationTimestamp": CREATED,
            "labels": { "app": app, "controller-revision-hash": "5d8f7b9c6d" },
            "ownerReferences": [{ "apiVersion": "apps/v1", "kind": "DaemonSet", "name": app, "uid": uid(1, set), "controller": true }] },
        "revision": 3,
    })
}

/// What a server-side apply leaves behind: most of an object's bytes, and nobody's business here.
fn managed_fields() -> Value {
    let fields: serde_json::Map<String, Value> = (0..112)
        .map(|i| (format!("f:field-number-{i:03}"), json!({ "f:nested": {}, ".": {} })))
        .collect();
    json!([{ "manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1", "time": CREATED,
        "fieldsType": "FieldsV1", "fieldsV1": fields }])
}
