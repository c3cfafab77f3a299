use serde_json::{Map, Value};

/// What is kept of a value.
pub(super) enum Keep {
    /// All of it.
    All,
    /// That it is there: of an object nothing but its braces.
    Presence,
    /// These fields, of an object or of each object of a list.
    Fields(&'static [(&'static str, Keep)]),
    /// What is kept here and there.
    Both(&'static Keep, &'static Keep),
    /// The annotations that the analyses read.
    Annotations,
}

/// The annotations that the model reads, whichever kind they stand on.
const ANNOTATIONS: [&str; 11] = [
    "batch.kubernetes.io/cronjob-scheduled-timestamp",
    "cronjob.kubernetes.io/instantiate",
    "deprecated.daemonset.template.generation",
    "kubernetes.io/change-cause",
    "openshift.io/node-selector",
    "pv.kubernetes.io/bind-completed",
    "scheduler.alpha.kubernetes.io/node-selector",
    "storageclass.beta.kubernetes.io/is-default-class",
    "storageclass.kubernetes.io/is-default-class",
    "volume.beta.kubernetes.io/storage-class",
    "volume.kubernetes.io/selected-node",
];

/// The one annotation that a container's name follows.
const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

impl Keep {
    /// What is kept of `value`. What is not of the expected shape is of use to nobody but to whoever says
    /// so, and is kept if it is short.
    pub(super) fn of(&self, value: Value) -> Value {
        match (self, value) {
            (Keep::All, value) => value,
            (_, Value::Array(values)) => values.into_iter().map(|value| self.of(value)).collect(),
            (_, Value::Object(fields)) => Value::Object(
                fields
                    .into_iter()
                    .filter_map(|(name, value)| Some((self.field(&name)?, name, value)))
                    .map(|(keep, name, value)| (name, keep.of(value)))
                    .collect::<Map<_, _>>(),
            ),
            (_, scalar) => scalar,
        }
    }

    fn field(&self, name: &str) -> Option<&Keep> {
        match self {
            Keep::All => Some(&Keep::All),
            Keep::Presence => None,
            Keep::Fields(fields) => {
                fields.iter().find(|(field, _)| *field == name).map(|(_, keep)| keep)
            }
            Keep::Both(one, other) => one.field(name).or_else(|| other.field(name)),
            Keep::Annotations => {
                let read = ANNOTATIONS.contains(&name) || name.starts_with(APP_ARMOR);
                read.then_some(&Keep::All)
            }
        }
    }
}
