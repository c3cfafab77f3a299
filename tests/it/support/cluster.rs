//! The objects of a small cluster, as its API server has them.

use serde_json::{Value, json};

pub fn node(name: &str) -> Value {
    json!({
        "kind": "Node", "apiVersion": "v1",
        "metadata": { "name": name, "labels": { "kubernetes.io/hostname": name } },
        "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" } },
    })
}

pub fn daemon_set(namespace: &str, name: &str) -> Value {
    json!({
        "kind": "DaemonSet", "apiVersion": "apps/v1",
        "metadata": { "name": name, "namespace": namespace, "uid": format!("uid-{name}") },
        "spec": {
            "selector": { "matchLabels": { "app": name } },
            "template": {
                "metadata": { "labels": { "app": name } },
                "spec": { "containers": [{ "name": "c", "image": "i" }] },
            },
        },
        "status": { "desiredNumberScheduled": 1, "currentNumberScheduled": 1 },
    })
}

/// A Pod of that DaemonSet; on no node yet where `bound` is false.
pub fn daemon_pod(namespace: &str, set: &str, node: &str, bound: bool) -> Value {
    let affinity = json!({ "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
        "nodeSelectorTerms": [{ "matchFields": [
            { "key": "metadata.name", "operator": "In", "values": [node] }
        ] }],
    } } });
    let mut pod = json!({
        "kind": "Pod", "apiVersion": "v1",
        "metadata": {
            "name": format!("{set}-{node}"), "namespace": namespace, "labels": { "app": set },
            "ownerReferences": [{ "kind": "DaemonSet", "name": set, "uid": format!("uid-{set}"),
                                  "controller": true }],
        },
        "spec": { "affinity": affinity, "containers": [{ "name": "c", "image": "i" }] },
        "status": { "phase": if bound { "Running" } else { "Pending" } },
    });
    if bound {
        pod["spec"]["nodeName"] = json!(node);
    }
    pod
}

pub fn other_pod(namespace: &str, name: &str, node: &str, phase: &str) -> Value {
    json!({
        "kind": "Pod", "apiVersion": "v1",
        "metadata": {
            "name": name, "namespace": namespace, "labels": { "app": "web" },
            "ownerReferences": [{ "kind": "ReplicaSet", "name": "web", "uid": "rs", "controller": true }],
        },
        "spec": { "nodeName": node, "containers": [{ "name": "c", "image": "i" }] },
        "status": { "phase": phase },
    })
}

pub fn revision(namespace: &str, name: &str, owner: &str) -> Value {
    json!({
        "kind": "ControllerRevision", "apiVersion": "apps/v1", "revision": 1,
        "metadata": {
            "name": name, "namespace": namespace,
            "ownerReferences": [{ "kind": owner, "name": "logs", "uid": "u", "controller": true }],
        },
    })
}

pub fn event(kind: &str, name: &str, r#type: &str) -> Value {
    json!({
        "kind": "Event", "apiVersion": "v1",
        "metadata": { "name": format!("{kind}-{name}-{type}"), "namespace": "a" },
        "involvedObject": { "kind": kind, "namespace": "a", "name": name, "uid": "u" },
        "reason": "Reason", "message": "text", "type": r#type, "count": 2,
    })
}

/// Two nodes, a DaemonSet in each of two namespaces, all well, and things that are not asked about.
pub fn well() -> Vec<Value> {
    vec![
        node("n1"),
        node("n2"),
        daemon_set("a", "logs"),
        daemon_set("b", "net"),
        daemon_pod("a", "logs", "n1", true),
        daemon_pod("a", "logs", "n2", true),
        daemon_pod("b", "net", "n1", true),
        other_pod("a", "web-1", "n1", "Running"),
        other_pod("a", "web-2", "n1", "Succeeded"),
        other_pod("c", "web-3", "n2", "Running"),
        revision("a", "logs-1", "DaemonSet"),
        revision("a", "db-1", "StatefulSet"),
        event("DaemonSet", "logs", "Warning"),
        event("DaemonSet", "logs", "Normal"),
        event("Pod", "logs-n1", "Warning"),
        event("Node", "n1", "Warning"),
    ]
}
