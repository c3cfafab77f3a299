//! Jobs, Pods, a server that has them, and a wait for them.

use std::process::{Command, Output};

use serde_json::{Value, json};

use super::server::{Asked, Reply, Server, Step, What};

/// A Job, at a resourceVersion, with these conditions (all True, with the reason `Because`).
pub(super) fn job(version: u32, conditions: &[&str]) -> Value {
    let conditions: Vec<Value> = conditions
        .iter()
        .map(|kind| {
            json!({
                "type": kind, "status": "True", "reason": "Because", "message": "of this",
                "lastTransitionTime": "2026-01-01T00:01:00Z",
            })
        })
        .collect();
    json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": {
            "name": "x", "namespace": "ns", "uid": "u1", "resourceVersion": version.to_string(),
            "creationTimestamp": "2026-01-01T00:00:00Z",
        },
        "spec": {
            "backoffLimit": 0,
            "template": {
                "metadata": { "labels": { "batch.kubernetes.io/job-name": "x" } },
                "spec": { "containers": [{ "name": "main", "image": "i" }] },
            },
        },
        "status": {
            "conditions": conditions, "active": i32::from(conditions.is_empty()),
            "startTime": "2026-01-01T00:00:00Z",
        },
    })
}

pub(super) fn running(version: u32) -> Value {
    job(version, &[])
}

pub(super) fn complete(version: u32) -> Value {
    job(version, &["SuccessCriteriaMet", "Complete"])
}

pub(super) fn failed(version: u32) -> Value {
    job(version, &["FailureTarget", "Failed"])
}

pub(super) fn failed_pod() -> Value {
    json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": "x-abcde", "namespace": "ns", "uid": "p1", "resourceVersion": "5",
            "ownerReferences": [{ "kind": "Job", "name": "x", "uid": "u1", "controller": true }],
        },
        "spec": { "nodeName": "n1", "containers": [{ "name": "main", "image": "i" }] },
        "status": { "phase": "Failed", "containerStatuses": [{
            "name": "main", "ready": false, "restartCount": 0, "image": "i", "imageID": "",
            "state": { "terminated": {
                "exitCode": 3, "reason": "Error", "message": "no such host",
                "startedAt": "2026-01-01T00:00:10Z", "finishedAt": "2026-01-01T00:00:20Z",
            } },
        }] },
    })
}

/// A server of one Job, of which `jobs` says how it is listed and watched.
pub(super) fn server(jobs: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |asked| rest(asked).unwrap_or_else(|| jobs(asked)))
}

/// What is asked beside Jobs: there are no Pods and no events.
pub(super) fn rest(asked: &Asked) -> Option<Reply> {
    match (asked.what, asked.watch) {
        (What::Jobs, _) => None,
        (_, true) => Some(Reply::Stream(vec![Step::Hang])),
        (What::Pods | What::Events, false) => Some(Reply::List("1", Vec::new())),
        _ => Some(Reply::Refuse(404, "NotFound")),
    }
}

pub(super) fn command(server: &Server, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubectl-workloads"));
    command.args(["job-wait", "-n", "ns", "--server", &server.url]).args(arguments);
    command.env("KUBECONFIG", "/nowhere").env_remove("GITHUB_ACTIONS").env_remove("GITLAB_CI");
    command
}

pub(super) fn wait(server: &Server, arguments: &[&str]) -> Output {
    let mut command = command(server, arguments);
    if !arguments.contains(&"--timeout") {
        command.args(["--timeout", "60s"]);
    }
    command.output().unwrap()
}

/// The exit code and all that was said.
pub(super) fn told(output: &Output) -> (i32, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout) + &text(&output.stderr))
}

#[track_caller]
pub(super) fn assert_told(output: &Output, code: i32, what: &str) {
    let (found, text) = told(output);
    assert_eq!(found, code, "{text}");
    assert!(text.contains(what), "{what:?} is not in:\n{text}");
}
