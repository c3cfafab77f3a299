//! The way to the API server, and the server itself, at fault: what `kubectl workloads ds-coverage -A` makes of
//! it, a test for each of the first twenty-one faults.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan, closed_port};
use crate::support::certificates::{Authority, self_signed_authority};
use crate::support::cli::{Ran, through_kubectl};
use crate::support::cluster::{daemon_pod, well};
use crate::support::kubeconfig::Kubeconfig;
use crate::support::reaction::{Reaction, Seen};

/// What no run may ever show.
const TOKEN: &str = "s3cret-token";

/// A kubeconfig to that server, with a token in it.
fn config(server: &ApiServer) -> Kubeconfig {
    Kubeconfig::new(&server.url()).user("token", json!(TOKEN))
}

/// Asks for the coverage of everything, as JSON.
fn ask_with(config: &Kubeconfig, words: &[&str]) -> Ran {
    let path = config.write();
    let asked = ["ds-coverage", "-A", "-o", "json", "--kubeconfig", path.to_str().unwrap()];
    let ran: Ran = through_kubectl(&[&asked, words].concat()).output().unwrap().into();
    for text in [&ran.stdout, &ran.stderr] {
        assert!(!text.contains("s3cret"), "a credential shows: {text}");
        assert!(!text.contains("this is a bug"), "{text}");
    }
    ran
}

fn ask(server: &ApiServer, words: &[&str]) -> Ran {
    ask_with(&config(server), words)
}

/// There is no answer; stderr says what failed and why in its first line, and then what to do.
#[track_caller]
fn fails(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{}", ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "{word:?} should be in {:?}", ran.stderr);
    }
    assert!(ran.stderr.lines().count() >= 2, "it does not say what to do: {}", ran.stderr);
}

/// The answer is that of a server that is well.
#[track_caller]
fn answers(ran: &Ran, objects: Vec<Value>) {
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let well = ask(&Plan::new(objects).start(), &[]);
    assert_eq!(items(ran), items(&well));
    assert_eq!(items(ran)["unread"], json!([]));
}

/// The answer without its time.
#[track_caller]
fn items(ran: &Ran) -> Value {
    let mut answer: Value = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|why| panic!("{why}: {}{}", ran.stdout, ran.stderr));
    answer["takenAt"] = Value::Null;
    answer
}

/// Does this with the requests for DaemonSets; the number counts them.
fn with_daemon_sets(react: impl Fn(&Seen, usize) -> Reaction + Send + Sync + 'static) -> Plan {
    with("daemonsets", well(), react)
}

/// Does this with the requests for one kind.
fn with(
    resource: &'static str,
    objects: Vec<Value>,
    react: impl Fn(&Seen, usize) -> Reaction + Send + Sync + 'static,
) -> Plan {
    let count = AtomicUsize::new(0);
    Plan::new(objects).script(move |seen, _| {
        if seen.resource() == resource {
            react(seen, count.fetch_add(1, Ordering::SeqCst))
        } else {
            Reaction::Serve
        }
    })
}

/// The reaction to the first request, then the well server's.
fn at_first(reaction: Reaction) -> Plan {
    with_daemon_sets(move |_, n| if n == 0 { reaction.clone() } else { Reaction::Serve })
}

fn for_good(reaction: Reaction) -> Plan {
    with_daemon_sets(move |_, _| reaction.clone())
}

#[test]
fn json_and_protobuf_http_and_tls_pages_and_whole_lists_tell_the_same() {
    let authority = Authority::new("ours");
    let certificate = authority.server(&["127.0.0.1"]);
    for chunk in ["1", "2", "0"] {
        for plan in [Plan::new(well()), Plan::new(well()).protobuf()] {
            let server = plan.start();
            answers(&ask(&server, &["--chunk-size", chunk]), well());
        }
        let server = Plan::new(well()).protobuf().tls(&certificate, None).start();
        let config = config(&server).authority(&authority.pem);
        answers(&ask_with(&config, &["--chunk-size", chunk]), well());
    }
}

