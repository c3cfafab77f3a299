//! `ds-coverage --watch` and `--wait`, through an API server that is killed.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::cluster::{alone, shared, until};
use super::room::{Node, Room};

/// On the nodes of the room with a label.
const AGENT: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {\
    selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {\
    nodeSelector: {live.test/room: ROOM, wanted: 'true'}, containers: [{name: app, image: i}]}}}}";

/// Its image can be pulled once a Pod's annotation is taken away.
const SLOW: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: slow}, spec: {\
    selector: {matchLabels: {app: slow}}, template: {metadata: {labels: {app: slow}, \
    annotations: {kubelet.test/does: image-pull-error}}, spec: {\
    nodeSelector: {live.test/room: ROOM, wanted: 'true'}, containers: [{name: app, image: i}]}}}}";

/// Its Pods are refused.
const REFUSED: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: refused}, spec: {\
    selector: {matchLabels: {app: refused}}, template: {metadata: {labels: {app: refused}}, spec: {\
    serviceAccountName: absent, nodeSelector: {live.test/room: ROOM}, containers: [{name: app, image: i}]}}}}";

/// A plugin that goes on, and its lines with the times at which they came.
struct Running {
    child: Child,
    lines: Receiver<(Instant, String)>,
}

impl Running {
    fn start(room: &Room<'_>, flags: &[&str]) -> Running {
        let mut command = room.cluster.command("kubectl-workloads");
        command.args(["ds-coverage", "-n", &room.namespace()]).args(flags);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the plugin");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok).filter(|line| !line.is_empty()) {
                let _ = sender.send((Instant::now(), line));
            }
        });
        Running { child, lines }
    }

    /// When the line came, whatever came before it.
    #[track_caller]
    fn says(&self, expected: &str) -> Instant {
        let mut told = Vec::new();
        let until = Instant::now() + Duration::from_secs(60);
        while let Ok((at, line)) =
            self.lines.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            if line == expected {
                return at;
            }
            told.push(line);
        }
        panic!("{expected:?} is not shown, but {told:?}");
    }

    /// Waits for its end; its exit code.
    fn ended(mut self) -> Option<i32> {
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes a change, and says how long after it the answer was `expected`.
fn delay(watch: &Running, expected: &str, change: impl FnOnce()) -> Duration {
    change();
    // kubectl ends a little after it.
    let changed = Instant::now();
    let delay = watch.says(expected).saturating_duration_since(changed);
    eprintln!("{:7} ms  until {expected} is shown", delay.as_millis());
    delay
}

/// Half of the changes are shown within a second: each is on a machine that does nothing else, and none
/// would be if the answer were asked for now and then.
#[track_caller]
fn assert_prompt(mut delays: Vec<Duration>) {
    delays.sort();
    assert!(delays[delays.len() / 2] < Duration::from_secs(1), "{delays:?}");
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn changes_are_seen_within_a_second_through_a_crash_of_the_api_server() {
    let (_alone, cluster) = alone();
    let wanted = |letter| Node::new(letter).label("wanted", "true");
    let nodes = [wanted("a"), wanted("b"), Node::new("c")];
    let Some(room) = Room::with_nodes(cluster, "watched", &nodes) else { return };
    room.apply(AGENT);
    room.apply(SLOW);
    let watch = Running::start(&room, &["agent", "-w", "-o", "jsonpath={.items[0].desired}\n"]);
    let wait = Running::start(&room, &["slow", "--wait", "--timeout", "300s", "-o", "name"]);
    watch.says("2");
    let label = || drop(room.kubectl(&["label", "node", &room.node("c"), "wanted=true"]));
    let unlabel = || drop(room.kubectl(&["label", "node", &room.node("c"), "wanted-"]));
    let delete = || drop(room.kubectl(&["delete", "node", &room.node("b")]));
    assert_prompt(vec![
        delay(&watch, "3", label),
        delay(&watch, "2", unlabel),
        delay(&watch, "1", delete),
        delay(&watch, "2", || room.add_nodes(&[wanted("b")])),
    ]);

    cluster.apiserver("kill");
    std::thread::sleep(Duration::from_secs(3));
    cluster.apiserver("start");
    // As long as it was away, it is asked for with pauses.
    delay(&watch, "3", label);
    assert_prompt(vec![
        delay(&watch, "2", unlabel),
        delay(&watch, "3", label),
        delay(&watch, "2", unlabel),
    ]);

    room.kubectl(&["annotate", "pods", "-l", "app=slow", "kubelet.test/does-"]);
    until("the DaemonSet is ready", 60, || {
        let status = room.get(&["daemonset", "slow"])["status"].clone();
        if status["numberReady"] == 2 { Ok(()) } else { Err(status.to_string()) }
    });
    let ready = Instant::now();
    assert_eq!(wait.ended(), Some(0));
    assert!(ready.elapsed() < Duration::from_secs(3), "{:?}", ready.elapsed());
}

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn a_refusal_is_shown_when_it_is_told() {
    let (_shared, cluster) = shared();
    let Some(room) = Room::with_nodes(cluster, "refusals", &[Node::new("a")]) else { return };
    room.apply(REFUSED);
    let reason = format!(
        "jsonpath={{.items[0].nodes[?(@.node=='{}')].reasons[0].reason}}\n",
        room.node("a")
    );
    let watch = Running::start(&room, &["-w", "-o", &reason]);
    watch.says("FailedCreate");
    let wait = Running::start(&room, &["--wait", "--timeout", "1s"]);
    assert_eq!(wait.ended(), Some(124));
}
