//! Why a connection fails, in kubectl's words: found by walking an error's sources.

use std::error::Error as StdError;
use std::io;

use http::Uri;
use rustls::CertificateError;

use super::{config_error, proxy, server_url};
use crate::error::{Error, ErrorKind};

/// What went wrong on the way to the server or back.
#[derive(Debug)]
pub(super) enum Cause {
    Refused,
    UnknownHost,
    /// The connection ended before the answer did.
    Broken,
    ConnectTimeout,
    Tls {
        why: String,
        hint: Option<&'static str>,
    },
    Proxy(String),
    /// The answer's compression makes no sense.
    Corrupt,
    Other(String),
}

impl Cause {
    /// What caused `error`, as far as its sources tell.
    pub(super) fn of(error: &(dyn StdError + 'static)) -> Cause {
        let chain = chain(error);
        for link in &chain {
            if let Some(tls) = link.downcast_ref::<rustls::Error>() {
                return tls_cause(tls);
            }
        }
        // hyper-util keeps these two types to itself; their words are all there is.
        let tunnel = chain.iter().map(ToString::to_string).find(|text| text.starts_with("tunnel"));
        for link in &chain {
            let text = link.to_string();
            if text == "dns error" {
                return Cause::UnknownHost;
            }
            let Some(io) = link.downcast_ref::<io::Error>() else { continue };
            match io.kind() {
                io::ErrorKind::ConnectionRefused if tunnel.is_none() => return Cause::Refused,
                io::ErrorKind::ConnectionRefused => {
                    return Cause::Proxy("connection refused".to_owned());
                }
                io::ErrorKind::TimedOut => return Cause::ConnectTimeout,
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof => return Cause::Broken,
                io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                    return Cause::Other(io.to_string());
                }
                _ => {}
            }
        }
        if let Some(text) = tunnel {
            return Cause::Proxy(text);
        }
        for link in &chain {
            if let Some(http) = link.downcast_ref::<hyper::Error>() {
                if http.is_incomplete_message() || http.is_closed() || http.is_canceled() {
                    return Cause::Broken;
                }
                if http.is_parse() {
                    return Cause::Other(format!("malformed HTTP response: {http}"));
                }
            }
        }
        Cause::Other(chain.last().map_or_else(|| error.to_string(), ToString::to_string))
    }

