use serde_json::Value;

use super::cluster::{alone, until};
use super::room::{Node, Room};

/// Pods that wait for a volume and for room, that crash and that run; and a preview of more of them.
const DAEMON_SETS: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: waits}, spec: {\
    selector: {matchLabels: {app: waits}}, template: {metadata: {labels: {app: waits}}, spec: {\
    nodeSelector: {live.test/room: ROOM}, volumes: [{name: v, persistentVolumeClaim: {claimName: absent}}], \
    containers: [{name: app, image: i}]}}}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: hungry}, spec: {\
    selector: {matchLabels: {app: hungry}}, template: {metadata: {labels: {app: hungry}}, spec: {\
    nodeSelector: {live.test/room: ROOM}, containers: [{name: app, image: i, resources: {requests: {cpu: 3}}}]}}}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: crashes}, spec: {\
    selector: {matchLabels: {app: crashes}}, template: {metadata: {labels: {app: crashes}, \
    annotations: {kubelet.test/does: crash-loop, kubelet.test/back-off: 24h}}, spec: {\
    containers: [{name: app, image: i}]}}}}
---
{apiVersion: v1, kind: LimitRange, metadata: {name: defaults}, spec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}}";

const PREVIEWED: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: preview}, spec: {\
    selector: {matchLabels: {app: preview}}, template: {metadata: {labels: {app: preview}}, spec: {\
    serviceAccountName: absent, containers: [{name: app, image: i, resources: {requests: {cpu: 2}}}]}}}}";

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_snapshot_answers_as_the_cluster_does() {
    let (_alone, cluster) = alone();
    let nodes = [Node::new("a").allocatable("2", "110"), Node::new("b").taint("x", "NoSchedule")];
    let Some(room) = Room::with_nodes(cluster, "recorded", &nodes) else { return };
    room.apply(DAEMON_SETS);
    let (folder, namespace) = (tempfile::tempdir().expect("a folder"), room.namespace());
    let file = folder.path().join("cluster.json.gz").display().to_string();
    let asked: [&[&str]; 3] = [
        &["ds-coverage", "-A"],
        // A file holds no logs.
        &["ds-diagnose", "-A", "--log-lines=0"],
        &["ds-coverage", "-f", "-", "-n", &namespace],
    ];

    until("the same answers", 120, || {
        let ask = |more: &[&str]| -> Result<Vec<Value>, String> {
            let untimed = |mut answer: Value| {
                answer["takenAt"] = Value::Null;
                answer
            };
            let answer = |words: &&[&str]| {
                let ran = cluster.workloads(&[words, more, &["-o", "json"]].concat(), PREVIEWED);
                let told = || format!("{words:?} {more:?}: {:?} {}", ran.code, ran.err);
                let is_whole = ran.code == Some(0) && !ran.err.contains("Warning");
                let parsed = serde_json::from_str(&ran.out).ok().filter(|_| is_whole);
                parsed.map(untimed).ok_or_else(told)
            };
            asked.iter().map(answer).collect()
        };
        let live = ask(&[])?;
        let written = cluster.workloads(&["snapshot", "-A", "--file", &file], "");
        if written.code != Some(0) {
            return Err(written.err);
        }
        if live != ask(&[])? {
            return Err("the cluster is moving".to_owned());
        }
        let recorded = ask(&["--snapshot", &file])?;
        let differing = live.iter().zip(&recorded).find(|(live, recorded)| live != recorded);
        differing.map_or(Ok(()), |(live, recorded)| Err(format!("{live:#}\n{recorded:#}")))
    });
}
