//! Kubeconfig files: their shape, and how several become one (client-go tools/clientcmd/loader.go).
//!
//! Reading is lenient: what is wrong with a context that is not used hurts nobody.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Environment, config_error, secret::Secret};
use crate::error::Error;

/// All files together.
#[derive(Default)]
pub(super) struct Kubeconfig {
    pub(super) current_context: Option<String>,
    pub(super) contexts: BTreeMap<String, Context>,
    pub(super) clusters: BTreeMap<String, Cluster>,
    pub(super) users: BTreeMap<String, User>,
    /// The files that were looked for, in order.
    pub(super) looked_for: Vec<PathBuf>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Context {
    pub(super) cluster: Option<String>,
    pub(super) user: Option<String>,
    pub(super) namespace: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Cluster {
    pub(super) server: Option<String>,
    pub(super) tls_server_name: Option<String>,
    pub(super) insecure_skip_tls_verify: Option<bool>,
    pub(super) certificate_authority: Option<PathBuf>,
    pub(super) certificate_authority_data: Option<String>,
    pub(super) proxy_url: Option<String>,
    pub(super) disable_compression: Option<bool>,
    pub(super) extensions: Option<Vec<Extension>>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Extension {
    pub(super) name: String,
    #[serde(default)]
    pub(super) extension: serde_json::Value,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct User {
    pub(super) client_certificate: Option<PathBuf>,
    pub(super) client_certificate_data: Option<String>,
    pub(super) client_key: Option<PathBuf>,
    pub(super) client_key_data: Option<Secret>,
    pub(super) token: Option<Secret>,
    #[serde(rename = "tokenFile")]
    pub(super) token_file: Option<PathBuf>,
    pub(super) username: Option<String>,
    pub(super) password: Option<Secret>,
    #[serde(rename = "as")]
    pub(super) impersonate: Option<String>,
    pub(super) as_uid: Option<String>,
    pub(super) as_groups: Option<Vec<String>>,
    pub(super) as_user_extra: Option<BTreeMap<String, Vec<String>>>,
    pub(super) auth_provider: Option<AuthProvider>,
    pub(super) exec: Option<Exec>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AuthProvider {
    pub(super) name: String,
    pub(super) config: Option<BTreeMap<String, String>>,
}

/// How to run a credential plugin.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Exec {
    pub(super) command: String,
    pub(super) args: Option<Vec<String>>,
    pub(super) env: Option<Vec<Variable>>,
    pub(super) api_version: String,
    pub(super) install_hint: String,
    pub(super) provide_cluster_info: bool,
    pub(super) interactive_mode: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value: String,
}

/// One file, as it is written.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct File {
    kind: Option<String>,
    current_context: Option<String>,
    contexts: Option<Vec<NamedContext>>,
    clusters: Option<Vec<NamedCluster>>,
    users: Option<Vec<NamedUser>>,
}

#[derive(Deserialize)]
struct NamedContext {
    #[serde(default)]
    name: String,
    #[serde(default)]
    context: Option<Context>,
}

#[derive(Deserialize)]
struct NamedCluster {
    #[serde(default)]
    name: String,
    #[serde(default)]
    cluster: Option<Cluster>,
}

#[derive(Deserialize)]
struct NamedUser {
    #[serde(default)]
    name: String,
    #[serde(default)]
    user: Option<User>,
}

impl Kubeconfig {
    /// Reads `--kubeconfig`, which must exist, or else the files of `KUBECONFIG`, or else
    /// `~/.kube/config`; of these, missing ones are skipped. The first file to name a thing wins.
    pub(super) fn load(explicit: Option<&Path>, environment: &Environment) -> Result<Self, Error> {
        let mut all = Kubeconfig::default();
        if let Some(path) = explicit.filter(|path| !path.as_os_str().is_empty()) {
            let Some(bytes) = read(path)? else {
                let path = path.display();
                return Err(config_error(format!("stat {path}: no such file or directory")));
            };
            all.add(path, &bytes)?;
            return Ok(all);
        }
        for path in default_paths(environment) {
            if let Some(bytes) = read(&path)? {
                all.add(&path, &bytes)?;
            } else {
                all.looked_for.push(path);
            }
        }
        Ok(all)
    }

    fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let file = parse(bytes).map_err(|why| {
            config_error(format!("error loading config file \"{}\": {why}", path.display()))
        })?;
        let folder = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = folder.parent().unwrap_or(Path::new(""));
        self.looked_for.push(path.to_owned());
        if self.current_context.is_none() {
            self.current_context = file.current_context.filter(|name| !name.is_empty());
        }
        for named in file.contexts.into_iter().flatten() {
            self.contexts.entry(named.name).or_insert(named.context.unwrap_or_default());
        }
        for named in file.clusters.into_iter().flatten() {
            let mut cluster = named.cluster.unwrap_or_default();
            resolve(&mut cluster.certificate_authority, folder);
            self.clusters.entry(named.name).or_insert(cluster);
        }
        for named in file.users.into_iter().flatten() {
            let mut user = named.user.unwrap_or_default();
            for path in [&mut user.client_certificate, &mut user.client_key, &mut user.token_file] {
                resolve(path, folder);
            }
            if let Some(exec) = &mut user.exec {
                // A bare name is looked up in PATH (GetAuthInfoFileReferences).
                if exec.command.contains(std::path::MAIN_SEPARATOR) {
                    exec.command = folder.join(&exec.command).to_string_lossy().into_owned();
                }
            }
            self.users.entry(named.name).or_insert(user);
        }
        Ok(())
    }
}

/// Relative paths are relative to the file that holds them.
fn resolve(path: &mut Option<PathBuf>, folder: &Path) {
    if let Some(relative) = path.take_if(|path| !path.as_os_str().is_empty()) {
        *path = Some(folder.join(relative));
    } else {
        *path = None;
    }
}

/// The files of `KUBECONFIG` (each once), or the one in the home folder.
fn default_paths(environment: &Environment) -> Vec<PathBuf> {
    let Some(list) = environment.variables.get(std::ffi::OsStr::new("KUBECONFIG")) else {
        return home_file(environment);
    };
    if list.is_empty() {
        return home_file(environment);
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in std::env::split_paths(list) {
        if !path.as_os_str().is_empty() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn home_file(environment: &Environment) -> Vec<PathBuf> {
    environment.home.iter().map(|home| home.join(".kube").join("config")).collect()
}

/// The file's bytes; None where there is no such file.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(config_error(format!(
            "error loading config file \"{path}\": {why}",
            path = path.display()
        ))),
    }
}

/// Reads one file's text. The message names a place and never the text there, which may be a token.
fn parse(bytes: &[u8]) -> Result<File, String> {
    let text = decode(bytes).ok_or("it is not text")?;
    let options = serde_saphyr::options! {
        budget: None,
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    let documents: Vec<Option<File>> = serde_saphyr::from_multiple_with_options(&text, options)
        .map_err(|why| match why.location() {
            Some(at) => format!("yaml: line {}: it does not read as a kubeconfig", at.line()),
            None => "yaml: it does not read as a kubeconfig".to_owned(),
        })?;
    // Go's decoder reads the first document and leaves the others alone.
    let file = documents.into_iter().next().flatten().unwrap_or_default();
    match file.kind.as_deref() {
        None | Some("" | "Config") => Ok(file),
        Some(other) => Err(format!("its kind is {other:?}, not Config")),
    }
}

/// UTF-8 or UTF-16, by its byte order mark (PowerShell's `>` writes UTF-16).
fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        bytes => String::from_utf8(bytes.to_vec()).ok(),
    }
}
