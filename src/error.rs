//! What went wrong, as users read it: a kind, a message in kubectl's words, and a hint.

use std::fmt;

use crate::exit::Exit;

/// Why there is no answer.
///
/// The message says what failed and why, in one line and in kubectl's words where kubectl has words for
/// it; the hint says what to do next. Neither ever holds a credential.
#[derive(Debug)]
pub struct Error {
    pub kind: ErrorKind,
    pub message: String,
    pub hint: Option<String>,
}

/// What sort of failure it is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line makes no sense.
    Usage,
    /// The kubeconfig or the credentials in it.
    Config,
    /// The API server cannot be reached, or what answers is not one.
    Connect,
    /// The server does not know the user (401).
    Unauthorized,
    /// The user may not do it (403).
    Forbidden,
    /// There is no such object or resource (404).
    NotFound,
    /// The list's `continue` token or the watch's resourceVersion is too old (410).
    Expired,
    /// The server has too much to do (429), or says that it cannot answer now (500, 503, 504).
    Unavailable,
    /// The server refused for another reason, or its answer makes no sense.
    Api,
    /// A request took longer than `--request-timeout`.
    RequestTimeout,
    /// A file cannot be read or understood.
    File,
    /// stdout or another output cannot be written.
    Output,
    /// `--timeout` passed first.
    TimedOut,
    /// The user interrupted.
    Interrupted,
}

impl Error {
    /// An error without a hint.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), hint: None }
    }

    /// The same error with what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The code that the process ends with.
    pub fn exit(&self) -> Exit {
        match self.kind {
            ErrorKind::Usage => Exit::Usage,
            ErrorKind::TimedOut => Exit::TimedOut,
            ErrorKind::Interrupted => Exit::Interrupted,
            _ => Exit::NoAnswer,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
