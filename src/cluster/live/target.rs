//! Which server, and as whom: flags over the context over the Pod's service account
//! (client-go tools/clientcmd/client_config.go).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine;
use http::Uri;

use super::kubeconfig::{AuthProvider, Cluster, Context, Exec, Kubeconfig, User};
use super::secret::Secret;
use super::{ConnectOptions, Environment, config_error, proxy, server_url};
use crate::error::Error;

/// Everything that a client is made of, but for what a credential plugin has yet to say.
pub(super) struct Target {
    pub(super) server: Uri,
    /// Where objects are looked for when no namespace is given.
    pub(super) namespace: String,
    /// The certificate authorities, in PEM. None: the system's.
    pub(super) authorities: Option<Vec<u8>>,
    /// Read again from here when it changes, as a Pod's are.
    pub(super) authorities_file: Option<PathBuf>,
    pub(super) insecure: bool,
    pub(super) tls_server_name: Option<String>,
    pub(super) proxy: Option<Uri>,
    pub(super) disable_compression: bool,
    pub(super) credentials: Credentials,
    pub(super) identity: Option<Identity>,
    pub(super) impersonation: Impersonation,
    /// The name of the kubeconfig's user, for messages.
    pub(super) user: String,
    /// The cluster's `client.authentication.k8s.io/exec` extension, for credential plugins.
    pub(super) plugin_config: Option<serde_json::Value>,
}

/// How requests are authorized, apart from a client certificate.
pub(super) enum Credentials {
    None,
    Token(Secret),
    /// The file wins over the token, which serves while the file cannot be read.
    TokenFile {
        path: PathBuf,
        instead: Option<Secret>,
    },
    Basic {
        username: String,
        password: Secret,
    },
    Plugin(Exec),
    Oidc(AuthProvider),
}

/// A client certificate and its key, in PEM.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) certificate: Vec<u8>,
    pub(super) key: Secret,
}

#[derive(Default)]
pub(super) struct Impersonation {
    pub(super) user: Option<String>,
    pub(super) uid: Option<String>,
    pub(super) groups: Vec<String>,
    pub(super) extra: BTreeMap<String, Vec<String>>,
}

impl Target {
    /// Decides on a server and on credentials.
    pub(super) fn choose(
        options: &ConnectOptions,
        environment: &Environment,
    ) -> Result<Target, Error> {
        let config = Kubeconfig::load(options.kubeconfig.as_deref(), environment)?;
        let Chosen { context, cluster_name, mut cluster, user_name, mut user } =
            choose(&config, options)?;
        override_cluster(&mut cluster, options);
        override_user(&mut user, options)?;
        let service_account = super::service_account::of_pod(environment);
        if cluster.server.is_none() {
            cluster.server = environment.var("KUBERNETES_MASTER").map(str::to_owned);
        }
        let Some(server) = cluster.server.take() else {
            return match service_account {
                Some(account) if cluster_name.is_empty() => account.target(options, environment),
                _ => Err(no_server(&config, &cluster_name)),
            };
        };
        let namespace = context
            .namespace
            .filter(|namespace| !namespace.is_empty())
            .or_else(|| service_account.map(|account| account.namespace(environment)))
            .unwrap_or_else(|| "default".to_owned());

        let impersonation = impersonation(&user, &user_name)?;
        let secure = !is_set(cluster.insecure_skip_tls_verify);
        let authorities = authorities(&cluster, &cluster_name)?.filter(|_| secure);
        let identity = identity(&user, &user_name)?;
        let tls = authorities.is_some() || identity.is_some() || !secure;
        let server = server_url::parse(&server, tls)?;
        let proxy = match cluster.proxy_url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => Some(proxy::parse(url).map_err(|why| {
                config_error(format!(
                    "invalid configuration: invalid 'proxy-url' for cluster {cluster_name:?}: {why}"
                ))
            })?),
            None => proxy::from_environment(&server, environment)?,
        };
        let may_authenticate = server_url::may_carry_credentials(&server);
        Ok(Target {
            namespace,
            authorities,
            authorities_file: None,
            insecure: !secure,
            tls_server_name: cluster.tls_server_name.filter(|name| !name.is_empty()),
            proxy,
            disable_compression: options.disable_compression || is_set(cluster.disable_compression),
            credentials: if may_authenticate {
                credentials(user, &user_name, identity.is_some())?
            } else {
                Credentials::None
            },
            identity: identity.filter(|_| may_authenticate),
            impersonation,
            user: user_name,
            plugin_config: cluster.extensions.into_iter().flatten().find_map(|extension| {
                (extension.name == "client.authentication.k8s.io/exec")
                    .then_some(extension.extension)
            }),
            server,
        })
    }
}

/// What the flags and the current context name.
struct Chosen {
    context: Context,
    cluster_name: String,
    cluster: Cluster,
    user_name: String,
    user: User,
}

