//! Waiting for the Jobs of a real Job controller.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::cluster::{alone, shared};
use super::connection::{Namespace, kubectl};

mod changes;
mod many;
mod stuck;

/// A Job whose one container does what the annotations say; one that does not count per index does not try
/// again.
fn job(name: &str, annotations: &str, spec: &str) -> String {
    let limit = if spec.contains("backoffLimit") { "" } else { "  backoffLimit: 0" };
    format!(
        r"
apiVersion: batch/v1
kind: Job
metadata: {{name: {name}}}
spec:
{limit}
{spec}
  template:
    metadata: {{annotations: {{{annotations}}}}}
    spec:
      restartPolicy: Never
      containers: [{{name: main, image: example.com/x:1}}]
"
    )
}

fn waiter(namespace: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubectl-workloads"));
    command
        .env("KUBECONFIG", std::env::var_os("LIVE_KUBECONFIG").unwrap())
        .args(["job-wait", "-n", namespace, "--timeout", "180s"])
        .args(arguments);
    command
}

fn wait(namespace: &str, arguments: &[&str]) -> Output {
    waiter(namespace, arguments).output().unwrap()
}

#[track_caller]
fn assert_told(output: &Output, code: i32, what: &str) {
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(what), "{what:?} is not in:\n{text}");
}

/// (name, annotations, spec, flags, exit code, what is told)
type Case = (&'static str, &'static str, &'static str, &'static [&'static str], i32, &'static str);

const CASES: &[Case] = &[
    ("completes", "kubelet.test/after: 2s", "", &[], 0, "complete after"),
    (
        "vanishes",
        "kubelet.test/after: 2s",
        "  ttlSecondsAfterFinished: 0",
        &[],
        0,
        "complete after",
    ),
    (
        "fails",
        "kubelet.test/does: exit, kubelet.test/exit-code: \"42\", kubelet.test/message: no such host",
        "",
        &[],
        1,
        "container main: exit code 42\n    message: no such host\n    last log lines:",
    ),
    ("is-killed", "kubelet.test/does: oom-kill", "", &[], 1, "exit code 137 (SIGKILL), OOMKilled"),
    (
        "runs-late",
        "kubelet.test/does: run",
        "  activeDeadlineSeconds: 3",
        &[],
        1,
        "DeadlineExceeded: Job was active longer than specified deadline",
    ),
    (
        "in-a-hurry",
        "kubelet.test/does: run, kubelet.test/terminates-after: 20s",
        "  activeDeadlineSeconds: 2",
        &["--fail-fast"],
        1,
        "DeadlineExceeded",
    ),
    (
        "has-a-policy",
        "kubelet.test/does: exit",
        "  podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}",
        &[],
        1,
        "PodFailurePolicy: Container main",
    ),
    (
        "fails-by-index",
        "kubelet.test/does: exit, kubelet.test/indexes: \"1,3\"",
        "  completions: 5\n  parallelism: 5\n  completionMode: Indexed\n  backoffLimitPerIndex: 0",
        &[],
        1,
        "(indexes 1,3): FailedIndexes",
    ),
    (
        "has-enough",
        "kubelet.test/does: run, kubelet.test/indexes: \"1,2\"",
        "  completions: 3\n  parallelism: 3\n  completionMode: Indexed\n  \
         successPolicy: {rules: [{succeededIndexes: \"0\"}]}",
        &[],
        0,
        "SuccessPolicy: Matched rules at index 0",
    ),
    (
        "has-no-image",
        "kubelet.test/does: image-pull-error",
        "",
        &["--fail-on-stuck", "2s"],
        5,
        "is stuck: ImagePullBackOff",
    ),
    ("is-idle", "", "  parallelism: 0", &["--fail-on-stuck", "1s"], 5, "is stuck: ParallelismZero"),
    (
        "is-anothers",
        "",
        "  managedBy: example.com/nobody",
        &["--fail-on-stuck", "1s"],
        5,
        "is stuck: ManagedBy",
    ),
    ("is-suspended", "", "  suspend: true", &["--fail-on-suspended"], 5, "is suspended since"),
];

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn every_end_has_its_code_and_its_words() {
    let _floor = shared();
    let namespace = Namespace::new("live-job-wait-ends");
    let waits: Vec<_> = CASES
        .iter()
        .map(|(name, annotations, spec, flags, ..)| {
            kubectl(&["apply", "-n", namespace.0, "-f", "-"], &job(name, annotations, spec));
            let mut command = waiter(namespace.0, flags);
            command.arg(name).stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for (wait, (.., code, what)) in waits.into_iter().zip(CASES) {
        assert_told(&wait.wait_with_output().unwrap(), *code, what);
    }
}

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_job_that_is_deleted_ends_the_wait_at_once() {
    let _floor = shared();
    let namespace = Namespace::new("live-job-wait-deleted");
    let runs = job("runs", "kubelet.test/does: run", "");
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], &runs);
    let mut command = waiter(namespace.0, &["runs"]);
    let wait = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    kubectl(&["delete", "job", "runs", "-n", namespace.0, "--wait=false"], "");
    let began = Instant::now();
    assert_told(&wait.wait_with_output().unwrap(), 4, "was deleted before it finished");
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_run_of_a_cron_job_is_started_and_waited_for() {
    const CRON_JOB: &str = "
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: 0 0 1 1 *
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: main, image: x}]}
";
    let _floor = shared();
    let namespace = Namespace::new("live-job-wait-from");
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], CRON_JOB);
    let output = wait(namespace.0, &["--from", "cronjob/nightly", "--name", "by-hand"]);
    assert_told(&output, 0, "job.batch/by-hand complete");
    let output = wait(namespace.0, &["cronjob/nightly", "-o", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["items"][0]["name"], "by-hand");
}

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_wait_outlives_the_api_server() {
    let (_floor, cluster) = alone();
    if cluster.control_plane.is_none() {
        eprintln!("passed over: the API server is not ours to kill");
        return;
    }
    let namespace = Namespace::new("live-job-wait-restart");
    let fails = job("fails", "kubelet.test/does: exit, kubelet.test/after: 15s", "");
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], &fails);
    let mut command = waiter(namespace.0, &["fails", "--timeout", "120s"]);
    let wait = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    cluster.apiserver("kill");
    std::thread::sleep(Duration::from_secs(5));
    cluster.apiserver("start");
    assert_told(&wait.wait_with_output().unwrap(), 1, "exit code 1");
}
