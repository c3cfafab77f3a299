use serde_json::{Value, json};

use super::agreement::{agree_in, text, tokens};
use super::cluster::{shared, until};
use super::room::{LABEL, Node, Room};

/// A DaemonSet of the room with fields of its own, and annotations of its Pods.
fn daemon_set(room: &Room<'_>, fields: Value, annotations: &Value) -> String {
    let mut manifest = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "agent" },
        "spec": fields,
    });
    manifest["spec"]["selector"] = json!({ "matchLabels": { "app": "agent" } });
    manifest["spec"]["template"] = json!({
        "metadata": { "labels": { "app": "agent" }, "annotations": annotations },
        "spec": {
            "nodeSelector": { LABEL: room.name },
            "containers": [{ "name": "app", "image": "example.test/app:1" }],
        },
    });
    manifest.to_string()
}

fn two_nodes() -> [Node; 2] {
    [Node::new("a"), Node::new("b")]
}

/// Waits until the plugin agrees with the cluster and the DaemonSet's rows are as `expected` says of each
/// node's row.
fn becomes(room: &Room<'_>, what: &str, expected: impl Fn(&Value, &[&Value]) -> bool) -> Value {
    until(what, 120, || {
        let answer = agree_in(room)?;
        let item = answer["items"][0].clone();
        let rows: Vec<&Value> = item["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|row| row["state"] != "Excluded")
            .collect();
        let told = format!("{rows:?}");
        if expected(&item, &rows) { Ok(item) } else { Err(told) }
    })
}

fn is_ready_on(count: usize) -> impl Fn(&Value, &[&Value]) -> bool {
    move |item, rows| item["ready"] == count && rows.len() == count
}

fn patch(room: &Room<'_>, annotations: &Value) {
    let patch = json!({ "spec": { "template": { "metadata": { "annotations": annotations } } } });
    room.kubectl(&["patch", "daemonset", "agent", "-p", &patch.to_string()]);
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_surge_has_two_pods_on_a_node() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "surge", &two_nodes()) else { return };
    let strategy =
        json!({ "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1, "maxUnavailable": 0 } });
    room.apply(&daemon_set(&room, json!({ "updateStrategy": strategy }), &json!({})));
    becomes(&room, "both are ready", is_ready_on(2));
    patch(&room, &json!({ "kubelet.test/does": "never-ready" }));
    let item = becomes(&room, "a new Pod stands beside the old one", |_, rows| {
        rows.iter().any(|row| !row["otherPods"].is_null())
    });
    assert_eq!(item["ready"], 2, "the old Pods go on: {item:#}");
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_pod_is_available_after_min_ready_seconds() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "patience", &two_nodes()) else { return };
    room.apply(&daemon_set(&room, json!({ "minReadySeconds": 20 }), &json!({})));
    becomes(&room, "ready, not available", |item, _| item["ready"] == 2 && item["available"] == 0);
    becomes(&room, "available", |item, _| item["available"] == 2);
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_pod_that_does_not_end_is_shown_as_terminating() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "lingering", &two_nodes()) else { return };
    let lingers = json!({ "kubelet.test/terminates-after": "24h" });
    room.apply(&daemon_set(&room, json!({}), &lingers));
    becomes(&room, "both are ready", is_ready_on(2));
    let on = format!("spec.nodeName={}", room.node("a"));
    room.kubectl(&["delete", "pods", "-l", "app=agent", "--field-selector", &on, "--wait=false"]);
    becomes(&room, "one is being deleted", |_, rows| {
        rows[0]["terminating"] == true && rows[1]["terminating"].is_null()
    });
    // One more on the other node has to go, and lingers too.
    room.apply(&orphan(&room, "b", &lingers));
    becomes(&room, "one that was adopted is too many", |_, rows| {
        rows[1]["otherPods"].as_array().is_some_and(|others| others.len() == 1)
    });
    room.kill_pods();
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn pods_that_fail_are_told_until_they_are_replaced() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "failing", &two_nodes()) else { return };
    let exits = json!({ "kubelet.test/does": "exit", "kubelet.test/exit-code": "3" });
    room.apply(&daemon_set(&room, json!({}), &exits));
    // The controller deletes them, the later the oftener.
    let item = becomes(&room, "a failed Pod stands", |_, rows| {
        rows.iter().any(|row| tokens(row).contains("Error"))
    });
    assert_eq!(item["ready"], 0);
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn revisions_are_told_apart() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "revisions", &two_nodes()) else { return };
    let on_delete = json!({ "updateStrategy": { "type": "OnDelete" } });
    room.apply(&daemon_set(&room, on_delete, &json!({})));
    becomes(&room, "both are ready", is_ready_on(2));
    patch(&room, &json!({ "example.test/release": "2" }));
    becomes(&room, "both are outdated", |item, _| item["updated"] == 0 && item["observed"] == true);
    let on = format!("spec.nodeName={}", room.node("b"));
    room.kubectl(&["delete", "pods", "-l", "app=agent", "--field-selector", &on]);
    let item = becomes(&room, "one is new", |item, _| item["updated"] == 1 && item["ready"] == 2);
    let updated: Vec<(&str, &Value)> = item["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["state"] != "Excluded")
        .map(|row| (text(&row["node"]), &row["updated"]))
        .collect();
    assert_eq!(updated, [("revisions-a", &json!(false)), ("revisions-b", &json!(true))]);
    room.kubectl(&["rollout", "undo", "daemonset/agent"]);
    becomes(&room, "the other one is, after a rollback", |item, rows| {
        item["updated"] == 1 && rows[0]["updated"] == true
    });
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn orphans_are_adopted() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "adopted", &two_nodes()) else { return };
    room.apply(&orphan(&room, "a", &json!({})));
    let manifest =
        daemon_set(&room, json!({ "updateStrategy": { "type": "OnDelete" } }), &json!({}));
    room.apply(&manifest);
    let item = becomes(&room, "the orphan counts", is_ready_on(2));
    assert_eq!(item["updated"], 1, "nobody knows its revision: {item:#}");

    room.kubectl(&["delete", "daemonset", "agent", "--cascade=orphan"]);
    room.apply(&manifest);
    becomes(&room, "its own Pods of before count", is_ready_on(2));
}

