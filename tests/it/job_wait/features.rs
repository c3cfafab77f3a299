//! What a wait can do, each thing by running it.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::given::{
    assert_told, command, complete, failed, failed_pod, job, rest, running, server, told, wait,
};
use super::server::{Asked, Reply, Server, Step, What};
use crate::faults::text::{HOSTILE, assert_harmless};

/// The Pod of the Job, alive.
fn running_pod() -> Value {
    let mut pod = failed_pod();
    pod["status"] = json!({ "phase": "Running", "containerStatuses": [{
        "name": "main", "ready": true, "restartCount": 0, "image": "i", "imageID": "",
        "state": { "running": { "startedAt": "2026-01-01T00:00:10Z" } },
    }] });
    pod
}

fn renamed(mut job: Value, name: &str) -> Value {
    job["metadata"]["name"] = json!(name);
    job["metadata"]["uid"] = json!(format!("uid-{name}"));
    job
}

fn log_line(second: u32, text: &str) -> Step {
    Step::Text(format!("2026-01-01T00:00:{second}.000000000Z {text}\n"))
}

/// Everything hangs but for what `script` says.
fn serve(script: impl Fn(&Asked) -> Option<Reply> + Send + Sync + 'static) -> Server {
    Server::start(move |asked| {
        let otherwise = || rest(asked).unwrap_or(Reply::Stream(vec![Step::Hang]));
        script(asked).unwrap_or_else(otherwise)
    })
}