#[test]
fn f01_connection_refused() {
    let port = closed_port();
    let config = Kubeconfig::new(&format!("http://127.0.0.1:{port}")).user("token", json!(TOKEN));
    let began = Instant::now();
    let ran = ask_with(&config, &[]);
    let words = format!(
        "The connection to the server 127.0.0.1:{port} was refused - did you specify the right host \
         or port?\n"
    );
    assert!(ran.stderr.starts_with(&words), "{}", ran.stderr);
    fails(&ran, &[]);
    assert!(began.elapsed() < Duration::from_secs(5), "nothing is waited for");
}

#[test]
fn f02_dns_failure() {
    let config = Kubeconfig::new("https://nowhere.invalid:6443").user("token", json!(TOKEN));
    let words = "Unable to connect to the server: dial tcp: lookup nowhere.invalid: no such host";
    fails(&ask_with(&config, &[]), &[words]);
}

#[test]
fn f03_each_fault_of_a_certificate() {
    let authority = Authority::new("ours");
    let cases = [
        (
            Authority::new("another").server(&["127.0.0.1"]),
            "x509: certificate signed by unknown authority",
            "certificate-authority",
        ),
        (
            authority.expired(&["127.0.0.1"]),
            "x509: certificate has expired or is not yet valid",
            "clock",
        ),
        (
            authority.server(&["api.example.com"]),
            "x509: certificate is valid for api.example.com, not 127.0.0.1",
            "--tls-server-name",
        ),
    ];
    for (certificate, words, hint) in cases {
        let server = Plan::new(well()).tls(&certificate, None).start();
        fails(&ask_with(&config(&server).authority(&authority.pem), &[]), &[words, hint]);
    }
    let itself = self_signed_authority(&["127.0.0.1"]);
    let server = Plan::new(well()).tls(&itself, None).start();
    let ran = ask_with(&config(&server).authority(&itself.pem), &[]);
    fails(&ran, &["(CA:TRUE)", "--insecure-skip-tls-verify"]);
    assert!(server.paths().is_empty(), "a token is shown to nobody that is not who it should be");
}

#[test]
fn f04_a_server_that_hangs_before_its_headers() {
    let server = Plan::new(well()).script(|_, _| Reaction::Hang).start();
    fails(&ask(&server, &["--request-timeout", "300ms"]), &["300ms", "--request-timeout"]);
}

#[test]
fn f05_a_server_that_hangs_in_the_middle_of_a_page() {
    let server = for_good(Reaction::HangInTheMiddle).start();
    fails(&ask(&server, &["--request-timeout", "300ms"]), &["300ms", "--request-timeout"]);
}

#[test]
fn f06_a_connection_that_closes_in_the_middle_of_a_page() {
    for protobuf in [false, true] {
        let plan = at_first(Reaction::CloseInTheMiddle);
        let ran = ask(&if protobuf { plan.protobuf() } else { plan }.start(), &[]);
        answers(&ran, well());
        assert!(ran.stderr.contains("asking again"), "{}", ran.stderr);
    }
    let ran = ask(&for_good(Reaction::CloseInTheMiddle).start(), &[]);
    fails(&ran, &["was closed before the answer was complete"]);
    fails(&ask(&for_good(Reaction::Close).start(), &[]), &["closed"]);
}

#[test]
fn f07_truncated_json_and_protobuf() {
    for protobuf in [false, true] {
        let start = |plan: Plan| if protobuf { plan.protobuf() } else { plan }.start();
        let ran = ask(&start(at_first(Reaction::Truncate)), &[]);
        answers(&ran, well());
        assert!(ran.stderr.contains("makes no sense; asking for it again"), "{}", ran.stderr);
        fails(&ask(&start(for_good(Reaction::Truncate)), &[]), &["it breaks off", "a proxy"]);
    }
}

#[test]
fn f08_an_html_page_of_a_proxy() {
    fails(&ask(&for_good(Reaction::html(200)).start(), &[]), &["text/html", "proxy-url"]);
    fails(&ask(&for_good(Reaction::html(502)).start(), &[]), &["HTTP 502", "HTML: Sign in"]);
}

/// A credential plugin whose token counts its runs.
fn plugin(server: &ApiServer) -> Kubeconfig {
    Kubeconfig::new(&server.url()).plugin(
        r#"n=0; while read -r _; do n=$((n+1)); done < "${0%/*}/runs"
echo "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"s3cret-$n\"}}""#,
    )
}

