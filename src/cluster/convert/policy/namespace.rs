use crate::cluster::convert::meta::{labels, name, text};
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, Namespace};

object!(Namespace -> Namespace, Namespaces, "Namespace" in [""], namespaces);

fn convert(namespace: &wire::Namespace, interner: &mut Interner) -> Result<Namespace, Malformed> {
    let wire::Namespace { metadata, status } = namespace;
    let labels = labels(&metadata.labels, interner);
    let mut annotation = |key| metadata.annotation(key).and_then(|value| text(value, interner));
    let node_selector = annotation("scheduler.alpha.kubernetes.io/node-selector");
    let openshift_node_selector = annotation("openshift.io/node-selector");
    Ok(Namespace {
        name: name(&metadata.name, interner)?,
        labels: interner.labels(labels),
        node_selector,
        openshift_node_selector,
        terminating: status.phase == "Terminating" || metadata.deletion_timestamp.is_some(),
    })
}
