use std::sync::Arc;

use super::Malformed;
use crate::cluster::wire;
use crate::model::{
    CPU, Interner, Kin, LabelSelector, Labels, Owner, Quantity, Resources, SelectorRequirement,
    Text,
};

/// The name, labels, controller and times of an object (`ObjectMeta` or `AnnotatedMeta`; or `MetaGlance`, with
/// its kin).
macro_rules! meta {
    ($metadata:expr, $interner:expr) => {{
        let (metadata, interner) = (&$metadata, &mut *$interner);
        let kin = crate::cluster::convert::meta::kin(
            &metadata.labels,
            &metadata.owner_references,
            interner,
        );
        crate::cluster::convert::meta::meta!(metadata, kin, interner)
    }};
    ($metadata:expr, $kin:expr, $interner:expr) => {{
        let (metadata, kin, interner) = (&$metadata, $kin, &mut *$interner);
        crate::model::Meta {
            namespace: interner.text(&*metadata.namespace),
            name: crate::model::Text::from(crate::cluster::convert::meta::given(&metadata.name)?),
            labels: kin.labels,
            owner: kin.owner,
            created_at: crate::cluster::convert::malformed::compact(
                metadata.creation_timestamp,
                "metadata.creationTimestamp",
            )?,
            deleted_at: crate::cluster::convert::malformed::compact(
                metadata.deletion_timestamp,
                "metadata.deletionTimestamp",
            )?,
        }
    }};
}
pub(super) use meta;

/// The name of an object, which every one has.
pub(super) fn name(name: &str, interner: &mut Interner) -> Result<Text, Malformed> {
    given(name).map(|name| interner.text(name))
}

/// A name, unless there is none.
pub(super) fn given(name: &str) -> Result<&str, Malformed> {
    if name.is_empty() { Err(Malformed::new("metadata.name", "there is none")) } else { Ok(name) }
}

/// The shared labels and controller.
pub(super) fn kin(
    labels: &[wire::StringEntry],
    owners: &[wire::OwnerReference],
    interner: &mut Interner,
) -> Kin {
    let labels = self::labels(labels, interner);
    Kin { labels: interner.labels(labels), owner: owner(owners, interner) }
}

/// The owner that is the controller (`metav1.GetControllerOf`).
fn owner(owners: &[wire::OwnerReference], interner: &mut Interner) -> Option<Arc<Owner>> {
    let owner = owners.iter().find(|owner| owner.controller)?;
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
        resources.set(interner.text(&entry.key), amount(entry)?);
    }
    Ok(resources)
}

/// The amount of an entry in the unit of its resource.
fn amount(entry: &wire::QuantityEntry) -> Result<i64, Malformed> {
    let quantity = quantity(entry)?;
    let milli = matches!(&*entry.key, CPU | "requests.cpu" | "limits.cpu");
    Ok(if milli { quantity.milli() } else { quantity.value() })
}

/// The parsed amount of an entry.
pub(super) fn quantity(entry: &wire::QuantityEntry) -> Result<Quantity, Malformed> {
    let text = &entry.value.text;
    text.parse().map_err(|error| Malformed::new(&entry.key, format!("{text:?} is {error}")))
}
