use std::fs;

use serde_json::{Value, json};

use super::agreement::text;
use super::cluster::{Cluster, shared};
use super::room::Room;

const AGENT: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent, labels: {app: agent}}, spec: {\
    selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {\
    nodeSelector: {nobody: has-it}, containers: [{name: app, image: i}]}}}}";

/// A CronJob and a Job that do nothing.
const NIGHTLY: &str = "
{apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}, spec: {suspend: true, schedule: 0 0 1 1 *,
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: i}]}}}}}}
---
{apiVersion: batch/v1, kind: Job, metadata: {name: by-hand}, spec: {suspend: true,
  template: {spec: {restartPolicy: Never, containers: [{name: app, image: i}]}}}}";

/// A kubeconfig of the cluster in which something is different.
fn kubeconfig(cluster: &Cluster, change: impl FnOnce(&mut Value)) -> (tempfile::TempDir, Cluster) {
    let printed = cluster.kubectl(&["config", "view", "--raw", "--flatten", "-o", "json"]);
    let mut config: Value = serde_json::from_str(&printed).expect("JSON");
    change(&mut config);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kubeconfig");
    fs::write(&path, config.to_string()).expect("a kubeconfig");
    let changed = cluster.with_kubeconfig(&path);
    (folder, changed)
}

