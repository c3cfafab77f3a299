//! Hands a generated cluster out as an API server does: lists in pages, protobuf or JSON, and just enough of
//! discovery for kubectl. An answer that was given once is kept, so that what is measured is the client.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::TcpListener;

use crate::generate::{Object, Resource};

/// What was asked of the server since the last [`Server::reset`].
#[derive(Default)]
pub(crate) struct Traffic {
    pub(crate) requests: AtomicU64,
    pub(crate) bytes: AtomicU64,
}

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) traffic: Arc<Traffic>,
}

impl Server {
    /// Starts on a free port of the loopback interface; ends with the process.
    pub(crate) fn start(cluster: Vec<Resource>) -> Self {
        let traffic = Arc::new(Traffic::default());
        let counted = traffic.clone();
        let (ready, address) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                ready.send(listener.local_addr().expect("an address")).expect("somebody waits");
                accept(listener, Arc::new(Answers::to(cluster)), counted).await;
            });
        });
        Server { address: address.recv().expect("the server starts"), traffic }
    }

    /// Requests and MB since the last call.
    pub(crate) fn reset(&self) -> (u64, u64) {
        let requests = self.traffic.requests.swap(0, Ordering::SeqCst);
        (requests, self.traffic.bytes.swap(0, Ordering::SeqCst) / 1_000_000)
    }
}

/// The answers to what has been asked of a cluster so far.
struct Answers {
    cluster: Vec<Resource>,
    /// By path and query, and by what the client accepts.
    given: Mutex<HashMap<(String, bool), Answer>>,
}

/// A content type and a body.
type Answer = (&'static str, Bytes);

impl Answers {
    fn to(cluster: Vec<Resource>) -> Self {
        Answers { cluster, given: Mutex::default() }
    }

    fn answer(&self, request: &Request<Incoming>) -> Answer {
        let accepts = request.headers().get("accept").and_then(|accept| accept.to_str().ok());
        let protobuf = accepts.is_some_and(|accepts| accepts.contains("protobuf"));
        let mut given = self.given.lock().expect("no answer panics");
        let made = || {
            let (kind, body) = answer(request.uri(), protobuf, &self.cluster);
            (kind, Bytes::from(body))
        };
        given.entry((request.uri().to_string(), protobuf)).or_insert_with(made).clone()
    }
}

async fn accept(listener: TcpListener, answers: Arc<Answers>, traffic: Arc<Traffic>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (answers, traffic) = (answers.clone(), traffic.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let (kind, body) = answers.answer(&request);
                traffic.requests.fetch_add(1, Ordering::SeqCst);
                traffic.bytes.fetch_add(body.len() as u64, Ordering::SeqCst);
                async move {
                    let response =
                        Response::builder().header("content-type", kind).body(Full::new(body));
                    Ok::<_, Infallible>(response.expect("a response"))
                }
            });
            // A client that goes away ends its connection with an error that is nobody's.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

const JSON: &str = "application/json";
const PROTOBUF: &str = "application/vnd.kubernetes.protobuf";

fn answer(uri: &Uri, protobuf: bool, cluster: &[Resource]) -> (&'static str, Vec<u8>) {
    let query: HashMap<String, String> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| {
            (key.to_owned(), value.replace("%3D", "=").replace("%2C", ",").replace("%21", "!"))
        })
        .collect();
    let path: Vec<&str> = uri.path().trim_matches('/').split('/').collect();
    let (group, rest) = match path[..] {
        ["version"] => return (JSON, json!({ "major": "1", "minor": "36", "gitVersion": "v1.36.2" }).to_string().into()),
        ["api"] => return (JSON, json!({ "kind": "APIVersions", "versions": ["v1"] }).to_string().into()),
        ["apis"] => return (JSON, json!({ "kind": "APIGroupList", "apiVersion": "v1", "groups": [{ "name": "apps",
            "versions": [{ "groupVersion": "apps/v1", "version": "v1" }], "preferredVersion": { "groupVersion": "apps/v1", "version": "v1" } }] }).to_string().into()),
        ["api", "v1", ref rest @ ..] => ("v1", rest),
        ["apis", "apps", "v1", ref rest @ ..] => ("apps/v1", rest),
        ["apis", "batch", "v1", ref rest @ ..] => ("batch/v1", rest),
        _ => ("", &[][..]),
    };
    let (namespace, plural) = match rest {
        [] => return (JSON, discovery(group, cluster)),
        ["namespaces", namespace, plural] => (Some(*namespace), *plural),
        [plural, ..] => (None, *plural),
    };
    let Some(resource) =
        cluster.iter().find(|resource| resource.plural == plural && resource.group == group)
    else {
        return (JSON, json!({ "kind": "List", "apiVersion": "v1", "metadata": { "resourceVersion": "1" }, "items": [] }).to_string().into());
    };
    let wanted = |object: &&Object| {
        namespace.is_none_or(|namespace| object.namespace == namespace)
            && query.get("labelSelector").is_none_or(|selector| {
                selector.strip_prefix("app=").is_none_or(|app| object.app == app)
            })
            && query.get("fieldSelector").is_none_or(|selector| {
                selector.split(',').all(|field| {
                    field.strip_prefix("spec.nodeName=").is_none_or(|node| object.node == node)
                })
            })
    };
    let limit = query
        .get("limit")
        .and_then(|limit| limit.parse().ok())
        .filter(|limit| *limit > 0)
        .unwrap_or(usize::MAX);
    let from: usize = query.get("continue").and_then(|token| token.parse().ok()).unwrap_or(0);
    let mut objects = resource.objects.iter().filter(wanted).skip(from);
    let page: Vec<&Object> = objects.by_ref().take(limit).collect();
    let remaining = objects.count();
    let next = if remaining > 0 { (from + page.len()).to_string() } else { String::new() };
    if protobuf {
        (PROTOBUF, protobuf_list(resource, &page, &next))
    } else {
        (JSON, json_list(resource, &page, &next))
    }
}

