//! Completion: kubectl's protocol, and the scripts.

use std::path::Path;
use std::process::Command;

use snapbox::Data;

use crate::support::cli::{fixture, run};

#[test]
fn the_scripts_in_completions_are_what_is_printed() {
    for (shell, file) in [
        ("bash", "kubectl-workloads.bash"),
        ("zsh", "_kubectl-workloads"),
        ("fish", "kubectl-workloads.fish"),
        ("powershell", "kubectl-workloads.ps1"),
        ("elvish", "kubectl-workloads.elv"),
    ] {
        let ran = run(&["completion", shell]);
        assert_eq!(ran.code, 0, "{shell}: {}", ran.stderr);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(file);
        snapbox::assert_data_eq!(ran.stdout, Data::read_from(&path, None).raw());
    }
}

#[cfg(unix)]
#[test]
fn the_binary_answers_kubectl_by_the_completers_name() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = folder.path().join("kubectl-workloads");
    std::os::unix::fs::symlink(snapbox::cmd::cargo_bin!("kubectl-workloads"), &plugin).unwrap();
    let installed = Command::new(&plugin)
        .args(["completion", "--install"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));

    let completer = folder.path().join("kubectl_complete-workloads");
    let said = |program: &Path, words: &[&str]| {
        let output = Command::new(program)
            .args(words)
            .env_clear()
            .env("PATH", folder.path())
            .env("KUBECONFIG", "/nonexistent")
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "nothing in mid-line");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said(&completer, &["ds-c"]).starts_with("ds-coverage\tShow which nodes"));
    assert!(said(&completer, &["ds-coverage", "--snap"]).starts_with("--snapshot\t"));
    assert_eq!(said(&completer, &["ds-coverage", "--snapshot", ""]), ":0\n");
    // No cluster can be asked: there are no names, and no complaint.
    assert_eq!(said(&completer, &["ds-coverage", "-n", ""]), ":4\n");

    // Who does not link installs two lines that do the same.
    let shim = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions/kubectl_complete-workloads");
    let mut path = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect::<Vec<_>>();
    path.insert(0, folder.path().into());
    let output = Command::new("sh")
        .arg(shim)
        .arg("ds-c")
        .env("PATH", std::env::join_paths(path).unwrap())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("ds-coverage\t"));
}

#[test]
fn names_of_jobs_and_cron_jobs_come_from_the_file_that_is_asked() {
    let file = fixture("cronjob_history/batch.json.gz");
    let said = |subcommand: &str, begun: &str| {
        run(&["__complete", subcommand, "--snapshot", &file, begun]).stdout
    };
    assert_eq!(said("cronjob-history", "fo"), "forbid-long\n:4\n");
    assert_eq!(said("cronjob-history", "cj/fo"), "cj/forbid-long\n:4\n");
    assert_eq!(said("job-history", "fail-d"), "fail-deadline\nfail-deadline-grace\n:4\n");
    assert_eq!(said("job-wait", "job/fail-p"), "job/fail-policy\n:4\n");
    assert_eq!(said("job-wait", "cronjob/fo"), "cronjob/forbid-long\n:4\n");
    let elsewhere = ["__complete", "job-history", "-n", "batch-quota", "--snapshot", &file, "s"];
    assert_eq!(run(&elsewhere).stdout, "stuck-quota\n:4\n");
}
