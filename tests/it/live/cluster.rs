use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The cluster that the tests are given, and kubectl and the plugin for it.
pub(super) struct Cluster {
    pub kubeconfig: PathBuf,
    /// The name that `tests/control-plane/apiserver` knows it by; None: it is somebody else's.
    pub control_plane: Option<String>,
    path: OsString,
}

/// How a program ended.
pub(super) struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Tests that look at the whole cluster are alone with it; all others share it.
static FLOOR: RwLock<()> = RwLock::new(());

pub(super) fn shared() -> (RwLockReadGuard<'static, ()>, &'static Cluster) {
    (FLOOR.read().unwrap_or_else(PoisonError::into_inner), Cluster::given())
}

pub(super) fn alone() -> (RwLockWriteGuard<'static, ()>, &'static Cluster) {
    (FLOOR.write().unwrap_or_else(PoisonError::into_inner), Cluster::given())
}

impl Cluster {
    fn given() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(|| Cluster {
            kubeconfig: std::env::var_os("LIVE_KUBECONFIG")
                .expect("LIVE_KUBECONFIG: run tests/control-plane/live-tests")
                .into(),
            control_plane: std::env::var("LIVE_CONTROL_PLANE").ok(),
            path: path_with_plugin(),
        })
    }

    /// A kubectl of the same cluster that reads another kubeconfig.
    pub(super) fn with_kubeconfig(&self, kubeconfig: &Path) -> Self {
        Cluster {
            kubeconfig: kubeconfig.to_owned(),
            control_plane: self.control_plane.clone(),
            path: self.path.clone(),
        }
    }

    /// `program`, with the plugin on its PATH.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path).env("KUBECONFIG", &self.kubeconfig).env_remove("NO_COLOR");
        command
    }

    /// Kills or starts the API server of a cluster that the tests started.
    pub(super) fn apiserver(&self, what: &str) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/control-plane/apiserver");
        let name = self.control_plane.as_deref().expect("a cluster of our own");
        let status = Command::new(script).args([what, name]).status().expect("bash");
        assert!(status.success(), "apiserver {what}");
    }

    /// Runs `program` with the plugin on its PATH.
    pub(super) fn run(&self, program: &str, args: &[&str], stdin: &str) -> Ran {
        let mut child = self
            .command(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|why| panic!("{program}: {why}"));
        // Whoever does not read it has closed it.
        let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
        let output = child.wait_with_output().expect("its output");
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// What kubectl prints; it has to succeed.
    pub(super) fn kubectl(&self, args: &[&str]) -> String {
        self.try_kubectl(args, "").unwrap_or_else(|why| panic!("{why}"))
    }

    pub(super) fn try_kubectl(&self, args: &[&str], stdin: &str) -> Result<String, String> {
        let ran = self.run("kubectl", args, stdin);
        if ran.code == Some(0) {
            Ok(ran.out)
        } else {
            Err(format!("kubectl {}: {}", args.join(" "), ran.err.trim()))
        }
    }

    /// `kubectl get … -o json`.
    pub(super) fn get(&self, args: &[&str]) -> Value {
        let printed = self.kubectl(&[&["get", "-o", "json"], args].concat());
        serde_json::from_str(&printed).expect("JSON")
    }

    /// `kubectl apply` of YAML or JSON that says its namespaces.
    pub(super) fn apply(&self, manifest: &str) {
        self.try_kubectl(&["apply", "--server-side", "-f", "-"], manifest)
            .unwrap_or_else(|why| panic!("{why}\n{manifest}"));
    }

    /// `kubectl workloads …`
    pub(super) fn workloads(&self, args: &[&str], stdin: &str) -> Ran {
        self.run("kubectl", &[&["workloads"], args].concat(), stdin)
    }

    /// What `kubectl workloads … -o json` answers in full.
    pub(super) fn answer(&self, args: &[&str], stdin: &str) -> Result<Value, String> {
        let ran = self.workloads(&[args, &["-o", "json"]].concat(), stdin);
        let told = || format!("kubectl workloads {}: {:?} {}", args.join(" "), ran.code, ran.err);
        if ran.code != Some(0) || !ran.err.is_empty() {
            return Err(told());
        }
        serde_json::from_str(&ran.out).map_err(|why| format!("{}{why}", told()))
    }
}

/// PATH with the plugin on it under the names that kubectl looks for.
fn path_with_plugin() -> OsString {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live-path");
    fs::create_dir_all(&folder).expect("a folder for the plugin");
    for name in ["kubectl-workloads", "kubectl_complete-workloads"] {
        let link = folder.join(name);
        let _ = fs::remove_file(&link);
        #[cfg(unix)]
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_kubectl-workloads"), link).expect("a link");
        #[cfg(not(unix))]
        fs::copy(env!("CARGO_BIN_EXE_kubectl-workloads"), link.with_extension("exe"))
            .expect("a copy");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).expect("a PATH")
}

/// Asks again and again until the answer is Ok; fails with the last answer after so many seconds.
pub(super) fn until<T>(what: &str, seconds: u64, mut ask: impl FnMut() -> Result<T, String>) -> T {
    let started = Instant::now();
    let answer = try_until(seconds, &mut ask)
        .unwrap_or_else(|why| panic!("{what}: not within {seconds} s:\n{why}"));
    eprintln!("{:7} ms  {what}", started.elapsed().as_millis());
    answer
}

/// As [`until`], with the last answer where it was not Ok in time.
pub(super) fn try_until<T>(
    seconds: u64,
    mut ask: impl FnMut() -> Result<T, String>,
) -> Result<T, String> {
    let started = Instant::now();
    loop {
        match ask() {
            Err(why) if started.elapsed() > Duration::from_secs(seconds) => return Err(why),
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
            done => return done,
        }
    }
}
