use http::Uri;

use super::{config_error, proxy};
use crate::error::Error;

/// The API server's URL. Without a scheme it is `https` where there are TLS settings, else `http`
/// (client-go rest/url_utils.go, DefaultServerURL).
pub(super) fn parse(text: &str, tls: bool) -> Result<Uri, Error> {
    let senseless = || config_error(format!("host must be a URL or a host:port pair: {text:?}"));
    let text = text.trim();
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else if tls {
        format!("https://{text}")
    } else {
        format!("http://{text}")
    };
    let path = with_scheme.split(['?', '#']).next().unwrap_or_default();
    let uri: Uri = path.parse().map_err(|_| senseless())?;
    let has_host = uri.host().is_some_and(|host| !host.is_empty());
    let is_bare_path = !text.contains("://") && uri.path() != "/";
    match uri.scheme_str() {
        Some("http" | "https") if has_host && !is_bare_path => Ok(uri),
        _ => Err(senseless()),
    }
}

/// Whether credentials may be sent there: over TLS, or to this very machine.
pub(super) fn may_carry_credentials(server: &Uri) -> bool {
    server.scheme_str() == Some("https") || proxy::is_loopback(&proxy::bare_host(server))
}

/// `host:port`, as messages name a server; the port only where the URL has one.
pub(super) fn address(server: &Uri) -> String {
    let host = server.host().unwrap_or_default();
    server.port_u16().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_without_scheme_gets_one_by_its_tls_settings() {
        let cases = [
            ("127.0.0.1:6443", true, Some("https://127.0.0.1:6443/")),
            ("127.0.0.1:8080", false, Some("http://127.0.0.1:8080/")),
            ("api.example.com", true, Some("https://api.example.com/")),
            ("https://a/b/c", false, Some("https://a/b/c")),
            ("https://a?token=x#y", false, Some("https://a/")),
            ("https://[::1]:6443", false, Some("https://[::1]:6443/")),
            ("a/b", true, None),
            ("", true, None),
            ("https://", true, None),
            ("ftp://a", true, None),
            ("a b", true, None),
        ];
        for (text, tls, expected) in cases {
            let url = parse(text, tls).ok().map(|uri| uri.to_string());
            assert_eq!(url.as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn credentials_go_over_tls_or_stay_on_this_machine() {
        for (server, may) in [
            ("https://api.example.com", true),
            ("http://api.example.com", false),
            ("http://10.0.0.1:8080", false),
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("http://[::1]:8080", true),
        ] {
            assert_eq!(may_carry_credentials(&server.parse().unwrap()), may, "{server}");
        }
    }
}
