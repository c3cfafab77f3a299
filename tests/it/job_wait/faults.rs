//! What must be survived while waiting, against a server that does it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::given::{
    assert_told, command, complete, failed, failed_pod, job, rest, running, server, told, wait,
};
use super::server::{Ahead, Asked, Reply, Server, Step, What};

#[test]
fn a_watch_that_ends_every_now_and_then_goes_on_where_it_stood() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9)]),
        (true, nth) if nth < 4 => {
            let version = 11 + u32::try_from(nth).unwrap();
            Reply::Stream(vec![Step::Event("MODIFIED", running(version))])
        }
        (true, _) => Reply::Stream(vec![Step::Event("MODIFIED", complete(20)), Step::Hang]),
        (false, _) => Reply::List("99", Vec::new()),
    });
    assert_told(&wait(&server, &["x"]), 0, "job.batch/x complete");
    let watches = server.watches(What::Jobs);
    assert_eq!(server.lists(What::Jobs), 1, "nothing was missed, nothing is listed again");
    for (nth, watch) in watches.iter().enumerate() {
        assert!(watch.url.contains(&format!("resourceVersion={}", 10 + nth)), "{}", watch.url);
        assert!(watch.url.contains("allowWatchBookmarks=true"), "{}", watch.url);
    }
}

#[test]
fn a_bookmark_moves_the_place_where_the_next_watch_begins() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, _) => Reply::List("10", vec![running(9)]),
        (true, 0) => {
            let object = json!({ "kind": "Job", "metadata": { "resourceVersion": "77" } });
            Reply::Stream(vec![Step::Event("BOOKMARK", object)])
        }
        (true, _) => Reply::Stream(vec![Step::Event("MODIFIED", complete(80)), Step::Hang]),
    });
    assert_told(&wait(&server, &["x"]), 0, "complete");
    assert!(server.watches(What::Jobs)[1].url.contains("resourceVersion=77"));
}

#[test]
fn half_an_event_is_none() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, _) => Reply::List("10", vec![running(9)]),
        (true, 0) => {
            let line = json!({ "type": "MODIFIED", "object": failed(11) }).to_string();
            Reply::Stream(vec![Step::Text(line[..line.len() - 9].to_owned()), Step::Break])
        }
        (true, _) => Reply::Stream(vec![Step::Event("MODIFIED", complete(12)), Step::Hang]),
    });
    assert_told(&wait(&server, &["x"]), 0, "complete");
    assert!(server.watches(What::Jobs)[1].url.contains("resourceVersion=10"));
}

#[test]
fn a_watch_that_has_expired_is_a_new_list_and_repeats_no_verdict() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9)]),
        (true, 0) => {
            let gone = json!({
                "kind": "Status", "code": 410, "reason": "Expired", "message": "too old",
            });
            Reply::Stream(vec![Step::Event("MODIFIED", running(11)), Step::Event("ERROR", gone)])
        }
        (false, _) => Reply::List("50", vec![running(49)]),
        // What the list told comes again.
        (true, 1) => Reply::Stream(vec![
            Step::Event("ADDED", running(49)),
            Step::Event("MODIFIED", complete(51)),
            Step::Event("MODIFIED", complete(51)),
            Step::Hang,
        ]),
        (true, _) => Reply::Stream(vec![Step::Hang]),
    });
    let output = wait(&server, &["x"]);
    assert_told(&output, 0, "complete");
    assert_eq!(server.lists(What::Jobs), 2);
    assert_eq!(told(&output).1.matches("x: complete").count(), 1);
}

#[test]
fn what_comes_again_of_a_job_that_has_ended_is_no_news() {
    let other = || {
        let mut job = running(9);
        job["metadata"]["name"] = json!("y");
        job["metadata"]["uid"] = json!("u2");
        job
    };
    let server = server(move |asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9), other()]),
        (true, 0) => Reply::Stream(vec![
            Step::Event("MODIFIED", complete(11)),
            Step::Pause(300),
            Step::Event("MODIFIED", complete(11)),
            // Out of order: an older sight of it.
            Step::Event("MODIFIED", running(9)),
        ]),
        (true, 1) => Reply::Refuse(410, "Expired"),
        (false, _) => Reply::List("50", vec![complete(11), other()]),
        (true, _) => {
            let mut end = complete(51);
            end["metadata"]["name"] = json!("y");
            end["metadata"]["uid"] = json!("u2");
            let events = [Step::Event("MODIFIED", complete(11)), Step::Event("MODIFIED", end)];
            Reply::Stream([events.to_vec(), vec![Step::Hang]].concat())
        }
    });
    let output = wait(&server, &["x", "y"]);
    assert_told(&output, 0, "y      Complete");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.matches("job/x: ").count(), 2, "found, and complete:\n{said}");
}

