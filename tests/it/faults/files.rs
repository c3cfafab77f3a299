//! Files that are no snapshot, no manifest, no kubeconfig, or one that somebody spoilt.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::json;

use super::text::assert_harmless;
use crate::support::api_server::{Plan, closed_port};
use crate::support::cli::{Ran, fixture, kubectl_workloads, run};
use crate::support::cluster::well;
use crate::support::kubeconfig::Kubeconfig;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// What it is called, what is in it, and what is said of it as a snapshot; empty: it is one.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let list = json!({ "kind": "List", "apiVersion": "v1", "items": well() }).to_string();
    let items = |items: &str| {
        format!(
            r#"{{"kind":"List","apiVersion":"v1","items":[{items},
            {{"kind":"Node","apiVersion":"v1","metadata":{{"name":"n"}}}}]}}"#
        )
        .into_bytes()
    };
    let set = |spec: &str| {
        items(&format!(
            r#"{{"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{{"name":"a","namespace":"x"}},"spec":{spec}}}"#
        ))
    };
    let mut aliases = "kind: Node\napiVersion: v1\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let many = vec![format!("*a{}", level - 1); 9].join(",");
        writeln!(aliases, "a{level}: &a{level} [{many}]").unwrap();
    }
    let deep =
        format!("kind: Node\napiVersion: v1\nmetadata: {}{}\n", "[".repeat(300), "]".repeat(300));
    let taints: Vec<String> =
        (0..10_000).map(|n| format!(r#"{{"key":"k{n}","effect":"Later"}}"#)).collect();
    let name = "n".repeat(253);
    vec![
        ("empty", Vec::new(), "it is empty"),
        ("blank", b" \n\n".to_vec(), "it holds no object"),
        ("binary", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0".to_vec(), "it is binary"),
        ("truncated", list.as_bytes()[..list.len() / 2].to_vec(), "breaks off"),
        ("truncated gzip", gzip(list.as_bytes())[..80].to_vec(), "file"),
        ("deep", deep.into_bytes(), "recursion limit"),
        ("alias bomb", aliases.into_bytes(), "budget breached"),
        ("not YAML", b"kind: Node\nmetadata: [\n".to_vec(), "unclosed bracket"),
        ("no kind inside", br#"{"a": 1}"#.to_vec(), "needed"),
        ("utf-8 mark", ["\u{feff}", &list].concat().into_bytes(), ""),
        ("utf-16", utf16(&list), ""),
        ("gzip", gzip(list.as_bytes()), ""),
        ("empty documents", format!("---\n---\n# no\n---\n{list}\n---\n").into_bytes(), ""),
        (
            "anchors and keys that come twice",
            b"kind: Node\napiVersion: v1\nmetadata: &m {name: n, name: n}\nx: *m\n".to_vec(),
            "",
        ),
        ("unknown kinds", items(r#"{"kind":"Foo","apiVersion":"x/v1","metadata":{}}"#), ""),
        ("without metadata", items(r#"{"kind":"Pod","apiVersion":"v1"}"#), ""),
        ("null", items("null"), ""),
        ("wrong types", set(r#"{"minReadySeconds":"three","template":[]}"#), ""),
        (
            "quantities",
            set(
                r#"{"selector":{},"template":{"spec":{"containers":[{"name":"c","resources":{"requests":
                {"cpu":"1e3","memory":"0.5Ki","a/b":"-1","c/d":"9223372036854775808","e/f":"1.5m"}}}]}}}"#,
            ),
            "",
        ),
        (
            "unknown words, null lists, the future",
            items(
                r#"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","labels":null,
                "creationTimestamp":"9999-01-01T00:00:00Z","ownerReferences":null},"spec":{"containers":null,
                "tolerations":null},"status":{"phase":"Perhaps","conditions":null}}"#,
            ),
            "",
        ),
        (
            "old versions",
            items(
                r#"{"kind":"DaemonSet","apiVersion":"extensions/v1beta1","metadata":{"name":"a","namespace":"x"},
                "spec":{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c"}]}}}},
                {"kind":"CronJob","apiVersion":"batch/v1beta1","metadata":{"name":"a","namespace":"x"}}"#,
            ),
            "",
        ),
        (
            "ten thousand taints, a long name, labels beyond validation",
            items(&format!(
                r#"{{"kind":"Node","apiVersion":"v1","metadata":{{"name":"{name}","labels":{{"":" ","a b":"!"}}}},
                "spec":{{"taints":[{}]}}}}"#,
                taints.join(",")
            )),
            "",
        ),
    ]
}

