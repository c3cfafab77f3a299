//! `ds-coverage --watch` and `--wait`: what is shown, when it ends, and what it survives.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan};
use crate::support::cli::{Ran, kubectl_workloads};
use crate::support::cluster::{daemon_pod, daemon_set, node, well};
use crate::support::kubeconfig::Kubeconfig;
use crate::support::reaction::{Reaction, Seen, Step};

/// Two nodes, and a DaemonSet with a Pod on each of these.
fn cluster(nodes: &[&str]) -> Vec<Value> {
    let mut objects = vec![node("n1"), node("n2"), daemon_set("a", "logs")];
    for node in nodes {
        let mut pod = daemon_pod("a", "logs", node, true);
        pod["status"]["conditions"] = json!([{ "type": "Ready", "status": "True" }]);
        objects.push(pod);
    }
    for node in objects.iter_mut().filter(|object| object["kind"] == "Node") {
        node["status"]["conditions"] = json!([{ "type": "Ready", "status": "True" }]);
    }
    objects
}

/// A watch of which nothing comes.
fn silence() -> Reaction {
    Reaction::Watch(vec![Step::Hang])
}

/// The event of the Pod on n2, with which the cluster is whole.
fn pod_comes() -> Step {
    Step::Event("ADDED", cluster(&["n2"])[3].clone())
}

/// A cluster that lacks a Pod, until `change` is set.
fn changing(
    change: &Arc<AtomicBool>,
    watch: impl Fn(&Seen, usize) -> Reaction + Send + Sync + 'static,
) -> Plan {
    let changed = change.clone();
    Plan::new(cluster(&["n1"])).script(move |seen, n| {
        if seen.watches() {
            watch(seen, n)
        } else if changed.load(Ordering::SeqCst) {
            Reaction::ServeOf(cluster(&["n1", "n2"]))
        } else {
            Reaction::Serve
        }
    })
}

/// A change that the watch of Pods tells after a while.
fn told_by_watch(change: &Arc<AtomicBool>) -> impl Fn(&Seen, usize) -> Reaction + use<> {
    let change = change.clone();
    move |seen, _| match seen.resource() {
        "pods" => Reaction::Watch(vec![
            Step::Pause(700),
            Step::Mark(change.clone()),
            pod_comes(),
            Step::Hang,
        ]),
        _ => silence(),
    }
}

struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    _config: Kubeconfig,
}