#[test]
fn f09_401_once_and_then_fine_with_a_renewed_credential() {
    let server = Plan::new(well())
        .script(|seen, _| match seen.header("authorization") {
            Some("Bearer s3cret-2") => Reaction::Serve,
            _ => Reaction::refuse(401, "Unauthorized", "Unauthorized"),
        })
        .start();
    let config = plugin(&server);
    answers(&ask_with(&config, &[]), well());
    assert_eq!(config.runs(), 2, "run once, and once more for all the lists at once");
}

#[test]
fn f10_401_for_good() {
    let refusal = || Reaction::refuse(401, "Unauthorized", "Unauthorized");
    let server = Plan::new(well()).script(move |_, _| refusal()).start();
    let words = ["You must be logged in to the server (Unauthorized)", "log in again"];
    fails(&ask(&server, &[]), &words);
    let config = plugin(&server);
    fails(&ask_with(&config, &["-v", "9"]), &words);
    assert_eq!(config.runs(), 2);
}

#[test]
fn f11_403_on_the_primary_list() {
    let message = "daemonsets.apps is forbidden: User \"jane\" cannot list resource \"daemonsets\"";
    let server = for_good(Reaction::refuse(403, "Forbidden", message)).start();
    let ran = ask(&server, &[]);
    fails(&ran, &[&format!("Error from server (Forbidden): {message}"), "list daemonsets.apps"]);
}

#[test]
fn f12_403_on_a_secondary_list_is_a_partial_answer_that_says_so() {
    for (resource, code) in [("events", 0), ("controllerrevisions", 0), ("nodes", 3), ("pods", 3)] {
        let refusal = Reaction::refuse(403, "Forbidden", "not for you");
        let ran = ask(&with(resource, well(), move |_, _| refusal.clone()).start(), &[]);
        assert_eq!(ran.code, code, "{resource}: {}", ran.stderr);
        let answer = items(&ran);
        assert_eq!(answer["items"].as_array().unwrap().len(), 2, "{resource}: {answer}");
        assert_eq!(answer["unread"][0]["resource"], resource);
        assert!(
            ran.stderr.contains(&format!("Warning: {resource} ")),
            "{resource}: {}",
            ran.stderr
        );
        assert!(ran.stderr.contains("not read: "), "{resource}: {}", ran.stderr);
        assert!(ran.stderr.contains("not for you"), "{resource}: {}", ran.stderr);
    }
}

