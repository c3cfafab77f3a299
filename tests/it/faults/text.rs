//! Text that somebody wrote to harm whoever reads it: in names, labels, messages, logs.

use serde_json::{Value, json};

use crate::support::api_server::Plan;
use crate::support::cli::{Ran, kubectl_workloads, run};
use crate::support::cluster::{daemon_pod, daemon_set, event, node};
use crate::support::kubeconfig::Kubeconfig;

/// Sets the title, draws red, links elsewhere, overwrites the line, rings, reads backwards, hides, tags, is
/// wide, combines; and 8-bit controls.
pub(crate) const HOSTILE: &str = "a\u{1b}]0;owned\u{7}\u{1b}[31mred\u{1b}]8;;http://evil\u{1b}\\link\rover\u{8}\u{7f}\
     \u{202e}kcab\u{2066}\u{200b}\u{feff}\u{e0041}\u{9b}2J\u{85}東京e\u{301}z";

/// Nothing in it steers a terminal or reads as what it is not.
#[track_caller]
pub(crate) fn assert_harmless(text: &str) {
    let harmful = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    let found: Vec<char> = text.chars().filter(|c| harmful(*c)).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
}

/// A cluster in which everything that somebody can write is hostile.
fn cluster() -> Vec<Value> {
    let mut set = daemon_set("a", "logs");
    set["metadata"]["annotations"] = json!({ "kubernetes.io/change-cause": HOSTILE, "x": HOSTILE });
    set["spec"]["template"]["spec"]["nodeSelector"] = json!({ HOSTILE: HOSTILE });
    let mut odd = node(HOSTILE);
    odd["spec"]["taints"] = json!([{ "key": HOSTILE, "value": HOSTILE, "effect": "NoExecute" }]);
    let mut waits = daemon_pod("a", "logs", "n2", false);
    waits["status"]["conditions"] = json!([{
        "type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": HOSTILE,
    }]);
    let mut crashes = daemon_pod("a", "logs", "n1", true);
    crashes["metadata"]["labels"][HOSTILE] = json!(HOSTILE);
    crashes["spec"]["containers"][0]["image"] = json!(HOSTILE);
    crashes["status"]["reason"] = json!(HOSTILE);
    crashes["status"]["message"] = json!(HOSTILE);
    crashes["status"]["containerStatuses"] = json!([{
        "name": HOSTILE, "ready": false, "restartCount": 3, "image": HOSTILE, "imageID": "",
        "state": { "waiting": { "reason": HOSTILE, "message": HOSTILE } },
        "lastState": { "terminated": { "exitCode": 1, "reason": HOSTILE, "message": HOSTILE } },
    }]);
    let hostile_event = |kind: &str, name: &str| {
        let mut event = event(kind, name, "Warning");
        event["message"] = json!(HOSTILE);
        event["reason"] = json!("FailedCreate");
        event
    };
    vec![
        set,
        daemon_set("a", HOSTILE),
        node("n1"),
        node("n2"),
        odd,
        waits,
        crashes,
        hostile_event("DaemonSet", "logs"),
        hostile_event("Pod", "logs-n1"),
    ]
}

const VIEWS: [&[&str]; 8] = [
    &["ds-coverage", "-A"],
    &["ds-coverage", "-A", "--all"],
    &["ds-coverage", "-A", "-o", "wide"],
    &["ds-coverage", "-A", "--by-node"],
    &["ds-coverage", "-n", "a", "logs", "--all"],
    &["ds-coverage", "-A", "--group-by", "kubernetes.io/hostname"],
    &["ds-coverage", "-A", "--group-by", "taints"],
    &["ds-diagnose", "-A", "--all"],
];

fn check(view: &[&str], ran: &Ran) {
    assert_eq!(ran.code, 0, "{view:?}: {}", ran.stderr);
    assert_harmless(&ran.stdout);
    assert_harmless(&ran.stderr);
}

#[test]
fn a_cluster_cannot_steer_the_terminal() {
    let server = Plan::new(cluster()).protobuf().start();
    let config = Kubeconfig::new(&server.url());
    let path = config.write();
    let ask = |words: &[&str]| -> Ran {
        let source = ["--kubeconfig", path.to_str().unwrap()];
        kubectl_workloads(&[words, &source].concat()).output().unwrap().into()
    };
    for view in VIEWS {
        check(view, &ask(view));
        check(view, &ask(&[view, &["-v", "9"]].concat()));
    }
    // Programs get all of it, escaped where JSON asks for that.
    let ran = ask(&["ds-coverage", "-A", "-o", "json"]);
    let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    let names: Vec<&Value> =
        answer["items"].as_array().unwrap().iter().map(|item| &item["name"]).collect();
    assert!(names.contains(&&json!(HOSTILE)), "{names:?}");
    assert!(!ran.stdout.contains('\u{1b}'));
}

#[test]
fn a_file_cannot_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cluster.json");
    let list = json!({ "kind": "List", "apiVersion": "v1", "items": cluster() });
    std::fs::write(&file, list.to_string()).unwrap();
    let file = file.to_str().unwrap();
    for view in VIEWS {
        check(view, &run(&[view, &["--snapshot", file]].concat()));
    }
    // What cannot be read is told, and as harmlessly.
    let broken = folder.path().join("broken.json");
    let item = json!({ "kind": "Node", "apiVersion": "v1", "metadata": { "name": HOSTILE },
                       "status": { "allocatable": { HOSTILE: HOSTILE } } });
    let other = json!({ "kind": HOSTILE, "apiVersion": "v1", "metadata": { "name": HOSTILE } });
    let good = node("n1");
    let list = json!({ "kind": "List", "apiVersion": "v1", "items": [item, other, good] });
    std::fs::write(&broken, list.to_string()).unwrap();
    let ran = run(&["ds-coverage", "-A", "--snapshot", broken.to_str().unwrap()]);
    assert!(ran.stderr.contains("Warning: "), "{}", ran.stderr);
    assert_harmless(&ran.stderr);
}

#[test]
fn what_is_typed_cannot_steer_the_terminal_either() {
    for words in [
        &[HOSTILE][..],
        &["ds-coverage", HOSTILE, "--snapshot", "/nonexistent"],
        &["ds-coverage", &format!("--{HOSTILE}")],
        &["ds-coverage", "--snapshot", HOSTILE],
        &["ds-coverage", "-o", HOSTILE],
        &["ds-coverage", "--kubeconfig", HOSTILE],
        &["job-wait", HOSTILE],
    ] {
        let ran = run(words);
        assert!(ran.code == 2 || ran.code == 3, "{words:?}: {}", ran.code);
        assert_harmless(&ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}
