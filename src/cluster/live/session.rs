//! Credentials in force, and the client that uses them.

use std::time::{Duration, Instant};

use base64::Engine;
use http::HeaderValue;
use kube::config::{AuthInfo, AuthProviderConfig};

use super::secret::Secret;
use super::target::{Credentials, Identity, Target};
use super::{Environment, config_error, explain, plugin};
use crate::error::Error;
use crate::model::Time;

/// One client and what it says of itself. Renewed credentials make a new session.
pub(super) struct Session {
    pub(super) client: kube::Client,
    /// The `Authorization` header of each request.
    pub(super) authorization: Option<HeaderValue>,
    identity: Option<Identity>,
    expires: Option<Expiry>,
    opened: Instant,
}

/// When credentials have to be asked for again.
enum Expiry {
    /// The plugin said so.
    At(Time),
    /// A token file is read again after a minute (client-go transport/token_source.go).
    After(Duration),
}

/// How long before they expire credentials are renewed, and the least time between two renewals: a
/// plugin whose tokens live shorter is not run for every request.
const LEEWAY: Duration = Duration::from_secs(10);

/// How long establishing a connection may take, as in client-go's dialer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

impl Session {
    /// Gets credentials, running a plugin once if there is one, and makes a client of them; that of
    /// the session before goes on where the client certificate is still the same.
    pub(super) async fn open(
        target: &Target,
        environment: &Environment,
        before: Option<&Session>,
    ) -> Result<Session, Error> {
        let mut identity = target.identity.clone();
        let mut expires = None;
        let authorization = match &target.credentials {
            Credentials::None | Credentials::Oidc(_) => None,
            Credentials::Token(token) => Some(bearer(token)?),
            Credentials::TokenFile { path, instead } => {
                expires = Some(Expiry::After(Duration::from_secs(60)));
                match (std::fs::read_to_string(path), instead) {
                    (Ok(text), _) if !text.trim().is_empty() => Some(bearer(&Secret::new(text))?),
                    (_, Some(token)) => Some(bearer(token)?),
                    // What was read last goes on, as in client-go.
                    _ if before.is_some() => before.and_then(|old| old.authorization.clone()),
                    (Ok(_), None) => {
                        let path = path.display();
                        return Err(config_error(format!("read empty token from file {path:?}")));
                    }
                    (Err(why), None) => {
                        let path = path.display();
                        return Err(config_error(format!(
                            "unable to read the token file {path}: {why}"
                        )));
                    }
                }
            }
            Credentials::Basic { username, password } => {
                let pair = format!("{username}:{}", password.reveal());
                let pair = base64::engine::general_purpose::STANDARD.encode(pair);
                Some(sensitive(&format!("Basic {pair}"))?)
            }
            Credentials::Plugin(exec) => {
                let issued = plugin::run(exec, target, environment).await?;
                identity = issued.identity.or(identity);
                expires = issued.expires.map(Expiry::At);
                issued.token.as_ref().map(bearer).transpose()?
            }
        };
        let client = match before {
            Some(before) if before.identity == identity => before.client.clone(),
            _ => client(target, identity.as_ref())?,
        };
        Ok(Session { client, authorization, identity, expires, opened: Instant::now() })
    }