fn discovery(group: &str, cluster: &[Resource]) -> Vec<u8> {
    let resources: Vec<_> = cluster
        .iter()
        .filter(|resource| resource.group == group)
        .map(|resource| json!({ "name": resource.plural, "singularName": "", "namespaced": resource.kind != "Node",
            "kind": resource.kind, "verbs": ["get", "list", "watch"], "shortNames": if resource.kind == "DaemonSet" { vec!["ds"] } else { vec![] } }))
        .collect();
    json!({ "kind": "APIResourceList", "groupVersion": group, "resources": resources })
        .to_string()
        .into()
}

fn json_list(resource: &Resource, page: &[&Object], next: &str) -> Vec<u8> {
    let mut body = format!(
        "{{\"kind\":\"{}List\",\"apiVersion\":\"{}\",\"metadata\":{{\"resourceVersion\":\"1\",\"continue\":\"{next}\"}},\"items\":[",
        resource.kind, resource.group
    )
    .into_bytes();
    for (at, object) in page.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(&object.json);
    }
    body.extend_from_slice(b"]}");
    body
}

/// `k8s\0` and a runtime.Unknown { typeMeta = 1, raw = 2 }; the raw list is { metadata = 1, items = 2 }.
fn protobuf_list(resource: &Resource, page: &[&Object], next: &str) -> Vec<u8> {
    let mut list = Vec::with_capacity(page.iter().map(|object| object.protobuf.len() + 8).sum());
    let mut meta = Vec::new();
    field(&mut meta, 2, b"1");
    field(&mut meta, 3, next.as_bytes());
    field(&mut list, 1, &meta);
    for object in page {
        field(&mut list, 2, &object.protobuf);
    }
    let mut kind = Vec::new();
    field(&mut kind, 1, resource.group.as_bytes());
    field(&mut kind, 2, format!("{}List", resource.kind).as_bytes());
    let mut body = b"k8s\0".to_vec();
    field(&mut body, 1, &kind);
    field(&mut body, 2, &list);
    body
}

/// Writes a length-delimited field.
pub(crate) fn field(to: &mut Vec<u8>, number: usize, bytes: &[u8]) {
    varint(to, number << 3 | 2);
    varint(to, bytes.len());
    to.extend_from_slice(bytes);
}

fn varint(to: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}