/// Looks the names up. What a flag names must exist; what a context names may be missing, as long as
/// flags say enough (getContext, getCluster, getAuthInfo).
fn choose(config: &Kubeconfig, options: &ConnectOptions) -> Result<Chosen, Error> {
    let flag = |flag: &Option<String>| flag.clone().filter(|name| !name.is_empty());
    let context = if let Some(name) = flag(&options.context) {
        config
            .contexts
            .get(&name)
            .ok_or_else(|| unknown("context", &name, config.contexts.keys()))?
            .clone()
    } else if let Some(name) = &config.current_context {
        config.contexts.get(name).cloned().ok_or_else(|| {
            let why = format!("context was not found for specified context: {name}");
            config_error(format!("invalid configuration: {why}"))
                .with_hint("Choose one with: kubectl config use-context NAME")
        })?
    } else {
        Context::default()
    };
    let cluster_flag = flag(&options.cluster);
    let cluster_name = cluster_flag.clone().or_else(|| context.cluster.clone()).unwrap_or_default();
    let cluster = match config.clusters.get(&cluster_name) {
        None if cluster_flag.is_some() => {
            return Err(unknown("cluster", &cluster_name, config.clusters.keys()));
        }
        found => found.cloned().unwrap_or_default(),
    };
    let user_flag = flag(&options.user);
    let user_name = user_flag.clone().or_else(|| context.user.clone()).unwrap_or_default();
    let user = match config.users.get(&user_name) {
        None if user_flag.is_some() => {
            return Err(unknown("auth info", &user_name, config.users.keys()));
        }
        found => found.cloned().unwrap_or_default(),
    };
    Ok(Chosen { context, cluster_name, cluster, user_name, user })
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a String>) -> Error {
    let known: Vec<_> = known.map(String::as_str).collect();
    let error = config_error(format!("{what} {name:?} does not exist"));
    if known.is_empty() {
        error.with_hint("The kubeconfig has none; see: kubectl config view")
    } else {
        error.with_hint(format!("The kubeconfig has: {}", known.join(", ")))
    }
}

fn no_server(config: &Kubeconfig, cluster: &str) -> Error {
    if !cluster.is_empty() {
        let why = format!("invalid configuration: no server found for cluster {cluster:?}");
        return config_error(why).with_hint("See: kubectl config view");
    }
    let files: Vec<_> = config.looked_for.iter().map(|path| path.display().to_string()).collect();
    let error = config_error("no configuration has been provided, so no cluster is known");
    if !config.contexts.is_empty() {
        return error.with_hint(
            "No context is current. Choose one with --context or: kubectl config use-context NAME",
        );
    }
    error.with_hint(format!(
        "Looked for {}; name a file with --kubeconfig or KUBECONFIG, or read a recorded cluster with \
         --snapshot",
        if files.is_empty() { "no file".to_owned() } else { files.join(", ") }
    ))
}

/// A flag that clears what it makes void: the authorities with `--insecure-skip-tls-verify` and with
/// `--certificate-authority`, the TLS server name with `--server` (getCluster).
fn override_cluster(cluster: &mut Cluster, options: &ConnectOptions) {
    if is_set(options.insecure_skip_tls_verify) || options.certificate_authority.is_some() {
        cluster.insecure_skip_tls_verify = options.insecure_skip_tls_verify;
        cluster.certificate_authority.clone_from(&options.certificate_authority);
        cluster.certificate_authority_data = None;
    } else if options.insecure_skip_tls_verify.is_some() {
        cluster.insecure_skip_tls_verify = options.insecure_skip_tls_verify;
    }
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    if given(&options.tls_server_name) || given(&options.server) {
        cluster.tls_server_name.clone_from(&options.tls_server_name);
    }
    if given(&options.server) {
        cluster.server.clone_from(&options.server);
    }
    cluster.server = cluster.server.take().filter(|server| !server.is_empty());
}

/// Flags take the place of the user's own; `--token` of a token file, too (getAuthInfo).
fn override_user(user: &mut User, options: &ConnectOptions) -> Result<(), Error> {
    if let Some(path) = &options.client_certificate {
        user.client_certificate = Some(path.clone());
        user.client_certificate_data = None;
    }
    if let Some(path) = &options.client_key {
        user.client_key = Some(path.clone());
        user.client_key_data = None;
    }
    if let Some(token) = options.token.as_ref().filter(|token| !token.is_empty()) {
        user.token = Some(Secret::new(token));
        user.token_file = None;
    }
    if options.as_user.is_some() {
        user.impersonate.clone_from(&options.as_user);
    }
    if options.as_uid.is_some() {
        user.as_uid.clone_from(&options.as_uid);
    }
    if !options.as_groups.is_empty() {
        user.as_groups = Some(options.as_groups.clone());
    }
    if !options.as_user_extra.is_empty() {
        let mut extra: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pair in &options.as_user_extra {
            let (key, value) = pair.split_once('=').ok_or_else(|| {
                config_error(format!("--as-user-extra takes key=value, not {pair:?}"))
            })?;
            extra.entry(key.to_owned()).or_default().push(value.to_owned());
        }
        user.as_user_extra = Some(extra);
    }
    Ok(())
}

