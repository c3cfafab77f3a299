use std::path::PathBuf;
use std::time::Duration;

/// The flags that say which cluster, and as whom: as typed, None or empty where not given.
#[derive(Clone, Default)]
pub struct ConnectOptions {
    pub kubeconfig: Option<PathBuf>,
    pub context: Option<String>,
    pub cluster: Option<String>,
    pub user: Option<String>,
    pub server: Option<String>,
    pub as_user: Option<String>,
    pub as_groups: Vec<String>,
    pub as_uid: Option<String>,
    /// `key=value`, as typed.
    pub as_user_extra: Vec<String>,
    pub token: Option<String>,
    pub certificate_authority: Option<PathBuf>,
    pub client_certificate: Option<PathBuf>,
    pub client_key: Option<PathBuf>,
    pub insecure_skip_tls_verify: Option<bool>,
    pub tls_server_name: Option<String>,
    /// How long one request may take; None or zero: as long as it needs.
    pub request_timeout: Option<Duration>,
    pub disable_compression: bool,
    /// From 1 on, every request is told: method, URL, status and time.
    pub verbosity: u8,
}

/// Without the token.
impl std::fmt::Debug for ConnectOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectOptions")
            .field("kubeconfig", &self.kubeconfig)
            .field("context", &self.context)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