fn checked(ran: Ran, case: &str) -> Ran {
    for text in [&ran.stdout, &ran.stderr] {
        assert!(!text.contains("this is a bug"), "{case}: {text}");
        assert_harmless(text);
    }
    ran
}

#[test]
fn whatever_is_in_a_snapshot_there_is_an_answer_or_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let file = path.to_str().unwrap();
    for (case, bytes, said) in hostile() {
        std::fs::write(&path, bytes).unwrap();
        for words in [
            &["ds-coverage", "-A", "--all"][..],
            &["ds-coverage", "-A", "--by-node"],
            &["ds-diagnose", "-A"],
            &["job-wait", "-A", "--ignore-not-found"],
        ] {
            let case = format!("{case}, {}", words.join(" "));
            let ran = checked(run(&[words, &["--snapshot", file]].concat()), &case);
            if said.is_empty() {
                assert_eq!(ran.code, 0, "{case}: {}", ran.stderr);
            } else {
                assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{case}: {}", ran.stderr);
                assert!(ran.stderr.starts_with("error: "), "{case}: {}", ran.stderr);
                assert!(ran.stderr.contains(said), "{case}: {}", ran.stderr);
                assert!(ran.stderr.contains("kubectl"), "{case}: {}", ran.stderr);
            }
        }
    }
}

#[test]
fn whatever_is_in_a_manifest_there_is_a_preview_or_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let cluster = fixture("render/cluster.yaml");
    let ask = |case: &str, bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let words = ["ds-coverage", "-f", path.to_str().unwrap(), "--snapshot", &cluster];
        checked(run(&words), case)
    };
    for (case, bytes, said) in hostile() {
        let ran = ask(case, &bytes);
        assert!(ran.code == 3 || said.is_empty() && ran.code == 0, "{case}: {}", ran.stderr);
        assert!(ran.code == 0 || ran.stderr.starts_with("error: "), "{case}: {}", ran.stderr);
    }
    for (missing, said) in [
        ("kind: DaemonSet", "metadata.name: there is none"),
        ("{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a}}", "containers"),
        (
            "{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a}, spec: {template: {}}}",
            "containers",
        ),
    ] {
        let ran = ask(missing, missing.as_bytes());
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{missing}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{missing}: {}", ran.stderr);
    }
}

#[test]
fn a_gzip_bomb_takes_no_room() {
    // 200 MB of blanks around an object; 200 kB packed.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let blanks = vec![b' '; 1 << 20];
    encoder.write_all(b"{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[").unwrap();
    for _ in 0..200 {
        encoder.write_all(&blanks).unwrap();
    }
    encoder
        .write_all(b"{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n\"}}]}")
        .unwrap();
    let packed = encoder.finish().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.json.gz");
    std::fs::write(&path, packed).unwrap();
    let ran = checked(run(&["ds-coverage", "-A", "--snapshot", path.to_str().unwrap()]), "bomb");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "reads a gigabyte: cargo test --release -- --ignored a_gigabyte"]
