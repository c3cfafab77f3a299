//! The exit codes: one table, converted in one place.

/// What the process says when it ends. The codes are a contract: docs/cli-reference.md repeats them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Answered (`job-wait`: every Job completed).
    Answered = 0,
    /// Answered, and something is wrong: only with `--exit-code`.
    Wrong = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Could not answer: unreachable, forbidden, not found, unreadable file, output not writable.
    NoAnswer = 3,
    /// `--timeout` passed first.
    TimedOut = 124,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        std::process::ExitCode::from(exit as u8)
    }
}