#[test]
fn a_server_that_goes_away_and_comes_back_is_waited_for() {
    let began = Instant::now();
    let server = server(move |asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9)]),
        (true, 0) => Reply::Stream(vec![Step::Pause(100), Step::Break]),
        _ if began.elapsed() < Duration::from_secs(9) => Reply::Close,
        (true, _) => Reply::Stream(vec![Step::Event("MODIFIED", complete(12)), Step::Hang]),
        (false, _) => Reply::List("50", vec![running(49)]),
    });
    let output = wait(&server, &["x", "--timeout", "60s"]);
    assert_told(&output, 0, "the server answers again");
    assert_eq!(told(&output).1.matches("trying again").count(), 1, "{}", told(&output).1);
}

#[test]
fn a_server_that_is_busy_or_starts_is_asked_again() {
    let refusals = [
        (429, "TooManyRequests"),
        (503, "ServiceUnavailable"),
        (500, "InternalError"),
        (403, "Forbidden"),
    ];
    let server = server(move |asked| match (asked.watch, asked.nth) {
        (false, _) => Reply::List("10", vec![running(9)]),
        (true, 0) => Reply::Stream(vec![Step::Event("MODIFIED", running(11))]),
        (true, nth) if nth <= refusals.len() => {
            let (code, reason) = refusals[nth - 1];
            Reply::Refuse(code, reason)
        }
        (true, _) => Reply::Stream(vec![Step::Event("MODIFIED", complete(12)), Step::Hang]),
    });
    assert_told(&wait(&server, &["x"]), 0, "complete");
}

#[test]
fn a_job_that_is_gone_after_a_gap_was_deleted_and_how_it_ended_is_not_known() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9)]),
        (true, 0) => Reply::Refuse(410, "Expired"),
        (false, _) => Reply::List("50", Vec::new()),
        (true, _) => Reply::Stream(vec![Step::Hang]),
    });
    assert_told(&wait(&server, &["x"]), 4, "how it ended is not known");
}

#[test]
fn a_job_of_the_same_name_is_another_job() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (false, 0) => Reply::List("10", vec![running(9)]),
        (true, 0) => Reply::Refuse(410, "Expired"),
        (false, _) => {
            let mut other = complete(49);
            other["metadata"]["uid"] = json!("u2");
            Reply::List("50", vec![other])
        }
        (true, _) => Reply::Stream(vec![Step::Hang]),
    });
    assert_told(&wait(&server, &["x"]), 4, "replaced by another of its name");
}

#[test]
fn a_job_that_vanishes_as_it_finishes_has_finished() {
    // Only its deletion is seen, and tells its last state.
    let server = server(|asked| {
        if !asked.watch {
            Reply::List("10", vec![running(9)])
        } else {
            Reply::Stream(vec![Step::Event("DELETED", complete(12)), Step::Hang])
        }
    });
    assert_told(&wait(&server, &["x"]), 0, "complete");
}