fn names(cluster: &Cluster, flags: &[&str]) -> Vec<String> {
    let answer = cluster.answer(&[&["ds-coverage"], flags].concat(), "");
    let answer = answer.unwrap_or_else(|why| panic!("{why}"));
    let items = answer["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| format!("{}/{}", text(&item["namespace"]), text(&item["name"])))
        .collect()
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn kubectl_finds_the_plugin_and_lists_it() {
    let (_shared, cluster) = shared();
    let listed = cluster.kubectl(&["plugin", "list", "--name-only"]);
    assert!(listed.lines().any(|line| line == "kubectl-workloads"), "{listed}");
    let version = cluster.workloads(&["--version"], "");
    assert!(version.out.contains(env!("CARGO_PKG_VERSION")), "{}", version.out);
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn kubectl_completes_what_the_cluster_has() {
    let (_shared, cluster) = shared();
    let room = Room::new(cluster, "completed");
    room.apply(AGENT);
    let namespace = room.namespace();
    let complete = |words: &[&str]| {
        let printed = cluster.kubectl(&[&["__complete", "workloads"], words].concat());
        let words = printed.lines().filter(|line| !line.starts_with(':'));
        words.map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert!(complete(&["ds-c"]).contains(&"ds-coverage".to_owned()), "{:?}", complete(&["ds-c"]));
    assert_eq!(complete(&["ds-coverage", "-n", &namespace, ""]), ["agent"]);
    assert_eq!(complete(&["ds-coverage", "-n", "live-complete"]), [namespace.as_str()]);
    room.apply(NIGHTLY);
    for (words, name) in [
        (&["cronjob-history", "ni"][..], "nightly"),
        (&["job-history", "by"], "by-hand"),
        (&["job-wait", "by"], "by-hand"),
        (&["job-wait", "cronjob/ni"], "cronjob/nightly"),
        (&["job-wait", "--from", "cronjob/ni"], "cronjob/nightly"),
    ] {
        let words = [&words[..1], &["-n", &namespace], &words[1..]].concat();
        assert_eq!(complete(&words), [name], "{words:?}");
    }
    assert_eq!(complete(&["ds-coverage", "--only", "miss"]), ["missing", "misscheduled"]);
    let contexts = cluster.kubectl(&["config", "get-contexts", "-o", "name"]);
    assert_eq!(complete(&["ds-coverage", "--context", ""]), contexts.lines().collect::<Vec<_>>());
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn contexts_name_the_cluster_and_the_namespace() {
    let (_shared, cluster) = shared();
    let room = Room::new(cluster, "context");
    room.apply(AGENT);
    let (_folder, changed) = kubeconfig(cluster, |config| {
        let mut here = config["contexts"][0].clone();
        here["name"] = json!("here");
        here["context"]["namespace"] = json!(room.namespace());
        config["contexts"].as_array_mut().unwrap().push(here);
        let nowhere = json!({ "name": "nowhere", "cluster": { "server": "https://127.0.0.1:1" } });
        config["clusters"].as_array_mut().unwrap().push(nowhere);
        let context = json!({ "cluster": "nowhere", "user": "" });
        config["contexts"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "name": "nowhere", "context": context }));
        config["current-context"] = json!("nowhere");
    });
    let expected = [format!("{}/agent", room.namespace())];
    assert_eq!(names(&changed, &["--context", "here"]), expected);
    let here = text(
        &serde_json::from_str::<Value>(&changed.kubectl(&["config", "view", "-o", "json"]))
            .unwrap()["contexts"][0]["context"]["cluster"],
    )
    .to_owned();
    assert_eq!(names(&changed, &["--context", "here", "--cluster", &here]), expected);
    let refused = changed.workloads(&["ds-coverage"], "");
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("127.0.0.1:1"), "{}", refused.err);
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn as_is_who_one_is_taken_for() {
    let (_shared, cluster) = shared();
    let room = Room::new(cluster, "taken-for");
    room.apply(AGENT);
    let namespace = room.namespace();
    let ran = cluster.workloads(&["ds-coverage", "-n", &namespace, "--as", "nobody"], "");
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    assert!(ran.err.contains("User \"nobody\" cannot list resource \"daemonsets\""), "{}", ran.err);
    let flags = ["-n", &namespace, "--as", "nobody", "--as-group", "system:masters"];
    assert_eq!(names(cluster, &flags), [format!("{namespace}/agent")]);
}

/// The plugin asks the credential plugin again when the server refuses what it gave, and once only.
#[cfg(unix)]
#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_refused_credential_is_asked_for_anew() {
    use std::os::unix::fs::PermissionsExt as _;

    let (_shared, cluster) = shared();
    let room = Room::new(cluster, "credential");
    room.apply(AGENT);
    room.apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: reader}}");
    room.apply(&format!(
        "{{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {{name: {0}, labels: {{live.test/room: ROOM}}}}, \
         roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}}, \
         subjects: [{{kind: ServiceAccount, name: reader, namespace: {0}}}]}}",
        room.namespace()
    ));
    let token = room.kubectl(&["create", "token", "reader"]);
    let folder = tempfile::tempdir().expect("a folder");
    let (script, runs) = (folder.path().join("credential"), folder.path().join("runs"));
    let text = format!(
        "#!/bin/sh\necho run >> {runs}\nif [ $(wc -l < {runs}) -le $REFUSED ]; then token=refused; else token={token}; fi\n\
         echo '{{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{{\"token\":\"'$token'\"}}}}'\n",
        runs = runs.display(),
        token = token.trim(),
    );
    fs::write(&script, text).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("executable");

    for (refused, expected_runs, code) in [(0, 1, 0), (1, 2, 0), (9, 2, 3)] {
        let _ = fs::remove_file(&runs);
        let (_folder, changed) = kubeconfig(cluster, |config| {
            config["users"][0]["user"] = json!({ "exec": {
                "apiVersion": "client.authentication.k8s.io/v1",
                "command": script,
                "env": [{ "name": "REFUSED", "value": refused.to_string() }],
                "interactiveMode": "Never",
            } });
        });
        let ran = changed.workloads(&["ds-coverage", "-n", &room.namespace(), "-o", "name"], "");
        let told = format!("{refused} refused: {}{}", ran.out, ran.err);
        assert_eq!(ran.code, Some(code), "{told}");
        let counted = fs::read_to_string(&runs).unwrap_or_default().lines().count();
        assert_eq!(counted, expected_runs, "runs of the credential plugin; {told}");
    }
}
