use crate::cluster::convert::meta::{name, resources, text, texts};
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, PersistentVolumeClaim, Text};

object!(
    PersistentVolumeClaim -> PersistentVolumeClaim,
    PersistentVolumeClaims,
    "PersistentVolumeClaim" in [""],
    claims
);

fn convert(
    claim: &wire::PersistentVolumeClaim,
    interner: &mut Interner,
) -> Result<PersistentVolumeClaim, Malformed> {
    let wire::PersistentVolumeClaim { metadata, spec } = claim;
    let requests = resources(&spec.resources.requests, interner)
        .map_err(|error| error.within("spec.resources.requests"))?;
    // The annotation came before the field and still counts first (`GetPersistentVolumeClaimClass`).
    let class = metadata
        .annotation("volume.beta.kubernetes.io/storage-class")
        .or(spec.storage_class_name.as_deref());
    let owner = metadata.owner_references.iter().find(|owner| owner.controller);
    Ok(PersistentVolumeClaim {
        namespace: interner.text(&metadata.namespace),
        name: name(&metadata.name, interner)?,
        volume: text(&spec.volume_name, interner),
        bound: metadata.annotation("pv.kubernetes.io/bind-completed").is_some(),
        storage_class: class.map(|class| interner.text(class)),
        access_modes: texts(&spec.access_modes, interner),
        requested: requests.get("storage"),
        selected_node: metadata
            .annotation("volume.kubernetes.io/selected-node")
            .and_then(|node| text(node, interner)),
        terminating: metadata.deletion_timestamp.is_some(),
        owner: owner.map(|owner| Text::from(&*owner.uid)),
    })
}
