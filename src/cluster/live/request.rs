//! One GET: sent, waited for, sent again where that makes sense, and told of.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use kube::client::Body;

use super::explain::Cause;
use super::status::Refusal;
use super::{Connection, server_url};
use crate::cluster::Progress;
use crate::error::{Error, ErrorKind};

/// As often as client-go asks again when the server says when (`Retry-After`).
const MOST_THROTTLED: u32 = 10;

/// How often a request is sent again after its connection broke: three to six seconds long, which is
/// what an API server takes to restart.
pub(super) const MOST_BREAKS: u32 = 5;

/// How long nothing may come before the user is told that we are waiting. kubectl, which has no limit
/// either, says nothing.
const STALL: Duration = Duration::from_secs(5);

/// How much of a refusal is read.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// One request.
struct Asked<'a> {
    path: &'a str,
    accept: &'static str,
    encoding: Option<HeaderValue>,
    /// With one, the request creates an object; else it only reads.
    body: Option<Vec<u8>>,
}

/// An answer whose body is still to come, and how long that may take.
pub(super) struct Answer<'p> {
    pub(super) response: Response<Body>,
    pub(super) patience: Patience<'p>,
}

impl Connection {
    /// Asks for `path` (with its query) and returns the answer once its headers are here and say that
    /// it is one.
    ///
    /// Asked again: after 401, once, with renewed credentials; after 429 or 5xx, if the server says
    /// when; after a broken connection, a few times; after a refused one only if the server has
    /// answered before.
    pub(super) async fn get<'p>(
        &self,
        path: &str,
        accept: &'static str,
        progress: &'p dyn Progress,
    ) -> Result<Answer<'p>, Error> {
        self.ask(Asked { path, accept, encoding: None, body: None }, progress).await
    }

    /// Asks for an answer that does not end by itself, or not soon: a watch, a log. It is not compressed, for
    /// a compressor may hold back what the server has said.
    pub(super) async fn get_stream<'p>(
        &self,
        path: &str,
        accept: &'static str,
        progress: &'p dyn Progress,
    ) -> Result<Answer<'p>, Error> {
        let identity = Some(HeaderValue::from_static("identity"));
        self.ask(Asked { path, accept, encoding: identity, body: None }, progress).await
    }

    /// Creates an object. It is not sent again where the connection breaks: it may have been created.
    pub(super) async fn post(
        &self,
        path: &str,
        body: Vec<u8>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let asked = Asked { path, accept: "application/json", encoding: None, body: Some(body) };
        self.ask(asked, progress).await.map(drop)
    }

    async fn ask<'p>(
        &self,
        asked: Asked<'_>,
        progress: &'p dyn Progress,
    ) -> Result<Answer<'p>, Error> {
        let Asked { path, accept, encoding, body } = asked;
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let (mut renewed, mut throttled, mut breaks) = (false, 0, 0);
        loop {
            let session = self.session().await?;
            let mut patience = Patience::new(self, progress);
            let mut request = Request::builder()
                .method(&method)
                .uri(self.with_timeout(path))
                .header(header::ACCEPT, HeaderValue::from_static(accept));
            if let Some(authorization) = &session.authorization {
                request = request.header(header::AUTHORIZATION, authorization);
            }
            if let Some(encoding) = &encoding {
                request = request.header(header::ACCEPT_ENCODING, encoding);
            }
            if body.is_some() {
                let json = HeaderValue::from_static("application/json");
                request = request.header(header::CONTENT_TYPE, json);
            }
            let content = body.clone().map_or_else(Body::empty, Body::from);
            let request = request.body(content).map_err(|_| {
                Error::new(ErrorKind::Usage, format!("no request can be made of {path}"))
            })?;
            let began = Instant::now();
            let response = match patience.wait(session.client.send(request)).await? {
                Ok(response) => response,
                Err(why) => {
                    let cause = Cause::of(&why);
                    self.tell(&method, path, &format!("{cause:?}"), began, progress);
                    if body.is_none() && breaks < MOST_BREAKS && self.may_pass(&cause) {
                        breaks += 1;
                        pause(breaks, progress).await;
                        continue;
                    }
                    return Err(cause.error(&self.target.server));
                }
            };
            self.has_answered.store(true, Ordering::Relaxed);
            self.clock.hear(response.headers());
            let status = response.status();
            self.tell(&method, path, &status.to_string(), began, progress);
            if status.is_success() {
                return Ok(Answer { response, patience });
            }
            if status == StatusCode::UNAUTHORIZED && !renewed && self.renew(&session).await? {
                renewed = true;
                continue;
            }
            if let Some(wait) = retry_after(&response).filter(|wait| self.can_wait(*wait))
                && throttled < MOST_THROTTLED
            {
                throttled += 1;
                progress.note(&format!(
                    "the server answers {status}; asking again in {} s, as it says",
                    wait.as_secs()
                ));
                tokio::time::sleep(wait).await;
                continue;
            }
            let (parts, body) = response.into_parts();
            let body = beginning(body, &mut patience).await?;
            let refusal = Refusal::new(&Response::from_parts(parts, ()), body);
            return Err(refusal.error(&self.server()));
        }
    }

    /// The whole body of a small answer.
    pub(super) async fn get_small(
        &self,
        path: &str,
        progress: &dyn Progress,
    ) -> Result<Vec<u8>, Error> {
        let answer = self.get(path, "application/json", progress).await?;
        let mut patience = answer.patience;
        let body = answer.response.into_body();
        let limited = http_body_util::Limited::new(body, 16 * LONGEST_REFUSAL);
        match patience.wait(limited.collect()).await? {
            Ok(whole) => Ok(whole.to_bytes().to_vec()),
            Err(why) => Err(Cause::of_body(&*why).error(&self.target.server)),
        }
    }

    /// `--request-timeout` is told to the server too, as client-go does.
    fn with_timeout(&self, path: &str) -> String {
        let Some(limit) = self.request_timeout else { return path.to_owned() };
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}timeout={}ms", limit.as_millis())
    }

    /// Whether a fault may be over soon.
    pub(super) fn may_pass(&self, cause: &Cause) -> bool {
        match cause {
            Cause::Broken => true,
            Cause::Refused => self.has_answered.load(Ordering::Relaxed),
            _ => false,
        }
    }

    fn can_wait(&self, wait: Duration) -> bool {
        self.request_timeout.is_none_or(|limit| wait <= limit)
    }

    fn tell(
        &self,
        method: &Method,
        path: &str,
        outcome: &str,
        began: Instant,
        progress: &dyn Progress,
    ) {
        if self.trace {
            let server = server_url::address(&self.target.server);
            let scheme = self.target.server.scheme_str().unwrap_or_default();
            let elapsed = began.elapsed().as_millis();
            let path = without_continue(path);
            progress.note(&format!("{method} {scheme}://{server}{path} {outcome} in {elapsed} ms"));
        }
    }
}

