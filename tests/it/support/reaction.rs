//! What the server does with a request: answer it, or one of the faults that clusters know.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::Value;

/// A request, as the server saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub path: String,
    /// Decoded, in order.
    pub query: Vec<(String, String)>,
    pub headers: http::HeaderMap,
    /// Whether the client showed a certificate.
    pub has_client_certificate: bool,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it asks for a page that is not the first.
    pub fn continues(&self) -> bool {
        self.parameter("continue").is_some()
    }

    /// Whether it asks for changes.
    pub fn watches(&self) -> bool {
        self.parameter("watch").is_some()
    }

    /// The last word of the path: `pods`, `daemonsets`, …
    pub fn resource(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

#[derive(Debug, Clone)]
pub enum Reaction {
    /// The list, page or version that was asked for.
    Serve,
    /// What was asked for, of these objects.
    ServeOf(Vec<Value>),
    /// A watch.
    Watch(Vec<Step>),
    /// A `metav1.Status` with that code and reason.
    Refuse { code: u16, reason: &'static str, message: String, retry_after: Option<u32> },
    /// Any answer.
    Say { code: u16, headers: Vec<(&'static str, String)>, body: Vec<u8> },
    /// Nothing, ever.
    Hang,
    /// The headers and half of the body; then nothing, ever.
    HangInTheMiddle,
    /// The headers and half of the body; then the connection closes.
    CloseInTheMiddle,
    /// The connection closes at once.
    Close,
    /// A body that is whole to HTTP and lacks its second half.
    Truncate,
    /// A body that calls itself gzip and is spoilt.
    SpoilGzip,
    /// A byte at a time.
    Drip(Duration),
}

impl Reaction {
    pub fn refuse(code: u16, reason: &'static str, message: &str) -> Reaction {
        Reaction::Refuse { code, reason, message: message.to_owned(), retry_after: None }
    }

    pub fn html(code: u16) -> Reaction {
        let body = b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>".to_vec();
        Reaction::Say { code, headers: vec![("content-type", "text/html".to_owned())], body }
    }
}

/// What comes on a stream.
#[derive(Debug, Clone)]
pub enum Step {
    Event(&'static str, Value),
    Text(String),
    Bytes(Vec<u8>),
    /// So many milliseconds.
    Pause(u64),
    /// Nothing comes; the test learns how far the stream is.
    Mark(Arc<AtomicBool>),
    /// Nothing more, and no end.
    Hang,
    /// The connection breaks.
    Break,
}

impl Step {
    /// An event's line.
    pub fn line(kind: &str, object: &Value) -> String {
        format!("{}\n", serde_json::json!({ "type": kind, "object": object }))
    }
}
