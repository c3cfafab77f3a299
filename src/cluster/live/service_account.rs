//! The cluster that this process runs in, as the service account of its Pod
//! (client-go rest.InClusterConfig and clientcmd's inClusterClientConfig).

use std::path::PathBuf;

use super::target::{Credentials, Target, impersonation_flags, read};
use super::{ConnectOptions, Environment, proxy, secret::Secret, server_url};
use crate::error::Error;

/// A Pod's service account, as the kubelet mounts it.
pub(super) struct ServiceAccount {
    server: String,
    folder: PathBuf,
}

/// The service account of the Pod that this process runs in, if it runs in one that has a token.
pub(super) fn of_pod(environment: &Environment) -> Option<ServiceAccount> {
    let host = environment.var("KUBERNETES_SERVICE_HOST")?;
    let port = environment.var("KUBERNETES_SERVICE_PORT")?;
    let folder = environment.service_account.clone();
    folder.join("token").is_file().then(|| {
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        ServiceAccount { server: format!("https://{host}:{port}"), folder }
    })
}

impl ServiceAccount {
    /// `POD_NAMESPACE`, else the service account's own, else `default`.
    pub(super) fn namespace(&self, environment: &Environment) -> String {
        if let Some(namespace) = environment.var("POD_NAMESPACE") {
            return namespace.to_owned();
        }
        let mounted = std::fs::read_to_string(self.folder.join("namespace")).unwrap_or_default();
        match mounted.trim() {
            "" => "default".to_owned(),
            namespace => namespace.to_owned(),
        }
    }

    /// The API server of this cluster. Of the flags, the token, the authorities, the TLS ones and
    /// impersonation count.
    pub(super) fn target(
        &self,
        options: &ConnectOptions,
        environment: &Environment,
    ) -> Result<Target, Error> {
        let name = "the Pod's service account";
        let own = self.folder.join("ca.crt");
        let file = options.certificate_authority.as_ref().unwrap_or(&own);
        let insecure = options.insecure_skip_tls_verify == Some(true);
        let authorities =
            if insecure { None } else { Some(read(file, "certificate-authority", name)?) };
        let server = server_url::parse(&self.server, true)?;
        Ok(Target {
            namespace: self.namespace(environment),
            authorities_file: authorities.is_some().then(|| file.clone()),
            authorities,
            insecure,
            tls_server_name: options.tls_server_name.clone().filter(|name| !name.is_empty()),
            proxy: proxy::from_environment(&server, environment)?,
            disable_compression: options.disable_compression,
            credentials: match options.token.as_ref().filter(|token| !token.is_empty()) {
                Some(token) => Credentials::Token(Secret::new(token)),
                None => Credentials::TokenFile { path: self.folder.join("token"), instead: None },
            },
            identity: None,
            impersonation: impersonation_flags(options)?,
            user: name.to_owned(),
            plugin_config: None,
            server,
        })
    }
}
