//! What Jobs did, held by a recording of the real Job controller: Jobs whose names say their story.

use kubectl_workloads::batch::{Evidence, Run};
use kubectl_workloads::cluster::Silent;
use kubectl_workloads::cluster::file::load_bytes;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

const RECORDING: &str = "tests/fixtures/cronjob_history/batch.json.gz";

#[test]
fn every_job_of_the_recording_is_told_as_it_went() {
    let bytes = include_bytes!("../fixtures/cronjob_history/batch.json.gz");
    let snapshot = load_bytes(bytes, &Silent).unwrap();
    let evidence = Evidence::new(&snapshot);
    // outcome, seconds, reason, the Job's condition, exit code, Pods made, Pods kept, restarts
    let expected = [
        ("fail-backoff", "Failed 37 Error BackoffLimitExceeded 3 3/3 +0"),
        ("fail-deadline", "Failed 13 DeadlineExceeded DeadlineExceeded - 0/1 +0"),
        ("fail-deadline-grace", "Failed 23 DeadlineExceeded DeadlineExceeded - 0/1 +0"),
        ("fail-index", "Failed 3 Error FailedIndexes 1 5/5 +0"),
        ("fail-maxidx", "Failed 3 Error MaxFailedIndexesExceeded 1 5/5 +0"),
        // Its only Pod is gone, and with it what the container ended with.
        ("fail-onfailure", "Failed 7 BackoffLimitExceeded BackoffLimitExceeded - 0/1 +0"),
        ("fail-oom", "Failed 4 OOMKilled BackoffLimitExceeded 137 1/1 +0"),
        ("fail-policy", "Failed 3 Error PodFailurePolicy 42 1/1 +0"),
        ("ignore-disrupt", "Complete 5 - CompletionsReached - 1/1 +0"),
        ("managed", "Running - ManagedBy - - 0/0 +0"),
        ("ok-after-retry", "Complete 11 - CompletionsReached - 1/1 +2"),
        ("ok-indexed", "Complete 12 - CompletionsReached - 5/5 +0"),
        ("ok-parallel", "Complete 16 - CompletionsReached - 8/8 +0"),
        ("ok-simple", "Complete 6 - CompletionsReached - 1/1 +0"),
        // The status counts one; its events know of four.
        ("ok-successpolicy", "Complete 4 - SuccessPolicy - 1/4 +0"),
        ("par-zero", "Running 661 ParallelismZero - - 0/0 +0"),
        ("running-long", "Running 661 - - - 1/1 +0"),
        ("stuck-config", "Running 661 CreateContainerConfigError - - 1/1 +0"),
        ("stuck-image", "Running 661 ImagePullBackOff - - 1/1 +0"),
        ("stuck-quota", "Running 661 FailedCreate - - 0/0 +0"),
        ("stuck-selector", "Running 661 Unschedulable - - 1/1 +0"),
        ("stuck-unschedulable", "Running 661 Unschedulable - - 1/1 +0"),
        // Suspended at first: its time counts from when it was resumed.
        ("suspended", "Complete 4 - CompletionsReached - 1/1 +0"),
        ("workqueue", "Complete 5 - CompletionsReached - 3/3 +0"),
    ];
    let mut found: Vec<(&str, String)> = snapshot
        .jobs
        .iter()
        .filter(|job| job.meta.owner.is_none())
        .map(|job| {
            let run = Run::of(job, &evidence);
            let seconds = run.seconds(snapshot.now()).map_or("-".into(), |it| it.to_string());
            let text =
                |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
            let exit = run.failure.as_ref().map_or("-".into(), |it| it.exit_code.to_string());
            let line = format!(
                "{:?} {seconds} {} {} {exit} {}/{} +{}",
                run.outcome,
                text(&run.reason),
                text(&run.condition),
                run.pods_kept,
                run.attempts,
                run.restarts
            );
            (&*job.meta.name, line)
        })
        .collect();
    found.sort();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(name, line)| (*name, line.as_str())).collect();
    assert_eq!(found, expected);
}

fn kubectl_workloads() -> Command {
    Command::new(cargo_bin!("kubectl-workloads")).arg("job-history").args(["--snapshot", RECORDING])
}

