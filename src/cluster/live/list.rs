//! Lists, page by page, as their bytes come in.

use std::fmt::Write;

use http::header;
use http_body_util::BodyExt;

use super::explain::Cause;
use super::request::{Answer, MOST_BREAKS, pause};
use super::{Connection, status};
use crate::cluster::{ListMeta, ListSink, Progress};
use crate::error::{Error, ErrorKind};

/// Objects a page. kubectl's 500 costs a real API server twice what 2,000 costs, and 10,000 gain
/// little more.
pub const DEFAULT_CHUNK_SIZE: u32 = 2_000;

/// Protobuf where the server has it; some resources, and some servers in between, have only JSON.
const ACCEPT: &str = "application/vnd.kubernetes.protobuf,application/json";

const JSON: &str = "application/json";

/// Which list.
#[derive(Debug, Clone, Default)]
pub struct ListRequest {
    /// e.g. `/apis/apps/v1/namespaces/kube-system/daemonsets`
    pub path: String,
    pub label_selector: Option<String>,
    pub field_selector: Option<String>,
    /// 0: all in one page.
    pub chunk_size: u32,
}

/// Why a page is not whole.
enum Fault {
    /// The connection broke in its middle.
    Broken(Cause),
    /// It is whole, and makes no sense.
    Senseless(Error),
    /// There is none.
    Refused(Error),
}

impl Connection {
    /// Reads a list into `sink` and returns what its last page says of it; its resourceVersion is
    /// where a watch would go on.
    ///
    /// A page that breaks off is asked for again, one that makes no sense once. When the `continue`
    /// token expires on the way, the list begins again, once.
    pub async fn list(
        &self,
        request: &ListRequest,
        sink: &mut dyn ListSink,
        progress: &dyn Progress,
    ) -> Result<ListMeta, Error> {
        let mut token: Option<String> = None;
        let (mut breaks, mut senseless, mut restarted) = (0, false, false);
        loop {
            match self.page(request, token.as_deref(), sink, progress).await {
                Ok(meta) => {
                    breaks = 0;
                    let next = meta.continue_token.clone().filter(|next| !next.is_empty());
                    if next.is_none() {
                        return Ok(meta);
                    }
                    if next == token {
                        return Err(Error::new(
                            ErrorKind::Api,
                            format!("{} lists the same page again and again", self.server()),
                        ));
                    }
                    token = next;
                }
                Err(Fault::Broken(cause)) if breaks < MOST_BREAKS && self.may_pass(&cause) => {
                    breaks += 1;
                    pause(breaks, progress).await;
                }
                Err(Fault::Broken(Cause::Corrupt) | Fault::Senseless(_)) if !senseless => {
                    senseless = true;
                    progress.note("a page of the list makes no sense; asking for it again");
                }
                Err(Fault::Refused(error))
                    if error.kind == ErrorKind::Expired && token.is_some() && !restarted =>
                {
                    restarted = true;
                    token = None;
                    sink.restart();
                    progress.note("the list took too long and has expired; beginning it again");
                }
                Err(Fault::Refused(error))
                    if error.kind == ErrorKind::Expired && token.is_some() =>
                {
                    return Err(error.with_hint(
                        "The server forgets a list before it is read to its end: ask for larger \
                         pages with --chunk-size (0: all at once), or for less with -n or a name",
                    ));
                }
                Err(Fault::Broken(cause)) => return Err(cause.error(&self.target.server)),
                Err(Fault::Senseless(error) | Fault::Refused(error)) => return Err(error),
            }
        }
    }

    async fn page(
        &self,
        request: &ListRequest,
        token: Option<&str>,
        sink: &mut dyn ListSink,
        progress: &dyn Progress,
    ) -> Result<ListMeta, Fault> {
        let path = request.url(token);
        let accept = if sink.takes_protobuf() { ACCEPT } else { JSON };
        let Answer { response, mut patience } =
            self.get(&path, accept, progress).await.map_err(Fault::Refused)?;
        let content_type = response.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let protobuf = content_type.starts_with("application/vnd.kubernetes.protobuf");
        if !protobuf && !content_type.starts_with("application/json") {
            return Err(Fault::Refused(status::not_a_list(&self.server(), content_type)));
        }
        sink.begin(protobuf);
        let mut body = response.into_body();
        while let Some(frame) = patience.wait(body.frame()).await.map_err(Fault::Refused)? {
            let frame = frame.map_err(|why| Fault::Broken(Cause::of_body(&why)))?;
            if let Some(bytes) = frame.data_ref() {
                sink.chunk(bytes).map_err(Fault::Senseless)?;
            }
        }
        sink.end().map_err(Fault::Senseless)
    }
}

impl ListRequest {
    /// Path and query of the page that `token` leads to.
    pub(super) fn url(&self, token: Option<&str>) -> String {
        let mut url = self.path.clone();
        let limit = (self.chunk_size > 0).then(|| self.chunk_size.to_string());
        let parameters = [
            ("limit", limit.as_deref()),
            ("labelSelector", self.label_selector.as_deref()),
            ("fieldSelector", self.field_selector.as_deref()),
            ("continue", token),
        ];
        let given = parameters.iter().filter_map(|(name, value)| Some((name, (*value)?)));
        for (index, (name, value)) in given.filter(|(_, value)| !value.is_empty()).enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            let _ = write!(url, "{mark}{name}={}", Escaped(value));
        }
        url
    }
}

/// A value in a query: everything but the unreserved characters of RFC 3986 is escaped.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    f.write_char(char::from(byte))?;
                }
                byte => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}
