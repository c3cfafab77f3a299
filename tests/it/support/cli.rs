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

/// `kubectl workloads` with `words`, through the kubectl on this machine's PATH; where there is none, which is
/// said, the binary as kubectl would run it.
pub fn through_kubectl(words: &[&str]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path);
    let Some(folder) = folders.find(|folder| folder.join("kubectl").is_file()) else {
        eprintln!("no kubectl on PATH: the binary is run without it");
        return kubectl_workloads(words);
    };
    let mut command = Command::new(folder.join("kubectl"));
    let ours = snapbox::cmd::cargo_bin!("kubectl-workloads");
    let path = std::env::join_paths([ours.parent().unwrap(), &folder]).unwrap();
    command.arg("workloads").args(words).env_clear().env("PATH", path);
    command.env("HOME", "/nonexistent").env("KUBECONFIG", "/nonexistent/config");
    command.stdin(Stdio::null());
    command
}

/// What a run came to.
#[derive(Debug)]
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
