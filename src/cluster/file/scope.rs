use super::selector::Selector;
use crate::cluster::{Namespaces, Scope};
use crate::error::{Error, ErrorKind};
use crate::model::{Meta, Resource, Snapshot};

/// Which objects of a file are asked about.
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

    /// Leaves the objects of `subject` that are asked about in the snapshot; all else stays.
    ///
    /// An error (`NotFound`) means that one that is asked for by name is not there.
    pub(super) fn apply(&self, snapshot: &mut Snapshot, subject: Resource) -> Result<(), Error> {
        match subject {
            Resource::Jobs => self.choose(&mut snapshot.jobs, |job| &job.meta, "jobs.batch"),
            Resource::CronJobs => {
                self.choose(&mut snapshot.cron_jobs, |job| &job.meta, "cronjobs.batch")
            }
            _ => self.choose(&mut snapshot.daemon_sets, |set| &set.meta, "daemonsets.apps"),
        }
    }

    fn choose<T>(
        &self,
        objects: &mut Vec<T>,
        meta: impl Fn(&T) -> &Meta,
        kind: &str,
    ) -> Result<(), Error> {
        for name in &self.scope.names {
            let there = |meta: &Meta| *meta.name == **name && self.is_in_namespace(meta);
            if !objects.iter().any(|object| there(meta(object))) {
                let message = format!("{kind} {name:?} not found in the snapshot");
                return Err(Error::new(ErrorKind::NotFound, message));
            }
        }
        objects.retain(|object| self.keeps(meta(object)));
        Ok(())
    }

    fn keeps(&self, meta: &Meta) -> bool {
        let names = &self.scope.names;
        self.is_in_namespace(meta)
            && (names.is_empty() || names.iter().any(|name| *meta.name == **name))
            && self.selector.matches(&meta.labels)
            && self.fields.iter().all(|test| {
                let value = match test.field {
                    Field::Name => &meta.name,
                    Field::Namespace => &meta.namespace,
                };
                (**value == *test.value) == test.equal
            })
    }

    /// A file has no current namespace: all of them are meant where none is named.
    fn is_in_namespace(&self, meta: &Meta) -> bool {
        match &self.scope.namespaces {
            Namespaces::All | Namespaces::Current => true,
            Namespaces::One(namespace) => *meta.namespace == **namespace,
        }
    }
}

/// The fields are those that the API server knows for every kind.
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
