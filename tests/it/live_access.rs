//! Which cluster and as whom: kubeconfigs, flags, the Pod's own account, plugins, proxies, impersonation.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kubectl_workloads::cluster::live::{ConnectOptions, Connection, Environment, ListRequest};
use kubectl_workloads::error::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan};
use crate::support::certificates::Authority;
use crate::support::kubeconfig::{Kubeconfig, environment};
use crate::support::progress::Told;
use crate::support::proxy::Proxy;
use crate::support::reaction::{Reaction, Seen};
use crate::support::sink::Names;

const TOKEN: &str = r#"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"s3cret"}}"#;

async fn ask(connection: &Connection) -> Result<(), Error> {
    let request = ListRequest { path: "/api/v1/nodes".to_owned(), ..ListRequest::default() };
    connection.list(&request, &mut Names::default(), &Told::default()).await.map(|_| ())
}

/// Connects, asks, and returns how the server saw it.
async fn seen_by(server: &ApiServer, options: &ConnectOptions, environment: &Environment) -> Seen {
    let connection = Connection::open(options, environment).await.unwrap();
    ask(&connection).await.unwrap();
    server.seen().pop().unwrap()
}

async fn refusal(options: &ConnectOptions, environment: &Environment) -> Error {
    match Connection::open(options, environment).await {
        Ok(connection) => ask(&connection).await.expect_err("it should be refused"),
        Err(error) => error,
    }
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

fn with_kubeconfig(path: &Path) -> ConnectOptions {
    ConnectOptions { kubeconfig: Some(path.to_owned()), ..ConnectOptions::default() }
}

/// The error of a kubeconfig with this text.
async fn refused_text(text: &str) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "config", text);
    refusal(&with_kubeconfig(&path), &environment(&[])).await
}

#[tokio::test]
async fn kubeconfigs_are_merged_in_order_and_missing_ones_are_skipped() {
    let server = Plan::new(Vec::new()).start();
    let folder = tempfile::tempdir().unwrap();
    let url = server.url();
    let first = write(
        folder.path(),
        "one/config",
        "contexts:\n- name: c\n  context: {cluster: k, user: u, namespace: from-first}\n\
         users:\n- name: u\n  user: {tokenFile: ../token}\n",
    );
    write(folder.path(), "token", "from-file\n");
    let second = write(
        folder.path(),
        "two/config",
        &format!(
            "current-context: c\ncontexts:\n- name: c\n  context: {{cluster: nope}}\n\
             - name: broken\n  context:\nclusters:\n- name: k\n  cluster: {{server: '{url}'}}\n\
             users:\n- name: u\n  user: {{token: from-second}}\n"
        ),
    );
    let list = std::env::join_paths([Path::new("/no/such/file"), &first, &second, &first]).unwrap();
    let environment = environment(&[("KUBECONFIG", list.to_str().unwrap())]);
    let options = ConnectOptions::default();
    let seen = seen_by(&server, &options, &environment).await;
    assert_eq!(seen.header("authorization"), Some("Bearer from-file"));
    let connection = Connection::open(&options, &environment).await.unwrap();
    assert_eq!(connection.namespace(), "from-first");
}

