use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::agreement::{agree_in, condition, text, tokens};
use super::cluster::{Cluster, shared, try_until};
use super::room::{LABEL, Node, Room};
use super::scenarios::{SCENARIOS, Scenario};

/// How many are played at a time: they wait most of the time.
const AT_ONCE: usize = 6;

/// What the plugin previews, what then is, what it says of that, and what the table expects are the same,
/// node by node, with the reasons that the scheduler gives.
#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn previews_and_reasons_are_those_of_the_scheduler() {
    let (_shared, cluster) = shared();
    if cluster.control_plane.is_none() {
        eprintln!("passed over: it needs nodes of its own making");
        return;
    }
    let only = std::env::var("LIVE_SCENARIO").ok();
    let chosen = SCENARIOS.iter().filter(|one| only.as_ref().is_none_or(|name| name == one.name));
    let next = Mutex::new(chosen);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(scenario) = { next.lock().expect("a scenario").next() } {
                    if let Err(why) = play(cluster, scenario) {
                        let told = format!("{}: {why}", scenario.name);
                        failures.lock().expect("the failures").push(told);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("the failures");
    assert!(failures.is_empty(), "{} scenarios:\n{}", failures.len(), failures.join("\n\n"));
}

fn play(cluster: &Cluster, scenario: &Scenario) -> Result<(), String> {
    let nodes = [Node::new("a").label("disk", "ssd"), Node::new("b"), Node::new("c")];
    let Some(room) = Room::with_nodes(cluster, scenario.name, &nodes) else { return Ok(()) };
    if !scenario.there.is_empty() {
        room.apply(scenario.there);
    }
    try_until(120, || is_calm(&room))?;
    let manifest = manifest(&room, scenario.spec).to_string();
    let namespace = room.namespace();
    let preview = cluster.answer(&["ds-coverage", "-n", &namespace, "-f", "-"], &manifest)?;
    let previewed = rows(&room, &preview);

    room.apply(&manifest);
    let is_as_expected = || {
        let real = rows(&room, &agree_in(&room)?);
        let shown: Vec<String> = real.iter().map(|(node, row)| format!("{node}={row}")).collect();
        let expected: Vec<String> = scenario.rows.split(' ').map(at_last).collect();
        if shown == expected { Ok(()) } else { Err(format!("it became {}", shown.join(" "))) }
    };
    let became = try_until(120, is_as_expected);

    let shown: Vec<String> = previewed.iter().map(|(node, row)| format!("{node}={row}")).collect();
    let expected: Vec<String> = scenario.rows.split(' ').map(at_first).collect();
    let is_open = scenario.rows.contains('?');
    let told = preview.to_string();
    let says_so = told.contains("PodNodeSelector") || told.contains("could not be judged");
    became.map_err(|why| format!("expected {}, previewed {shown:?}\n{why}", scenario.rows))?;
    if shown != expected || is_open != says_so {
        return Err(format!("became {}, previewed {shown:?}", scenario.rows));
    }
    Ok(())
}

/// Claims are bound that name their volume, Pods that have a node are running, a quota is counted, nodes
/// have the taints that their conditions ask for.
fn is_calm(room: &Room<'_>) -> Result<(), String> {
    let listed = room.get(&["pods,persistentvolumeclaims,resourcequotas"]);
    for object in listed["items"].as_array().into_iter().flatten() {
        let calm = match text(&object["kind"]) {
            "Pod" => condition(object, "Ready").is_some_and(|ready| ready["status"] == "True"),
            "PersistentVolumeClaim" => {
                let is_promised = !object["spec"]["volumeName"].is_null();
                !is_promised || object["status"]["phase"] == "Bound"
            }
            _ => !object["status"]["used"].is_null(),
        };
        if !calm {
            return Err(format!(
                "{} is not there yet: {}",
                object["metadata"]["name"], object["status"]
            ));
        }
    }
    Ok(())
}

fn manifest(room: &Room<'_>, spec: &str) -> Value {
    let mut spec: Value =
        serde_saphyr::from_str(&format!("{{{}}}", spec.replace("ROOM", &room.name))).expect("YAML");
    if spec["containers"].is_null() {
        spec["containers"] = json!([{ "name": "app", "image": "i" }]);
    }
    spec["nodeSelector"][LABEL] = json!(room.name);
    json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "agent" },
        "spec": {
            "selector": { "matchLabels": { "app": "agent" } },
            "template": { "metadata": { "labels": { "app": "agent" } }, "spec": spec },
        },
    })
}

/// The rows of the room's nodes, in the table's words.
fn rows(room: &Room<'_>, answer: &Value) -> BTreeMap<String, String> {
    let rows = answer["items"][0]["nodes"].as_array().into_iter().flatten();
    rows.filter_map(|row| {
        let node = text(&row["node"]).strip_prefix(&format!("{}-", room.name))?;
        if node.contains('-') {
            return None; // of a room whose name begins alike
        }
        let tokens = tokens(row);
        let refused = tokens.contains("FailedCreate");
        let state = match text(&row["state"]) {
            "WouldSchedule" => "Ready",
            "WouldPend" if refused => "Missing",
            "WouldPend" => "Pending",
            state => state,
        };
        let reasons = tokens.into_iter().collect::<Vec<_>>().join(",");
        let colon = if reasons.is_empty() { "" } else { ":" };
        let victims = row["preempts"].as_array().into_iter().flatten();
        let victims: String = victims
            .map(|victim| format!(">{}", text(victim).rsplit('/').next().unwrap_or_default()))
            .collect();
        Some((node.to_owned(), format!("{state}{colon}{reasons}{victims}")))
    })
    .collect()
}

/// A row of the table as it is before: without what only becomes known when there is a Pod.
fn at_first(row: &str) -> String {
    row.split('?').next().unwrap_or(row).to_owned()
}

/// A row as it is in the end, when there is nobody left to evict.
fn at_last(row: &str) -> String {
    let row = row.split('>').next().unwrap_or(row);
    let (node, state) = row.split_once('=').expect("node=state");
    format!("{node}={}", state.split('?').next_back().unwrap_or(state))
}
