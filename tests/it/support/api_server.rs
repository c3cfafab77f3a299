//! An API server that serves what a test gives it and fails as a test wants, in this process, on a
//! thread of its own: for the library and for the binary alike.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use http::{Request, Response};
use http_body_util::StreamBody;
use hyper::body::{Frame, Incoming};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, RootCertStore, server::WebPkiClientVerifier};

use super::certificates::{Authority, Issued};
use super::objects::{self, Path};
use super::reaction::{Reaction, Seen, Step};

type Script = Arc<dyn Fn(&Seen, usize) -> Reaction + Send + Sync>;
type Body = StreamBody<BoxStream<'static, Result<Frame<Bytes>, std::io::Error>>>;

/// What a server is to be like.
pub struct Plan {
    objects: Vec<Value>,
    script: Script,
    tls: Option<Arc<rustls::ServerConfig>>,
    speaks_protobuf: bool,
}

/// A running server; it ends with the test.
pub struct ApiServer {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    scheme: &'static str,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Plan {
    pub fn new(objects: Vec<Value>) -> Plan {
        Plan {
            objects,
            script: Arc::new(|_, _| Reaction::Serve),
            tls: None,
            speaks_protobuf: false,
        }
    }

    /// Decides on each request; the number counts the requests so far.
    pub fn script(
        mut self,
        script: impl Fn(&Seen, usize) -> Reaction + Send + Sync + 'static,
    ) -> Plan {
        self.script = Arc::new(script);
        self
    }

    /// Answers in protobuf where it is asked to.
    pub fn protobuf(mut self) -> Plan {
        self.speaks_protobuf = true;
        self
    }

