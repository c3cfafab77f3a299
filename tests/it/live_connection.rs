//! What a connection does when the way to the API server, or the server itself, is at fault: the first
//! part of the list of faults, one test each.

use std::time::{Duration, Instant};

use kubectl_workloads::cluster::live::{Connection, ListRequest};
use kubectl_workloads::error::{Error, ErrorKind};
use kubectl_workloads::exit::Exit;
use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan, closed_port};
use crate::support::certificates::{Authority, self_signed_authority};
use crate::support::kubeconfig::Kubeconfig;
use crate::support::progress::Told;
use crate::support::reaction::Reaction;
use crate::support::sink::Names;

/// Seven DaemonSets, which pages of two cut into four.
fn daemon_sets() -> Vec<Value> {
    (0..7)
        .map(|n| {
            json!({
                "kind": "DaemonSet", "apiVersion": "apps/v1",
                "metadata": { "name": format!("ds-{n}"), "namespace": "a" },
            })
        })
        .collect()
}

const ALL: &str = "ds-0 ds-1 ds-2 ds-3 ds-4 ds-5 ds-6";

fn in_pages_of(chunk_size: u32) -> ListRequest {
    let path = "/apis/apps/v1/daemonsets".to_owned();
    ListRequest { path, chunk_size, ..ListRequest::default() }
}

/// Lists the DaemonSets, two a page.
async fn list(connection: &Connection, told: &Told) -> Result<String, Error> {
    let mut sink = Names::default();
    connection.list(&in_pages_of(2), &mut sink, told).await?;
    Ok(sink.names.join(" "))
}

/// Lists them from a server in plain HTTP; the answer, and what was said meanwhile.
async fn list_from(server: &ApiServer) -> (Result<String, Error>, Told) {
    let told = Told::default();
    let connection = Kubeconfig::new(&server.url()).connect().await.unwrap();
    (list(&connection, &told).await, told)
}

fn assert_fails(result: Result<String, Error>, kind: ErrorKind, words: &[&str]) {
    let error = result.expect_err("it should fail");
    assert_eq!(error.kind, kind, "{error:?}");
    assert_eq!(error.exit(), Exit::NoAnswer);
    let text = format!("{}\n{}", error.message, error.hint.as_deref().unwrap_or_default());
    for word in words {
        assert!(text.contains(word), "{word:?} should be in {text:?}");
    }
}