#[test]
fn logs_are_read_while_the_pod_lives_and_outlive_it() {
    let logged = Arc::new(AtomicBool::new(false));
    let server = serve(move |asked| {
        Some(match (asked.what, asked.watch, asked.nth) {
            (What::Jobs, false, _) => Reply::List("10", vec![running(9)]),
            (What::Pods, false, _) => Reply::List("10", vec![running_pod()]),
            (What::Log, _, 0) => Reply::Stream(vec![
                log_line(11, "the last words"),
                Step::Mark(logged.clone()),
                Step::Pause(60_000),
            ]),
            // The kubelet knows the Pod no longer.
            (What::Log, _, _) => Reply::Refuse(404, "NotFound"),
            (What::Pods, true, _) => {
                while !logged.load(Ordering::SeqCst) {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Reply::Stream(vec![
                    Step::Pause(300),
                    Step::Event("MODIFIED", failed_pod()),
                    Step::Event("DELETED", failed_pod()),
                    Step::Hang,
                ])
            }
            (What::Jobs, true, _) => {
                while !logged.load(Ordering::SeqCst) {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Reply::Stream(vec![
                    Step::Pause(800),
                    Step::Event("MODIFIED", failed(12)),
                    Step::Hang,
                ])
            }
            _ => return None,
        })
    });
    let output = wait(&server, &["x"]);
    assert_told(&output, 1, "      | the last words\n");
    assert_told(&output, 1, "container main: exit code 3");
}

/// A kubelet goes on with what is followed for seconds after its container has ended.
#[test]
fn a_log_that_goes_on_after_its_container_is_read_as_it_is() {
    let followed = Arc::new(AtomicBool::new(false));
    let server = serve(move |asked| {
        Some(match (asked.what, asked.watch) {
            (What::Jobs, false) => Reply::List("10", vec![running(9)]),
            (What::Pods, false) => Reply::List("10", vec![running_pod()]),
            (What::Log, _) if asked.url.contains("follow=true") => {
                Reply::Stream(vec![log_line(11, "one"), Step::Mark(followed.clone()), Step::Hang])
            }
            (What::Log, _) => Reply::Stream(vec![log_line(11, "one"), log_line(12, "the last")]),
            (What::Jobs, true) => {
                while !followed.load(Ordering::SeqCst) {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Reply::Stream(vec![Step::Event("MODIFIED", failed(12)), Step::Hang])
            }
            (What::Pods, true) => {
                while !followed.load(Ordering::SeqCst) {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Reply::Stream(vec![Step::Event("MODIFIED", failed_pod()), Step::Hang])
            }
            _ => return None,
        })
    });
    let output = wait(&server, &["x"]);
    assert_told(&output, 1, "    last log lines:\n      | one\n      | the last\n");
}

#[test]
fn of_a_container_that_was_restarted_the_log_before_is_read() {
    let server = serve(|asked| {
        Some(match (asked.what, asked.watch) {
            (What::Jobs, false) => Reply::List("10", vec![failed(9)]),
            (What::Pods, false) => {
                let mut pod = failed_pod();
                let ended = pod["status"]["containerStatuses"][0]["state"].clone();
                pod["status"]["phase"] = json!("Running");
                pod["status"]["containerStatuses"][0]["restartCount"] = json!(2);
                pod["status"]["containerStatuses"][0]["lastState"] = ended;
                pod["status"]["containerStatuses"][0]["state"] =
                    json!({ "waiting": { "reason": "CrashLoopBackOff" } });
                Reply::List("10", vec![pod])
            }
            (What::Log, _) if asked.url.contains("previous=true") => {
                Reply::Stream(vec![log_line(11, "before it was restarted")])
            }
            (What::Log, _) => Reply::Refuse(400, "BadRequest"),
            _ => return None,
        })
    });
    let output = wait(&server, &["x"]);
    assert_told(&output, 1, "      | before it was restarted\n");
    assert_told(&output, 1, "kubectl logs -n ns x-abcde -c main --previous");
}

#[test]
fn with_logs_every_line_of_every_container_comes_once_through_breaks_and_restarts() {
    let server = serve(|asked| {
        Some(match (asked.what, asked.watch) {
            (What::Jobs, false) => Reply::List("10", vec![running(9)]),
            (What::Pods, false) => {
                let mut pod = running_pod();
                let mut second = pod["status"]["containerStatuses"][0].clone();
                second["name"] = json!("side");
                pod["status"]["containerStatuses"].as_array_mut().unwrap().push(second);
                let container = json!({ "name": "side", "image": "i" });
                pod["spec"]["containers"].as_array_mut().unwrap().push(container);
                Reply::List("10", vec![pod])
            }
            (What::Log, _) if asked.url.contains("container=side") => {
                Reply::Stream(vec![log_line(11, "beside")])
            }
            // It breaks off, and comes again from a little before.
            (What::Log, _) if !asked.url.contains("sinceTime") => {
                Reply::Stream(vec![log_line(11, "one"), log_line(12, "two"), Step::Break])
            }
            (What::Log, _) => Reply::Stream(vec![log_line(12, "two"), log_line(13, "three")]),
            (What::Jobs, true) => Reply::Stream(vec![
                Step::Pause(1_500),
                Step::Event("MODIFIED", complete(12)),
                Step::Hang,
            ]),
            _ => return None,
        })
    });
    let output = wait(&server, &["x", "--logs"]);
    assert_told(&output, 0, "[x-abcde side] beside\n");
    let stdout = String::from_utf8(output.stdout).unwrap();
    let main: Vec<&str> =
        stdout.lines().filter_map(|line| line.strip_prefix("[x-abcde main] ")).collect();
    assert_eq!(main, ["one", "two", "three"]);
}

#[test]
fn a_job_that_is_being_deleted_is_said_to_be() {
    let server = server(|asked| {
        if asked.watch {
            let mut job = running(11);
            job["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:05:00Z");
            Reply::Stream(vec![
                Step::Event("MODIFIED", job.clone()),
                Step::Pause(200),
                Step::Event("DELETED", job),
                Step::Hang,
            ])
        } else {
            Reply::List("10", vec![running(9)])
        }
    });
    let output = wait(&server, &["x"]);
    assert_told(&output, 4, "job/x: it is being deleted");
    assert_told(&output, 4, "was deleted before it finished");
}

#[test]
fn of_many_jobs_each_is_told_and_the_worst_gives_the_code() {
    let mixed = || {
        server(|asked| {
            if asked.watch {
                let last = Step::Event("MODIFIED", renamed(failed(12), "z"));
                Reply::Stream(vec![Step::Pause(300), last, Step::Hang])
            } else {
                let jobs =
                    [renamed(complete(9), "x"), renamed(running(9), "y"), renamed(running(9), "z")];
                Reply::List("10", jobs.to_vec())
            }
        })
    };
    // One goes on for ever, and does not keep the others from being told.
    let output = wait(&mixed(), &["x", "y", "z", "--timeout", "3s"]);
    assert_told(&output, 1, "timed out waiting for job.batch/y");
    let stdout = String::from_utf8(output.stdout).unwrap();
    for row in ["x      Complete", "y      TimedOut", "z      Failed"] {
        assert!(stdout.contains(row), "{row}: {stdout}");
    }
    let output = wait(&mixed(), &["--all", "--any"]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output).1);
    let output = wait(&mixed(), &["y", "z", "--any"]);
    assert_told(&output, 1, "z      Failed");
    assert!(told(&output).1.contains("y      Unfinished"), "{}", told(&output).1);
    let output = wait(&mixed(), &["x", "y", "--any"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output).1);
}

#[test]
fn what_is_stuck_ends_a_wait_that_wants_that_with_5() {
    let waiting = |reason: &str, message: &str| {
        let mut pod = running_pod();
        pod["status"] = json!({ "phase": "Pending", "containerStatuses": [{
            "name": "main", "ready": false, "restartCount": 0, "image": "i", "imageID": "",
            "state": { "waiting": { "reason": reason, "message": message } },
        }] });
        pod
    };
    let mut unschedulable = running_pod();
    unschedulable["spec"].as_object_mut().unwrap().remove("nodeName");
    unschedulable["status"] = json!({ "phase": "Pending", "conditions": [{
        "type": "PodScheduled", "status": "False", "reason": "Unschedulable",
        "message": "0/3 nodes are available",
    }] });
    for (pod, words) in [
        (unschedulable, "Unschedulable: 0/3 nodes are available"),
        (waiting("ImagePullBackOff", "Back-off pulling image"), "ImagePullBackOff"),
        (waiting("CreateContainerConfigError", "no such secret"), "CreateContainerConfigError"),
    ] {
        let server = serve(move |asked| {
            Some(match (asked.what, asked.watch) {
                (What::Jobs, false) => Reply::List("10", vec![running(9)]),
                (What::Pods, false) => Reply::List("10", vec![pod.clone()]),
                _ => return None,
            })
        });
        let output = wait(&server, &["x", "--fail-on-stuck", "1s"]);
        assert_told(&output, 5, words);
        assert_told(&output, 5, "next: kubectl describe pod -n ns x-abcde");
        // Without the flag it is told at once, and waited for.
        let output = wait(&server, &["x", "--timeout", "1s"]);
        assert_told(&output, 124, &format!("stuck: {words}"));
    }
}

#[test]
fn of_a_cron_job_the_latest_run_is_waited_for() {
    let run = |name: &str, at: &str| {
        let mut job = renamed(complete(9), name);
        job["metadata"]["creationTimestamp"] = json!(at);
        job["metadata"]["ownerReferences"] =
            json!([{ "kind": "CronJob", "name": "nightly", "uid": "c", "controller": true }]);
        job
    };
    let server = server(move |asked| {
        if asked.watch {
            return Reply::Stream(vec![Step::Hang]);
        }
        let runs = [
            run("nightly-2", "2026-01-03T00:00:00Z"),
            run("nightly-1", "2026-01-01T00:00:00Z"),
            renamed(failed(9), "other"),
        ];
        Reply::List("10", runs.to_vec())
    });
    let output = wait(&server, &["cronjob/nightly"]);
    assert_told(&output, 0, "its latest run is job.batch/nightly-2");
    assert_told(&output, 0, "job.batch/nightly-2 complete");
    let output = wait(&server, &["cj/never"]);
    assert_told(&output, 3, "cronjob.batch/never in namespace ns has no Job");
}

#[test]
fn the_exit_code_may_be_a_containers() {
    let server = || {
        serve(|asked| {
            Some(match (asked.what, asked.watch) {
                (What::Jobs, false) => Reply::List("10", vec![failed(9)]),
                (What::Pods, false) => Reply::List("10", vec![failed_pod()]),
                _ => return None,
            })
        })
    };
    assert_eq!(wait(&server(), &["x", "--exit-code-from", "main"]).status.code(), Some(3));
    assert_eq!(wait(&server(), &["x", "--exit-code-from", "absent"]).status.code(), Some(1));
}

#[test]
fn a_timeout_of_zero_looks_once_and_a_negative_one_does_not_end_soon() {
    let server = |job: fn(u32) -> Value| {
        server(move |asked| {
            if !asked.watch {
                return Reply::List("10", vec![job(9)]);
            }
            let end = Step::Event("MODIFIED", complete(12));
            Reply::Stream(vec![Step::Pause(500), end, Step::Hang])
        })
    };
    for zero in ["--timeout=0", "--timeout=0s"] {
        assert_told(&wait(&server(complete), &["x", zero]), 0, "complete");
        assert_told(&wait(&server(running), &["x", zero, "--timeout", "0"]), 124, "timed out");
    }
    let output = command(&server(running), &["x", "--timeout=-1s"]).output().unwrap();
    assert_told(&output, 0, "complete");
    let output = command(&server(running), &["x", "--timeout", "2540400h"]).output().unwrap();
    assert_told(&output, 0, "complete");
}

#[test]
fn a_reader_of_logs_or_events_that_has_gone_does_not_end_the_wait() {
    for words in [&["x", "--logs"][..], &["x", "-o", "json", "--watch"]] {
        let (heard, ended) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (gone, over) = (heard.clone(), ended.clone());
        let server = serve(move |asked| {
            Some(match (asked.what, asked.watch) {
                (What::Jobs, false) => Reply::List("10", vec![running(9)]),
                (What::Pods, false) => Reply::List("10", vec![running_pod()]),
                (What::Log, _) => Reply::Stream(vec![
                    log_line(11, "one"),
                    Step::Pause(500),
                    log_line(12, "two"),
                    log_line(13, "three"),
                ]),
                (What::Jobs, true) => {
                    while !gone.load(Ordering::SeqCst) {
                        std::thread::sleep(std::time::Duration::from_millis(5));
                    }
                    Reply::Stream(vec![
                        Step::Event("MODIFIED", job(11, &["FailureTarget"])),
                        Step::Pause(1_000),
                        Step::Mark(over.clone()),
                        Step::Event("MODIFIED", failed(12)),
                        Step::Hang,
                    ])
                }
                _ => return None,
            })
        });
        let words = [words, &["--timeout", "60s"]].concat();
        let mut child =
            command(&server, &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut String::new()).unwrap();
        drop(stdout);
        heard.store(true, Ordering::SeqCst);
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{words:?}: {stderr}");
        assert!(ended.load(Ordering::SeqCst), "{words:?}: it ends with the Job");
        assert!(!stderr.contains("stdout"), "{words:?}: {stderr}");
    }
}

#[test]
fn neither_a_job_nor_its_log_steers_the_terminal() {
    let server = || {
        serve(|asked| {
            Some(match (asked.what, asked.watch) {
                (What::Jobs, false) => Reply::List("10", vec![running(9)]),
                (What::Jobs, true) => {
                    let mut job = failed(12);
                    for condition in job["status"]["conditions"].as_array_mut().unwrap() {
                        condition["reason"] = json!(HOSTILE);
                        condition["message"] = json!(HOSTILE);
                    }
                    Reply::Stream(vec![Step::Pause(300), Step::Event("MODIFIED", job), Step::Hang])
                }
                (What::Pods, false) => {
                    let mut pod = failed_pod();
                    let ended = &mut pod["status"]["containerStatuses"][0]["state"]["terminated"];
                    ended["message"] = json!(format!("{HOSTILE}\n{HOSTILE}"));
                    ended["reason"] = json!(HOSTILE);
                    pod["spec"]["nodeName"] = json!(HOSTILE);
                    Reply::List("10", vec![pod])
                }
                (What::Log, _) => Reply::Stream(vec![
                    log_line(11, HOSTILE),
                    Step::Bytes(
                        b"2026-01-01T00:00:12.000000000Z \xff\xfe\xc3\x28\x1b[2J \xe2\x80\n"
                            .to_vec(),
                    ),
                    Step::Bytes([b"x".repeat(200_000), b"\n".to_vec()].concat()),
                    Step::Text("no line end".to_owned()),
                ]),
                _ => return None,
            })
        })
    };
    for words in [&["x"][..], &["x", "-o", "wide"], &["x", "--logs"]] {
        let output = wait(&server(), words);
        assert_told(&output, 1, "failed");
        assert_harmless(&told(&output).1);
    }
    let github = command(&server(), &["x"]).env("GITHUB_ACTIONS", "true").output().unwrap();
    assert_told(&github, 1, "::error ");
    assert_harmless(&told(&github).1);
    let output = wait(&server(), &["x", "-o", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let log = answer["items"][0]["failures"][0]["log"].as_array().unwrap();
    assert_eq!(log.last().unwrap(), "no line end");
    assert!(log[2].as_str().unwrap().len() <= 64 * 1024, "a line has an end");
}