fn start(server: &ApiServer, words: &[&str]) -> Running {
    let config = Kubeconfig::new(&server.url());
    let path = config.write();
    let asked = ["ds-coverage", "-A", "--kubeconfig", path.to_str().unwrap()];
    let mut command = kubectl_workloads(&[&asked, words].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    Running { child, stdout, _config: config }
}

impl Running {
    /// Reads one answer: all lines until an empty one that follows a line of `end`.
    fn answer(&mut self) -> String {
        let mut text = String::new();
        loop {
            let before = text.len();
            let read = self.stdout.read_line(&mut text).unwrap();
            if read == 0 || &text[before..] == "\n" {
                return text;
            }
        }
    }

    /// Ends it; what was still said on stdout, and all of stderr.
    fn stop(mut self) -> (String, String) {
        self.child.kill().unwrap();
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        self.child.wait().unwrap();
        (stdout, stderr)
    }

    /// Waits for the end; what was still said.
    fn end(mut self) -> Ran {
        let mut stdout = String::new();
        self.stdout.read_to_string(&mut stdout).unwrap();
        let output = self.child.wait_with_output().unwrap();
        Ran { stdout, ..output.into() }
    }
}

fn run(server: &ApiServer, words: &[&str]) -> Ran {
    start(server, words).end()
}

/// The rows, which say where a Pod is missing.
const ROWS: [&str; 4] = ["-o", "csv", "--no-headers", "--watch"];

#[test]
fn the_answer_is_shown_at_once_and_again_when_it_changes() {
    let change = Arc::new(AtomicBool::new(false));
    let server = changing(&change, told_by_watch(&change)).start();
    let mut running = start(&server, &[&ROWS[..], &["--timeout", "20s"]].concat());
    let before = running.answer();
    assert!(before.contains(",n2,Missing,"), "{before}");
    let after = running.answer();
    assert!(after.contains(",n2,Ready,"), "{after}");
    assert_eq!(running.stop().0, "", "each answer once");
    let kinds = ["nodes", "daemonsets", "pods", "events"];
    let watches: Vec<Seen> = server.seen().into_iter().filter(Seen::watches).collect();
    assert_eq!(watches.len(), kinds.len(), "one for each kind");
    assert!(kinds.iter().all(|kind| watches.iter().any(|seen| seen.resource() == *kind)));
    assert!(watches.iter().all(|seen| seen.parameter("resourceVersion") == Some("77")));
}

#[test]
fn what_changes_nothing_is_not_shown_again() {
    // Heartbeats of nodes, Pods of others, a daemon Pod that is as it was.
    let events = |seen: &Seen, _| match seen.resource() {
        "nodes" => {
            let mut heartbeat = cluster(&[])[0].clone();
            heartbeat["status"]["conditions"][0]["lastHeartbeatTime"] =
                json!("2026-01-01T00:00:00Z");
            Reaction::Watch(vec![Step::Event("MODIFIED", heartbeat), Step::Hang])
        }
        "pods" => {
            let same = cluster(&["n1"])[3].clone();
            let other = well().into_iter().find(|it| it["metadata"]["name"] == "web-1").unwrap();
            Reaction::Watch(vec![
                Step::Event("MODIFIED", same),
                Step::Event("MODIFIED", other),
                Step::Hang,
            ])
        }
        _ => silence(),
    };
    for format in [&ROWS[..], &["-o", "json", "--watch"]] {
        let server = changing(&Arc::default(), events).start();
        let ran = run(&server, &[format, &["--timeout", "2s"]].concat());
        assert_eq!(ran.code, 124, "{}", ran.stderr);
        assert_eq!(ran.stdout.matches("Missing").count(), 1, "{}", ran.stdout);
        assert!(ran.stderr.contains("timed out"), "{}", ran.stderr);
    }
}

#[test]
fn wait_ends_with_the_answer_once_everything_is_where_it_should_be() {
    let change = Arc::new(AtomicBool::new(false));
    let server = changing(&change, told_by_watch(&change)).start();
    let ran = run(&server, &["--wait", "--timeout", "20s", "-o", "csv", "--no-headers"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains(",n2,Ready,"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Missing"), "the answer is the last one: {}", ran.stdout);
    assert_eq!(ran.stderr, "");
}

#[test]
fn wait_ends_at_once_where_nothing_is_wrong() {
    let server = Plan::new(cluster(&["n1", "n2"]))
        .script(|seen, _| if seen.watches() { silence() } else { Reaction::Serve })
        .start();
    let ran = run(&server, &["--wait"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn wait_that_is_in_vain_ends_with_124_and_tells_what_is_wrong() {
    let server = changing(&Arc::default(), |_, _| silence()).start();
    let began = Instant::now();
    let ran = run(&server, &["--wait", "--timeout", "1s", "-o", "csv", "--no-headers"]);
    assert_eq!(ran.code, 124, "{}", ran.stderr);
    assert!(ran.stdout.contains(",n2,Missing,"), "{}", ran.stdout);
    assert!(ran.stderr.contains("timed out waiting for every DaemonSet"), "{}", ran.stderr);
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_timeout_of_zero_looks_once() {
    for (nodes, code) in [(&["n1", "n2"][..], 0), (&["n1"], 124)] {
        let server = Plan::new(cluster(nodes))
            .script(|seen, _| if seen.watches() { silence() } else { Reaction::Serve })
            .start();
        let ran = run(&server, &["--wait", "--timeout", "0", "-o", "csv", "--no-headers"]);
        assert_eq!(ran.code, code, "{}", ran.stderr);
        assert!(ran.stdout.contains(",n1,Ready,"), "{}", ran.stdout);
    }
    let server = changing(&Arc::default(), |_, _| silence()).start();
    for bad in ["5", "soon", "-", "99999999999h"] {
        let ran = run(&server, &["--wait", &format!("--timeout={bad}")]);
        assert_eq!(ran.code, 2, "{bad}: {}", ran.stderr);
    }
}

#[test]
fn a_watch_that_has_expired_lists_again_and_misses_nothing() {
    let change = Arc::new(AtomicBool::new(false));
    let changed = change.clone();
    let gone = json!({ "kind": "Status", "code": 410, "reason": "Expired", "message": "too old" });
    let server = changing(&change, move |seen, _| match seen.resource() {
        "pods" if !changed.load(Ordering::SeqCst) => Reaction::Watch(vec![
            Step::Pause(500),
            Step::Mark(changed.clone()),
            Step::Event("ERROR", gone.clone()),
            Step::Hang,
        ]),
        _ => silence(),
    })
    .start();
    let ran = run(&server, &["--wait", "--timeout", "20s"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "nobody needs to know");
}

#[test]
fn a_watch_that_closes_every_now_and_then_goes_on() {
    let change = Arc::new(AtomicBool::new(false));
    let changed = change.clone();
    let closed = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let server = changing(&change, move |seen, _| match seen.resource() {
        "pods" if closed.fetch_add(1, Ordering::SeqCst) < 3 => {
            Reaction::Watch(vec![Step::Pause(100), Step::Break])
        }
        "pods" => Reaction::Watch(vec![Step::Mark(changed.clone()), pod_comes(), Step::Hang]),
        _ => silence(),
    })
    .start();
    let ran = run(&server, &["--wait", "--timeout", "30s"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_server_that_goes_away_and_comes_back_is_waited_for() {
    let before = changing(&Arc::default(), |_, _| silence()).start();
    let mut running = start(&before, &[&ROWS[..], &["--timeout", "60s"]].concat());
    let address = before.address;
    assert!(running.answer().contains("Missing"));
    while before.seen().iter().filter(|seen| seen.watches()).count() < 3 {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(before);
    std::thread::sleep(Duration::from_secs(3));
    let _after = Plan::new(cluster(&["n1", "n2"]))
        .script(|seen, _| if seen.watches() { silence() } else { Reaction::Serve })
        .start_at(address);
    let after = running.answer();
    assert!(after.contains(",n2,Ready,"), "{after}");
    let said = running.stop().1;
    let broke = "the connection to the server broke; asking again";
    assert_eq!(said.matches(broke).count(), 1, "it is said once, not at each try:\n{said}");
}

#[test]
fn where_only_lists_are_allowed_they_are_read_again_and_again() {
    let change = Arc::new(AtomicBool::new(false));
    let changed = change.clone();
    let server = changing(&change, move |seen, _| {
        if seen.resource() == "pods" {
            changed.store(true, Ordering::SeqCst);
        }
        Reaction::refuse(403, "Forbidden", "you may not watch")
    })
    .start();
    let ran = run(&server, &["--wait", "--timeout", "30s"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("may be listed, not watched"), "{}", ran.stderr);
}

#[test]
fn a_file_cannot_be_watched_and_a_refusal_ends_the_wait() {
    let file = crate::support::cli::fixture("render/cluster.yaml");
    let ran = crate::support::cli::run(&["ds-coverage", "--wait", "--snapshot", &file]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let server = Plan::new(Vec::new())
        .script(|_, _| Reaction::refuse(403, "Forbidden", "not for you"))
        .start();
    let ran = run(&server, &["--watch"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{}", ran.stderr);
}
