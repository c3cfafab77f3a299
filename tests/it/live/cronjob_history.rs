//! CronJobs of a real controller, several of them in the same few minutes, whose histories are right at each step.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::cluster::{Cluster, shared, until};
use super::connection::{Namespace, kubectl};

/// A CronJob that is due every minute, whose Pods do what the annotations say.
fn cron_job(name: &str, spec: &Value, annotations: &Value) -> Value {
    let template = json!({
        "metadata": { "annotations": annotations },
        "spec": { "restartPolicy": "Never", "containers": [{ "name": "main", "image": "example.com/x:1" }] },
    });
    let mut cron_job = json!({
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": { "name": name },
        "spec": {
            "schedule": "* * * * *",
            "jobTemplate": { "spec": { "backoffLimit": 0, "template": template } },
        },
    });
    for (field, value) in spec.as_object().expect("fields") {
        cron_job["spec"][field] = value.clone();
    }
    cron_job
}

fn create(namespace: &Namespace, cron_job: &Value) {
    kubectl(&["create", "-n", namespace.0, "-f", "-"], &cron_job.to_string());
}

fn patch(namespace: &Namespace, name: &str, patch: &Value) {
    let patch = patch.to_string();
    kubectl(&["patch", "cronjob", name, "-n", namespace.0, "--type=merge", "-p", &patch], "");
}

/// A CronJob's history, once it is as it should be.
fn history(
    cluster: &Cluster,
    namespace: &Namespace,
    name: &str,
    seconds: u64,
    is_right: impl Fn(&Value) -> bool,
) -> Value {
    until(&format!("the history of {name}"), seconds, || {
        let answer = cluster.answer(&["cronjob-history", "-n", namespace.0, name], "")?;
        let item = answer["items"][0].clone();
        if is_right(&item) { Ok(item) } else { Err(format!("{item:#}")) }
    })
}

fn has(list: &Value, field: &str, value: &str) -> bool {
    list.as_array().expect("a list").iter().any(|one| one[field] == value)
}

fn warns(item: &Value, reason: &str) -> bool {
    has(&item["warnings"], "reason", reason)
}

fn runs_that<'v>(item: &'v Value, outcome: &str) -> Vec<&'v Value> {
    let runs = item["runs"].as_array().expect("runs");
    runs.iter().filter(|run| run["outcome"] == outcome).collect()
}

