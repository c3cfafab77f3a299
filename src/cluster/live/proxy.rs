//! Which proxy leads to the API server: Go's rules (golang.org/x/net/http/httpproxy).

use std::net::IpAddr;

use http::Uri;

use super::{Environment, config_error};
use crate::error::Error;

/// The proxy that the environment names for that server: `HTTPS_PROXY` or `HTTP_PROXY` by the server's
/// scheme, unless `NO_PROXY` or a loopback address says otherwise.
pub(super) fn from_environment(
    server: &Uri,
    environment: &Environment,
) -> Result<Option<Uri>, Error> {
    let (names, default_port) = match server.scheme_str() {
        Some("https") => (["HTTPS_PROXY", "https_proxy"], 443),
        _ => (["HTTP_PROXY", "http_proxy"], 80),
    };
    let Some(proxy) = environment.any(&names) else { return Ok(None) };
    let host = bare_host(server);
    let port = server.port_u16().unwrap_or(default_port);
    let exempt = environment.any(&["NO_PROXY", "no_proxy"]).unwrap_or_default();
    if is_exempt(&host, port, exempt) {
        return Ok(None);
    }
    let with_scheme =
        if proxy.contains("://") { proxy.to_owned() } else { format!("http://{proxy}") };
    parse(&with_scheme).map(Some).map_err(|why| config_error(format!("{}: {why}", names[0])))
}

/// A proxy's URL. The schemes are those that client-go takes (parseProxyURL).
pub(super) fn parse(text: &str) -> Result<Uri, String> {
    let uri: Uri = text.trim().parse().map_err(|_| "the proxy's URL makes no sense".to_owned())?;
    match uri.scheme_str() {
        Some("http" | "https" | "socks5") if uri.host().is_some_and(|host| !host.is_empty()) => {
            Ok(uri)
        }
        Some("http" | "https" | "socks5") => Err("the proxy's URL names no host".to_owned()),
        scheme => Err(format!(
            "unsupported scheme {:?}, must be http, https, or socks5",
            scheme.unwrap_or_default()
        )),
    }
}

/// The host in lower case, an IPv6 address without its brackets.
pub(super) fn bare_host(uri: &Uri) -> String {
    let host = uri.host().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
}

/// Whether `host` is this machine: `localhost` or a loopback address.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

fn is_exempt(host: &str, port: u16, no_proxy: &str) -> bool {
    if is_loopback(host) {
        return true;
    }
    let ip = host.parse::<IpAddr>().ok().map(|ip| ip.to_canonical());
    no_proxy
        .split(',')
        .map(|entry| entry.trim().to_ascii_lowercase())
        .filter(|entry| !entry.is_empty())
        .any(|entry| entry == "*" || matches(&entry, host, port, ip))
}

/// Whether one entry of `NO_PROXY` names the host: an address, a network, or a domain, each but the
/// network with a port or without.
fn matches(entry: &str, host: &str, port: u16, ip: Option<IpAddr>) -> bool {
    if let Some((network, bits)) = entry.split_once('/')
        && let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u8>())
    {
        return ip.is_some_and(|ip| contains(network, bits, ip));
    }
    let (name, only_port) = split_port(entry);
    if only_port.is_some_and(|only| only != port.to_string()) {
        return false;
    }
    if let Ok(address) = name.parse::<IpAddr>() {
        return ip == Some(address.to_canonical());
    }
    if ip.is_some() {
        return false;
    }
    let name = name.strip_prefix('*').filter(|rest| rest.starts_with('.')).unwrap_or(name);
    if name.is_empty() {
        return false;
    }
    // A leading dot leaves the domain itself out.
    let below = host.strip_suffix(name);
    below.is_some_and(|rest| name.starts_with('.') || rest.is_empty() || rest.ends_with('.'))
}