/// The impersonation that flags alone ask for.
pub(super) fn impersonation_flags(options: &ConnectOptions) -> Result<Impersonation, Error> {
    let mut user = User::default();
    override_user(&mut user, options)?;
    impersonation(&user, "")
}

fn impersonation(user: &User, name: &str) -> Result<Impersonation, Error> {
    let impersonation = Impersonation {
        user: user.impersonate.clone().filter(|user| !user.is_empty()),
        uid: user.as_uid.clone().filter(|uid| !uid.is_empty()),
        groups: user.as_groups.clone().unwrap_or_default(),
        extra: user.as_user_extra.clone().unwrap_or_default(),
    };
    let more = impersonation.uid.is_some()
        || !impersonation.groups.is_empty()
        || !impersonation.extra.is_empty();
    if more && impersonation.user.is_none() {
        return Err(config_error(format!(
            "invalid configuration: requesting uid, groups or user-extra for {name} without \
             impersonating a user"
        ))
        .with_hint("Add --as USER"));
    }
    Ok(impersonation)
}

fn authorities(cluster: &Cluster, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let data = cluster.certificate_authority_data.as_deref().filter(|data| !data.is_empty());
    match (&cluster.certificate_authority, data) {
        (Some(_), Some(_)) => Err(config_error(format!(
            "invalid configuration: certificate-authority-data and certificate-authority are both \
             specified for {name}"
        ))),
        (None, Some(data)) => decode(data, "certificate-authority-data", name).map(Some),
        (Some(path), None) => read(path, "certificate-authority", name).map(Some),
        (None, None) => Ok(None),
    }
}

fn identity(user: &User, name: &str) -> Result<Option<Identity>, Error> {
    let data = user.client_certificate_data.as_deref().filter(|data| !data.is_empty());
    let certificate = match (data, &user.client_certificate) {
        (Some(data), _) => decode(data, "client-certificate-data", name)?,
        (None, Some(path)) => read(path, "client-cert", name)?,
        (None, None) => return Ok(None),
    };
    let data = user.client_key_data.as_ref().filter(|data| !data.is_empty());
    let key = match (data, &user.client_key) {
        (Some(data), _) => decode(data.reveal(), "client-key-data", name)?,
        (None, Some(path)) => read(path, "client-key", name)?,
        (None, None) => {
            return Err(config_error(format!(
                "invalid configuration: client-key-data or client-key must be specified for {name} \
                 to use the clientCert authentication method."
            )));
        }
    };
    let key = String::from_utf8(key).map_err(|_| {
        config_error(format!("the client key of {name} makes no sense: it is not PEM"))
    })?;
    Ok(Some(Identity { certificate, key: Secret::new(key) }))
}

/// A token or a password or a certificate keeps a credential plugin from being run
/// (UpdateTransportConfig).
fn credentials(user: User, name: &str, has_identity: bool) -> Result<Credentials, Error> {
    let token = user.token.filter(|token| !token.is_empty());
    let username = user.username.filter(|username| !username.is_empty());
    let password = user.password.filter(|password| !password.is_empty());
    let basic = username.is_some() || password.is_some();
    if token.is_some() && basic {
        return Err(config_error(format!(
            "invalid configuration: more than one authentication method found for {name}; found \
             [token basicAuth], only one is allowed"
        )));
    }
    if let Some(path) = user.token_file {
        return Ok(Credentials::TokenFile { path, instead: token });
    }
    if let Some(token) = token {
        return Ok(Credentials::Token(token));
    }
    if basic {
        let (username, password) = (username.unwrap_or_default(), password.unwrap_or_default());
        return Ok(Credentials::Basic { username, password });
    }
    if let Some(exec) = user.exec {
        super::plugin::validate(&exec, name)?;
        let unneeded = has_identity;
        return Ok(if unneeded { Credentials::None } else { Credentials::Plugin(exec) });
    }
    match user.auth_provider {
        Some(provider) if provider.name == "oidc" => Ok(Credentials::Oidc(provider)),
        Some(provider) => {
            Err(config_error(format!("no Auth Provider found for name {:?}", provider.name))
                .with_hint("kubectl has dropped it too: use a credential plugin (exec) instead"))
        }
        None => Ok(Credentials::None),
    }
}

fn is_set(flag: Option<bool>) -> bool {
    flag == Some(true)
}

fn decode(data: &str, what: &str, name: &str) -> Result<Vec<u8>, Error> {
    let compact: String = data.split_whitespace().collect();
    base64::engine::general_purpose::STANDARD
        .decode(compact)
        .map_err(|_| config_error(format!("{what} of {name} makes no sense: it is not base64")))
}

pub(super) fn read(path: &Path, what: &str, name: &str) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|why| {
        let path = path.display();
        config_error(format!(
            "invalid configuration: unable to read {what} {path} for {name} due to {why}"
        ))
    })
}
