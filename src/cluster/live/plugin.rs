//! Credential plugins: programs that print an `ExecCredential`
//! (client-go plugin/pkg/client/auth/exec/exec.go).
//!
//! What a plugin prints is a credential: no message ever repeats it.

use std::process::Stdio;

use serde::Deserialize;
use serde_json::json;
use tokio::process::Command;

use super::kubeconfig::Exec;
use super::secret::Secret;
use super::target::{Identity, Target};
use super::{Environment, config_error};
use crate::error::Error;
use crate::model::Time;

const V1: &str = "client.authentication.k8s.io/v1";
const V1BETA1: &str = "client.authentication.k8s.io/v1beta1";

/// What a plugin handed out.
pub(super) struct Issued {
    pub(super) token: Option<Secret>,
    pub(super) identity: Option<Identity>,
    pub(super) expires: Option<Time>,
}

/// Checks what can be checked without running it (validateAuthInfo).
pub(super) fn validate(exec: &Exec, user: &str) -> Result<(), Error> {
    let usable = |what: &str| {
        Err(config_error(format!(
            "invalid configuration: {what} must be specified for {user} to use exec \
             authentication plugin"
        )))
    };
    if exec.command.is_empty() {
        return usable("command");
    }
    match exec.api_version.as_str() {
        "" => return usable("apiVersion"),
        V1 | V1BETA1 => {}
        other => {
            return Err(config_error(format!("exec plugin: invalid apiVersion {other:?}"))
                .with_hint(format!("Update the plugin and set its apiVersion to {V1}")));
        }
    }
    if exec.env.iter().flatten().any(|variable| variable.name.is_empty()) {
        return usable("env variable name");
    }
    match exec.interactive_mode.as_str() {
        "Never" | "IfAvailable" | "Always" => Ok(()),
        // The default of v1beta1 alone.
        "" if exec.api_version == V1BETA1 => Ok(()),
        "" => usable("interactiveMode"),
        other => Err(config_error(format!(
            "invalid configuration: invalid interactiveMode for {user}: {other:?}"
        ))),
    }
}

/// Runs the plugin once, for as long as it takes: it may be waiting for a login. Its stderr is the
/// user's; its stdin too, where the plugin may talk to the user and stdin is a terminal.
pub(super) async fn run(
    exec: &Exec,
    target: &Target,
    environment: &Environment,
) -> Result<Issued, Error> {
    let interactive = is_interactive(exec, environment)?;
    super::plugin_policy::check(&exec.command, environment)?;
    let mut command = Command::new(&exec.command);
    command
        .args(exec.args.iter().flatten())
        .envs(exec.env.iter().flatten().map(|variable| (&variable.name, &variable.value)))
        .env("KUBERNETES_EXEC_INFO", exec_info(exec, target, interactive).to_string())
        .stdin(if interactive { Stdio::inherit() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    let failed = |why: String| {
        let error = config_error(format!("getting credentials: {why}"));
        if exec.install_hint.is_empty() {
            error
        } else {
            error.with_hint(printable(&exec.install_hint))
        }
    };
    let name = &exec.command;
    let output = command.output().await.map_err(|why| match why.kind() {
        std::io::ErrorKind::NotFound => failed(format!("exec: executable {name} not found")),
        _ => failed(format!("exec: executable {name}: {why}")),
    })?;
    if !output.status.success() {
        return Err(failed(match output.status.code() {
            Some(code) => format!("exec: executable {name} failed with exit code {code}"),
            None => format!("exec: executable {name} was ended by a signal"),
        }));
    }
    read(&output.stdout, &exec.api_version).map_err(|why| failed(format!("exec: {name}: {why}")))
}

/// isInteractive: a plugin that needs the user cannot do without a terminal.
fn is_interactive(exec: &Exec, environment: &Environment) -> Result<bool, Error> {
    match exec.interactive_mode.as_str() {
        "Never" => Ok(false),
        "Always" if !environment.stdin_is_terminal => Err(config_error(
            "getting credentials: exec plugin cannot support interactive mode: standard input is \
             not a terminal",
        )),
        _ => Ok(environment.stdin_is_terminal),
    }
}

/// The `ExecCredential` that the plugin finds in `KUBERNETES_EXEC_INFO`.
fn exec_info(exec: &Exec, target: &Target, interactive: bool) -> serde_json::Value {
    use base64::Engine;
    let mut spec = json!({ "interactive": interactive });
    if exec.provide_cluster_info {
        let server = target.server.to_string();
        let mut cluster = json!({ "server": server.trim_end_matches('/') });
        if let Some(name) = &target.tls_server_name {
            cluster["tls-server-name"] = json!(name);
        }
        if target.insecure {
            cluster["insecure-skip-tls-verify"] = json!(true);
        }
        if let Some(pem) = &target.authorities {
            let data = base64::engine::general_purpose::STANDARD.encode(pem);
            cluster["certificate-authority-data"] = json!(data);
        }
        if let Some(proxy) = &target.proxy {
            cluster["proxy-url"] = json!(proxy.to_string().trim_end_matches('/'));
        }
        if target.disable_compression {
            cluster["disable-compression"] = json!(true);
        }
        if let Some(config) = &target.plugin_config {
            cluster["config"] = config.clone();
        }
        spec["cluster"] = cluster;
    }
    json!({ "kind": "ExecCredential", "apiVersion": exec.api_version, "spec": spec })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExecCredential {
    #[serde(default)]
    api_version: String,
    #[serde(default)]
    kind: String,
    status: Option<Status>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Status {
    expiration_timestamp: Option<String>,
    token: Option<Secret>,
    client_certificate_data: Option<String>,
    client_key_data: Option<Secret>,
}

fn read(stdout: &[u8], api_version: &str) -> Result<Issued, String> {
    let senseless = || "its output is not an ExecCredential".to_owned();
    let text = std::str::from_utf8(stdout).map_err(|_| senseless())?;
    let credential: ExecCredential = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|_| senseless())?
    } else {
        serde_saphyr::from_str(text).map_err(|_| senseless())?
    };
    if credential.kind != "ExecCredential" {
        return Err(senseless());
    }
    if credential.api_version != api_version {
        return Err(format!(
            "exec plugin is configured to use API version {api_version}, plugin returned version \
             {}",
            printable(&credential.api_version)
        ));
    }
    let status = credential.status.ok_or("exec plugin didn't return a status field")?;
    let token = status.token.filter(|token| !token.is_empty());
    let certificate = status.client_certificate_data.filter(|pem| !pem.is_empty());
    let key = status.client_key_data.filter(|pem| !pem.is_empty());
    let identity = match (certificate, key) {
        (Some(certificate), Some(key)) => {
            Some(Identity { certificate: certificate.into_bytes(), key })
        }
        (None, None) if token.is_none() => {
            return Err("exec plugin didn't return a token or cert/key pair".to_owned());
        }
        (None, None) => None,
        _ => return Err("exec plugin returned only certificate or key, not both".to_owned()),
    };
    let expires = status
        .expiration_timestamp
        .filter(|text| !text.is_empty())
        .map(|text| text.parse::<Time>().map_err(|_| "its expirationTimestamp makes no sense"))
        .transpose()?;
    Ok(Issued { token, identity, expires })
}

/// Without what could put a terminal into a strange state (cleanANSIEscapeCodes).
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
