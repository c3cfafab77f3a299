//! `kubectl-workloads`: hands the command line to the library, and its exit code to the shell.

use std::process::ExitCode;

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kubectl_workloads::cli::run(std::env::args_os().collect()).into()
}
