//! kuberc's `credentialPluginPolicy`: which credential plugins the user lets run
//! (kubectl pkg/kuberc, client-go's updateCommandAndCheckAllowlistLocked).

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Environment, config_error};
use crate::error::Error;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Kuberc {
    credential_plugin_policy: String,
    credential_plugin_allowlist: Vec<Entry>,
}

/// The command's name or path; `name` is what the first version called it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(alias = "name")]
    command: String,
}

/// Whether `command` may be run. Without a kuberc, or without a policy in it, every plugin may.
pub(super) fn check(command: &str, environment: &Environment) -> Result<(), Error> {
    let Some(path) = kuberc(environment) else { return Ok(()) };
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    let shown = path.display();
    let documents: Vec<Option<Kuberc>> = serde_saphyr::from_multiple(&text)
        .map_err(|_| config_error(format!("{shown} does not read as a kuberc")))?;
    let policy = documents.into_iter().flatten().next().unwrap_or_default();
    let refused = |why: String| {
        Err(config_error(format!("getting credentials: {why}"))
            .with_hint(format!("credentialPluginPolicy in {shown} says so")))
    };
    match policy.credential_plugin_policy.as_str() {
        "" | "AllowAll" => Ok(()),
        "DenyAll" => refused(format!("plugin {command:?} not allowed: policy set to \"DenyAll\"")),
        "Allowlist" => {
            let found = resolve(command, environment);
            let allowed = policy.credential_plugin_allowlist.iter().any(|entry| {
                let entry = entry.command.as_str();
                entry == command || (found.is_some() && resolve(entry, environment) == found)
            });
            if allowed {
                return Ok(());
            }
            refused(format!(
                "plugin path {command:?} is not permitted by the credential plugin allowlist"
            ))
        }
        other => refused(format!("unknown plugin policy {other:?}")),
    }
}

/// `KUBERC`, unless it says `off`, or `~/.kube/kuberc`.
fn kuberc(environment: &Environment) -> Option<PathBuf> {
    match environment.var("KUBERC") {
        Some("off") => None,
        Some(path) => Some(PathBuf::from(path)),
        None => environment.home.as_ref().map(|home| home.join(".kube").join("kuberc")),
    }
}

/// Where a command is found: a path is itself, a bare name is looked for in `PATH`.
fn resolve(command: &str, environment: &Environment) -> Option<PathBuf> {
    if command.is_empty() {
        return None;
    }
    if command.contains(std::path::MAIN_SEPARATOR) {
        return Some(Path::new(command).components().collect());
    }
    let path = environment.variables.get(std::ffi::OsStr::new("PATH"))?;
    std::env::split_paths(path).map(|folder| folder.join(command)).find(|file| file.is_file())
}
