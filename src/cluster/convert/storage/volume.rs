use crate::cluster::convert::meta::{labels, name, resources, text, texts};
use crate::cluster::convert::scheduling::node_selector_term;
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, PersistentVolume};

object!(
    PersistentVolume -> PersistentVolume,
    PersistentVolumes,
    "PersistentVolume" in [""],
    volumes
);

fn convert(
    volume: &wire::PersistentVolume,
    interner: &mut Interner,
) -> Result<PersistentVolume, Malformed> {
    let wire::PersistentVolume { metadata, spec, status } = volume;
    let labels = labels(&metadata.labels, interner);
    let capacity =
        resources(&spec.capacity, interner).map_err(|error| error.within("spec.capacity"))?;
    let affinity = spec.node_affinity.as_ref().and_then(|affinity| affinity.required.as_ref());
    let csi = spec.csi.as_ref().or(spec.source.csi.as_ref());
    Ok(PersistentVolume {
        name: name(&metadata.name, interner)?,
        labels: interner.labels(labels),
        node_affinity: affinity.map(|required| {
            let terms = required.node_selector_terms.iter();
            terms.map(|term| node_selector_term(term, interner)).collect()
        }),
        csi_driver: csi.and_then(|csi| text(&csi.driver, interner)),
        storage_class: text(&spec.storage_class_name, interner),
        access_modes: texts(&spec.access_modes, interner),
        capacity: capacity.get("storage"),
        phase: interner.text(&status.phase),
        claim: spec
            .claim_ref
            .as_ref()
            .map(|claim| (interner.text(&claim.namespace), interner.text(&claim.name))),
    })
}
