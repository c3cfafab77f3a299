//! What a kubeconfig says without asking anybody.

use super::kubeconfig::Kubeconfig;
use super::target::Target;
use super::{ConnectOptions, Environment};
use crate::error::Error;

/// Sorted names of the kubeconfig's contexts, clusters and users.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KubeconfigNames {
    pub contexts: Vec<String>,
    pub clusters: Vec<String>,
    pub users: Vec<String>,
}

/// Reads the names from the kubeconfig that `options` and `environment` decide on.
pub fn kubeconfig_names(
    options: &ConnectOptions,
    environment: &Environment,
) -> Result<KubeconfigNames, Error> {
    let kubeconfig = Kubeconfig::load(options.kubeconfig.as_deref(), environment)?;
    Ok(KubeconfigNames {
        contexts: kubeconfig.contexts.into_keys().collect(),
        clusters: kubeconfig.clusters.into_keys().collect(),
        users: kubeconfig.users.into_keys().collect(),
    })
}

/// The namespace that is meant where none is named: the context's, the Pod's own, or `default`.
pub fn current_namespace(
    options: &ConnectOptions,
    environment: &Environment,
) -> Result<String, Error> {
    Target::choose(options, environment).map(|target| target.namespace)
}
