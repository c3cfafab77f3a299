use std::sync::Arc;

use super::malformed::{Malformed, time};
use crate::cluster::wire;
use crate::model::{
    CPU, Interner, LabelSelector, Labels, Meta, Owner, Quantity, Resources, SelectorRequirement,
    Text,
};

/// The name, labels, controller and times of an object.
pub(super) fn meta(meta: &wire::ObjectMeta, interner: &mut Interner) -> Result<Meta, Malformed> {
    let labels = labels(&meta.labels, interner);
    Ok(Meta {
        namespace: interner.text(&meta.namespace),
        name: Text::from(&*meta.name),
        labels: interner.labels(labels),
        owner: owner(meta, interner),
        created_at: time(meta.creation_timestamp, "metadata.creationTimestamp")?,
        deleted_at: time(meta.deletion_timestamp, "metadata.deletionTimestamp")?,
    })
}

/// The owner that is the controller (`metav1.GetControllerOf`).
pub(super) fn owner(meta: &wire::ObjectMeta, interner: &mut Interner) -> Option<Arc<Owner>> {
    let owner = meta.owner_references.iter().find(|owner| owner.controller)?;
    let owner = Owner {
        kind: interner.text(&owner.kind),
        name: interner.text(&owner.name),
        uid: interner.text(&owner.uid),
    };
    Some(interner.owner(owner))
}

/// A map of strings.
pub(super) fn labels(entries: &[wire::StringEntry], interner: &mut Interner) -> Labels {
    entries.iter().map(|entry| (interner.text(&entry.key), interner.text(&entry.value))).collect()
}

/// A text, if it is not empty.
pub(super) fn text(text: &str, interner: &mut Interner) -> Option<Text> {
    (!text.is_empty()).then(|| interner.text(text))
}

/// A list of texts.
pub(super) fn texts(texts: &[String], interner: &mut Interner) -> Vec<Text> {
    texts.iter().map(|text| interner.text(text)).collect()
}

/// A label selector as it is written.
pub(super) fn selector(selector: &wire::LabelSelector, interner: &mut Interner) -> LabelSelector {
    LabelSelector {
        match_labels: labels(&selector.match_labels, interner),
        match_expressions: selector
            .match_expressions
            .iter()
            .map(|requirement| SelectorRequirement {
                key: interner.text(&requirement.key),
                operator: requirement.operator.as_str().into(),
                values: texts(&requirement.values, interner),
            })
            .collect(),
    }
}

/// Amounts in the units of [`Resources`].
pub(super) fn resources(
    entries: &[wire::QuantityEntry],
    interner: &mut Interner,
) -> Result<Resources, Malformed> {
    let mut resources = Resources::default();
    for entry in entries {
        let quantity = quantity(entry)?;
        let milli = matches!(&*entry.key, CPU | "requests.cpu" | "limits.cpu");
        let amount = if milli { quantity.milli() } else { quantity.value() };
        resources.set(interner.text(&entry.key), amount);
    }
    Ok(resources)
}

/// The parsed amount of an entry.
pub(super) fn quantity(entry: &wire::QuantityEntry) -> Result<Quantity, Malformed> {
    let text = &entry.value.text;
    text.parse().map_err(|error| Malformed::new(&entry.key, format!("{text:?} is {error}")))
}
