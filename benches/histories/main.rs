//! What the histories take: 500 CronJobs and 10,000 Jobs, each with a Pod and two events.
//!
//! ```console
//! cargo bench --bench histories
//! cargo bench --bench histories -- --cron-jobs 100 --jobs 20      # of each
//! ```
//!
//! A server in this process hands them out as protobuf over loopback HTTP. Wall and CPU time, peak memory, bytes
//! and requests are printed; the requests are pages of one list for each kind.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::float_cmp,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "a program for whoever measures"
)]

#[allow(dead_code)]
#[path = "../cluster/generate.rs"]
mod generate;
#[path = "../cluster/measure.rs"]
mod measure;
#[path = "../cluster/serve.rs"]
mod serve;

use jiff::Timestamp;
use kubectl_workloads::cluster::wire;
use prost::Message;
use serde_json::{Value, json};

use generate::{Object, Resource};
use measure::{Cost, median};
use serve::Server;

const BINARY: &str = env!("CARGO_BIN_EXE_kubectl-workloads");

fn main() {
    if measure::serve() {
        return;
    }
    let option = |name: &str, or: i64| {
        let given = std::env::args().skip_while(|arg| arg != name).nth(1);
        given.map_or(or, |given| given.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
    };
    let (cron_jobs, jobs) = (option("--cron-jobs", 500), option("--jobs", 20));
    let runs = option("--runs", 3).max(1) as usize;
    println!("{cron_jobs} CronJobs, {} Jobs; median of {runs}\n", cron_jobs * jobs);
    println!(
        "{:<44} {:>8} {:>8} {:>8} {:>8} {:>9}",
        "", "wall s", "CPU s", "peak MB", "MB", "requests"
    );
    let server = Server::start(cluster(cron_jobs, jobs));
    let url = format!("http://{}", server.address);
    let row = |words: &[&str]| {
        let command = [&[BINARY], words, &["--server", &url, "--kubeconfig", "/dev/null"]].concat();
        measure::cost(&command);
        server.reset();
        let Cost { wall, cpu, peak } = median(runs, &command);
        let (requests, megabytes) = server.reset();
        let runs = runs as u64;
        println!(
            "{:<44} {wall:>8.2} {cpu:>8.2} {peak:>8.0} {:>8} {:>9}",
            words.join(" "),
            megabytes / runs,
            requests / runs
        );
    };
    row(&["cronjob-history", "-A"]);
    row(&["cronjob-history", "-A", "-o", "json"]);
    row(&["cronjob-history", "-n", "team-007", "nightly-007"]);
    row(&["job-history", "-A"]);
}

/// CronJobs that are due every hour, each with its latest Jobs, the last one failed.
fn cluster(cron_jobs: i64, jobs: i64) -> Vec<Resource> {
    let hour = Timestamp::now().as_second() / 3600 * 3600;
    let at = |second: i64| Timestamp::from_second(second).expect("a time").to_string();
    let mut lists = [const { Vec::new() }; 4];
    for number in 0..cron_jobs {
        let name = format!("nightly-{number:03}");
        let namespace = format!("team-{:03}", number % 100);
        let uid = format!("c-{number}");
        let mut add = |list: usize, kind: &str, object: &Value| {
            let (json, protobuf) = (object.to_string().into_bytes(), encode(kind, object));
            let (app, node) = (name.clone(), String::new());
            lists[list].push(Object { namespace: namespace.clone(), app, node, json, protobuf });
        };
        let template = json!({ "spec": { "restartPolicy": "Never",
            "containers": [{ "name": "main", "image": "example.com/x:1" }] } });
        add(
            0,
            "CronJob",
            &json!({
                "metadata": { "name": name, "namespace": namespace, "uid": uid, "generation": 1,
                    "creationTimestamp": at(hour - 30 * 86_400) },
                "spec": { "schedule": "0 * * * *", "jobTemplate": { "spec": { "template": template } },
                    "successfulJobsHistoryLimit": jobs, "failedJobsHistoryLimit": jobs },
                "status": { "lastScheduleTime": at(hour) },
            }),
        );
        for back in 0..jobs {
            let due = hour - back * 3600;
            let (job, job_uid) = (format!("{name}-{}", due / 60), format!("j-{number}-{back}"));
            let failed = back == 0 && number % 10 == 0;
            let end = if failed { "Failed" } else { "Complete" };
            let owner = |kind: &str, name: &str, uid: &str| json!([{ "apiVersion": "batch/v1", "kind": kind, "name": name, "uid": uid, "controller": true }]);
            add(
                1,
                "Job",
                &json!({
                    "metadata": { "name": job, "namespace": namespace, "uid": job_uid, "creationTimestamp": at(due),
                        "annotations": { "batch.kubernetes.io/cronjob-scheduled-timestamp": at(due) },
                        "ownerReferences": owner("CronJob", &name, &uid) },
                    "spec": { "completions": 1, "parallelism": 1, "backoffLimit": 0, "template": template },
                    "status": { "startTime": at(due), "completionTime": if failed { Value::Null } else { at(due + 90).into() },
                        "succeeded": i32::from(!failed), "failed": i32::from(failed),
                        "conditions": [{ "type": end, "status": "True", "lastTransitionTime": at(due + 90),
                            "reason": if failed { "BackoffLimitExceeded" } else { "CompletionsReached" }, "message": "" }] },
                }),
            );
            let ended = json!({ "exitCode": i32::from(failed), "reason": if failed { "Error" } else { "Completed" },
                "startedAt": at(due + 5), "finishedAt": at(due + 89) });
            add(
                2,
                "Pod",
                &json!({
                    "metadata": { "name": format!("{job}-x7x2f"), "namespace": namespace, "creationTimestamp": at(due),
                        "labels": { "job-name": job }, "ownerReferences": owner("Job", &job, &job_uid) },
                    "spec": { "nodeName": "node-1", "restartPolicy": "Never", "containers": [{ "name": "main" }] },
                    "status": { "phase": if failed { "Failed" } else { "Succeeded" }, "containerStatuses": [
                        { "name": "main", "restartCount": 0, "state": { "terminated": ended } }] },
                }),
            );
            for (reason, message) in [
                ("SuccessfulCreate", format!("Created job {job}")),
                ("SawCompletedJob", format!("Saw completed job: {job}, condition: {end}")),
            ] {
                add(
                    3,
                    "Event",
                    &json!({
                        "metadata": { "name": format!("{job}.{reason}"), "namespace": namespace },
                        "involvedObject": { "kind": "CronJob", "namespace": namespace, "name": name, "uid": uid,
                            "apiVersion": "batch/v1" },
                        "reason": reason, "message": message, "count": 1, "lastTimestamp": at(due + 90),
                    }),
                );
            }
        }
    }
    let kinds = [
        ("cronjobs", "batch/v1", "CronJob"),
        ("jobs", "batch/v1", "Job"),
        ("pods", "v1", "Pod"),
        ("events", "v1", "Event"),
    ];
    let resource = |((plural, group, kind), objects)| Resource { plural, group, kind, objects };
    kinds.into_iter().zip(lists).map(resource).collect()
}

fn encode(kind: &str, object: &Value) -> Vec<u8> {
    fn known<M: Message + serde::de::DeserializeOwned>(object: &Value) -> Vec<u8> {
        serde_json::from_value::<M>(object.clone()).expect("an object of that kind").encode_to_vec()
    }
    match kind {
        "CronJob" => known::<wire::CronJob>(object),
        "Job" => known::<wire::Job>(object),
        "Pod" => known::<wire::Pod>(object),
        "Event" => known::<wire::Event>(object),
        other => panic!("no message for {other}"),
    }
}
