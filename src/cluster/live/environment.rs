use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// What of the process's surroundings decides how a cluster is reached.
///
/// Taken once and handed on as a value, so that a test can say what it likes.
#[derive(Clone)]
pub struct Environment {
    pub variables: BTreeMap<OsString, OsString>,
    pub home: Option<PathBuf>,
    pub stdin_is_terminal: bool,
    /// Where the kubelet mounts a Pod's service account.
    pub service_account: PathBuf,
}

impl Environment {
    /// That of this process.
    pub fn of_process() -> Self {
        Environment {
            variables: std::env::vars_os().collect(),
            home: std::env::home_dir(),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            service_account: PathBuf::from("/var/run/secrets/kubernetes.io/serviceaccount"),
        }
    }

    /// The variable, if it is there and not empty: an empty one counts as unset everywhere here, as
    /// in client-go.
    pub(super) fn var(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(std::ffi::OsStr::new(name))?.to_str()?;
        Some(value).filter(|value| !value.is_empty())
    }

    /// The first of these that is set.
    pub(super) fn any(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.var(name))
    }
}
