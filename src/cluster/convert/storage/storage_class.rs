use crate::cluster::convert::meta::{name, texts};
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, NodeOperator, NodeRequirement, NodeSelectorTerm, StorageClass};

object!(
    StorageClass -> StorageClass,
    StorageClasses,
    "StorageClass" in ["storage.k8s.io"],
    storage_classes
);

fn convert(class: &wire::StorageClass, interner: &mut Interner) -> Result<StorageClass, Malformed> {
    let is_default = [
        "storageclass.kubernetes.io/is-default-class",
        "storageclass.beta.kubernetes.io/is-default-class",
    ];
    let is_default =
        is_default.into_iter().any(|key| class.metadata.annotation(key) == Some("true"));
    let topologies = class.allowed_topologies.iter().map(|term| NodeSelectorTerm {
        match_expressions: term
            .match_label_expressions
            .iter()
            .map(|requirement| NodeRequirement {
                key: interner.text(&requirement.key),
                operator: NodeOperator::In,
                values: texts(&requirement.values, interner),
            })
            .collect(),
        match_fields: Vec::new(),
    });
    let allowed_topologies = topologies.collect();
    Ok(StorageClass {
        name: name(&class.metadata.name, interner)?,
        provisioner: interner.text(&class.provisioner),
        waits_for_consumer: class.volume_binding_mode.as_deref() == Some("WaitForFirstConsumer"),
        is_default,
        allowed_topologies,
    })
}