    /// Speaks TLS with that certificate; asks clients for one of `clients` if that is given.
    pub fn tls(mut self, certificate: &Issued, clients: Option<&Authority>) -> Plan {
        let config = rustls::ServerConfig::builder();
        let config = match clients {
            None => config.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                for block in pem::parse_many(&authority.pem).unwrap() {
                    roots.add(block.into_contents().into()).unwrap();
                }
                let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap();
                config.with_client_cert_verifier(verifier)
            }
        };
        let key = certificate.key.clone_key();
        let config = config.with_single_cert(vec![certificate.der.clone()], key).unwrap();
        self.tls = Some(Arc::new(config));
        self
    }

    pub fn start(self) -> ApiServer {
        self.start_at(([127, 0, 0, 1], 0).into())
    }

    /// Starts at that address, which a server before may have had.
    pub fn start_at(self, address: SocketAddr) -> ApiServer {
        let listener = std::net::TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let log = seen.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = self.accept(listener, log) => {}
                    _ = stopped => {}
                }
            });
        });
        ApiServer { address, seen, scheme, _stop: stop }
    }

    async fn accept(self, listener: TcpListener, log: Arc<Mutex<Vec<Seen>>>) {
        let acceptor = self.tls.clone().map(TlsAcceptor::from);
        let plan = Arc::new(self);
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let (plan, log, acceptor) = (plan.clone(), log.clone(), acceptor.clone());
            tokio::spawn(async move {
                match acceptor {
                    None => plan.serve(stream, false, log).await,
                    Some(acceptor) => {
                        let Ok(stream) = acceptor.accept(stream).await else { return };
                        let client = stream.get_ref().1.peer_certificates().is_some();
                        plan.serve(stream, client, log).await;
                    }
                }
            });
        }
    }

    async fn serve<S>(
        self: Arc<Self>,
        stream: S,
        has_client_certificate: bool,
        log: Arc<Mutex<Vec<Seen>>>,
    ) where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    {
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let plan = self.clone();
            let seen = Seen {
                path: request.uri().path().to_owned(),
                query: query(request.uri().query().unwrap_or("")),
                headers: request.headers().clone(),
                has_client_certificate,
            };
            let number = {
                let mut log = log.lock().unwrap();
                log.push(seen.clone());
                log.len() - 1
            };
            async move { plan.react(&seen, number).await }
        });
        let _ = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await;
    }

    async fn react(&self, seen: &Seen, number: usize) -> Result<Response<Body>, std::io::Error> {
        let reaction = (self.script)(seen, number);
        let closed = || std::io::Error::other("as the test wants");
        let (code, mut headers, body) = match &reaction {
            Reaction::Close => return Err(closed()),
            Reaction::Hang => return std::future::pending().await,
            Reaction::Refuse { code, reason, message, retry_after } => {
                let status = serde_json::json!({
                    "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
                    "message": message, "reason": reason, "code": code,
                });
                let mut headers = vec![("content-type", "application/json".to_owned())];
                if let Some(seconds) = retry_after {
                    headers.push(("retry-after", seconds.to_string()));
                }
                (*code, headers, status.to_string().into_bytes())
            }
            Reaction::Say { code, headers, body } => (*code, headers.clone(), body.clone()),
            Reaction::Watch(_) => {
                (200, vec![("content-type", "application/json".to_owned())], Vec::new())
            }
            Reaction::ServeOf(objects) => self.answer(seen, objects),
            _ => self.answer(seen, &self.objects),
        };
        let half = body.len() / 2;
        let chunk = |bytes: &[u8]| Ok::<_, Infallible>(Bytes::copy_from_slice(bytes));
        let length = body.len();
        let stream: BoxStream<'static, Result<Bytes, std::io::Error>> = match &reaction {
            Reaction::HangInTheMiddle => stream::iter([chunk(&body[..half])])
                .map(|bytes| Ok(bytes.unwrap_or_default()))
                .chain(stream::pending())
                .boxed(),
            Reaction::CloseInTheMiddle => {
                stream::iter([Ok(Bytes::copy_from_slice(&body[..half])), Err(closed())]).boxed()
            }
            Reaction::Truncate => stream::iter([Ok(Bytes::copy_from_slice(&body[..half]))]).boxed(),
            Reaction::SpoilGzip => {
                let mut spoilt = gzip(&body);
                for byte in spoilt.iter_mut().skip(12) {
                    *byte ^= 0x55;
                }
                headers.push(("content-encoding", "gzip".to_owned()));
                stream::iter([Ok(Bytes::from(spoilt))]).boxed()
            }
            Reaction::Watch(steps) => watch(steps.clone()),
            Reaction::Drip(pause) => {
                let pause: Duration = *pause;
                stream::iter(body)
                    .then(move |byte| async move {
                        tokio::time::sleep(pause).await;
                        Ok(Bytes::copy_from_slice(&[byte]))
                    })
                    .boxed()
            }
            _ if seen.header("accept-encoding") == Some("gzip") && length > 128 * 1024 => {
                headers.push(("content-encoding", "gzip".to_owned()));
                stream::iter([Ok(Bytes::from(gzip(&body)))]).boxed()
            }
            _ => stream::iter([Ok(Bytes::from(body))]).boxed(),
        };
        let mut response = Response::builder().status(code);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        Ok(response
            .body(StreamBody::new(stream.map(|bytes| bytes.map(Frame::data)).boxed()))
            .unwrap())
    }

    /// What a server that is well says.
    fn answer(
        &self,
        seen: &Seen,
        objects: &[Value],
    ) -> (u16, Vec<(&'static str, String)>, Vec<u8>) {
        let json = || vec![("content-type", "application/json".to_owned())];
        if seen.path == "/version" {
            let version =
                serde_json::json!({ "major": "1", "minor": "36+", "gitVersion": "v1.36.2" });
            return (200, json(), version.to_string().into_bytes());
        }
        let page = Path::parse(&seen.path).and_then(|path| objects::page(objects, &path, seen));
        let accepts = seen.header("accept").unwrap_or_default();
        let protobuf = self.speaks_protobuf && accepts.contains("protobuf");
        match page {
            Some(page) if protobuf => {
                let headers =
                    vec![("content-type", "application/vnd.kubernetes.protobuf".to_owned())];
                (200, headers, super::protobuf::encode(&page).unwrap())
            }
            Some(page) => (200, json(), page.to_string().into_bytes()),
            None => (404, json(), b"404 page not found\n".to_vec()),
        }
    }
}

impl ApiServer {
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The paths of the requests so far.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }
}

/// The bytes of a watch, as its steps say.
fn watch(steps: Vec<Step>) -> BoxStream<'static, Result<Bytes, std::io::Error>> {
    stream::iter(steps)
        .then(|step| async move {
            match step {
                Step::Event(kind, object) => Ok(Bytes::from(Step::line(kind, &object))),
                Step::Text(text) => Ok(Bytes::from(text)),
                Step::Bytes(bytes) => Ok(Bytes::from(bytes)),
                Step::Pause(millis) => {
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                    Ok(Bytes::new())
                }
                Step::Mark(mark) => {
                    mark.store(true, std::sync::atomic::Ordering::SeqCst);
                    Ok(Bytes::new())
                }
                Step::Hang => std::future::pending().await,
                Step::Break => Err(std::io::Error::other("as the test wants")),
            }
        })
        .filter(|bytes| std::future::ready(!matches!(bytes, Ok(bytes) if bytes.is_empty())))
        .boxed()
}

/// Decodes a query.
fn query(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.to_owned(), unescape(value)))
        .collect()
}

fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            plain.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            plain.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(plain).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A port on which nobody listens.
pub fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