#[tokio::test]
async fn f01_a_refused_connection_is_said_at_once_in_kubectls_words() {
    let port = closed_port();
    let server = format!("http://127.0.0.1:{port}");
    let connection = Kubeconfig::new(&server).connect().await.unwrap();
    let began = Instant::now();
    let result = list(&connection, &Told::default()).await;
    let message = format!(
        "The connection to the server 127.0.0.1:{port} was refused - did you specify the right host or \
         port?"
    );
    assert_fails(result, ErrorKind::Connect, &[&message]);
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn f02_a_name_that_does_not_resolve_is_named() {
    let connection = Kubeconfig::new("https://nowhere.invalid:6443").connect().await.unwrap();
    let result = list(&connection, &Told::default()).await;
    assert_fails(
        result,
        ErrorKind::Connect,
        &["Unable to connect to the server: dial tcp: lookup nowhere.invalid: no such host"],
    );
}

#[tokio::test]
async fn f03_each_fault_of_a_certificate_has_its_own_words() {
    let authority = Authority::new("ours");
    let stranger = Authority::new("another");
    let cases = [
        (stranger.server(&["127.0.0.1"]), "x509: certificate signed by unknown authority"),
        (authority.expired(&["127.0.0.1"]), "x509: certificate has expired or is not yet valid"),
        (
            authority.server(&["api.example.com"]),
            "x509: certificate is valid for api.example.com, not 127.0.0.1",
        ),
        (self_signed_authority(&["127.0.0.1"]), "certificate"),
    ];
    for (certificate, words) in cases {
        let server = Plan::new(daemon_sets()).tls(&certificate, None).start();
        let kubeconfig = Kubeconfig::new(&server.url()).authority(&authority.pem);
        let connection = kubeconfig.connect().await.unwrap();
        assert_fails(list(&connection, &Told::default()).await, ErrorKind::Connect, &[words]);
    }

    let itself = self_signed_authority(&["127.0.0.1"]);
    let server = Plan::new(daemon_sets()).tls(&itself, None).start();
    let kubeconfig = Kubeconfig::new(&server.url()).authority(&itself.pem);
    let connection = kubeconfig.connect().await.unwrap();
    assert_fails(
        list(&connection, &Told::default()).await,
        ErrorKind::Connect,
        &["(CA:TRUE)", "--insecure-skip-tls-verify"],
    );
}

#[tokio::test]
async fn tls_is_verified_against_the_given_authority_and_name() {
    let authority = Authority::new("ours");
    let server =
        Plan::new(daemon_sets()).tls(&authority.server(&["api.example.com"]), None).start();
    let told = Told::default();
    let named = Kubeconfig::new(&server.url())
        .authority(&authority.pem)
        .cluster("tls-server-name", json!("api.example.com"));
    assert_eq!(list(&named.connect().await.unwrap(), &told).await.unwrap(), ALL);

    let unverified =
        Kubeconfig::new(&server.url()).cluster("insecure-skip-tls-verify", json!(true));
    assert_eq!(list(&unverified.connect().await.unwrap(), &told).await.unwrap(), ALL);

    let without_scheme = Kubeconfig::new(&server.address.to_string())
        .authority(&authority.pem)
        .cluster("tls-server-name", json!("api.example.com"));
    assert_eq!(list(&without_scheme.connect().await.unwrap(), &told).await.unwrap(), ALL);
}

#[tokio::test]
async fn a_client_certificate_is_shown_and_its_lack_is_told() {
    let authority = Authority::new("ours");
    let certificate = authority.server(&["127.0.0.1"]);
    let server = Plan::new(daemon_sets()).tls(&certificate, Some(&authority)).start();
    let client = authority.client("jane");
    let kubeconfig = Kubeconfig::new(&server.url()).authority(&authority.pem);
    std::fs::write(kubeconfig.folder.path().join("client.crt"), &client.pem).unwrap();
    std::fs::write(kubeconfig.folder.path().join("client.key"), &client.key_pem).unwrap();
    let kubeconfig = kubeconfig
        .user("client-certificate", json!("client.crt"))
        .user("client-key", json!("client.key"));
    let connection = kubeconfig.connect().await.unwrap();
    assert_eq!(list(&connection, &Told::default()).await.unwrap(), ALL);
    assert!(server.seen().iter().all(|seen| seen.has_client_certificate));

    let without = Kubeconfig::new(&server.url()).authority(&authority.pem);
    let connection = without.connect().await.unwrap();
    assert_fails(
        list(&connection, &Told::default()).await,
        ErrorKind::Connect,
        &["remote error: tls: CertificateRequired"],
    );
}

#[tokio::test]
async fn f04_a_server_that_hangs_is_said_to_hang_and_request_timeout_ends_it() {
    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::Hang).start();
    let told = Told::default();
    let kubeconfig = Kubeconfig::new(&server.url());
    let patient = kubeconfig.connect().await.unwrap();
    let notice = async {
        tokio::select! {
            _ = list(&patient, &told) => panic!("nothing should come"),
            () = told.wait_for("nothing has come for 5 s") => {}
        }
    };
    let limited = async {
        let mut options = kubeconfig.options();
        options.request_timeout = Some(Duration::from_millis(300));
        let environment = crate::support::kubeconfig::environment(&[]);
        let connection = Connection::open(&options, &environment).await.unwrap();
        let result = list(&connection, &Told::default()).await;
        assert_fails(result, ErrorKind::RequestTimeout, &["300ms", "--request-timeout"]);
    };
    tokio::join!(notice, limited);
    assert!(server.seen().iter().any(|seen| seen.parameter("timeout") == Some("300ms")));
}