    /// What caused the body of an answer to break off.
    pub(super) fn of_body(error: &(dyn StdError + 'static)) -> Cause {
        let from_connection = chain(error).iter().any(|link| {
            link.is::<hyper::Error>()
                || link.downcast_ref::<io::Error>().is_some_and(|io| {
                    matches!(
                        io.kind(),
                        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted
                    )
                })
        });
        match Cause::of(error) {
            // What no connection is to blame for is the decompression's.
            Cause::Broken | Cause::Other(_) if !from_connection => Cause::Corrupt,
            Cause::Other(_) => Cause::Broken,
            cause => cause,
        }
    }

    /// As users read it.
    pub(super) fn error(self, server: &Uri) -> Error {
        let address = server_url::address(server);
        let connect = |why: String| {
            Error::new(ErrorKind::Connect, format!("Unable to connect to the server: {why}"))
        };
        match self {
            Cause::Refused => Error::new(
                ErrorKind::Connect,
                format!(
                    "The connection to the server {address} was refused - did you specify the right \
                     host or port?"
                ),
            )
            .with_hint("Is this the right cluster? See: kubectl config get-contexts"),
            Cause::UnknownHost => connect(format!(
                "dial tcp: lookup {}: no such host",
                proxy::bare_host(server)
            ))
            .with_hint(
                "Check the server's name in the kubeconfig, and whether a VPN or a proxy is needed",
            ),
            Cause::Broken => connect(format!(
                "the connection to {address} was closed before the answer was complete"
            ))
            .with_hint("The API server, or something in front of it, may be restarting: try again"),
            Cause::ConnectTimeout => connect(format!("dial tcp {address}: i/o timeout"))
                .with_hint("Check whether a VPN or a proxy is needed to reach it"),
            Cause::Tls { why, hint } => {
                let error = connect(why);
                match hint {
                    Some(hint) => error.with_hint(hint),
                    None => error,
                }
            }
            Cause::Proxy(why) => connect(format!("proxy: {why}"))
                .with_hint("Check proxy-url in the kubeconfig, or HTTPS_PROXY and NO_PROXY"),
            Cause::Corrupt => Error::new(
                ErrorKind::Api,
                format!("The answer of {address} is corrupt: its compression makes no sense"),
            )
            .with_hint("Try --disable-compression; something between here and the server may spoil it"),
            Cause::Other(why) => connect(why),
        }
    }
}

/// Why no client can be made of what the kubeconfig says.
pub(super) fn unusable(error: &kube::Error, user: &str) -> Error {
    use kube::client::RustlsTlsError as Tls;
    match error {
        kube::Error::RustlsTls(Tls::AddRootCertificate(why)) => {
            config_error(format!("unable to load root certificates: {why}"))
        }
        kube::Error::RustlsTls(Tls::InvalidServerName(_)) => {
            config_error("the TLS server name is not a host name")
        }
        kube::Error::RustlsTls(Tls::InvalidPrivateKey(why)) => {
            config_error(format!("the client certificate and key of {user} cannot be used: {why}"))
        }
        // Their texts quote the PEM.
        kube::Error::RustlsTls(_) => {
            config_error(format!("the client certificate or key of {user} is not valid PEM"))
                .with_hint("A key must be unencrypted PKCS#8, PKCS#1 or SEC1")
        }
        kube::Error::HttpError(_) => config_error(
            "the impersonated user, uid, groups or extra hold characters that cannot be sent",
        ),
        kube::Error::Auth(_) => {
            config_error(format!("the credentials of {user} cannot be used: its oidc settings"))
        }
        _ => config_error("no client can be made of this configuration"),
    }
}

fn tls_cause(error: &rustls::Error) -> Cause {
    let verify = |why: &str, hint| Cause::Tls {
        why: format!("tls: failed to verify certificate: x509: {why}"),
        hint: Some(hint),
    };
    match error {
        rustls::Error::InvalidCertificate(why) => match why {
            CertificateError::UnknownIssuer => verify(
                "certificate signed by unknown authority",
                "Set certificate-authority in the kubeconfig (or --certificate-authority) to the \
                 cluster's own; a proxy that inspects TLS has another",
            ),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => verify(
                "certificate has expired or is not yet valid",
                "The server's certificate has expired, or this machine's clock is wrong",
            ),
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => verify(
                "certificate has expired or is not yet valid",
                "The server's certificate is not valid yet, or this machine's clock is wrong",
            ),
            CertificateError::NotValidForNameContext { expected, presented } => verify(
                &format!(
                    "certificate is valid for {}, not {}",
                    presented.iter().map(|name| plain_name(name)).collect::<Vec<_>>().join(", "),
                    expected.to_str()
                ),
                "Use a name that the certificate has, or set --tls-server-name to one",
            ),
            CertificateError::NotValidForName => verify(
                "certificate is not valid for that name",
                "Use a name that the certificate has, or set --tls-server-name to one",
            ),
            CertificateError::Other(other) if other.to_string() == "CaUsedAsEndEntity" => verify(
                "the server's certificate is itself a certificate authority (CA:TRUE)",
                "kubectl accepts such a self-signed certificate, this client does not: give the \
                 server a certificate of its own, or use --insecure-skip-tls-verify",
            ),
            other => Cause::Tls {
                why: format!("tls: failed to verify certificate: x509: {other}"),
                hint: None,
            },
        },
        rustls::Error::AlertReceived(alert) => Cause::Tls {
            why: format!("remote error: tls: {alert:?}"),
            hint: Some(
                "The server may want another client certificate, or does not know its issuer",
            ),
        },
        rustls::Error::InvalidMessage(_) => Cause::Tls {
            why: "server gave HTTP response to HTTPS client".to_owned(),
            hint: Some("What answers does not speak TLS: check the server's URL and port"),
        },
        other => Cause::Tls { why: format!("tls: {other}"), hint: None },
    }
}

/// `DnsName("x")` as `x`: webpki hands the names on in its own spelling.
fn plain_name(name: &str) -> &str {
    let inner = name.split_once('(').map_or(name, |(_, rest)| rest.trim_end_matches(')'));
    inner.trim_matches('"')
}

/// The error and its sources, into what `io::Error` wraps too.
fn chain<'e>(error: &'e (dyn StdError + 'static)) -> Vec<&'e (dyn StdError + 'static)> {
    let mut links = Vec::new();
    let mut next = Some(error);
    while let Some(link) = next {
        links.push(link);
        let wrapped = link.downcast_ref::<io::Error>().and_then(|io| io.get_ref());
        next = match wrapped {
            Some(inner) => Some(inner),
            None => link.source(),
        };
    }
    links
}
