//! The binary, as users run it, away from this machine's own configuration.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The binary with `words`, without colour, kubeconfig or cluster.
pub fn kubectl_workloads(words: &[&str]) -> Command {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("kubectl-workloads"));
    command.args(words).env_clear().env("PATH", "").env("HOME", "/nonexistent");
    command.env("KUBECONFIG", "/nonexistent/config").stdin(Stdio::null());
    command
}

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        Ran {
            code: output.status.code().expect("it ended by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Runs the binary with `words`.
pub fn run(words: &[&str]) -> Ran {
    kubectl_workloads(words).output().expect("the binary runs").into()
}

/// A file under tests/fixtures.
pub fn fixture(path: &str) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path);
    file.to_string_lossy().into_owned()
}
