use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::cluster::Cluster;
use super::room::{LABEL, Room};
use super::words::{Tokens, scheduler_tokens};

/// The counters as the plugin and as the API call them.
const COUNTERS: [(&str, &str); 6] = [
    ("desired", "desiredNumberScheduled"),
    ("current", "currentNumberScheduled"),
    ("ready", "numberReady"),
    ("available", "numberAvailable"),
    ("updated", "updatedNumberScheduled"),
    ("misscheduled", "numberMisscheduled"),
];

/// Whether the counters have to be the controller's too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counters {
    Agree,
    /// The controller does not count again when a node with a running Pod gets or loses a NoSchedule taint,
    /// or when a node is gone: then the answer has to say that they are not the same.
    MayBeStale,
}

/// Asks the plugin about all DaemonSets, and the API server for the same, and gives the answer where they
/// agree; else all that differs.
pub(super) fn agree(cluster: &Cluster, counters: Counters) -> Result<Value, String> {
    compare(cluster, None, counters)
}

/// [`agree`] about the DaemonSets and nodes of a room alone: nodes of others come and go.
pub(super) fn agree_in(room: &Room<'_>) -> Result<Value, String> {
    compare(room.cluster, Some(room), Counters::Agree)
}

fn compare(
    cluster: &Cluster,
    room: Option<&Room<'_>>,
    counters: Counters,
) -> Result<Value, String> {
    let before = Held::read(cluster, room);
    let namespace = room.map(Room::namespace);
    let scope = namespace.as_ref().map_or(vec!["-A"], |namespace| vec!["-n", namespace]);
    let mut answer = cluster.answer(&[&["ds-coverage"], &scope[..]].concat(), "")?;
    let (facts, after) = (before.facts(), Held::read(cluster, room).facts());
    if let Some(moved) = after.symmetric_difference(&facts).next() {
        return Err(format!("the cluster is moving: {moved}"));
    }
    if room.is_some() {
        let names = before.node_names();
        for item in answer["items"].as_array_mut().into_iter().flatten() {
            let rows = item["nodes"].as_array_mut().expect("nodes");
            rows.retain(|row| names.contains(text(&row["node"])) || row["state"] != "Excluded");
        }
    }
    let differences = before.differences(&answer, counters);
    if differences.is_empty() { Ok(answer) } else { Err(differences.join("\n")) }
}

/// What the API server holds.
struct Held {
    objects: Vec<Value>,
    failed: BTreeSet<String>,
}

impl Held {
    /// As the API server prints it: kubectl takes ten times as long over it.
    fn read(cluster: &Cluster, room: Option<&Room<'_>>) -> Self {
        let within = room.map_or(String::new(), |room| format!("/namespaces/{}", room.namespace()));
        let listed = |kind: &str, path: String| {
            let list = cluster.kubectl(&["get", "--raw", &path]);
            let mut list: Value = serde_json::from_str(&list).expect("JSON");
            let mut objects = list["items"].as_array_mut().map(std::mem::take).unwrap_or_default();
            for object in &mut objects {
                object["kind"] = json!(kind);
            }
            objects
        };
        let mut objects = listed("Node", "/api/v1/nodes".to_owned());
        if let Some(room) = room {
            objects.retain(|node| node["metadata"]["labels"][LABEL] == *room.name);
        }
        objects.extend(listed("DaemonSet", format!("/apis/apps/v1{within}/daemonsets")));
        objects.extend(listed("Pod", format!("/api/v1{within}/pods")));
        let events = format!("/api/v1{within}/events?fieldSelector=reason%3DFailedCreate");
        let failed = listed("Event", events)
            .iter()
            .map(|event| text(&event["involvedObject"]["uid"]).to_owned())
            .collect();
        Held { objects, failed }
    }

    fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.objects.iter().filter(move |object| object["kind"] == kind)
    }

    fn node_names(&self) -> BTreeSet<&str> {
        self.of_kind("Node").map(|node| text(&node["metadata"]["name"])).collect()
    }

    /// All that an answer could depend on, without what changes all the time.
    fn facts(&self) -> BTreeSet<String> {
        self.objects
            .iter()
            .map(|object| {
                let (meta, spec, status) =
                    (&object["metadata"], &object["spec"], &object["status"]);
                let is = |kind| condition(object, kind).map(|is| text(&is["status"]));
                // It counts nodes, which come and go.
                let said = condition(object, "PodScheduled").map(|said| text(&said["message"]));
                let said = (is("Ready"), said.map(scheduler_tokens));
                let held = match text(&object["kind"]) {
                    "Node" => json!([meta["labels"], spec["taints"], spec["unschedulable"]]),
                    "Pod" => json!([
                        meta["ownerReferences"],
                        meta["deletionTimestamp"],
                        spec["nodeName"],
                        status["phase"],
                        status["containerStatuses"][0]["state"]["waiting"]["reason"],
                    ]),
                    _ => json!([meta["generation"], status]),
                };
                format!("{} {} {said:?} {held}", object["kind"], meta["uid"])
            })
            .collect()
    }

    /// The Pods of a DaemonSet by the node that each is on or meant for, without those that have ended and
    /// are being deleted.
    fn pods(&self, owner: &Value) -> BTreeMap<&str, Vec<&Value>> {
        let mut by_node: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for pod in self.of_kind("Pod") {
            let owners = pod["metadata"]["ownerReferences"].as_array();
            let is_own = owners.is_some_and(|all| {
                all.iter().any(|one| one["uid"] == *owner && one["controller"] == true)
            });
            let ended = matches!(text(&pod["status"]["phase"]), "Failed" | "Succeeded");
            let deleted = !pod["metadata"]["deletionTimestamp"].is_null();
            if is_own && !(ended && deleted) {
                by_node.entry(target(pod)).or_default().push(pod);
            }
        }
        by_node
    }

    fn differences(&self, answer: &Value, counters: Counters) -> Vec<String> {
        let mut differences = Vec::new();
        let nodes = self.node_names();
        let items = answer["items"].as_array().expect("items");
        if items.len() != self.of_kind("DaemonSet").count() {
            differences.push(format!("{} DaemonSets", items.len()));
        }
        if answer["unread"].as_array().is_none_or(|unread| !unread.is_empty()) {
            differences.push(format!("unread: {}", answer["unread"]));
        }
        for daemon_set in self.of_kind("DaemonSet") {
            let (namespace, name) = key(&daemon_set["metadata"]);
            let mut differ = |what: String| differences.push(format!("{namespace}/{name} {what}"));
            let item = items.iter().find(|item| key(item) == (namespace, name));
            let Some(item) = item else {
                differ("is not answered".to_owned());
                continue;
            };
            let rows = item["nodes"].as_array().expect("nodes");
            let named: Vec<&str> = rows.iter().map(|row| text(&row["node"])).collect();
            if named != nodes.iter().copied().collect::<Vec<_>>() {
                differ(format!("has rows for {named:?}"));
            }
            let uid = &daemon_set["metadata"]["uid"];
            let pods = self.pods(uid);
            for row in rows {
                let on_node = pods.get(text(&row["node"])).map_or(&[][..], Vec::as_slice);
                for what in row_differences(row, on_node, self.failed.contains(text(uid))) {
                    differ(format!("{}: {} {what}", text(&row["node"]), text(&row["state"])));
                }
            }
            counts(daemon_set, item, counters, &mut differ);
        }
        differences
    }
}

fn counts(daemon_set: &Value, item: &Value, counters: Counters, differ: &mut impl FnMut(String)) {
    let count = |states: &[&str]| {
        let rows = item["nodes"].as_array().into_iter().flatten();
        rows.filter(|row| states.contains(&text(&row["state"]))).count()
    };
    for (counter, states) in [
        ("desired", &["Ready", "NotReady", "Pending", "Missing"][..]),
        ("current", &["Ready", "NotReady", "Pending"]),
        ("ready", &["Ready"]),
        ("misscheduled", &["Misscheduled"]),
    ] {
        if item[counter] != count(states) {
            differ(format!("{counter} is {} of {} rows", item[counter], count(states)));
        }
    }
    let mut same = true;
    for (ours, theirs) in COUNTERS {
        let controller = daemon_set["status"][theirs].as_i64().unwrap_or(0);
        if item["status"][ours] != controller {
            differ(format!("status.{ours} {}, kubectl {controller}", item["status"][ours]));
        }
        same &= item[ours] == controller;
        if counters == Counters::Agree && item[ours] != controller {
            differ(format!("{ours} {}, the controller {controller}", item[ours]));
        }
    }
    if item["statusAgrees"] != same {
        differ(format!("statusAgrees {}", item["statusAgrees"]));
    }
    if !same && !text(&item["disagreement"]).contains("the status is stale") {
        differ(format!("disagrees for {}", item["disagreement"]));
    }
}

