//! `kubectl-workloads`: hands the command line to the library, and its exit code to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    kubectl_workloads::cli::run(std::env::args_os().collect()).into()
}
