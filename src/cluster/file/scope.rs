use super::selector::Selector;
use crate::cluster::{Namespaces, Scope};
use crate::error::{Error, ErrorKind};
use crate::model::{DaemonSet, Snapshot};

/// Which DaemonSets of a file are asked about.
pub(super) struct Filter<'a> {
    scope: &'a Scope,
    selector: Selector,
    fields: Vec<FieldTest<'a>>,
}

/// One requirement of a field selector.
struct FieldTest<'a> {
    field: Field,
    value: &'a str,
    equal: bool,
}

#[derive(Clone, Copy)]
enum Field {
    Name,
    Namespace,
}

impl<'a> Filter<'a> {
    /// An error (`Usage`) means that one of the selectors makes no sense.
    pub(super) fn new(scope: &'a Scope) -> Result<Self, Error> {
        let usage = |why| Error::new(ErrorKind::Usage, why);
        let selector = scope.selector.as_deref().unwrap_or_default();
        let fields = scope.field_selector.as_deref().unwrap_or_default();
        let fields = fields.split(',').map(str::trim).filter(|test| !test.is_empty());
        Ok(Filter {
            scope,
            selector: Selector::parse(selector).map_err(usage)?,
            fields: fields.map(field_test).collect::<Result<_, _>>().map_err(usage)?,
        })
    }

    /// Leaves the DaemonSets that are asked about in the snapshot; all else stays.
    ///
    /// An error (`NotFound`) means that one that is asked for by name is not there.
    pub(super) fn apply(&self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for name in &self.scope.names {
            let there = |set: &DaemonSet| *set.meta.name == **name && self.is_in_namespace(set);
            if !snapshot.daemon_sets.iter().any(there) {
                let message = format!("daemonsets.apps {name:?} not found in the snapshot");
                return Err(Error::new(ErrorKind::NotFound, message));
            }
        }
        snapshot.daemon_sets.retain(|set| self.keeps(set));
        Ok(())
    }

    fn keeps(&self, set: &DaemonSet) -> bool {
        let names = &self.scope.names;
        self.is_in_namespace(set)
            && (names.is_empty() || names.iter().any(|name| *set.meta.name == **name))
            && self.selector.matches(&set.meta.labels)
            && self.fields.iter().all(|test| {
                let value = match test.field {
                    Field::Name => &set.meta.name,
                    Field::Namespace => &set.meta.namespace,
                };
                (**value == *test.value) == test.equal
            })
    }

    /// A file has no current namespace: all of them are meant where none is named.
    fn is_in_namespace(&self, set: &DaemonSet) -> bool {
        match &self.scope.namespaces {
            Namespaces::All | Namespaces::Current => true,
            Namespaces::One(namespace) => *set.meta.namespace == **namespace,
        }
    }
}

/// The fields are those that the API server knows for DaemonSets.
fn field_test(text: &str) -> Result<FieldTest<'_>, String> {
    let split = |sign| text.split_once(sign);
    let (field, value, equal) = match (split("!="), split("=="), split("=")) {
        (Some((field, value)), ..) => (field, value, false),
        (_, Some((field, value)), _) | (.., Some((field, value))) => (field, value, true),
        _ => return Err(format!("invalid field selector: {text:?}")),
    };
    let field = match field.trim() {
        "metadata.name" => Field::Name,
        "metadata.namespace" => Field::Namespace,
        other => return Err(format!("field label not supported: {other}")),
    };
    Ok(FieldTest { field, value: value.trim(), equal })
}
