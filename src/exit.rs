//! The exit codes: one table, converted in one place.

/// What the process says when it ends. The codes are a contract: docs/cli-reference.md repeats them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Answered (`job-wait`: every Job completed).
    Answered,
    /// `job-wait`: a Job failed. The others: answered, and something is wrong, only with `--exit-code`.
    Wrong,
    /// The command line makes no sense.
    Usage,
    /// Could not answer: unreachable, forbidden, not found, unreadable file, output not writable.
    NoAnswer,
    /// `job-wait`: a Job was deleted before it finished.
    Deleted,
    /// `job-wait`: `--fail-on-stuck` or `--fail-on-suspended` ended the wait.
    Stuck,
    /// `--timeout` passed first.
    TimedOut,
    /// Interrupted.
    Interrupted,
    /// `job-wait --exit-code-from`: what a container ended with.
    Container(u8),
}

impl Exit {
    /// The code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Answered => 0,
            Exit::Wrong => 1,
            Exit::Usage => 2,
            Exit::NoAnswer => 3,
            Exit::Deleted => 4,
            Exit::Stuck => 5,
            Exit::TimedOut => 124,
            Exit::Interrupted => 130,
            Exit::Container(code) => code,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        std::process::ExitCode::from(exit.code())
    }
}