#[tokio::test]
async fn f05_a_page_that_stops_in_its_middle_is_bounded_by_request_timeout() {
    let server = Plan::new(daemon_sets())
        .script(|_, n| if n == 1 { Reaction::HangInTheMiddle } else { Reaction::Serve })
        .start();
    let kubeconfig = Kubeconfig::new(&server.url());
    let mut options = kubeconfig.options();
    options.request_timeout = Some(Duration::from_millis(300));
    let environment = crate::support::kubeconfig::environment(&[]);
    let connection = Connection::open(&options, &environment).await.unwrap();
    let result = list(&connection, &Told::default()).await;
    assert_fails(result, ErrorKind::RequestTimeout, &["300ms"]);
}

#[tokio::test]
async fn f06_a_page_that_breaks_off_is_asked_for_again() {
    let server = Plan::new(daemon_sets())
        .script(|_, n| match n {
            1 => Reaction::CloseInTheMiddle,
            3 => Reaction::Close,
            _ => Reaction::Serve,
        })
        .start();
    let (answer, told) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);
    assert!(told.text().contains("asking again"), "{}", told.text());

    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::CloseInTheMiddle).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Connect, &["was closed before the answer was complete"]);
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn f07_a_truncated_page_is_asked_for_once_more() {
    let server = Plan::new(daemon_sets())
        .script(|_, n| if n == 1 { Reaction::Truncate } else { Reaction::Serve })
        .start();
    let (answer, told) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);
    assert!(told.text().contains("makes no sense; asking for it again"));

    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::Truncate).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Api, &["not whole"]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn f08_a_page_of_a_proxy_is_not_taken_for_an_answer() {
    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::html(200)).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Api, &["text/html", "it is not an API server", "proxy-url"]);

    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::html(502)).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Unavailable, &["HTTP 502", "HTML: Sign in"]);
}

#[tokio::test]
async fn f09_after_401_the_plugin_runs_once_more_and_the_list_goes_on() {
    let server = Plan::new(daemon_sets())
        .script(|seen, _| match seen.header("authorization") {
            Some("Bearer token-2") => Reaction::Serve,
            _ => Reaction::refuse(401, "Unauthorized", "Unauthorized"),
        })
        .start();
    let kubeconfig = Kubeconfig::new(&server.url()).plugin(
        r#"n=$(wc -l < "$(dirname "$0")/runs" | tr -d ' ')
echo "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"token-$n\"}}""#,
    );
    let connection = kubeconfig.connect().await.unwrap();
    assert_eq!(list(&connection, &Told::default()).await.unwrap(), ALL);
    assert_eq!(kubeconfig.runs(), 2);
}

#[tokio::test]
async fn f10_401_for_good_ends_after_one_renewal() {
    let server = Plan::new(daemon_sets())
        .script(|_, _| Reaction::refuse(401, "Unauthorized", "Unauthorized"))
        .start();
    let kubeconfig = Kubeconfig::new(&server.url()).plugin(
        r#"echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"s3cret"}}'"#,
    );
    let connection = kubeconfig.connect().await.unwrap();
    let result = list(&connection, &Told::default()).await;
    assert!(!format!("{result:?}").contains("s3cret"));
    assert_fails(
        result,
        ErrorKind::Unauthorized,
        &["You must be logged in to the server (Unauthorized)", "log in again"],
    );
    assert_eq!(kubeconfig.runs(), 2);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn f11_403_passes_the_servers_words_on() {
    let message = "daemonsets.apps is forbidden: User \"jane\" cannot list resource \"daemonsets\"";
    let server = Plan::new(daemon_sets())
        .script(move |_, _| Reaction::refuse(403, "Forbidden", message))
        .start();
    let (answer, _) = list_from(&server).await;
    let words = format!("Error from server (Forbidden): {message}");
    assert_fails(answer, ErrorKind::Forbidden, &[&words, "kubectl auth can-i"]);
}

#[tokio::test]
async fn errors_in_protobuf_are_read_too() {
    // k8s\0, then runtime.Unknown{raw: Status{message: "no", reason: "Forbidden"}}.
    let body = b"k8s\0\x12\x0f\x1a\x02no\x22\x09Forbidden".to_vec();
    assert_eq!(body.len() - 6, 0x0f);
    let headers = vec![("content-type", "application/vnd.kubernetes.protobuf".to_owned())];
    let server = Plan::new(Vec::new())
        .script(move |_, _| Reaction::Say {
            code: 403,
            headers: headers.clone(),
            body: body.clone(),
        })
        .start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Forbidden, &["Error from server (Forbidden): no"]);
}

