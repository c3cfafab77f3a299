//! The answer from a file.

use crate::support::cli::{Ran, fixture, run};

fn ask(words: &[&str]) -> Ran {
    let file = fixture("docs/jobs.yaml");
    run(&[&["job-wait", "--snapshot", &file], words].concat())
}

#[test]
fn what_has_finished_is_told_and_what_has_not_never_will() {
    for (words, code, out, err) in [
        (&["migrate"][..], 1, "job.batch/migrate failed after 42s", ""),
        (&["-n", "shop", "report-29921870"], 0, "complete after 60s (1/1)", ""),
        (&["cronjob/report"], 0, "job.batch/report-29921870 complete", ""),
        (&["-l", "app=report"], 0, "job.batch/report-29921870 complete", ""),
        (&["index"], 3, "has not finished", "not finished in the snapshot: index; a file cannot"),
        (&["-A"], 3, "Failed", "not finished in the snapshot: index; a file cannot"),
        (&["-n", "other", "migrate"], 3, "jobs.batch \"migrate\" not found", ""),
        (&["nope", "--ignore-not-found"], 0, "", ""),
        (&["-l", "app=none"], 3, "", "no matching resources found"),
        (&["-l", "app=none", "--ignore-not-found"], 0, "", "no matching resources found"),
        (&["migrate", "--exit-code-from", "main"], 3, "exit code 3", ""),
        (&["--from", "cronjob/report"], 2, "", "a file cannot"),
    ] {
        let ran = ask(words);
        assert_eq!(ran.code, code, "{words:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(out), "{words:?}: {}", ran.stdout);
        assert!(ran.stderr.contains(err), "{words:?}: {}", ran.stderr);
    }
    let ran = ask(&["migrate"]);
    for told in [
        "Pod migrate-x7k2p on node worker-1, container main: exit code 3",
        "message: cannot connect to db",
        "next: kubectl logs -n shop migrate-x7k2p -c main",
    ] {
        assert!(ran.stdout.contains(told), "{}", ran.stdout);
    }
}