/// `host:port`, `[v6]:port` or a host alone.
fn split_port(entry: &str) -> (&str, Option<&str>) {
    if let Some(rest) = entry.strip_prefix('[')
        && let Some((address, tail)) = rest.split_once(']')
    {
        return (address, tail.strip_prefix(':'));
    }
    match entry.split_once(':') {
        Some((name, port)) if !port.contains(':') => (name, Some(port)),
        _ => (entry, None),
    }
}

fn contains(network: IpAddr, bits: u8, ip: IpAddr) -> bool {
    fn same(a: &[u8], b: &[u8], bits: u8) -> bool {
        let whole = usize::from(bits / 8);
        let rest = bits % 8;
        a[..whole] == b[..whole] && (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0)
    }
    match (network, ip) {
        (IpAddr::V4(a), IpAddr::V4(b)) if bits <= 32 => same(&a.octets(), &b.octets(), bits),
        (IpAddr::V6(a), IpAddr::V6(b)) if bits <= 128 => same(&a.octets(), &b.octets(), bits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row: what httpproxy's own tests and documentation say.
    #[test]
    fn no_proxy_exempts_the_server_by_gos_rules() {
        let cases = [
            ("api.example.com", "example.com", true),
            ("example.com", "example.com", true),
            ("badexample.com", "example.com", false),
            ("api.example.com", ".example.com", true),
            ("example.com", ".example.com", false),
            ("example.com", "*.example.com", false),
            ("api.example.com", "*.example.com", true),
            ("API.EXAMPLE.COM", "other, Example.com ,", true),
            ("api.example.com", "example.com:6443", true),
            ("api.example.com", "example.com:443", false),
            ("10.1.2.3", "10.0.0.0/8", true),
            ("10.1.2.3", "10.1.2.0/25", true),
            ("10.1.2.200", "10.1.2.0/25", false),
            ("10.1.2.3", "10.1.2.3:6443", true),
            ("10.1.2.3", "10.1.2.3:80", false),
            ("10.1.2.3", "2.3", false),
            ("[fd00::5]", "fd00::/8", true),
            ("[fd00::5]", "[fd00::5]:6443", true),
            ("api.example.com", "*", true),
            ("api.example.com", "proxy.internal", false),
            ("api.example.com", ",", false),
            ("api.example.com", ":6443", false),
            ("localhost", "", true),
            ("127.0.0.5", "", true),
            ("[::1]", "", true),
        ];
        for (host, no_proxy, exempt) in cases {
            let server: Uri = format!("https://{host}:6443").parse().unwrap();
            assert_eq!(
                is_exempt(&bare_host(&server), 6443, no_proxy),
                exempt,
                "{host} {no_proxy:?}"
            );
        }
    }

    #[test]
    fn the_variable_is_chosen_by_the_servers_scheme() {
        let environment = |pairs: &[(&str, &str)]| {
            let mut environment = Environment::of_process();
            environment.variables =
                pairs.iter().map(|(key, value)| (key.into(), value.into())).collect();
            environment
        };
        let proxy = |server: &str, pairs: &[(&str, &str)]| {
            let uri = from_environment(&server.parse().unwrap(), &environment(pairs)).unwrap();
            uri.map(|uri| uri.to_string())
        };
        let https = "https://api.example.com";
        assert_eq!(proxy(https, &[("HTTPS_PROXY", "p:3128")]).unwrap(), "http://p:3128/");
        assert_eq!(proxy(https, &[("https_proxy", "https://p")]).unwrap(), "https://p/");
        assert_eq!(proxy(https, &[("HTTP_PROXY", "p:3128")]), None);
        assert_eq!(
            proxy("http://api.example.com", &[("HTTP_PROXY", "p:1")]).unwrap(),
            "http://p:1/"
        );
        assert_eq!(
            proxy(https, &[("HTTPS_PROXY", "p:1"), ("NO_PROXY", "p:1")]).unwrap(),
            "http://p:1/"
        );
        assert_eq!(proxy(https, &[("HTTPS_PROXY", "p:1"), ("NO_PROXY", "example.com,")]), None);
        assert_eq!(proxy(https, &[("HTTPS_PROXY", "")]), None);
    }
}