#[test]
fn a_job_that_nobody_saw_is_known_by_its_event() {
    let server = Server::start(|asked| match (asked.what, asked.watch) {
        (What::Events, true) => {
            let at = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(1);
            let event = json!({
                "apiVersion": "v1", "kind": "Event",
                "metadata": { "name": "e", "namespace": "ns", "resourceVersion": "3" },
                "involvedObject": { "kind": "Job", "namespace": "ns", "name": "x", "uid": "u1" },
                "reason": "Completed", "message": "Job completed", "type": "Normal", "count": 1,
                "lastTimestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            });
            Reply::Stream(vec![Step::Pause(200), Step::Event("ADDED", event), Step::Hang])
        }
        (What::Jobs, false) => Reply::List("1", Vec::new()),
        _ => rest(asked).unwrap_or(Reply::Stream(vec![Step::Hang])),
    });
    assert_told(&wait(&server, &["x", "--wait-for-create"]), 0, "complete");
}

#[test]
fn a_job_that_has_finished_is_told_at_once() {
    for (job, code, what) in [(complete(9), 0, "complete"), (failed(9), 1, "failed")] {
        let server = server(move |asked| {
            if !asked.watch {
                Reply::List("10", vec![job.clone()])
            } else {
                Reply::Stream(vec![Step::Hang])
            }
        });
        let began = Instant::now();
        assert_told(&wait(&server, &["x"]), code, what);
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }
}

#[test]
fn a_job_that_never_comes_is_not_found_or_waited_for() {
    let empty = || {
        server(|asked| {
            if !asked.watch {
                Reply::List("10", Vec::new())
            } else {
                Reply::Stream(vec![Step::Hang])
            }
        })
    };
    assert_told(&wait(&empty(), &["x"]), 3, "jobs.batch \"x\" not found");
    assert_told(&wait(&empty(), &["x", "--ignore-not-found"]), 0, "");
    let output = wait(&empty(), &["x", "--wait-for-create", "--timeout", "1s"]);
    assert_told(&output, 124, "timed out waiting for job.batch/x: it is not there");
}

#[test]
fn suspension_is_told_with_its_reason_and_ends_only_a_wait_that_wants_that() {
    let suspended = |version| {
        let mut job = job(version, &["Suspended"]);
        job["spec"]["suspend"] = json!(true);
        job
    };
    let server = move || {
        server(move |asked| {
            if !asked.watch {
                Reply::List("10", vec![running(9)])
            } else {
                Reply::Stream(vec![
                    Step::Event("MODIFIED", suspended(11)),
                    Step::Pause(200),
                    Step::Event("MODIFIED", running(12)),
                    Step::Event("MODIFIED", complete(13)),
                    Step::Hang,
                ])
            }
        })
    };
    let output = wait(&server(), &["x"]);
    assert_told(&output, 0, "suspended: Because: of this");
    assert!(told(&output).1.contains("x: resumed"), "{}", told(&output).1);
    assert_told(&wait(&server(), &["x", "--fail-on-suspended"]), 5, "is suspended since 2026");
}

#[test]
fn a_job_that_is_bound_to_fail_is_told_at_once_and_ends_a_wait_that_is_in_a_hurry() {
    let server = |steps: Vec<Step>| {
        server(move |asked| {
            if !asked.watch {
                Reply::List("10", vec![running(9)])
            } else {
                let bound = Step::Event("MODIFIED", job(11, &["FailureTarget"]));
                Reply::Stream([vec![bound], steps.clone()].concat())
            }
        })
    };
    assert_told(&wait(&server(vec![Step::Hang]), &["x", "--fail-fast"]), 1, "failed");
    let has_failed = Arc::new(AtomicBool::new(false));
    let steps = vec![
        Step::Pause(500),
        Step::Mark(has_failed.clone()),
        Step::Event("MODIFIED", failed(12)),
        Step::Hang,
    ];
    assert_told(&wait(&server(steps), &["x"]), 1, "bound to fail: Because: of this");
    assert!(has_failed.load(Ordering::SeqCst), "it ends with Failed");
}

#[test]
fn a_machine_whose_clock_is_off_goes_by_the_servers() {
    let ahead = Ahead::from_hours(-1);
    let server = Server::with_clock(ahead, move |asked| {
        rest(asked).unwrap_or_else(|| {
            if !asked.watch {
                let start = jiff::Timestamp::now() + ahead - jiff::SignedDuration::from_secs(5);
                let mut job = running(9);
                job["status"]["startTime"] =
                    json!(start.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
                Reply::List("10", vec![job])
            } else {
                Reply::Stream(vec![Step::Hang])
            }
        })
    });
    let output = wait(&server, &["x", "-o", "json", "--timeout", "1s"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let seconds = answer["items"][0]["durationSeconds"].as_i64().unwrap();
    assert!((4..30).contains(&seconds), "{seconds} s");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_wait_and_tells_where_the_job_stands() {
    for signal in ["INT", "TERM"] {
        let server = server(|asked| {
            if !asked.watch {
                Reply::List("10", vec![running(9)])
            } else {
                Reply::Stream(vec![Step::Hang])
            }
        });
        let mut command = command(&server, &["x", "--timeout", "60s"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        stderr.read_line(&mut String::new()).unwrap();
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let mut stdout = String::new();
        child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "SIG{signal}");
        assert!(stdout.contains("interrupted while waiting for job.batch/x"), "{stdout}");
    }
}

#[test]
fn a_reader_that_has_gone_is_not_told_and_the_exit_code_is_the_jobs() {
    let server = server(|asked| {
        if !asked.watch {
            Reply::List("10", vec![running(9)])
        } else {
            Reply::Stream(vec![Step::Pause(300), Step::Event("MODIFIED", failed(11)), Step::Hang])
        }
    });
    let mut child =
        command(&server, &["x"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!told(&output).1.contains("stdout"), "{}", told(&output).1);
}

/// A server of a Job that has failed, and of its Pod, whose log is as `log` says.
fn with_log(log: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match (asked.what, asked.watch) {
        (What::Log, _) => log(asked),
        (What::Pods, false) => Reply::List("1", vec![failed_pod()]),
        (What::Jobs, false) => Reply::List("10", vec![failed(9)]),
        _ => rest(asked).unwrap_or(Reply::Stream(vec![Step::Hang])),
    })
}

#[test]
fn a_log_that_breaks_off_is_taken_up_where_it_broke() {
    let line = |second: u32, text: &str| {
        Step::Text(format!("2026-01-01T00:00:{second}.000000000Z {text}\n"))
    };
    let server = with_log(move |asked| match asked.nth {
        0 => Reply::Stream(vec![line(10, "one"), line(11, "two"), Step::Break]),
        1 => Reply::Refuse(500, "InternalError"),
        _ => Reply::Stream(vec![line(11, "two"), line(12, "three")]),
    });
    let output = wait(&server, &["x"]);
    assert_told(
        &output,
        1,
        "      | one\n      | two\n      | three\n  next: kubectl logs -n ns x-abcde -c main",
    );
    let asked = server.asked();
    let last = asked.iter().rfind(|asked| asked.what == What::Log).unwrap();
    assert!(last.url.contains("sinceTime=2026-01-01T00:00:11"), "{}", last.url);
}

#[test]
fn a_log_that_cannot_be_had_does_not_hide_why_the_job_failed() {
    for (code, reason) in [(404, "NotFound"), (403, "Forbidden"), (500, "InternalError")] {
        let server = with_log(move |_| Reply::Refuse(code, reason));
        let began = Instant::now();
        let output = wait(&server, &["x"]);
        assert_told(&output, 1, "Pod x-abcde on node n1, container main: exit code 3");
        assert_told(&output, 1, "message: no such host");
        assert_told(&output, 1, "log not read:");
        assert!(began.elapsed() < Duration::from_secs(20), "{reason}: {:?}", began.elapsed());
    }
}

#[test]
fn a_thousand_jobs_are_three_watches() {
    let jobs: Vec<Value> = (0..1_000)
        .map(|at| {
            let mut job = running(9);
            job["metadata"]["name"] = json!(format!("x{at}"));
            job["metadata"]["uid"] = json!(format!("u{at}"));
            job
        })
        .collect();
    let server = server(move |asked| {
        if !asked.watch {
            Reply::List("10", jobs.clone())
        } else {
            let ends = jobs.iter().enumerate().map(|(at, job)| {
                let mut end = if at == 500 { failed(11) } else { complete(11) };
                end["metadata"] = job["metadata"].clone();
                Step::Event("MODIFIED", end)
            });
            Reply::Stream(ends.chain([Step::Hang]).collect())
        }
    });
    let output = wait(&server, &["-l", "a=b", "-o", "json", "--timeout", "60s"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["items"].as_array().unwrap().len(), 1_000);
    assert_eq!(output.status.code(), Some(1), "one failed");
    let watches = server.asked().iter().filter(|asked| asked.watch).count();
    assert_eq!(watches, 3, "one for each kind");
}

#[test]
fn where_only_lists_are_allowed_lists_are_read_again_and_again() {
    let server = server(|asked| match (asked.watch, asked.nth) {
        (true, _) => Reply::Refuse(403, "Forbidden"),
        (false, 0) => Reply::List("10", vec![running(9)]),
        (false, _) => Reply::List("20", vec![complete(19)]),
    });
    assert_told(&wait(&server, &["x"]), 0, "jobs may be listed, not watched");
    assert_eq!(server.watches(What::Jobs).len(), 1);
}

#[test]
fn without_pods_the_answer_is_partial_and_says_so() {
    let server = Server::start(|asked| match (asked.what, asked.watch) {
        (What::Pods | What::Events, _) => Reply::Refuse(403, "Forbidden"),
        (What::Jobs, false) => Reply::List("10", vec![failed(9)]),
        _ => Reply::Stream(vec![Step::Hang]),
    });
    let output = wait(&server, &["x", "-o", "json"]);
    assert_told(&output, 1, "Warning: Pods: which of them fail, and why, is not known");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["unread"].as_array().unwrap().len(), 2, "{answer}");
}

#[cfg(unix)]
#[test]
fn credentials_that_expire_while_waiting_are_renewed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (count, plugin) = (folder.path().join("count"), folder.path().join("plugin"));
    let script = format!(
        "#!/bin/sh\necho x >> {count}\nn=$(wc -l < {count} | tr -d ' ')\n\
         echo '{{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\
         \"status\":{{\"token\":\"token-'$n'\"}}}}'\n",
        count = count.display()
    );
    std::fs::write(&plugin, script).unwrap();
    std::fs::set_permissions(&plugin, std::fs::Permissions::from_mode(0o755)).unwrap();
    let server = Server::start(|asked| {
        let old = asked.token.as_deref() == Some("Bearer token-1");
        match (asked.what, asked.watch, asked.nth) {
            (What::Jobs, false, 0) => Reply::List("10", vec![running(9)]),
            (What::Jobs, true, 0) => Reply::Stream(vec![Step::Event("MODIFIED", running(11))]),
            (What::Jobs, _, _) if old => Reply::Refuse(401, "Unauthorized"),
            (What::Jobs, true, _) => {
                Reply::Stream(vec![Step::Event("MODIFIED", complete(12)), Step::Hang])
            }
            _ => rest(asked).unwrap_or(Reply::Refuse(404, "NotFound")),
        }
    });
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "c",
        "clusters": [{ "name": "c", "cluster": { "server": server.url } }],
        "contexts": [{ "name": "c", "context": { "cluster": "c", "user": "u" } }],
        "users": [{ "name": "u", "user": { "exec": {
            "apiVersion": "client.authentication.k8s.io/v1", "command": plugin,
            "interactiveMode": "Never",
        } } }],
    });
    let path = folder.path().join("config");
    std::fs::write(&path, config.to_string()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kubectl-workloads"))
        .args(["job-wait", "-n", "ns", "x", "--timeout", "20s"])
        .env("KUBECONFIG", &path)
        .output()
        .unwrap();
    assert_told(&output, 0, "complete");
    assert_eq!(std::fs::read_to_string(&count).unwrap().lines().count(), 2, "renewed once");
}

#[test]
fn a_run_by_hand_is_the_one_thing_that_writes() {
    let server = Server::start(|asked| match (asked.what, asked.watch) {
        (What::Other, _) => Reply::Json(json!({
            "metadata": { "name": "nightly", "uid": "c1" },
            "spec": { "jobTemplate": { "spec": { "backoffLimit": 7 } } },
        })),
        (What::Jobs, _) if !asked.body.is_empty() => Reply::Json(json!({})),
        (What::Jobs, false) => Reply::List("10", vec![complete(9)]),
        _ => rest(asked).unwrap_or(Reply::Stream(vec![Step::Hang])),
    });
    assert_told(&wait(&server, &["--from", "cronjob/nightly", "--name", "x"]), 0, "x created");
    let written: Vec<Asked> =
        server.asked().into_iter().filter(|asked| !asked.body.is_empty()).collect();
    assert_eq!(written.len(), 1);
    let job: Value = serde_json::from_str(&written[0].body).unwrap();
    assert_eq!((&job["metadata"]["name"], &job["spec"]["backoffLimit"]), (&json!("x"), &json!(7)));
}

#[test]
fn each_event_is_a_line_of_json_and_each_result_too() {
    let server = server(|asked| {
        if !asked.watch {
            Reply::List("10", vec![running(9)])
        } else {
            Reply::Stream(vec![Step::Event("MODIFIED", failed(11)), Step::Hang])
        }
    });
    let output = wait(&server, &["x", "-o", "json", "--watch"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let kinds: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["type"].to_string())
        .collect();
    assert_eq!(kinds, ["\"Found\"", "\"Ended\"", "\"Result\""], "{text}");
}

#[test]
fn a_forge_is_told_in_its_own_words() {
    let server = || with_log(|_| Reply::Refuse(404, "NotFound"));
    let github = command(&server(), &["x"]).env("GITHUB_ACTIONS", "true").output().unwrap();
    assert_told(
        &github,
        1,
        "::error title=job/x failed::job.batch/x failed after 60s (0 failures, limit 0): Because: of \
         this%0APod x-abcde on node n1, container main: exit code 3%0Ano such host\n",
    );
    let gitlab = command(&server(), &["x"]).env("GITLAB_CI", "true").output().unwrap();
    assert_told(&gitlab, 1, "\u{1b}[0Ksection_start:");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_asked() {
    let server = server(|_| Reply::Close);
    for arguments in [
        &[][..],
        &["x", "-l", "a=b"],
        &["x", "-A"],
        &["x", "--any", "--all"],
        &["--from", "cj", "x"],
        &["--name", "y"],
        &["x", "--timeout", "5"],
        &["x", "--watch"],
        &["x", "--logs", "-o", "json"],
        &["ds/x"],
        &["x", "--fail-on-stuck", "soon"],
    ] {
        let output = command(&server, arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output).1);
    }
    assert!(server.asked().is_empty());
}