#[test]
fn jobs_stand_by_what_they_belong_to_failures_first() {
    kubectl_workloads().args(["-n", "batch", "--ascii"]).assert().success().stdout_eq(str![[r#"
54 Jobs: 13 failed, 6 kept from getting on, 4 running, 31 complete.

NAME                        LAST            TOOK   OK      RUNS         WHY
cronjob/every-minute-fail   Failed 44s      3s     0/5     xxxxx        Error (exit code 7)
fail-backoff                Failed 10m      37s    0/1     x            Error (exit code 3)
fail-deadline               Failed 10m      13s    0/1     x            DeadlineExceeded
fail-deadline-grace         Failed 10m      23s    0/1     x            DeadlineExceeded
fail-index                  Failed 10m      3s     0/1     x            Error (exit code 1)
fail-maxidx                 Failed 10m      3s     0/1     x            Error (exit code 1)
fail-onfailure              Failed 10m      7s     0/1     x            BackoffLimitExceeded
fail-oom                    Failed 10m      4s     0/1     x            OOMKilled (exit code 137)
fail-policy                 Failed 10m      3s     0/1     x            Error (exit code 42)
managed                     Running -       -      -       >            ManagedBy
par-zero                    Running 11m     11m    -       >            ParallelismZero
stuck-config                Running 11m     11m    -       >            CreateContainerConfigError
stuck-image                 Running 11m     11m    -       >            ImagePullBackOff
stuck-selector              Running 11m     11m    -       >            Unschedulable
stuck-unschedulable         Running 11m     11m    -       >            Unschedulable
cronjob/forbid-long         Complete 34s    102s   3/3     ooo>         -
cronjob/every-minute-ok     Complete 43s    4s     3/3     ooo          -
cronjob/flaky               Complete 41s    6s     10/10   oooooooooo   -
cronjob/overlap-allow       Complete 15s    92s    3/3     ooo>         -
cronjob/replace-long        Running 47s     47s    -       >            -
cronjob/tz-ny               Complete 104s   3s     3/3     ooo          -
cronjob/daily               Complete 10m    3s     1/1     o            -
suspended                   Complete 10m    4s     1/1     o            -
ignore-disrupt              Complete 10m    5s     1/1     o            -
ok-after-retry              Complete 10m    11s    1/1     o            -
ok-indexed                  Complete 10m    12s    1/1     o            -
ok-successpolicy            Complete 10m    4s     1/1     o            -
running-long                Running 11m     11m    -       >            -
workqueue                   Complete 10m    5s     1/1     o            -
ok-parallel                 Complete 10m    16s    1/1     o            -
ok-simple                   Complete 10m    6s     1/1     o            -

"#]]);
}

#[test]
fn one_job_is_told_with_every_attempt() {
    kubectl_workloads()
        .args(["fail-index", "stuck-image", "--ascii"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
batch/fail-index
Failed 10m ago, took 3s: Error (exit code 1); FailedIndexes
Message   Job has failed indexes
Pods      3/5 succeeded, 2 failed, 0 active; 5 ever made, 5 kept
Complete  indexes 0,2,4
Failed    indexes 1,3

POD                  INDEX   OUTCOME     TOOK                  RESTARTS   NODE    WHY
fail-index-4-m6fsn   4       Succeeded   2s     ############   0          sim-1   -
fail-index-3-5wq8x   3       Failed      1s     ######         0          sim-1   Error, main exited with 1
fail-index-2-jjslq   2       Succeeded   1s     ######         0          sim-1   -
fail-index-1-4g7zh   1       Failed      1s     ######         0          sim-1   Error, main exited with 1
fail-index-0-bnjrq   0       Succeeded   1s     ######         0          sim-0   -

batch/stuck-image
Running for 11m: ImagePullBackOff
Message   Back-off pulling image "example.com/job:1"
Pods      0/1 succeeded, 0 failed (backoffLimit 6), 1 active; 1 ever made, 1 kept

POD                 OUTCOME   TOOK                  RESTARTS   NODE    WHY
stuck-image-ljwjz   Waiting   11m    ############   0          sim-1   ImagePullBackOff: Back-off pulling image "example.com/job:1"

"#]]);
}

#[test]
fn the_exit_code_tells_of_failures_only_where_it_is_asked_to() {
    let code = |args: &[&str]| kubectl_workloads().args(args).assert().get_output().status.code();
    assert_eq!(code(&["-n", "batch"]), Some(0));
    assert_eq!(code(&["-n", "batch", "--exit-code"]), Some(1));
    assert_eq!(code(&["ok-after-retry", "--exit-code"]), Some(0));
    assert_eq!(code(&["stuck-image", "--exit-code"]), Some(1));
    assert_eq!(code(&["cronjob/daily"]), Some(2));
}