#[tokio::test]
async fn the_kubeconfig_of_the_home_folder_is_the_last_resort() {
    let server = Plan::new(Vec::new()).start();
    let kubeconfig = Kubeconfig::new(&server.url()).user("token", json!("t"));
    let text = std::fs::read_to_string(kubeconfig.write()).unwrap();
    write(kubeconfig.folder.path(), ".kube/config", &text);
    let environment = Environment {
        home: Some(kubeconfig.folder.path().to_owned()),
        ..environment(&[("KUBECONFIG", "")])
    };
    let seen = seen_by(&server, &ConnectOptions::default(), &environment).await;
    assert_eq!(seen.header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn kubeconfigs_that_cannot_be_used_are_told_in_kubectls_words() {
    let missing = refusal(&with_kubeconfig(Path::new("/no/such")), &environment(&[])).await;
    assert_eq!(missing.message, "stat /no/such: no such file or directory");

    let cluster = "clusters: [{name: k, cluster: {server: 'http://127.0.0.1:1'}}]\n";
    let context = "contexts: [{name: c, context: {cluster: k, user: u}}]\ncurrent-context: c\n";
    let user = |user: &str| format!("{cluster}{context}users: [{{name: u, user: {user}}}]\n");
    let cases = [
        (String::new(), "no configuration has been provided"),
        ("{}".to_owned(), "no configuration has been provided"),
        ("clusters: 3".to_owned(), "does not read as a kubeconfig"),
        ("\u{0}\u{1}binary".to_owned(), "error loading config file"),
        ("kind: Pod".to_owned(), "its kind is \"Pod\", not Config"),
        (cluster.to_owned(), "no configuration has been provided"),
        (
            "current-context: x".to_owned(),
            "invalid configuration: context was not found for specified context: x",
        ),
        (context.to_owned(), "invalid configuration: no server found for cluster \"k\""),
        (
            user("{token: a, username: b, password: c}"),
            "more than one authentication method found for u; found [token basicAuth]",
        ),
        (
            user("{as-groups: [g]}"),
            "requesting uid, groups or user-extra for u without impersonating a user",
        ),
        (
            user("{client-certificate-data: aGk=}"),
            "client-key-data or client-key must be specified",
        ),
        (
            user("{client-certificate-data: '!!', client-key-data: aGk=}"),
            "client-certificate-data of u makes no sense: it is not base64",
        ),
        (user("{client-certificate: /no/crt, client-key: /no/key}"), "unable to read client-cert"),
        (user("{tokenFile: /no/token}"), "unable to read the token file /no/token"),
        (user("{auth-provider: {name: gcp}}"), "no Auth Provider found for name \"gcp\""),
        (user("{exec: {apiVersion: v1}}"), "command must be specified for u"),
        (user("{exec: {command: x}}"), "apiVersion must be specified for u"),
        (
            user("{exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}}"),
            "exec plugin: invalid apiVersion \"client.authentication.k8s.io/v1alpha1\"",
        ),
        (
            user("{exec: {command: x, apiVersion: client.authentication.k8s.io/v1}}"),
            "interactiveMode must be specified for u",
        ),
        (
            format!("{context}clusters: [{{name: k, cluster: {{server: 'a:b:c/d'}}}}]"),
            "host must be a URL or a host:port pair: \"a:b:c/d\"",
        ),
        (
            format!(
                "{context}clusters: [{{name: k, cluster: {{server: 'https://a', proxy-url: 'ftp://b'}}}}]"
            ),
            "unsupported scheme \"ftp\", must be http, https, or socks5",
        ),
        (
            format!(
                "{context}clusters: [{{name: k, cluster: {{server: 'https://a', \
                 certificate-authority-data: aGk=}}}}]"
            ),
            "unable to load root certificates",
        ),
    ];
    for (text, words) in cases {
        let error = refused_text(&text).await;
        assert_eq!(error.kind, ErrorKind::Config, "{text}: {error:?}");
        assert!(error.message.contains(words), "{text}\n{error:?}");
    }
}

#[tokio::test]
async fn a_kubeconfig_that_does_not_parse_gives_nothing_of_its_text_away() {
    let text = "users:\n- name: u\n  user:\n    exec: s3cret\n    token: [s3cret]\n";
    let error = format!("{:?}", refused_text(text).await);
    assert!(error.contains("line"), "{error}");
    assert!(!error.contains("s3cret"), "{error}");
}

#[tokio::test]
async fn utf16_and_marked_utf8_are_read() {
    let server = Plan::new(Vec::new()).start();
    let kubeconfig = Kubeconfig::new(&server.url()).user("token", json!("t"));
    let text = std::fs::read_to_string(kubeconfig.write()).unwrap();
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let utf16: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, [b"\xEF\xBB\xBF", text.as_bytes()].concat()] {
        let path = kubeconfig.folder.path().join("encoded");
        std::fs::write(&path, bytes).unwrap();
        let seen = seen_by(&server, &with_kubeconfig(&path), &environment(&[])).await;
        assert_eq!(seen.header("authorization"), Some("Bearer t"));
    }
}

#[tokio::test]
async fn flags_win_over_the_context() {
    let server = Plan::new(Vec::new()).start();
    let folder = tempfile::tempdir().unwrap();
    let path = write(
        folder.path(),
        "config",
        &format!(
            "current-context: a\ncontexts:\n- {{name: a, context: {{cluster: gone, user: gone}}}}\n\
             - {{name: b, context: {{cluster: here, user: jane, namespace: ''}}}}\n\
             clusters:\n- {{name: gone, cluster: {{server: 'http://127.0.0.1:1'}}}}\n\
             - {{name: here, cluster: {{server: '{}'}}}}\n\
             users:\n- {{name: jane, user: {{tokenFile: /no/such, token: janes}}}}\n\
             - {{name: joe, user: {{username: joe, password: 'pa:ss'}}}}\n",
            server.url()
        ),
    );
    let options = || with_kubeconfig(&path);
    let text = |text: &str| Some(text.to_owned());
    let nowhere = environment(&[]);

    let by_context = ConnectOptions { context: text("b"), ..options() };
    let seen = seen_by(&server, &by_context, &nowhere).await;
    assert_eq!(seen.header("authorization"), Some("Bearer janes"));
    let connection = Connection::open(&by_context, &nowhere).await.unwrap();
    assert_eq!(connection.namespace(), "default");

    let by_parts = ConnectOptions { cluster: text("here"), user: text("joe"), ..options() };
    let seen = seen_by(&server, &by_parts, &nowhere).await;
    assert_eq!(seen.header("authorization"), Some("Basic am9lOnBhOnNz"));

    let by_server = ConnectOptions { server: Some(server.url()), token: text("t"), ..options() };
    let seen = seen_by(&server, &by_server, &nowhere).await;
    assert_eq!(seen.header("authorization"), Some("Bearer t"));

    for (options, words) in [
        (ConnectOptions { context: text("z"), ..options() }, "context \"z\" does not exist"),
        (ConnectOptions { cluster: text("z"), ..options() }, "cluster \"z\" does not exist"),
        (ConnectOptions { user: text("z"), ..options() }, "auth info \"z\" does not exist"),
    ] {
        let error = refusal(&options, &nowhere).await;
        assert_eq!(error.message, words);
        assert!(error.hint.unwrap().contains("The kubeconfig has: "));
    }
}

#[tokio::test]
async fn impersonation_is_asked_for_in_headers() {
    let server = Plan::new(Vec::new()).start();
    let kubeconfig = Kubeconfig::new(&server.url());
    let options = ConnectOptions {
        as_user: Some("jane".to_owned()),
        as_groups: vec!["devs".to_owned(), "ops, all".to_owned()],
        as_uid: Some("42".to_owned()),
        as_user_extra: vec!["reason=audit".to_owned(), "reason=b=c".to_owned()],
        ..kubeconfig.options()
    };
    let seen = seen_by(&server, &options, &environment(&[])).await;
    assert_eq!(seen.header("impersonate-user"), Some("jane"));
    assert_eq!(seen.header("impersonate-uid"), Some("42"));
    let all = |name: &str| {
        seen.headers.get_all(name).iter().map(|v| v.to_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(all("impersonate-group"), ["devs", "ops, all"]);
    assert_eq!(all("impersonate-extra-reason"), ["audit", "b=c"]);

    let groups_alone =
        ConnectOptions { as_groups: vec!["devs".to_owned()], ..kubeconfig.options() };
    let error = refusal(&groups_alone, &environment(&[])).await;
    assert!(error.message.contains("without impersonating a user"), "{error:?}");
}

#[tokio::test]
async fn without_a_kubeconfig_the_pods_own_account_is_used() {
    let authority = Authority::new("cluster");
    let server = Plan::new(Vec::new()).tls(&authority.server(&["127.0.0.1"]), None).start();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "token", "mounted\n");
    write(folder.path(), "ca.crt", &authority.pem);
    write(folder.path(), "namespace", "monitoring");
    let port = server.address.port().to_string();
    let in_pod = |more: &[(&str, &str)]| Environment {
        service_account: folder.path().to_owned(),
        ..environment(
            &[
                &[("KUBERNETES_SERVICE_HOST", "127.0.0.1"), ("KUBERNETES_SERVICE_PORT", &port)],
                more,
            ]
            .concat(),
        )
    };
    let options = ConnectOptions::default();
    let seen = seen_by(&server, &options, &in_pod(&[])).await;
    assert_eq!(seen.header("authorization"), Some("Bearer mounted"));
    let namespace = |environment: Environment| {
        let options = options.clone();
        async move {
            let connection = Connection::open(&options, &environment).await.unwrap();
            connection.namespace().to_owned()
        }
    };
    assert_eq!(namespace(in_pod(&[])).await, "monitoring");
    assert_eq!(namespace(in_pod(&[("POD_NAMESPACE", "own")])).await, "own");

    let broken = write(folder.path(), "broken", "clusters: 3");
    let error = refusal(&with_kubeconfig(&broken), &in_pod(&[])).await;
    assert!(error.message.contains("does not read as a kubeconfig"), "{error:?}");
}

#[tokio::test]
async fn a_token_file_is_read_again_after_401() {
    let server = Plan::new(Vec::new())
        .script(|seen, _| match seen.header("authorization") {
            Some("Bearer new") => Reaction::Serve,
            _ => Reaction::refuse(401, "Unauthorized", "Unauthorized"),
        })
        .start();
    let kubeconfig = Kubeconfig::new(&server.url());
    let token = write(kubeconfig.folder.path(), "token", "old");
    let kubeconfig = kubeconfig.user("tokenFile", json!("token")).user("token", json!("other"));
    let connection = kubeconfig.connect().await.unwrap();
    std::fs::write(&token, "new\n").unwrap();
    ask(&connection).await.unwrap();
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer old"));
}

#[tokio::test]
async fn credentials_do_not_leave_this_machine_without_tls() {
    let server = Plan::new(Vec::new()).start();
    let proxy = Proxy::start(server.address).await;
    let kubeconfig = Kubeconfig::new("http://api.example.com:8080")
        .cluster("proxy-url", json!(format!("http://{}", proxy.address)))
        .user("token", json!("s3cret"));
    let seen = seen_by(&server, &kubeconfig.options(), &environment(&[])).await;
    assert_eq!(seen.header("authorization"), None);
}

#[tokio::test]
async fn proxies_are_chosen_by_kubeconfig_and_by_gos_rules() {
    let authority = Authority::new("ours");
    let certificate = authority.server(&["api.example.com", "127.0.0.1"]);
    let server = Plan::new(Vec::new()).tls(&certificate, None).start();
    let to = |host: &str| {
        let url = format!("https://{host}:{}", server.address.port());
        Kubeconfig::new(&url).authority(&authority.pem).user("token", json!("t"))
    };
    let proxy = Proxy::start(server.address).await;
    let url = format!("http://user:pa%40ss@{}", proxy.address);

    let seen = seen_by(
        &server,
        &to("api.example.com").options(),
        &environment(&[("HTTPS_PROXY", &url), ("NO_PROXY", "10.0.0.0/8,.internal")]),
    )
    .await;
    assert_eq!(seen.header("authorization"), Some("Bearer t"));
    let head = proxy.asked().pop().unwrap();
    assert!(head.starts_with("CONNECT api.example.com:"), "{head}");
    assert!(
        head.to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpwyubzcw=="),
        "{head}"
    );

    // Loopback is never proxied by the environment; NO_PROXY names the server, not the proxy.
    let before = proxy.asked().len();
    seen_by(&server, &to("127.0.0.1").options(), &environment(&[("HTTPS_PROXY", &url)])).await;
    assert_eq!(proxy.asked().len(), before);
    let error = refusal(
        &to("api.example.com").options(),
        &environment(&[("HTTPS_PROXY", &url), ("NO_PROXY", "example.com")]),
    )
    .await;
    assert!(error.message.contains("no such host"), "{error:?}");

    // proxy-url wins over the environment, and over NO_PROXY, even for loopback.
    let named = to("127.0.0.1").cluster("proxy-url", json!(url));
    seen_by(&server, &named.options(), &environment(&[("NO_PROXY", "*")])).await;
    assert_eq!(proxy.asked().len(), before + 1);

    let dead =
        format!("http://user:s3cret@127.0.0.1:{}", crate::support::api_server::closed_port());
    let dead = to("127.0.0.1").cluster("proxy-url", json!(dead));
    let error = refusal(&dead.options(), &environment(&[])).await;
    assert!(error.message.contains("proxy: connection refused"), "{error:?}");
    assert!(!format!("{error:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_plugin_runs_once_for_many_requests() {
    let server = Plan::new(Vec::new()).start();
    let kubeconfig = Kubeconfig::new(&server.url()).plugin(&format!("echo '{TOKEN}'"));
    let connection = kubeconfig.connect().await.unwrap();
    let (a, b, c) = tokio::join!(ask(&connection), ask(&connection), ask(&connection));
    a.and(b).and(c).unwrap();
    assert_eq!(kubeconfig.runs(), 1);
    assert!(server.seen().iter().all(|seen| seen.header("authorization") == Some("Bearer s3cret")));
}

#[tokio::test]
async fn a_plugin_is_told_what_client_go_tells_it() {
    let authority = Authority::new("ours");
    let server = Plan::new(Vec::new()).tls(&authority.server(&["127.0.0.1"]), None).start();
    let mut kubeconfig = Kubeconfig::new(&server.url())
        .authority(&authority.pem)
        .cluster(
            "extensions",
            json!([{ "name": "client.authentication.k8s.io/exec", "extension": { "audience": "x" } }]),
        )
        .plugin(&format!(
            r#"printf '%s' "$KUBERNETES_EXEC_INFO" > "$(dirname "$0")/info"; printf '%s' "$GREETING" > "$(dirname "$0")/greeting"
if read -r line; then echo "$line" > "$(dirname "$0")/stdin"; fi
echo '{TOKEN}'"#
        ));
    kubeconfig.user["exec"]["provideClusterInfo"] = json!(true);
    kubeconfig.user["exec"]["env"] = json!([{ "name": "GREETING", "value": "hello" }]);
    kubeconfig.connect().await.unwrap();
    let read = |name: &str| std::fs::read_to_string(kubeconfig.folder.path().join(name));
    let info: Value = serde_json::from_str(&read("info").unwrap()).unwrap();
    assert_eq!(info["kind"], "ExecCredential");
    assert_eq!(info["apiVersion"], "client.authentication.k8s.io/v1");
    assert_eq!(info["spec"]["interactive"], false);
    let cluster = &info["spec"]["cluster"];
    assert_eq!(cluster["server"], server.url());
    assert_eq!(cluster["config"]["audience"], "x");
    assert!(cluster["certificate-authority-data"].as_str().unwrap().len() > 100);
    assert_eq!(read("greeting").unwrap(), "hello");
    assert!(read("stdin").is_err(), "its stdin is not the terminal's");
}

#[tokio::test]
async fn a_plugin_may_hand_out_a_certificate_in_yaml() {
    let authority = Authority::new("ours");
    let certificate = authority.server(&["127.0.0.1"]);
    let server = Plan::new(Vec::new()).tls(&certificate, Some(&authority)).start();
    let jane = authority.client("jane");
    let indented = |pem: &str| pem.replace('\n', "\n    ");
    let yaml = format!(
        "apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus:\n  \
         clientCertificateData: |\n    {}\n  clientKeyData: |\n    {}\n",
        indented(&jane.pem),
        indented(&jane.key_pem)
    );
    let kubeconfig = Kubeconfig::new(&server.url()).authority(&authority.pem);
    let file = write(kubeconfig.folder.path(), "credential", &yaml);
    let kubeconfig = kubeconfig.plugin(&format!("cat '{}'", file.display()));
    let connection = kubeconfig.connect().await.unwrap();
    ask(&connection).await.unwrap();
    assert!(server.seen()[0].has_client_certificate);
    assert_eq!(kubeconfig.runs(), 1);
}

#[tokio::test]
async fn a_plugin_that_fails_is_told_without_what_it_printed() {
    let v1beta1 = TOKEN.replace("/v1", "/v1beta1");
    let cases = [
        ("echo s3cret; exit 3".to_owned(), "exec: executable /bin/sh failed with exit code 3"),
        ("echo s3cret".to_owned(), "its output is not an ExecCredential"),
        ("echo '{\"token\": \"s3cret\"}'".to_owned(), "its output is not an ExecCredential"),
        (format!("echo '{}'", TOKEN.replace("\"s3cret\"", "[\"s3cret\"]")), "its output is not"),
        (
            format!("echo '{v1beta1}'"),
            "plugin returned version client.authentication.k8s.io/v1beta1",
        ),
        (
            format!("echo '{}'", TOKEN.replace("s3cret", "")),
            "didn't return a token or cert/key pair",
        ),
        (format!("echo '{}'", TOKEN.replace("token", "clientKeyData")), "only certificate or key"),
    ];
    for (script, words) in cases {
        let kubeconfig = Kubeconfig::new("http://127.0.0.1:1").plugin(&script);
        let error = refusal(&kubeconfig.options(), &environment(&[])).await;
        assert_eq!(error.kind, ErrorKind::Config);
        assert!(error.message.starts_with("getting credentials: "), "{error:?}");
        assert!(error.message.contains(words), "{script}: {error:?}");
        assert_eq!(error.hint.as_deref(), Some("Get it from example.com"));
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
    let mut absent = Kubeconfig::new("http://127.0.0.1:1").plugin("");
    absent.user["exec"]["command"] = json!("no-such-plugin");
    let error = refusal(&absent.options(), &environment(&[])).await;
    assert!(error.message.contains("exec: executable no-such-plugin not found"), "{error:?}");

    let mut talkative = Kubeconfig::new("http://127.0.0.1:1").plugin("");
    talkative.user["exec"]["interactiveMode"] = json!("Always");
    let error = refusal(&talkative.options(), &environment(&[])).await;
    assert!(error.message.contains("standard input is not a terminal"), "{error:?}");
}

#[tokio::test]
async fn a_plugin_that_hangs_is_waited_for_and_ends_with_us() {
    let kubeconfig = Kubeconfig::new("http://127.0.0.1:1")
        .plugin(r#"echo $$ > "$(dirname "$0")/pid"; exec sleep 1000"#);
    let pid_file = kubeconfig.folder.path().join("pid");
    let options = kubeconfig.options();
    let nowhere = environment(&[]);
    let open = Connection::open(&options, &nowhere);
    let pid = tokio::select! {
        _ = open => panic!("the plugin hangs"),
        pid = async {
            loop {
                match std::fs::read_to_string(&pid_file) {
                    Ok(pid) if pid.ends_with('\n') => break pid.trim().to_owned(),
                    _ => tokio::time::sleep(Duration::from_millis(5)).await,
                }
            }
        } => pid,
    };
    // Dropped, as Ctrl-C does, the plugin is killed.
    let process = PathBuf::from(format!("/proc/{pid}/stat"));
    let is_gone = || !std::fs::read_to_string(&process).is_ok_and(|stat| !stat.contains(") Z"));
    for _ in 0..400 {
        if is_gone() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the plugin outlives us");
}

#[tokio::test]
async fn a_token_or_a_certificate_makes_the_plugin_superfluous() {
    let server = Plan::new(Vec::new()).start();
    let kubeconfig = Kubeconfig::new(&server.url()).plugin("exit 1");
    let options = ConnectOptions { token: Some("flag".to_owned()), ..kubeconfig.options() };
    let seen = seen_by(&server, &options, &environment(&[])).await;
    assert_eq!(seen.header("authorization"), Some("Bearer flag"));
    assert_eq!(kubeconfig.runs(), 0);
}

#[tokio::test]
async fn kuberc_may_forbid_plugins() {
    let kubeconfig = Kubeconfig::new("http://127.0.0.1:1").plugin(&format!("echo '{TOKEN}'"));
    let kuberc = kubeconfig.folder.path().join("kuberc");
    let environment = environment(&[("KUBERC", kuberc.to_str().unwrap())]);
    let head = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n";
    let cases = [
        ("", None),
        ("credentialPluginPolicy: AllowAll\n", None),
        ("credentialPluginPolicy: DenyAll\n", Some("policy set to \"DenyAll\"")),
        (
            "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{command: /bin/sh}]\n",
            None,
        ),
        (
            "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{command: aws}]\n",
            Some("is not permitted by the credential plugin allowlist"),
        ),
        ("credentialPluginPolicy: Perhaps\n", Some("unknown plugin policy \"Perhaps\"")),
    ];
    for (policy, refused) in cases {
        std::fs::write(&kuberc, format!("{head}{policy}")).unwrap();
        let outcome = Connection::open(&kubeconfig.options(), &environment).await;
        match (outcome, refused) {
            (Ok(_), None) => {}
            (Err(error), Some(words)) => assert!(error.message.contains(words), "{error:?}"),
            (outcome, _) => panic!("{policy}: {:?}", outcome.err()),
        }
    }
}
