use serde::Deserialize;

use super::Connection;
use crate::cluster::Progress;
use crate::model::ServerVersion;

#[derive(Deserialize)]
struct Version {
    major: String,
    minor: String,
}

impl Connection {
    /// The server's version, from `/version`; None where it does not say one. The rules that depend on
    /// it then follow the newest Kubernetes.
    pub async fn version(&self, progress: &dyn Progress) -> Option<ServerVersion> {
        let body = self.get_small("/version", progress).await.ok()?;
        let version: Version = serde_json::from_slice(&body).ok()?;
        Some(ServerVersion { major: number(&version.major)?, minor: number(&version.minor)? })
    }
}

/// Some providers write `32+`.
fn number(text: &str) -> Option<u32> {
    text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}
