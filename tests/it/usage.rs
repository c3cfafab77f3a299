//! pflag's grammar, and kubectl's words where it is not kept.

use std::io::Write as _;
use std::process::Stdio;

use crate::support::cli::{fixture, kubectl_workloads, run};

#[test]
fn mistakes_are_told_as_kubectl_tells_them() {
    let see = "See 'kubectl workloads ds-coverage --help' for usage.";
    for (words, said) in [
        (&["--foo"][..], "unknown flag: --foo"),
        (&["--all-namespace"], "unknown flag: --all-namespace (did you mean --all-namespaces?)"),
        (&["-x"], "unknown shorthand flag: 'x' in -x"),
        (&["--context"], "flag needs an argument: --context"),
        (
            &["-A=maybe"],
            "invalid argument \"maybe\" for \"--all-namespaces\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
        ),
        (
            &["-o", "foo"],
            "unable to match a printer suitable for the output format \"foo\", allowed formats are: csv,json,jsonpath,name,table,wide,yaml",
        ),
        (
            &["--request-timeout=abc"],
            "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)",
        ),
        (
            &["job/x"],
            "\"job/x\" is not a DaemonSet, and this subcommand answers for DaemonSets only",
        ),
        (&["x", "-l", "a=b"], "name cannot be provided when a selector is specified"),
        (
            &["--context", "a", "--snapshot", "f"],
            "--snapshot answers from a file, and --context is about a cluster",
        ),
        (&["-f", "x", "-A"], "--filename and --all-namespaces cannot be used together"),
        (
            &["--by-node", "-o", "json"],
            "--by-node draws a table: it cannot be combined with --output",
        ),
    ] {
        let words = [&["ds-coverage"], words].concat();
        let ran = run(&words);
        assert_eq!(ran.code, 2, "{words:?}: {}", ran.stderr);
        assert_eq!(ran.stderr, format!("error: {said}\n{see}\n"), "{words:?}");
        assert_eq!(ran.stdout, "", "{words:?}");
    }
    let ran = run(&["nope"]);
    assert_eq!(
        ran.stderr,
        "error: unknown command \"nope\" for \"kubectl workloads\"\nSee 'kubectl workloads --help' for usage.\n"
    );
    assert_eq!(ran.code, 2);
}

#[test]
fn flags_may_stand_anywhere_and_the_last_one_counts() {
    let file = fixture("render/cluster.yaml");
    let plain = run(&["ds-coverage", "-A", "--snapshot", &file, "-o", "name"]);
    assert_eq!(plain.code, 0, "{}", plain.stderr);
    assert_eq!(plain.stdout, "daemonset.apps/proxy\ndaemonset.apps/agent\n");
    for words in [
        &["-A", "ds-coverage", "-oname", "--snapshot", &file][..],
        &["--snapshot", &file, "ds-coverage", "-o=name", "--all-namespaces=true"],
        &["ds-coverage", "-nx", "-o", "json", "-A", "-o", "name", "--snapshot", &file],
        &["ds-coverage", "--by-node=false", "--all=TRUE", "-Aoname", "--snapshot", &file],
        &["daemonset-coverage", "-A", "--snapshot", &file, "-o", "name"],
    ] {
        let ran = run(words);
        assert_eq!(ran.stdout, plain.stdout, "{words:?}: {}", ran.stderr);
    }
}

#[test]
fn every_exit_code_is_met() {
    let file = fixture("render/cluster.yaml");
    let with = |words: &[&str]| run(&[&["ds-coverage", "--snapshot", &file], words].concat()).code;
    assert_eq!(with(&[]), 0);
    assert_eq!(with(&["--exit-code"]), 1);
    assert_eq!(with(&["--exit-code", "proxy"]), 0);
    assert_eq!(with(&["--exit-code", "--ignore-not-ready-nodes"]), 1);
    assert_eq!(with(&["--nope"]), 2);
    assert_eq!(with(&["absent"]), 3);
    assert_eq!(with(&["--node", "absent"]), 3);
    assert_eq!(run(&["ds-coverage", "--snapshot", "/nonexistent/file"]).code, 3);
    assert_eq!(run(&["--help"]).code, 0);
    assert_eq!(run(&[]).code, 2);
}

#[test]
fn an_empty_answer_is_told_on_stderr() {
    let file = fixture("render/cluster.yaml");
    let ran = run(&["ds-coverage", "--snapshot", &file, "-n", "empty"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.starts_with("No resources found in empty namespace.\n"), "{}", ran.stderr);
    let ran = run(&["ds-coverage", "--snapshot", &file, "-l", "no=such"]);
    assert!(ran.stderr.starts_with("No resources found\n"), "{}", ran.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let file = fixture("render/cluster.yaml");
    let mut child = kubectl_workloads(&["ds-coverage", "-A", "--snapshot", &file, "-o", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn a_snapshot_may_come_from_stdin() {
    let text = std::fs::read(fixture("render/cluster.yaml")).expect("the fixture is there");
    let mut child = kubectl_workloads(&["ds-coverage", "--snapshot", "-", "-o", "name"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("it is piped").write_all(&text).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "daemonset.apps/proxy\ndaemonset.apps/agent\n"
    );
}
