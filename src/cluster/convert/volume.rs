use crate::cluster::wire;
use crate::model::{Interner, Volume, VolumeSource};

/// The volumes that can keep a Pod from a node or from starting.
///
/// A projected volume counts as the ConfigMaps and Secrets in it. One that holds a service account
/// token, as admission adds to nearly every Pod under a random name, needs nothing that could lack: the
/// cluster's CA certificate beside the token is put in every namespace.
pub(super) fn volumes(volumes: &[wire::Volume], interner: &mut Interner) -> Vec<Volume> {
    let mut kept = Vec::new();
    for volume in volumes {
        let mut keep = |source, interner: &mut Interner| {
            kept.push(Volume { name: interner.text(&volume.name), source });
        };
        let source = &volume.source;
        if let Some(claim) = &source.persistent_volume_claim {
            keep(VolumeSource::Claim(interner.text(&claim.claim_name)), interner);
        } else if source.ephemeral.is_some() {
            keep(VolumeSource::Ephemeral, interner);
        } else if let Some(csi) = &source.csi {
            keep(VolumeSource::Csi(interner.text(&csi.driver)), interner);
        } else if let Some(map) = &source.config_map {
            keep(config_map(map, interner), interner);
        } else if let Some(secret) = &source.secret {
            let name = interner.text(&secret.secret_name);
            keep(VolumeSource::Secret { name, optional: secret.optional }, interner);
        } else if let Some(projected) = &source.projected {
            let token = projected.sources.iter().any(|one| one.service_account_token.is_some());
            for one in &projected.sources {
                if let Some(map) = one.config_map.as_ref().filter(|map| !token || !is_ca(map)) {
                    keep(config_map(map, interner), interner);
                }
                if let Some(secret) = &one.secret {
                    let name = interner.text(secret.name());
                    keep(VolumeSource::Secret { name, optional: secret.optional }, interner);
                }
            }
        }
    }
    kept
}

/// The ConfigMap that the root CA publisher puts in every namespace.
fn is_ca(map: &wire::ConfigMapSource) -> bool {
    map.name() == "kube-root-ca.crt"
}

fn config_map(map: &wire::ConfigMapSource, interner: &mut Interner) -> VolumeSource {
    VolumeSource::ConfigMap { name: interner.text(map.name()), optional: map.optional }
}