/// What a row says that the Pods there do not.
fn row_differences(row: &Value, pods: &[&Value], has_failed: bool) -> Vec<String> {
    let mut differences = Vec::new();
    let state = text(&row["state"]);
    let given = tokens(row);
    let names: BTreeSet<&str> = pods.iter().map(|pod| text(&pod["metadata"]["name"])).collect();
    let others = row["otherPods"].as_array().into_iter().flatten();
    let shown: BTreeSet<&str> =
        others.chain([&row["pod"]]).map(text).filter(|name| !name.is_empty()).collect();
    if names != shown {
        differences.push(format!("with {shown:?}, where there are {names:?}"));
    }
    if (state != "Ready") == row["reasons"].as_array().is_none_or(Vec::is_empty) {
        differences.push(format!("for {given:?}"));
    }
    let pod = pods.iter().find(|pod| pod["metadata"]["name"] == row["pod"]);
    let Some(pod) = pod else {
        if !matches!(state, "Missing" | "Excluded") {
            differences.push("without a Pod".to_owned());
        }
        if state == "Missing" && has_failed && !given.contains("FailedCreate") {
            differences.push(format!("for {given:?}, and there are FailedCreate events"));
        }
        return differences;
    };
    let is_ready = condition(pod, "Ready").is_some_and(|ready| ready["status"] == "True");
    let is_bound = pod["spec"]["nodeName"].is_string();
    let real = match (is_bound, is_ready) {
        (false, _) => "Pending",
        (true, false) => "NotReady",
        (true, true) => "Ready",
    };
    if state != real && state != "Misscheduled" {
        differences.push(format!("of {}, which is {real}", pod["metadata"]["name"]));
    }
    if row["terminating"].as_bool().unwrap_or(false)
        == pod["metadata"]["deletionTimestamp"].is_null()
    {
        differences.push(format!("terminating {}", row["terminating"]));
    }
    if row["revision"] != pod["metadata"]["labels"]["controller-revision-hash"] {
        differences.push(format!("of revision {}", row["revision"]));
    }
    if state == "Pending" {
        let said = condition(pod, "PodScheduled").map_or("", |said| text(&said["message"]));
        let said = scheduler_tokens(said);
        if said != given && pod["spec"]["schedulerName"] == "default-scheduler" {
            differences.push(format!("for {given:?}, the scheduler says {said:?}"));
        }
    }
    if state == "NotReady" {
        let containers = pod["status"]["containerStatuses"].as_array().into_iter().flatten();
        for container in containers {
            let waits = text(&container["state"]["waiting"]["reason"]);
            if !waits.is_empty() && !given.contains(waits) {
                differences.push(format!("for {given:?}, a container is in {waits}"));
            }
        }
    }
    differences
}

/// The reasons of a row, without those that would only block next.
pub(super) fn tokens(row: &Value) -> Tokens {
    let reasons = row["reasons"].as_array().into_iter().flatten();
    reasons
        .filter(|reason| reason["further"] != true)
        .map(|reason| match reason["resource"].as_str() {
            Some(resource) => format!("{}/{resource}", text(&reason["reason"])),
            None => text(&reason["reason"]).to_owned(),
        })
        .collect()
}

/// The node that a daemon Pod is on, or meant for.
fn target(pod: &Value) -> &str {
    if let Some(node) = pod["spec"]["nodeName"].as_str() {
        return node;
    }
    let required =
        &pod["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"];
    text(&required["nodeSelectorTerms"][0]["matchFields"][0]["values"][0])
}

pub(super) fn condition<'a>(object: &'a Value, kind: &str) -> Option<&'a Value> {
    object["status"]["conditions"].as_array()?.iter().find(|condition| condition["type"] == kind)
}

fn key(object: &Value) -> (&str, &str) {
    (text(&object["namespace"]), text(&object["name"]))
}

/// The string, or nothing.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