#[tokio::test]
async fn f13_a_group_that_is_not_served_is_not_found() {
    let server = Plan::new(Vec::new()).start();
    let connection = Kubeconfig::new(&server.url()).connect().await.unwrap();
    let request =
        ListRequest { path: "/apis/apps/v9/nothings".to_owned(), ..ListRequest::default() };
    let result = connection.list(&request, &mut Names::default(), &Told::default()).await;
    let result = result.map(|_| String::new());
    assert_fails(result, ErrorKind::NotFound, &["could not find the requested resource"]);
}

#[tokio::test]
async fn f14_an_expired_continue_token_begins_the_list_again_once() {
    let gone = || Reaction::refuse(410, "Expired", "The provided continue parameter is too old");
    let server = Plan::new(daemon_sets())
        .script(move |_, n| if n == 2 { gone() } else { Reaction::Serve })
        .start();
    let (answer, told) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);
    assert!(told.text().contains("beginning it again"));

    let server = Plan::new(daemon_sets())
        .script(move |seen, _| if seen.continues() { gone() } else { Reaction::Serve })
        .start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Expired, &["Error from server (Expired)"]);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn f15_429_is_waited_for_only_if_the_server_says_how_long() {
    let busy = |retry_after| Reaction::Refuse {
        code: 429,
        reason: "TooManyRequests",
        message: "too many".to_owned(),
        retry_after,
    };
    let server = Plan::new(daemon_sets())
        .script(move |_, n| if n == 1 { busy(Some(0)) } else { Reaction::Serve })
        .start();
    let (answer, told) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);
    assert!(told.text().contains("429"), "{}", told.text());

    let server = Plan::new(daemon_sets()).script(move |_, _| busy(None)).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Unavailable, &["(TooManyRequests): too many"]);
    assert_eq!(server.seen().len(), 1);

    let server = Plan::new(daemon_sets()).script(move |_, _| busy(Some(0))).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Unavailable, &["too many"]);
    assert_eq!(server.seen().len(), 11);
}

