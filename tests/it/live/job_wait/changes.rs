//! What becomes of a Job while it is waited for.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::super::cluster::{alone, shared, until};
use super::super::connection::{Namespace, kubectl};
use super::{assert_told, job, waiter};

fn start(namespace: &str, arguments: &[&str]) -> Child {
    let mut command = waiter(namespace, arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn apply(namespace: &str, manifest: &str) {
    kubectl(&["apply", "-n", namespace, "-f", "-"], manifest);
}

/// Until a Pod of the Job runs: the wait, which began before, has seen the Job by then.
fn runs(namespace: &str, job: &str) {
    let selector = format!("job-name={job}");
    until(&format!("{job} runs"), 60, || {
        let phase = [
            "get",
            "pods",
            "-n",
            namespace,
            "-l",
            &selector,
            "-o",
            "jsonpath={.items[*].status.phase}",
        ];
        let phases = kubectl(&phase, "");
        if phases.contains("Running") { Ok(()) } else { Err(phases) }
    });
}

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_job_of_the_same_name_is_another() {
    let (_shared, _) = shared();
    let namespace = Namespace::new("live-job-wait-replaced");
    let manifest = job("again", "kubelet.test/does: run", "");
    apply(namespace.0, &manifest);
    let wait = start(namespace.0, &["again"]);
    runs(namespace.0, "again");
    // Without its Pods, the Job goes at once, and the watch may tell of both in one breath.
    kubectl(&["delete", "job", "again", "-n", namespace.0, "--cascade=orphan"], "");
    apply(namespace.0, &manifest);
    let output = wait.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let what = if told.contains("was replaced") {
        "was replaced by another"
    } else {
        "was deleted before"
    };
    assert_told(&output, 4, what);
}

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_job_that_is_suspended_goes_on_when_it_is_resumed() {
    let (_shared, _) = shared();
    let namespace = Namespace::new("live-job-wait-resumed");
    apply(namespace.0, &job("pauses", "kubelet.test/after: 10s", ""));
    let wait = start(namespace.0, &["pauses"]);
    runs(namespace.0, "pauses");
    let suspend = |suspend: &str| {
        let patch = format!("{{\"spec\":{{\"suspend\":{suspend}}}}}");
        kubectl(&["patch", "job", "pauses", "-n", namespace.0, "-p", &patch], "");
    };
    suspend("true");
    let condition = "--for=condition=Suspended";
    kubectl(&["wait", "job", "pauses", "-n", namespace.0, condition, "--timeout=60s"], "");
    suspend("false");
    let output = wait.wait_with_output().unwrap();
    for what in ["suspended", "resumed", "complete after"] {
        assert_told(&output, 0, what);
    }
}

/// A TTL of 0 takes the Job and its Pods away as soon as it is done; a deadline takes the Pods.
#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn logs_outlive_their_pods() {
    let (_shared, cluster) = shared();
    if cluster.control_plane.is_none() {
        eprintln!("passed over: it needs logs that are known");
        return;
    }
    let namespace = Namespace::new("live-job-wait-logs");
    let ttl = "  ttlSecondsAfterFinished: 0";
    let exits = "kubelet.test/does: exit, kubelet.test/after: 4s";
    apply(namespace.0, &job("is-done", "kubelet.test/after: 4s", ttl));
    apply(namespace.0, &job("is-late", "kubelet.test/does: run", "  activeDeadlineSeconds: 5"));
    apply(namespace.0, &job("fails", exits, ttl));
    let waits = [
        (start(namespace.0, &["is-done", "--logs"]), 0),
        (start(namespace.0, &["is-late", "--logs"]), 1),
        (start(namespace.0, &["fails", "--logs"]), 1),
    ];
    for (wait, code) in waits {
        let output = wait.wait_with_output().unwrap();
        assert_told(&output, code, "listening on :8080");
    }
    until("their Pods are gone", 60, || {
        let left = kubectl(&["get", "pods", "-n", namespace.0, "-o", "name"], "");
        if left.is_empty() { Ok(()) } else { Err(left) }
    });
}

/// `kubectl wait` ends with the condition; `job-wait` does, too, within a second.
#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn the_wait_ends_within_a_second_of_the_condition() {
    let (_alone, cluster) = alone();
    let namespace = Namespace::new("live-job-wait-prompt");
    let jobs: Vec<(String, &str)> = (0..6)
        .map(|number| {
            (format!("job-{number}"), if number % 2 == 0 { "complete" } else { "failed" })
        })
        .collect();
    for (number, (name, end)) in jobs.iter().enumerate() {
        let does = if *end == "failed" { "exit" } else { "complete" };
        let annotations = format!("kubelet.test/does: {does}, kubelet.test/after: {}s", 4 + number);
        apply(namespace.0, &job(name, &annotations, ""));
    }
    let mut delays: Vec<Duration> = std::thread::scope(|scope| {
        let ends = jobs.iter().map(|(name, end)| {
            let (ours, condition) = (start(namespace.0, &[name]), format!("--for=condition={end}"));
            let mut theirs = cluster.command("kubectl");
            theirs.args([
                "wait",
                "-n",
                namespace.0,
                &format!("job/{name}"),
                &condition,
                "--timeout=60s",
            ]);
            let theirs = theirs.stdout(Stdio::null()).spawn().unwrap();
            [ours, theirs].map(|mut child| {
                scope.spawn(move || {
                    child.wait().unwrap();
                    Instant::now()
                })
            })
        });
        let ends: Vec<_> = ends.collect();
        let ended = ends.into_iter().map(|both| both.map(|end| end.join().unwrap()));
        ended.map(|[ours, theirs]| ours.saturating_duration_since(theirs)).collect()
    });
    delays.sort();
    eprintln!("after kubectl wait: {delays:?}");
    // One of them may have met a busy moment.
    assert!(delays[delays.len() / 2] < Duration::from_secs(1), "{delays:?}");
}