/// A Pod that nobody owns, on a node, with the DaemonSet's label.
fn orphan(room: &Room<'_>, letter: &str, annotations: &Value) -> String {
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "name": "orphan", "labels": { "app": "agent" }, "annotations": annotations },
        "spec": {
            "nodeName": room.node(letter),
            "containers": [{ "name": "app", "image": "example.test/app:1" }],
        },
    })
    .to_string()
}

/// Of a Pod that is being resized the scheduler counts the larger of what it asks for and what it has.
#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_resized_pod_takes_what_it_asks_for() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "resized", &two_nodes()) else { return };
    room.apply(
        "{apiVersion: v1, kind: Pod, metadata: {name: growing}, spec: {nodeName: ROOM-b, containers: [\
         {name: app, image: i, resources: {requests: {cpu: 1}}}]}}",
    );
    until("the Pod runs", 20, || {
        let pod = room.get(&["pod", "growing"]);
        if pod["status"]["phase"] == "Running" { Ok(()) } else { Err(pod["status"].to_string()) }
    });
    // What its kubelet would say, without which there is no resize.
    let has = r#"[{"op":"add","path":"/status/containerStatuses/0/resources","value":{"requests":{"cpu":"1"}}}]"#;
    let status =
        ["patch", "pod", "growing", "--subresource", "status", "--type", "json", "-p", has];
    room.kubectl(&status);
    let grown = r#"{"spec":{"containers":[{"name":"app","resources":{"requests":{"cpu":"3"}}}]}}"#;
    room.kubectl(&["patch", "pod", "growing", "--subresource", "resize", "-p", grown]);
    let mut manifest: Value =
        serde_json::from_str(&daemon_set(&room, json!({}), &json!({}))).expect("JSON");
    let container = &mut manifest["spec"]["template"]["spec"]["containers"][0];
    container["resources"] = json!({ "requests": { "cpu": "2" } });
    room.apply(&manifest.to_string());
    becomes(&room, "there is no room where it grew", |_, rows| {
        rows[0]["state"] == "Ready" && tokens(rows[1]).contains("NodeResourcesFit/cpu")
    });
}
