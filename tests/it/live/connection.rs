//! What a real API server says to our requests: its protobuf, its selectors, its refusals.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use kubectl_workloads::cluster::live::{ConnectOptions, Connection, Environment};
use kubectl_workloads::cluster::{Namespaces, Progress, Query, Question, Scope, Silent, query};
use kubectl_workloads::error::{Error, ErrorKind};
use kubectl_workloads::model::{Occupancy, PodSpec, PodTemplate, Snapshot, Volume, VolumeSource};

use super::cluster::shared;

fn options() -> ConnectOptions {
    let kubeconfig = std::env::var_os("LIVE_KUBECONFIG").expect("LIVE_KUBECONFIG names a cluster");
    ConnectOptions { kubeconfig: Some(PathBuf::from(kubeconfig)), ..ConnectOptions::default() }
}

async fn ask(options: &ConnectOptions, asked: &Query) -> Result<Snapshot, Error> {
    let progress: Arc<dyn Progress> = Arc::new(Silent);
    let connection = Connection::open(options, &Environment::of_process()).await?;
    query::ask(&Arc::new(connection), asked, &progress).await
}

pub(super) fn kubectl(arguments: &[&str], input: &str) -> String {
    use std::io::Write;
    let mut child = Command::new("kubectl")
        .env("KUBECONFIG", std::env::var_os("LIVE_KUBECONFIG").unwrap())
        .args(arguments)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "kubectl {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A namespace of the test's own, which goes with it.
pub(super) struct Namespace(pub(super) &'static str);

impl Namespace {
    pub(super) fn new(name: &'static str) -> Namespace {
        kubectl(&["create", "namespace", name], "");
        Namespace(name)
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        kubectl(&["delete", "namespace", self.0, "--wait=false"], "");
    }
}

/// A DaemonSet whose Pods are each too large for a node.
const TOO_LARGE: &str = r#"
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: too-large}
spec:
  selector:
    matchExpressions: [{key: app, operator: In, values: [too-large, other]}]
  template:
    metadata: {labels: {app: too-large}}
    spec:
      containers:
      - {name: c, image: i, resources: {requests: {cpu: "4000"}}}
"#;

fn scope(namespace: &str) -> Scope {
    Scope { namespaces: Namespaces::One(namespace.to_owned()), ..Scope::default() }
}

#[tokio::test]
#[ignore = "needs LIVE_KUBECONFIG"]
async fn pods_that_wait_are_found_with_who_else_is_on_their_nodes() {
    let _floor = shared();
    let namespace = Namespace::new("live-connection-waiting");
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], TOO_LARGE);
    kubectl(
        &[
            "wait",
            "-n",
            namespace.0,
            "pod",
            "-l",
            "app=too-large",
            "--timeout=30s",
            "--for=condition=PodScheduled=false",
        ],
        "",
    );
    let scope = Scope { names: vec!["too-large".to_owned()], ..scope(namespace.0) };
    let asked = Query { scope, question: Question::Diagnosis, chunk_size: Some(2) };
    let snapshot = ask(&options(), &asked).await.unwrap();
    let pods = kubectl(&["get", "pods", "-n", namespace.0, "-o", "name"], "");
    let ours = snapshot.pods.iter().filter(|pod| &*pod.meta.namespace == namespace.0);
    let ours: BTreeSet<String> = ours.map(|pod| format!("pod/{}", pod.meta.name)).collect();
    assert_eq!(ours, pods.lines().map(str::to_owned).collect());
    assert!(snapshot.pods.iter().any(|pod| pod.unscheduled().is_some()));
    let nodes = kubectl(&["get", "nodes", "-o", "name"], "").lines().count();
    assert_eq!(snapshot.nodes.len(), nodes);
    if nodes > 16 {
        assert_eq!(snapshot.occupancy, Occupancy::All);
    } else {
        assert!(snapshot.nodes.iter().any(|node| snapshot.knows_pods_of(&node.name)));
    }
    assert_eq!(snapshot.unread, []);
    assert!(snapshot.server.is_some_and(|version| version.major == 1 && version.minor > 20));
}

#[tokio::test]
#[ignore = "needs LIVE_KUBECONFIG"]
async fn a_preview_reads_every_kind_that_it_looks_at() {
    let _floor = shared();
    let claim = Volume { name: "v".into(), source: VolumeSource::Claim("c".into()) };
    let spec = PodSpec { volumes: vec![claim], ..PodSpec::default() };
    let template = PodTemplate { spec: spec.into(), ..PodTemplate::default() };
    let question = Question::Preview { namespace: "default".to_owned(), template };
    let asked = Query { scope: scope("default"), question, chunk_size: None };
    let snapshot = ask(&options(), &asked).await.unwrap();
    assert_eq!(snapshot.unread, []);
    assert_eq!(snapshot.occupancy, Occupancy::All);
    assert!(snapshot.namespaces.iter().any(|namespace| &*namespace.name == "kube-system"));
    assert!(snapshot.priority_classes.iter().any(|class| &*class.name == "system-node-critical"));
}

#[tokio::test]
#[ignore = "needs LIVE_KUBECONFIG"]
async fn a_refusal_in_protobuf_reads_as_kubectls() {
    let _floor = shared();
    let options = ConnectOptions { as_user: Some("nobody".to_owned()), ..options() };
    let scope = Scope { namespaces: Namespaces::All, ..Scope::default() };
    let asked = Query { scope, question: Question::Coverage, chunk_size: None };
    let error = ask(&options, &asked).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Forbidden);
    assert_eq!(
        error.message,
        "Error from server (Forbidden): daemonsets.apps is forbidden: User \"nobody\" cannot list \
         resource \"daemonsets\" in API group \"apps\" at the cluster scope"
    );
}

#[tokio::test]
#[ignore = "needs LIVE_KUBECONFIG"]
async fn an_unknown_token_is_told_to_log_in() {
    let _floor = shared();
    let config = kubectl(&["config", "view", "--raw", "--flatten", "-o", "json"], "");
    let mut config: serde_json::Value = serde_json::from_str(&config).unwrap();
    for user in config["users"].as_array_mut().unwrap() {
        user["user"] = serde_json::json!({ "token": "wrong" });
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config");
    std::fs::write(&path, config.to_string()).unwrap();
    let options = ConnectOptions { kubeconfig: Some(path), ..ConnectOptions::default() };
    let asked = Query { scope: scope("default"), question: Question::Coverage, chunk_size: None };
    let error = ask(&options, &asked).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    assert_eq!(error.message, "You must be logged in to the server (Unauthorized)");
}
