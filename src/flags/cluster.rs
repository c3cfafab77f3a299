use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueHint};

use super::duration::request_timeout;
use crate::cluster::live::ConnectOptions;
use crate::cluster::{Input, Source};

/// Which cluster to ask and as whom, with kubectl's flags (cli-runtime's `ConfigFlags`) and words.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Cluster")]
#[group(id = "cluster-flags", multiple = true)]
pub struct ClusterFlags {
    /// Path to the kubeconfig file to use for CLI requests
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    kubeconfig: Option<PathBuf>,

    /// The name of the kubeconfig context to use
    #[arg(long, value_name = "NAME")]
    context: Option<String>,

    /// The name of the kubeconfig cluster to use
    #[arg(long, value_name = "NAME")]
    cluster: Option<String>,

    /// The name of the kubeconfig user to use
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// The address and port of the Kubernetes API server
    #[arg(short, long, value_name = "URL")]
    server: Option<String>,

    /// Username to impersonate for the operation: a regular user or a service account in a namespace
    #[arg(long = "as", value_name = "USER")]
    as_user: Option<String>,

    /// Group to impersonate for the operation; repeat the flag for several groups
    #[arg(long = "as-group", value_name = "GROUP")]
    as_groups: Vec<String>,

    /// UID to impersonate for the operation
    #[arg(long, value_name = "UID")]
    as_uid: Option<String>,

    /// Extra attribute to impersonate for the operation; repeat the flag for several
    #[arg(long, value_name = "KEY=VALUE")]
    as_user_extra: Vec<String>,

    /// Bearer token for authentication to the API server
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    /// Path to a cert file for the certificate authority
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    certificate_authority: Option<PathBuf>,

    /// Path to a client certificate file for TLS
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    client_certificate: Option<PathBuf>,

    /// Path to a client key file for TLS
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    client_key: Option<PathBuf>,

    /// If true, the server's certificate will not be checked for validity; this makes your HTTPS
    /// connections insecure
    #[arg(long)]
    insecure_skip_tls_verify: bool,

    /// Server name to use for server certificate validation; without it, the hostname used to contact
    /// the server
    #[arg(long, value_name = "NAME")]
    tls_server_name: Option<String>,

    /// The length of time to wait before giving up on a single server request: seconds, or with a unit
    /// (1s, 2m, 3h); 0 means no timeout
    #[arg(long, value_name = "DURATION", value_parser = request_timeout)]
    request_timeout: Option<Duration>,

    /// If true, opt out of response compression for all requests to the server
    #[arg(long)]
    disable_compression: bool,

    /// Number for the log level verbosity: above 0, each request is told
    #[arg(short, long = "v", value_name = "LEVEL", default_value_t = 0, hide_default_value = true)]
    verbosity: u8,
}

impl ClusterFlags {
    /// As typed, None where a flag was not given.
    pub fn options(self) -> ConnectOptions {
        ConnectOptions {
            kubeconfig: self.kubeconfig,
            context: self.context,
            cluster: self.cluster,
            user: self.user,
            server: self.server,
            as_user: self.as_user,
            as_groups: self.as_groups,
            as_uid: self.as_uid,
            as_user_extra: self.as_user_extra,
            token: self.token,
            certificate_authority: self.certificate_authority,
            client_certificate: self.client_certificate,
            client_key: self.client_key,
            insecure_skip_tls_verify: self.insecure_skip_tls_verify.then_some(true),
            tls_server_name: self.tls_server_name,
            request_timeout: self.request_timeout,
            disable_compression: self.disable_compression,
            verbosity: self.verbosity,
        }
    }
}

/// Where the answer comes from: a cluster, or a file.
#[derive(Debug, Clone, Args)]
pub struct SourceFlags {
    #[command(flatten)]
    cluster: ClusterFlags,

    /// Answer from a recorded cluster instead of a live one: a file or folder as 'kubectl get -o json',
    /// 'kubectl cluster-info dump' or 'kubectl workloads snapshot' write it, or - for stdin; JSON or
    /// YAML, plain or gzip; repeat the flag for several
    #[arg(
        long,
        value_name = "FILE|DIR|-",
        value_hint = ValueHint::AnyPath,
        conflicts_with = "cluster-flags",
        help_heading = "Cluster"
    )]
    snapshot: Vec<OsString>,
}

impl SourceFlags {
    /// The source meant.
    pub fn source(self) -> Source {
        if self.snapshot.is_empty() {
            return Source::Live(Box::new(self.cluster.options()));
        }
        Source::Files(self.snapshot.into_iter().map(input).collect())
    }
}

/// A path, or `-` for stdin.
pub fn input(path: OsString) -> Input {
    if path == "-" { Input::Stdin } else { Input::Path(path.into()) }
}