#[tokio::test]
async fn f16_a_server_that_cannot_answer_is_told_at_once() {
    for (code, reason) in [(500, "InternalError"), (503, "ServiceUnavailable"), (504, "Timeout")] {
        let server = Plan::new(daemon_sets())
            .script(move |_, _| Reaction::refuse(code, reason, "etcd is away"))
            .start();
        let (answer, _) = list_from(&server).await;
        let words = format!("Error from server ({reason}): etcd is away");
        assert_fails(answer, ErrorKind::Unavailable, &[&words, "try again"]);
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn f17_a_server_that_restarts_during_a_list_is_waited_for() {
    let before = Plan::new(daemon_sets())
        .script(|_, n| if n == 1 { Reaction::Hang } else { Reaction::Serve })
        .start();
    let told = Told::default();
    let connection = Kubeconfig::new(&before.url()).connect().await.unwrap();
    let restart = async {
        while before.seen().len() < 2 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let address = before.address;
        drop(before);
        told.wait_for("the connection to the server broke").await;
        // Refused now: nobody listens.
        assert!(std::net::TcpStream::connect(address).is_err());
        Plan::new(daemon_sets()).start_at(address)
    };
    let (answer, after) = tokio::join!(list(&connection, &told), restart);
    assert_eq!(answer.unwrap(), ALL);
    assert!(after.seen()[0].continues(), "it goes on where it was");
}

#[tokio::test]
async fn f19_a_spoilt_compression_is_asked_for_once_more() {
    let server = Plan::new(daemon_sets())
        .script(|_, n| if n == 0 { Reaction::SpoilGzip } else { Reaction::Serve })
        .start();
    let (answer, _) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);

    let server = Plan::new(daemon_sets()).script(|_, _| Reaction::SpoilGzip).start();
    let (answer, _) = list_from(&server).await;
    assert_fails(answer, ErrorKind::Api, &["is corrupt", "--disable-compression"]);
}

#[tokio::test]
async fn f20_a_redirect_is_not_followed_and_said_without_its_query() {
    let server = Plan::new(daemon_sets())
        .script(|_, _| Reaction::Say {
            code: 302,
            headers: vec![("location", "https://login.example.com/oauth?state=s3cret".to_owned())],
            body: Vec::new(),
        })
        .start();
    let (answer, _) = list_from(&server).await;
    let text = format!("{answer:?}");
    assert!(!text.contains("s3cret"), "{text}");
    assert_fails(
        answer,
        ErrorKind::Api,
        &["redirects to https://login.example.com/oauth (HTTP 302), which is not followed"],
    );
}

#[tokio::test]
async fn f21_a_slow_drip_is_bounded_by_request_timeout() {
    let server =
        Plan::new(daemon_sets()).script(|_, _| Reaction::Drip(Duration::from_millis(50))).start();
    let kubeconfig = Kubeconfig::new(&server.url());
    let mut options = kubeconfig.options();
    options.request_timeout = Some(Duration::from_millis(400));
    let environment = crate::support::kubeconfig::environment(&[]);
    let connection = Connection::open(&options, &environment).await.unwrap();
    let began = Instant::now();
    let result = list(&connection, &Told::default()).await;
    assert_fails(result, ErrorKind::RequestTimeout, &["400ms"]);
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn pages_are_asked_for_in_protobuf_by_name_and_with_what_was_asked() {
    let server = Plan::new(daemon_sets()).start();
    let connection = Kubeconfig::new(&server.url()).connect().await.unwrap();
    let request = ListRequest {
        field_selector: Some("metadata.name=ds-3".to_owned()),
        label_selector: Some("!x,a notin (b, c)".to_owned()),
        ..in_pages_of(2)
    };
    let mut sink = Names::default();
    connection.list(&request, &mut sink, &Told::default()).await.unwrap();
    assert_eq!(sink.names, ["ds-3"]);
    let seen = &server.seen()[0];
    assert_eq!(seen.parameter("limit"), Some("2"));
    assert_eq!(seen.parameter("labelSelector"), Some("!x,a notin (b, c)"));
    assert_eq!(
        seen.header("accept").unwrap(),
        "application/vnd.kubernetes.protobuf,application/json"
    );
    assert_eq!(seen.header("accept-encoding"), Some("gzip"));
    let agent = seen.header("user-agent").unwrap();
    assert!(agent.starts_with("kubectl-workloads/v0.1.0 (linux/"), "{agent}");
}

#[tokio::test]
async fn compression_can_be_turned_off_and_every_request_can_be_told() {
    let server = Plan::new(daemon_sets()).start();
    let kubeconfig = Kubeconfig::new(&server.url()).user("token", json!("s3cret"));
    let mut options = kubeconfig.options();
    options.disable_compression = true;
    options.verbosity = 9;
    let environment = crate::support::kubeconfig::environment(&[]);
    let connection = Connection::open(&options, &environment).await.unwrap();
    let told = Told::default();
    assert_eq!(list(&connection, &told).await.unwrap(), ALL);
    assert!(server.seen().iter().all(|seen| seen.header("accept-encoding").is_none()));
    assert!(server.seen().iter().all(|seen| seen.header("authorization") == Some("Bearer s3cret")));
    let text = told.text();
    assert!(text.contains("/apis/apps/v1/daemonsets?limit=2 200 OK in "), "{text}");
    assert!(text.contains("continue=…"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}

#[tokio::test]
async fn large_answers_come_compressed() {
    let mut objects = daemon_sets();
    objects[0]["metadata"]["annotations"] = json!({ "big": "x".repeat(200_000) });
    let server = Plan::new(objects).start();
    let (answer, _) = list_from(&server).await;
    assert_eq!(answer.unwrap(), ALL);
}