#[test]
fn f13_404_of_a_group_that_an_old_server_lacks() {
    let gone = || Reaction::Say {
        code: 404,
        headers: vec![("content-type", "text/plain".to_owned())],
        body: b"404 page not found\n".to_vec(),
    };
    let ran = ask(&for_good(gone()).start(), &[]);
    fails(&ran, &["could not find the requested resource"]);
    let ran = ask(&with("controllerrevisions", well(), move |_, _| gone()).start(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("controllerrevisions not read"), "{}", ran.stderr);
}

#[test]
fn f14_410_on_a_continue_token_begins_the_list_again() {
    let gone = || Reaction::refuse(410, "Expired", "The provided continue parameter is too old");
    let once = with_daemon_sets(move |_, n| if n == 1 { gone() } else { Reaction::Serve });
    let ran = ask(&once.start(), &["--chunk-size", "1"]);
    answers(&ran, well());
    assert!(ran.stderr.contains("beginning it again"), "{}", ran.stderr);
    let always =
        with_daemon_sets(move |seen, _| if seen.continues() { gone() } else { Reaction::Serve });
    let ran = ask(&always.start(), &["--chunk-size", "1"]);
    fails(&ran, &["Error from server (Expired)", "--chunk-size"]);
}

#[test]
fn f15_429_is_waited_for_where_the_server_says_how_long() {
    let busy = |retry_after| Reaction::Refuse {
        code: 429,
        reason: "TooManyRequests",
        message: "too many".to_owned(),
        retry_after,
    };
    let ran = ask(&at_first(busy(Some(1))).start(), &[]);
    answers(&ran, well());
    assert!(ran.stderr.contains("asking again in 1 s"), "{}", ran.stderr);
    let server = for_good(busy(None)).start();
    fails(&ask(&server, &[]), &["Error from server (TooManyRequests): too many", "try again"]);
    assert_eq!(server.paths().iter().filter(|path| path.ends_with("/daemonsets")).count(), 1);
}

#[test]
fn f16_bursts_of_5xx() {
    for (code, reason) in [(500, "InternalError"), (503, "ServiceUnavailable"), (504, "Timeout")] {
        let away = Reaction::refuse(code, reason, "etcd is away");
        let ran = ask(&for_good(away.clone()).start(), &[]);
        fails(&ran, &[&format!("Error from server ({reason}): etcd is away"), "try again"]);
        // What only adds to the answer is missing, and said to be.
        let ran = ask(&with("events", well(), move |_, _| away.clone()).start(), &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stderr.contains("Warning: events not read: "), "{}", ran.stderr);
    }
}

#[test]
fn f17_a_server_that_restarts_during_a_list() {
    let before =
        with_daemon_sets(|seen, _| if seen.continues() { Reaction::Hang } else { Reaction::Serve })
            .start();
    let (address, config) = (before.address, config(&before));
    let asking = std::thread::spawn(move || ask_with(&config, &["--chunk-size", "1"]));
    let began = Instant::now();
    while !before.seen().iter().any(|seen| seen.continues() && seen.resource() == "daemonsets") {
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", before.paths());
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(before);
    std::thread::sleep(Duration::from_millis(700));
    let _after = Plan::new(well()).start_at(address);
    answers(&asking.join().unwrap(), well());
}

#[test]
fn f18_a_list_that_changes_while_it_is_paged() {
    // The DaemonSet that stood on the first page comes again on the second, for another was deleted.
    let mut again = well();
    again.rotate_left(3);
    let server = with("daemonsets", well(), move |seen, _| {
        if seen.continues() { Reaction::ServeOf(again.clone()) } else { Reaction::Serve }
    });
    let ran = ask(&server.start(), &["--chunk-size", "1"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let answer = items(&ran);
    let names: Vec<&str> =
        answer["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["logs"], "once, however often it comes");
}

#[test]
fn f19_a_spoilt_compression() {
    answers(&ask(&at_first(Reaction::SpoilGzip).start(), &[]), well());
    let ran = ask(&for_good(Reaction::SpoilGzip).start(), &[]);
    fails(&ran, &["is corrupt", "--disable-compression"]);
}

#[test]
fn f20_a_redirect_is_not_followed() {
    let location = "https://login.example.com/oauth?state=s3cret".to_owned();
    let redirect =
        Reaction::Say { code: 302, headers: vec![("location", location)], body: Vec::new() };
    let ran = ask(&for_good(redirect).start(), &["-v", "9"]);
    fails(&ran, &["redirects to https://login.example.com/oauth (HTTP 302)"]);
}

#[test]
fn f21_a_slow_drip_against_the_request_timeout() {
    let server = for_good(Reaction::Drip(Duration::from_millis(50))).start();
    let began = Instant::now();
    fails(&ask(&server, &["--request-timeout", "400ms"]), &["400ms", "--request-timeout"]);
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn no_credential_shows_at_any_verbosity() {
    let authority = Authority::new("ours");
    let certificate = authority.server(&["127.0.0.1"]);
    let server = Plan::new(well()).tls(&certificate, Some(&authority)).start();
    let client = authority.client("jane");
    let key: String = client.key_pem.lines().nth(1).unwrap().to_owned();
    let config = config(&server).authority(&authority.pem);
    std::fs::write(config.folder.path().join("client.crt"), &client.pem).unwrap();
    std::fs::write(config.folder.path().join("client.key"), &client.key_pem).unwrap();
    let config = config
        .user("client-certificate", json!("client.crt"))
        .user("client-key", json!("client.key"));
    for verbosity in ["0", "6", "9", "99"] {
        let ran = ask_with(&config, &["-v", verbosity]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(!ran.stderr.contains(&key), "{}", ran.stderr);
    }
}

#[test]
fn a_pod_that_waits_is_told_the_same_over_the_wire() {
    // Occupancy, admission and volumes are asked for too.
    let mut objects = well();
    objects.push(daemon_pod("b", "net", "n2", false));
    let ran = ask(&Plan::new(objects.clone()).protobuf().start(), &["--chunk-size", "1"]);
    answers(&ran, objects);
    let answer = items(&ran);
    let rows = answer["items"][1]["nodes"].as_array().unwrap();
    assert_eq!(rows[1]["state"], "Pending", "{rows:?}");
}
