//! A cluster that answers: which one, as whom, and how it is asked.
//!
//! `kube` makes the connection; what decides about it is read here, for its own loading differs from
//! kubectl's in ways that users would notice (client-go is the measure: tools/clientcmd, rest,
//! transport and plugin/pkg/client/auth/exec).

mod connection;
mod environment;
mod explain;
mod kubeconfig;
mod list;
mod names;
mod options;
mod plugin;
mod plugin_policy;
mod proxy;
mod request;
mod secret;
mod server_url;
mod service_account;
mod session;
mod status;
mod target;
mod version;

pub use connection::Connection;
pub use environment::Environment;
pub use list::{DEFAULT_CHUNK_SIZE, ListRequest};
pub use names::{KubeconfigNames, current_namespace, kubeconfig_names};
pub use options::ConnectOptions;

use crate::error::{Error, ErrorKind};

/// Something is wrong with the kubeconfig or with the credentials that it names.
fn config_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}