fn a_gigabyte_is_read_as_a_stream() {
    let mut child = kubectl_workloads(&["ds-coverage", "-A", "--snapshot", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let others =
        r#"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":{"a":"b"}},"#
            .repeat(10_000);
    stdin.write_all(b"{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[").unwrap();
    let mut written = 0;
    while written < 1 << 30 {
        stdin.write_all(others.as_bytes()).unwrap();
        written += others.len();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    stdin
        .write_all(b"{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n\"}}]}")
        .unwrap();
    drop(stdin);
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(peak < 100 << 10, "{peak} kB");
}

#[test]
fn whatever_is_in_a_kubeconfig_the_reason_is_said_and_nothing_of_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config");
    let server = Plan::new(well()).start();
    let address = server.address;
    let cluster = format!("clusters: [{{name: k, cluster: {{server: 'http://{address}'}}}}]\n");
    let context = "contexts: [{name: c, context: {cluster: k, user: u}}]\ncurrent-context: c\n";
    let user = |user: &str| format!("{cluster}{context}users: [{{name: u, user: {user}}}]\n");
    let exec = |script: &str| {
        user(&format!(
            "{{exec: {{apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: /bin/sh, \
             args: [-c, '{script}'], installHint: get it}}}}"
        ))
    };
    for (text, said) in [
        (String::new(), "no configuration has been provided"),
        ("\u{0}\u{1}s3cret".to_owned(), "error loading config file"),
        ("users: [{name: u, user: {token: [s3cret]}}]".to_owned(), "error loading config file"),
        ("current-context: x".to_owned(), "context was not found for specified context: x"),
        (context.to_owned(), "no server found for cluster \"k\""),
        (
            format!("{cluster}contexts: [{{name: c, context: {{user: u}}}}]\ncurrent-context: c"),
            "no configuration has been provided",
        ),
        (user("{client-certificate: no/crt, client-key: no/key}"), "unable to read client-cert"),
        (exec("echo s3cret; exit 7"), "7"),
        (exec("echo s3cret"), "its output is not an ExecCredential"),
        (exec("printf \"{\\\"kind\\\": \\\"s3cret\\\"\""), "its output is not an ExecCredential"),
        (user("{token: a, username: b, password: s3cret}"), "more than one authentication method"),
        (
            format!(
                "{context}clusters: [{{name: k, cluster: {{server: 'http://{address}', proxy-url: 'ftp://s3cret@b'}}}}]"
            ),
            "unsupported scheme \"ftp\"",
        ),
    ] {
        std::fs::write(&path, &text).unwrap();
        let mut command = kubectl_workloads(&["ds-coverage", "-A", "-v", "9"]);
        let ran: Ran = command.env("KUBECONFIG", &path).output().unwrap().into();
        let ran = checked(ran, &text);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{text}: {said:?} is not in {}", ran.stderr);
        assert!(!ran.stderr.contains("s3cret"), "{text}: {}", ran.stderr);
    }
    // No scheme, and a member of the list that is not there, are no fault.
    let bare = user("{}").replace("http://", "");
    std::fs::write(&path, &bare).unwrap();
    let list = std::env::join_paths([folder.path().join("none"), path.clone()]).unwrap();
    let mut command = kubectl_workloads(&["ds-coverage", "-A", "-o", "name"]);
    let ran: Ran = command.env("KUBECONFIG", list).output().unwrap().into();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("daemonset.apps/logs"), "{}", ran.stdout);
}

#[test]
fn a_file_that_is_written_is_the_users_and_follows_no_link() {
    let server = Plan::new(well()).start();
    let config = Kubeconfig::new(&server.url());
    let config = config.write();
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &std::path::Path| {
        let words = ["snapshot", "-A", "--kubeconfig", config.to_str().unwrap(), "--file"];
        run(&[&words[..], &[path.to_str().unwrap()]].concat())
    };
    let ran = write(&folder.path().join("nowhere/x"));
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    #[cfg(unix)]
    {
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        std::fs::write(&target, "precious").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let ran = write(&link);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "precious", "{}", ran.stderr);
    }
}

#[test]
fn an_unreachable_server_is_not_asked_for_a_snapshot_that_cannot_be_written() {
    let config = Kubeconfig::new(&format!("http://127.0.0.1:{}", closed_port()));
    let path = config.write();
    let words = ["snapshot", "--kubeconfig", path.to_str().unwrap(), "--file", "/proc/none/x"];
    let ran = run(&words);
    assert_eq!(ran.code, 3);
    assert!(!ran.stderr.contains("refused"), "{}", ran.stderr);
}
