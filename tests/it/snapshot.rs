//! `snapshot`, and the way from a live cluster to an answer from a file.

use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan};
use crate::support::cli::{Ran, kubectl_workloads};
use crate::support::reaction::Reaction;

fn objects() -> Vec<Value> {
    vec![
        json!({
            "kind": "Node", "apiVersion": "v1", "metadata": { "name": "worker-1" },
            "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "110" },
                        "conditions": [{ "type": "Ready", "status": "True" }] },
        }),
        json!({
            "kind": "DaemonSet", "apiVersion": "apps/v1",
            "metadata": { "name": "agent", "namespace": "logging", "uid": "u",
                          "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "hunter2" } },
            "spec": {
                "selector": { "matchLabels": { "app": "agent" } },
                "template": {
                    "metadata": { "labels": { "app": "agent" } },
                    "spec": { "containers": [{ "name": "c", "image": "i",
                                               "env": [{ "name": "TOKEN", "value": "hunter2" }] }] },
                },
            },
            "status": { "desiredNumberScheduled": 1 },
        }),
    ]
}

fn run(server: &ApiServer, words: &[&str]) -> Ran {
    let url = server.url();
    let words = [words, &["--server", &url]].concat();
    let mut command = kubectl_workloads(&words);
    command.env_remove("KUBECONFIG").output().expect("the binary runs").into()
}

#[test]
fn a_file_answers_as_the_cluster_does() {
    let server = Plan::new(objects()).start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cluster.json.gz");
    let file = file.to_str().unwrap();

    let written = run(&server, &["snapshot", "-A", "--file", file]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert_eq!(written.stdout, "");
    assert!(written.stderr.contains("2 objects written to"), "{}", written.stderr);

    let live = run(&server, &["ds-coverage", "-A"]);
    assert_eq!(live.code, 0, "{}", live.stderr);
    assert!(live.stdout.contains("1 Missing"), "{}", live.stdout);
    let recorded = kubectl_workloads(&["ds-coverage", "-A", "--snapshot", file]).output().unwrap();
    assert_eq!(live.stdout, String::from_utf8_lossy(&recorded.stdout));
}

#[test]
fn it_holds_no_secrets_and_names_what_could_not_be_read() {
    let server = Plan::new(objects())
        .script(|seen, _| {
            if seen.path.contains("/events") {
                Reaction::refuse(403, "Forbidden", "events is forbidden")
            } else {
                Reaction::Serve
            }
        })
        .start();
    let written = run(&server, &["snapshot", "-A", "--file", "-"]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert!(!written.stdout.contains("hunter2"), "{}", written.stdout);
    assert!(written.stderr.contains("Warning: events not read"), "{}", written.stderr);
    let file: Value = serde_json::from_str(&written.stdout).unwrap();
    assert_eq!(file["metadata"]["unread"][0]["resource"], "events");
}

#[test]
fn live_names_complete() {
    let server = Plan::new(objects()).start();
    let url = server.url();
    let offered = |words: &[&str]| {
        let words = [&["__complete", "ds-coverage", "--server", &url], words].concat();
        let mut command = kubectl_workloads(&words);
        let output = command.env_remove("KUBECONFIG").output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(offered(&["--node", "w"]), "worker-1\n:4\n");
    assert_eq!(offered(&["-A", "ds/a"]), "ds/agent\n:4\n");
    assert_eq!(offered(&["-n", "logging", "--node=wor"]), "--node=worker-1\n:4\n");
}
