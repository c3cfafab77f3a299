use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind};

/// Cuts a stream into its lines, of which each is an event.
#[derive(Default)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    /// Up to here there is no line end.
    searched: usize,
    any: bool,
}

impl Lines {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.any |= !bytes.is_empty();
        self.bytes.extend_from_slice(bytes);
    }

    /// The next whole line; what the stream broke off in the middle of is never one.
    pub(super) fn next_line(&mut self) -> Option<Vec<u8>> {
        let Some(end) = self.bytes[self.searched..].iter().position(|byte| *byte == b'\n') else {
            self.searched = self.bytes.len();
            return None;
        };
        let rest = self.bytes.split_off(self.searched + end + 1);
        let line = std::mem::replace(&mut self.bytes, rest);
        self.searched = 0;
        Some(line)
    }

    /// Whether anything has come at all.
    pub(super) fn any(&self) -> bool {
        self.any
    }
}

/// `metav1.WatchEvent`, its object unread.
pub(super) struct WatchEvent<'l> {
    kind: &'l str,
    object: &'l RawValue,
    meta: Meta<'l>,
}

#[derive(Deserialize)]
struct Envelope<'l> {
    #[serde(rename = "type")]
    kind: &'l str,
    #[serde(borrow)]
    object: &'l RawValue,
}

#[derive(Deserialize)]
struct Headed<'l> {
    #[serde(default, borrow)]
    metadata: Meta<'l>,
}

#[derive(Default, Deserialize)]
struct Meta<'l> {
    #[serde(rename = "resourceVersion", borrow)]
    version: Option<&'l str>,
}

/// `metav1.Status`
#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    code: u16,
    reason: String,
    message: String,
}

impl<'l> WatchEvent<'l> {
    pub(super) fn parse(line: &'l [u8]) -> Option<Self> {
        let Envelope { kind, object } = serde_json::from_slice(line).ok()?;
        let Headed { metadata: meta } = serde_json::from_str(object.get()).ok()?;
        matches!(kind, "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR")
            .then_some(WatchEvent { kind, object, meta })
    }

    pub(super) fn object(&self) -> &'l [u8] {
        self.object.get().as_bytes()
    }

    /// Where a watch would go on after this event.
    pub(super) fn version(&self) -> Option<&'l str> {
        self.meta.version.filter(|version| !version.is_empty())
    }

    pub(super) fn is_bookmark(&self) -> bool {
        self.kind == "BOOKMARK"
    }

    pub(super) fn is_deletion(&self) -> bool {
        self.kind == "DELETED"
    }

    /// Why the server ends the stream, if it does.
    pub(super) fn refusal(&self) -> Option<Error> {
        if self.kind != "ERROR" {
            return None;
        }
        let status: Status = serde_json::from_str(self.object.get()).unwrap_or_default();
        let kind = match (status.code, status.reason.as_str()) {
            (410, _) | (_, "Expired" | "Gone") => ErrorKind::Expired,
            (401, _) => ErrorKind::Unauthorized,
            (403, _) => ErrorKind::Forbidden,
            _ => ErrorKind::Unavailable,
        };
        Some(Error::new(kind, format!("Error from server ({}): {}", status.reason, status.message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_once_its_end_has_come() {
        let mut lines = Lines::default();
        assert!(!lines.any());
        lines.push(b"{\"a\"");
        assert_eq!(lines.next_line(), None);
        lines.push(b":1}\n{\"b\":2}\n{");
        assert_eq!(lines.next_line().as_deref(), Some(&b"{\"a\":1}\n"[..]));
        assert_eq!(lines.next_line().as_deref(), Some(&b"{\"b\":2}\n"[..]));
        assert_eq!(lines.next_line(), None);
    }

    #[test]
    fn what_ends_a_stream_is_told_apart() {
        let kinds = [
            (
                r#"{"code":410,"reason":"Expired","message":"too old resource version"}"#,
                ErrorKind::Expired,
            ),
            (r#"{"code":410,"reason":"Gone"}"#, ErrorKind::Expired),
            (r#"{"code":500,"reason":"InternalError"}"#, ErrorKind::Unavailable),
            (r#"{"code":401,"reason":"Unauthorized"}"#, ErrorKind::Unauthorized),
        ];
        for (status, kind) in kinds {
            let line = format!("{{\"type\":\"ERROR\",\"object\":{status}}}\n");
            let refusal = WatchEvent::parse(line.as_bytes()).and_then(|event| event.refusal());
            assert_eq!(refusal.map(|why| why.kind), Some(kind), "{status}");
        }
        assert!(WatchEvent::parse(b"{\"type\":\"ADDED\",\"object\":{\"meta").is_none());
        assert!(WatchEvent::parse(b"<html>").is_none());
    }
}
