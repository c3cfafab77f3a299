//! Kubeconfigs, and connections made of them.

use std::path::{Path, PathBuf};

use kubectl_workloads::cluster::live::{ConnectOptions, Connection, Environment};
use kubectl_workloads::error::Error;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with a kubeconfig in it: one cluster, one user, one context.
pub struct Kubeconfig {
    pub folder: TempDir,
    pub cluster: Value,
    pub user: Value,
}

impl Kubeconfig {
    pub fn new(server: &str) -> Kubeconfig {
        let folder = tempfile::tempdir().unwrap();
        Kubeconfig { folder, cluster: json!({ "server": server }), user: json!({}) }
    }

    /// Trusts that authority.
    pub fn authority(mut self, pem: &str) -> Kubeconfig {
        std::fs::write(self.folder.path().join("ca.crt"), pem).unwrap();
        self.cluster["certificate-authority"] = json!("ca.crt");
        self
    }

    pub fn cluster(mut self, key: &str, value: Value) -> Kubeconfig {
        self.cluster[key] = value;
        self
    }

    pub fn user(mut self, key: &str, value: Value) -> Kubeconfig {
        self.user[key] = value;
        self
    }

    /// A credential plugin: a shell script that counts its runs.
    pub fn plugin(self, script: &str) -> Kubeconfig {
        let runs = self.runs_file();
        let path = self.folder.path().join("plugin.sh");
        let script = format!("#!/bin/sh\necho run >> '{}'\n{script}\n", runs.display());
        std::fs::write(&path, script).unwrap();
        let exec = json!({
            "apiVersion": "client.authentication.k8s.io/v1",
            "command": "/bin/sh",
            "args": [path],
            "interactiveMode": "IfAvailable",
            "installHint": "Get it from example.com",
        });
        self.user("exec", exec)
    }

    /// How often the plugin ran.
    pub fn runs(&self) -> usize {
        std::fs::read_to_string(self.runs_file()).unwrap_or_default().lines().count()
    }

    fn runs_file(&self) -> PathBuf {
        self.folder.path().join("runs")
    }

    pub fn write(&self) -> PathBuf {
        let path = self.folder.path().join("config");
        std::fs::write(&path, self.text()).unwrap();
        path
    }

    fn text(&self) -> String {
        json!({
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "test",
            "contexts": [{ "name": "test", "context": { "cluster": "test", "user": "tester" } }],
            "clusters": [{ "name": "test", "cluster": self.cluster }],
            "users": [{ "name": "tester", "user": self.user }],
        })
        .to_string()
    }

    pub fn options(&self) -> ConnectOptions {
        ConnectOptions { kubeconfig: Some(self.write()), ..ConnectOptions::default() }
    }

    pub async fn connect(&self) -> Result<Connection, Error> {
        Connection::open(&self.options(), &environment(&[])).await
    }
}

/// Nothing but these variables; a home folder without a kubeconfig.
pub fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment {
        variables: variables.iter().map(|(key, value)| (key.into(), value.into())).collect(),
        home: Some(PathBuf::from("/nowhere")),
        stdin_is_terminal: false,
        service_account: Path::new("/nowhere").to_owned(),
    }
}