/// Waits for one answer: as long as it takes, or as `--request-timeout` allows, telling the user once
/// when nothing comes for a while.
pub(super) struct Patience<'p> {
    progress: &'p dyn Progress,
    server: String,
    limit: Option<Duration>,
    deadline: Option<tokio::time::Instant>,
    told: bool,
}

impl<'p> Patience<'p> {
    fn new(connection: &Connection, progress: &'p dyn Progress) -> Self {
        let limit = connection.request_timeout;
        Patience {
            progress,
            server: connection.server(),
            limit,
            deadline: limit.and_then(|limit| tokio::time::Instant::now().checked_add(limit)),
            told: false,
        }
    }

    /// Waits for the next bit of the answer.
    pub(super) async fn wait<F: Future>(&mut self, next: F) -> Result<F::Output, Error> {
        tokio::pin!(next);
        let deadline = self.deadline;
        let expired = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(expired);
        loop {
            tokio::select! {
                biased;
                output = &mut next => return Ok(output),
                () = &mut expired => return Err(self.too_long()),
                () = tokio::time::sleep(STALL), if !self.told => {
                    self.told = true;
                    self.progress.note(&format!(
                        "still waiting for {}: nothing has come for {} s (Ctrl-C ends this; \
                         --request-timeout sets a limit)",
                        self.server,
                        STALL.as_secs()
                    ));
                }
            }
        }
    }

    fn too_long(&self) -> Error {
        let limit = self.limit.unwrap_or_default();
        Error::new(
            ErrorKind::RequestTimeout,
            format!(
                "Unable to connect to the server: the answer of {} was not complete within {limit:?} \
                 (--request-timeout)",
                self.server
            ),
        )
        .with_hint("Allow more with --request-timeout, or ask for less with -n or a name")
    }
}

/// Waits a little longer each time, and not as long as others that were cut off at the same moment.
pub(super) async fn pause(attempt: u32, progress: &dyn Progress) {
    use std::hash::{BuildHasher, Hasher};
    let random = std::hash::RandomState::new().build_hasher().finish();
    let most = 100u64 << attempt.min(5);
    let wait = Duration::from_millis(most / 2 + random % (most / 2));
    progress.note("the connection to the server broke; asking again");
    tokio::time::sleep(wait).await;
}

/// How long the server asks us to wait (checkWait: any 5xx, and 429, with whole seconds).
fn retry_after<B>(response: &Response<B>) -> Option<Duration> {
    let status = response.status();
    if status != StatusCode::TOO_MANY_REQUESTS && !status.is_server_error() {
        return None;
    }
    let seconds = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// The first bytes of a body; what breaks off is as good as its beginning.
async fn beginning(mut body: Body, patience: &mut Patience<'_>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while bytes.len() < LONGEST_REFUSAL {
        match patience.wait(body.frame()).await? {
            Some(Ok(frame)) => bytes.extend_from_slice(frame.data_ref().map_or(&[], |data| data)),
            Some(Err(_)) | None => break,
        }
    }
    Ok(bytes)
}

/// The path and query without the `continue` token, which says nothing to a reader.
fn without_continue(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let query: Vec<_> = query
        .split('&')
        .map(|pair| if pair.starts_with("continue=") { "continue=…" } else { pair })
        .collect();
    format!("{path}?{}", query.join("&"))
}
