//! What a server says when it does not answer the question: a `metav1.Status`, or something else.

use http::{Response, StatusCode, header};
use serde::Deserialize;

use crate::error::{Error, ErrorKind};

/// An answer that is not the one asked for.
pub(super) struct Refusal {
    code: StatusCode,
    content_type: String,
    location: Option<String>,
    body: Vec<u8>,
}

/// `metav1.Status`, as far as it is told.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
struct Status {
    message: String,
    reason: String,
}

/// `runtime.Unknown` around a `Status`: errors come in the format that the answer would have.
#[derive(prost::Message)]
struct Envelope {
    #[prost(bytes = "vec", tag = "2")]
    raw: Vec<u8>,
}

#[derive(prost::Message)]
struct StatusMessage {
    #[prost(string, tag = "3")]
    message: String,
    #[prost(string, tag = "4")]
    reason: String,
}

impl Refusal {
    /// `body` is as much of it as a message needs.
    pub(super) fn new<B>(response: &Response<B>, body: Vec<u8>) -> Refusal {
        let text = |name: header::HeaderName| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        Refusal {
            code: response.status(),
            content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
            location: text(header::LOCATION),
            body,
        }
    }

    /// In kubectl's words (client-go NewGenericServerResponse, kubectl cmd/util/helpers.go).
    pub(super) fn error(&self, server: &str) -> Error {
        if self.code.is_redirection() {
            let to = self
                .location
                .as_deref()
                .map_or("elsewhere", |url| url.split(['?', '#']).next().unwrap_or(url));
            let code = self.code.as_u16();
            return Error::new(
                ErrorKind::Api,
                format!("{server} redirects to {to} (HTTP {code}), which is not followed"),
            )
            .with_hint(NOT_AN_API_SERVER);
        }
        let kind = kind(self.code);
        let status = self.status();
        let is_status = status.is_some();
        let status = status.unwrap_or_else(|| self.generic());
        let message = match (self.code, status.reason.as_str()) {
            (StatusCode::UNAUTHORIZED, _) => {
                format!("You must be logged in to the server ({})", status.message)
            }
            (_, "" | "Unknown") => format!("Error from server: {}", status.message),
            (_, reason) => format!("Error from server ({reason}): {}", status.message),
        };
        let error = Error::new(kind, message);
        match kind {
            ErrorKind::Unauthorized => error.with_hint(
                "The credentials have expired or are not known there: log in again; kubectl auth \
                 whoami says who you are",
            ),
            ErrorKind::Forbidden if is_status => error.with_hint(
                "docs/rbac.md lists the permissions; kubectl auth can-i --list says yours",
            ),
            ErrorKind::Unavailable => error.with_hint("The server is busy or starting: try again"),
            _ if self.is_html() => error.with_hint(NOT_AN_API_SERVER),
            ErrorKind::NotFound if !is_status => error.with_hint(
                "What answers has no such resource: kubectl api-resources lists what it has; check \
                 that the server's URL is that of a Kubernetes API server",
            ),
            _ => error,
        }
    }

    fn status(&self) -> Option<Status> {
        if let Some(wire) = self.body.strip_prefix(b"k8s\0") {
            let envelope = <Envelope as prost::Message>::decode(wire).ok()?;
            let status = <StatusMessage as prost::Message>::decode(&*envelope.raw).ok()?;
            return Some(Status { message: status.message, reason: status.reason });
        }
        let status: Status = serde_json::from_slice(&self.body).ok()?;
        (status != Status::default()).then_some(status)
    }

    /// What the code alone says.
    fn generic(&self) -> Status {
        let (reason, message) = match self.code.as_u16() {
            401 => ("Unauthorized", "the server has asked for the client to provide credentials"),
            403 => ("Forbidden", "the server does not allow this"),
            404 => ("NotFound", "the server could not find the requested resource"),
            410 => ("Expired", "what was asked for is too old"),
            429 => (
                "TooManyRequests",
                "the server has received too many requests and has asked us to try again later",
            ),
            502 | 503 => {
                ("ServiceUnavailable", "the server is currently unable to handle the request")
            }
            504 => ("Timeout", "the server was unable to return a response in the time allotted"),
            500 => (
                "InternalError",
                "an error on the server has prevented the request from succeeding",
            ),
            _ => ("", "the server refused the request"),
        };
        let said = self.said();
        let code = self.code.as_u16();
        let message = if said.is_empty() {
            format!("{message} (HTTP {code})")
        } else {
            format!("{message} (HTTP {code}: {said})")
        };
        Status { message, reason: reason.to_owned() }
    }

    /// The first line of a body that is no `Status`; of an HTML page, its title.
    fn said(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let line = if self.is_html() {
            let lower = text.to_ascii_lowercase();
            let title = lower.find("<title>").map(|at| at + "<title>".len());
            let end = lower.find("</title>");
            let title = title.zip(end).and_then(|(start, end)| text.get(start..end));
            title.map_or_else(
                || "an HTML page".to_owned(),
                |title| format!("HTML: {}", title.trim()),
            )
        } else {
            text.lines().next().unwrap_or_default().trim().to_owned()
        };
        line.chars().filter(|c| !c.is_control()).take(200).collect()
    }

    fn is_html(&self) -> bool {
        self.content_type.starts_with("text/html") || self.body.trim_ascii_start().starts_with(b"<")
    }
}

/// A good answer of a kind that no API server gives.
pub(super) fn not_a_list(server: &str, content_type: &str) -> Error {
    let what = if content_type.is_empty() { "something without a type" } else { content_type };
    Error::new(
        ErrorKind::Api,
        format!("{server} answers with {what}, not with a list: it is not an API server"),
    )
    .with_hint(NOT_AN_API_SERVER)
}

const NOT_AN_API_SERVER: &str = "A proxy or a login page may stand in the way: check the server's URL, \
                                 proxy-url, HTTPS_PROXY and NO_PROXY";

fn kind(code: StatusCode) -> ErrorKind {
    match code.as_u16() {
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        410 => ErrorKind::Expired,
        429 | 500 | 502 | 503 | 504 => ErrorKind::Unavailable,
        _ => ErrorKind::Api,
    }
}