    /// Whether the credentials are about to expire, or have.
    #[expect(clippy::disallowed_methods, reason = "credentials expire by the clock")]
    pub(super) fn is_stale(&self) -> bool {
        let age = self.opened.elapsed();
        age > LEEWAY
            && match self.expires {
                None => false,
                Some(Expiry::After(period)) => age + LEEWAY > period,
                Some(Expiry::At(time)) => {
                    let left = time.duration_since(Time::now());
                    left < jiff::SignedDuration::try_from(LEEWAY).unwrap_or_default()
                }
            }
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Error> {
    sensitive(&format!("Bearer {}", token.reveal().trim()))
}

fn sensitive(text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| config_error("the credentials hold characters that cannot be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn client(target: &Target, identity: Option<&Identity>) -> Result<kube::Client, Error> {
    let mut config = kube::Config::new(target.server.clone());
    config.default_namespace.clone_from(&target.namespace);
    config.default_retry = false;
    config.connect_timeout = Some(CONNECT_TIMEOUT);
    config.write_timeout = None;
    config.accept_invalid_certs = target.insecure;
    config.tls_server_name.clone_from(&target.tls_server_name);
    config.disable_compression = target.disable_compression;
    config.proxy_url.clone_from(&target.proxy);
    config.root_cert = authorities(target)?;
    config.root_cert_file.clone_from(&target.authorities_file);
    config.headers.push((http::header::USER_AGENT, HeaderValue::from_static(user_agent())));
    config.auth_info = auth_info(target, identity)?;
    kube::Client::try_from(config).map_err(|why| explain::unusable(&why, &target.user))
}

/// The authorities in DER. An empty list keeps the system's from being loaded, which takes time, where
/// nothing is verified.
fn authorities(target: &Target) -> Result<Option<Vec<Vec<u8>>>, Error> {
    let Some(pem) = &target.authorities else {
        let tls = target.server.scheme_str() == Some("https")
            || target.proxy.as_ref().is_some_and(|proxy| proxy.scheme_str() == Some("https"));
        return Ok((target.insecure || !tls).then(Vec::new));
    };
    let certificates = certificates(pem);
    if certificates.is_empty() {
        return Err(config_error(
            "unable to load root certificates: there is no PEM certificate in the \
             certificate-authority",
        ));
    }
    Ok(Some(certificates))
}

fn certificates(text: &[u8]) -> Vec<Vec<u8>> {
    let blocks = pem::parse_many(text).unwrap_or_default();
    blocks
        .into_iter()
        .filter(|block| block.tag() == "CERTIFICATE")
        .map(pem::Pem::into_contents)
        .collect()
}

/// What kube adds to the connection: the client certificate, impersonation, and OIDC, whose tokens it
/// refreshes itself.
fn auth_info(target: &Target, identity: Option<&Identity>) -> Result<AuthInfo, Error> {
    let asked = &target.impersonation;
    let mut info = AuthInfo {
        impersonate: asked.user.clone(),
        impersonate_uid: asked.uid.clone(),
        impersonate_groups: (!asked.groups.is_empty()).then(|| asked.groups.clone()),
        impersonate_user_extra: (!asked.extra.is_empty())
            .then(|| asked.extra.clone().into_iter().collect()),
        ..AuthInfo::default()
    };
    if let Some(identity) = identity {
        let user = &target.user;
        if certificates(&identity.certificate).is_empty() {
            return Err(config_error(format!(
                "tls: failed to find any PEM data in certificate input of {user}"
            )));
        }
        if !identity.key.reveal().contains("PRIVATE KEY-----") {
            return Err(config_error(format!(
                "tls: failed to find any PEM data in key input of {user}"
            )));
        }
        let base64 = &base64::engine::general_purpose::STANDARD;
        info.client_certificate_data = Some(base64.encode(&identity.certificate));
        // A key file need not end its last line.
        let key = format!("{}\n", identity.key.reveal());
        info.client_key_data = Some(base64.encode(key).into());
    }
    if let Credentials::Oidc(provider) = &target.credentials {
        info.auth_provider = Some(AuthProviderConfig {
            name: provider.name.clone(),
            config: provider.config.clone().unwrap_or_default().into_iter().collect(),
            ..AuthProviderConfig::default()
        });
    }
    Ok(info)
}

/// As kubectl writes its own: name, version, and the platform in Go's words.
fn user_agent() -> &'static str {
    static AGENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let os = match std::env::consts::OS {
            "macos" => "darwin",
            os => os,
        };
        let arch = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "x86" => "386",
            arch => arch,
        };
        format!("kubectl-workloads/v{} ({os}/{arch})", env!("CARGO_PKG_VERSION"))
    });
    &AGENT
}
