//! The logs that `ds-diagnose` reads of containers that fail.

use serde_json::{Value, json};

use super::text::{HOSTILE, assert_harmless};
use crate::support::api_server::{ApiServer, Plan};
use crate::support::cli::{Ran, run};
use crate::support::cluster::{daemon_pod, daemon_set, node};
use crate::support::kubeconfig::Kubeconfig;
use crate::support::reaction::Reaction;

/// A DaemonSet whose Pods crash, on so many nodes.
fn crashing(nodes: usize) -> Vec<Value> {
    let mut objects = vec![daemon_set("a", "logs")];
    for at in 0..nodes {
        let name = format!("n{at}");
        let mut pod = daemon_pod("a", "logs", &name, true);
        pod["status"]["containerStatuses"] = json!([{
            "name": "c", "ready": false, "restartCount": 3, "image": "i", "imageID": "",
            "state": { "waiting": { "reason": "CrashLoopBackOff" } },
            "lastState": { "terminated": { "exitCode": 1, "reason": "Error" } },
        }]);
        let mut node = node(&name);
        node["status"]["conditions"] = json!([{ "type": "Ready", "status": "True" }]);
        objects.extend([node, pod]);
    }
    objects
}

fn server(log: Reaction) -> ApiServer {
    Plan::new(crashing(3))
        .script(move |seen, _| if seen.resource() == "log" { log.clone() } else { Reaction::Serve })
        .start()
}

fn lines(text: &str) -> Reaction {
    let headers = vec![("content-type", "text/plain".to_owned())];
    Reaction::Say { code: 200, headers, body: text.as_bytes().to_vec() }
}

fn diagnose(server: &ApiServer, words: &[&str]) -> Ran {
    let config = Kubeconfig::new(&server.url());
    let path = config.write();
    run(&[&["ds-diagnose", "-A", "--kubeconfig", path.to_str().unwrap()], words].concat())
}

#[test]
fn what_a_container_wrote_last_stands_beside_why_it_fails() {
    let log =
        "2026-01-01T00:00:10.000000000Z starting\n2026-01-01T00:00:11.000000000Z no such host\n";
    let server = server(lines(log));
    let ran = diagnose(&server, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let told =
        "  log       logs-n0, container c:\n            | starting\n            | no such host\n";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    let asked: Vec<_> = server.seen().into_iter().filter(|seen| seen.resource() == "log").collect();
    assert_eq!(asked.len(), 1, "one for the finding, not one for each Pod");
    assert_eq!(asked[0].path, "/api/v1/namespaces/a/pods/logs-n0/log");
    assert_eq!(asked[0].parameter("previous"), Some("true"));
    assert_eq!(asked[0].parameter("tailLines"), Some("5"));
    assert_eq!(asked[0].parameter("follow"), None);

    let ran = diagnose(&server, &["-o", "json"]);
    let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    let log = &answer["items"][0]["findings"][0]["log"];
    assert_eq!(log["lines"], json!(["starting", "no such host"]));
    let before = server.seen().len();
    diagnose(&server, &["--log-lines", "0"]);
    assert!(server.seen()[before..].iter().all(|seen| seen.resource() != "log"));
}

#[test]
fn a_log_that_cannot_be_had_is_said_and_keeps_nobody_from_the_rest() {
    for (reaction, said) in [
        (Reaction::refuse(403, "Forbidden", "not for you"), "not for you"),
        (Reaction::refuse(404, "NotFound", "pods \"logs-n0\" not found"), "not found"),
        (Reaction::refuse(500, "InternalError", "the kubelet is away"), "the kubelet is away"),
        (Reaction::Hang, "it did not come in time"),
    ] {
        let ran = diagnose(&server(reaction), &[]);
        assert_eq!(ran.code, 0, "{said}: {}", ran.stderr);
        assert!(ran.stdout.contains("CrashLoopBackOff"), "{said}: {}", ran.stdout);
        assert!(ran.stdout.contains("container c, not read: "), "{said}: {}", ran.stdout);
        let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(said), "{said}: {}", ran.stdout);
    }
    assert_harmless(&diagnose(&server(lines(HOSTILE)), &[]).stdout);
}