const NEW_YEAR: &str = "0 4 1 1 *";

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
#[allow(clippy::too_many_lines, reason = "the steps happen in the same minutes")]
fn histories_are_right_while_they_happen() {
    let (_floor, cluster) = shared();
    let here = Namespace::new("live-cronjobs");
    let without_jobs = Namespace::new("live-cronjobs-no-jobs");
    let without_pods = Namespace::new("live-cronjobs-no-pods");
    for (namespace, limit) in [(&without_jobs, "count/jobs.batch=0"), (&without_pods, "pods=0")] {
        let hard = format!("--hard={limit}");
        kubectl(&["create", "quota", "none", "-n", namespace.0, &hard], "");
    }
    // Quotas count once they have been reckoned.
    for namespace in [&without_jobs, &without_pods] {
        until("the quota is in force", 30, || {
            let quota = cluster.get(&["quota", "none", "-n", namespace.0]);
            if quota["status"]["used"].is_object() { Ok(()) } else { Err(quota.to_string()) }
        });
    }
    let (nothing, short) = (json!({}), json!({ "kubelet.test/after": "2s" }));
    let fails = json!({ "kubelet.test/does": "exit", "kubelet.test/exit-code": "7" });
    let long = json!({ "kubelet.test/after": "150s" });
    create(&here, &cron_job("ok", &json!({ "successfulJobsHistoryLimit": 1 }), &short));
    create(&here, &cron_job("fails", &nothing, &fails));
    create(&here, &cron_job("recovers", &nothing, &fails));
    create(&here, &cron_job("allows", &json!({ "concurrencyPolicy": "Allow" }), &long));
    create(&here, &cron_job("forbids", &json!({ "concurrencyPolicy": "Forbid" }), &long));
    create(&here, &cron_job("replaces", &json!({ "concurrencyPolicy": "Replace" }), &long));
    create(&here, &cron_job("sleeps", &json!({ "suspend": true }), &short));
    create(&here, &cron_job("edited", &nothing, &short));
    create(&here, &cron_job("never", &json!({ "schedule": "0 0 31 2 *" }), &short));
    create(&without_jobs, &cron_job("refused", &nothing, &short));
    create(&without_pods, &cron_job("empty", &nothing, &short));
    let unknown = cron_job("mars", &json!({ "timeZone": "Mars/Olympus" }), &short);
    let refusal = cluster
        .try_kubectl(&["create", "-n", here.0, "-f", "-"], &unknown.to_string())
        .expect_err("the API knows the zones");
    assert!(refusal.contains("unknown time zone Mars/Olympus"), "{refusal}");
    // One that the API has let in, when its zones were others.
    let told = cluster
        .answer(&["cronjob-history", "--snapshot", "-"], &unknown.to_string())
        .unwrap_or_else(|why| {
            assert!(why.contains("holds no time"), "{why}");
            json!({ "items": [] })
        });
    if let Some(item) = told["items"].get(0) {
        assert_eq!(item["next"]["state"], "Invalid", "{item:#}");
    }

    let sees = ["-o", "jsonpath={.items[0].lastFinished.job}{\"\\n\"}"];
    let mut watching = Command::new(env!("CARGO_BIN_EXE_kubectl-workloads"))
        .env("KUBECONFIG", &cluster.kubeconfig)
        .args(["cronjob-history", "-n", here.0, "ok", "--watch"])
        .args(sees)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");

    // Before the first minute is over, and the first thing in it.
    history(cluster, &here, "sleeps", 5, |it| {
        it["health"] == "Suspended" && it["next"]["state"] == "Suspended"
    });
    history(cluster, &here, "never", 5, |it| it["health"] == "Broken" && warns(it, "NeverDue"));
    let item = history(cluster, &here, "fails", 75, |it| it["health"] == "Failing");
    assert_eq!(item["lastFinished"]["exitCode"], 7, "{item:#}");
    assert_eq!(item["lastFinished"]["trigger"], "Schedule", "{item:#}");
    history(cluster, &here, "edited", 10, |it| it["lastFinished"]["outcome"] == "Complete");
    patch(&here, "edited", &json!({ "spec": { "schedule": NEW_YEAR } }));
    history(cluster, &here, "recovers", 10, |it| it["failingStreak"]["failures"] == 1);
    let well = json!({ "spec": { "jobTemplate": { "spec": { "template": { "metadata": {
        "annotations": { "kubelet.test/does": "complete" } } } } } } });
    patch(&here, "recovers", &well);
    let item = history(cluster, &here, "sleeps", 10, |it| !it["missed"][0].is_null());
    assert_eq!(item["missed"][0]["cause"]["reason"], "Suspended", "{item:#}");
    assert_eq!(item["missed"][0]["skipped"], true, "{item:#}");
    patch(&here, "sleeps", &json!({ "spec": { "suspend": false } }));
    history(cluster, &without_jobs, "refused", 10, |it| {
        warns(it, "FailedCreate") && it.to_string().contains("exceeded quota")
    });
    history(cluster, &without_pods, "empty", 10, |it| {
        it["runs"][0]["outcome"] == "Running" && it["runs"][0]["reason"] == "FailedCreate"
    });
    let item = history(cluster, &here, "edited", 10, |it| warns(it, "OtherDueTimes"));
    assert_eq!(item["missed"], json!([]), "{item:#}");
    assert!(item["next"]["at"].as_str().expect("a time").contains("-01-01T04:00"), "{item:#}");
    let item =
        history(cluster, &here, "sleeps", 15, |it| it["lastFinished"]["outcome"] == "Complete");
    assert_eq!(item["suspended"], false, "{item:#}");

    kubectl(&["create", "job", "by-hand", "-n", here.0, "--from=cronjob/never"], "");
    let item = history(cluster, &here, "never", 10, |it| it["lastFinished"].is_object());
    assert_eq!(item["lastFinished"]["trigger"], "Manual", "{item:#}");
    assert_eq!(item["lastFinished"]["job"], "by-hand", "{item:#}");

    // The second minute.
    let item = history(cluster, &here, "allows", 75, |it| runs_that(it, "Running").len() == 2);
    assert_eq!(item["active"], 2, "{item:#}");
    let item = history(cluster, &here, "replaces", 10, |it| runs_that(it, "Replaced").len() == 1);
    assert_eq!(runs_that(&item, "Running").len(), 1, "{item:#}");
    let item = history(cluster, &here, "recovers", 15, |it| it["recovered"] == true);
    assert_eq!(item["health"], "Healthy", "{item:#}");
    let item = history(cluster, &here, "fails", 15, |it| it["failingStreak"]["failures"] == 2);
    assert_eq!(item["successRate"]["succeeded"], 0, "{item:#}");
    assert_eq!(
        item["kept"]["jobs"].as_u64().expect("a number")
            + item["kept"]["byEvents"].as_u64().expect("a number"),
        2
    );
    let item = history(cluster, &here, "forbids", 10, |it| it["next"]["state"] == "DueNow");
    assert_eq!((runs_that(&item, "Running").len(), &item["missed"]), (1, &json!([])), "{item:#}");
    history(cluster, &without_jobs, "refused", 10, |it| {
        has(&json!([it["missed"][0]["cause"]]), "reason", "FailedCreate") && it["health"] == "Late"
    });

    // The third: what forbids has lost a due time, and starts the next one late.
    let item = history(cluster, &here, "forbids", 75, |it| !it["missed"][0].is_null());
    assert_eq!(item["missed"][0]["cause"]["reason"], "ConcurrencyForbid", "{item:#}");
    assert_eq!(item["missed"][0]["skipped"], true, "{item:#}");
    let item = history(cluster, &here, "forbids", 75, |it| {
        runs_that(it, "Complete").len() == 1 && it["runs"][0]["delaySeconds"].is_i64()
    });
    assert!(item["runs"][0]["delaySeconds"].as_i64().expect("a delay") >= 20, "{item:#}");
    assert!(item["runs"][1]["durationSeconds"].as_i64().expect("seconds") >= 149, "{item:#}");
    let item = history(cluster, &here, "replaces", 10, |it| warns(it, "ReplacedWithoutSuccess"));
    assert_eq!(item["successRate"]["finished"], 0, "{item:#}");

    // What the limit of one has pruned is still known by its events, and all of it succeeded.
    let item = history(cluster, &here, "ok", 10, |it| it["runs"][2].is_object());
    assert_eq!(item["kept"]["jobs"], 1, "{item:#}");
    assert_eq!(runs_that(&item, "Complete").len(), item["runs"].as_array().expect("runs").len());
    assert_eq!(item["missed"], json!([]), "{item:#}");

    let code = |names: &[&str]| {
        let asked = [&["cronjob-history", "-n", here.0, "--exit-code"], names].concat();
        cluster.workloads(&asked, "").code
    };
    assert_eq!((code(&["ok"]), code(&["fails"]), code(&[])), (Some(0), Some(1), Some(1)));
    assert_eq!(code(&["fails", "--fail-streak", "100"]), Some(0));

    let log = |which: &str| {
        cluster.workloads(&["cronjob-history", "-n", here.0, "fails", "--logs", which], "")
    };
    let ran = log("last-failed");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("Log of fails-"), "{}", ran.err);
    let ran = log("last-success");
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("no such run is known"), "{}", ran.err);

    watching.kill().expect("it watches");
    let output = watching.wait_with_output().expect("its output");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let mut jobs: Vec<&str> = printed.lines().filter(|line| line.starts_with("ok-")).collect();
    jobs.dedup();
    assert!(jobs.len() >= 3, "each run is told: {printed}");
}
