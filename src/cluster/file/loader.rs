use std::collections::{BTreeMap, HashMap};

use super::documents::Sink;
use super::kinds::{WithKind, with_kind};
use super::text::{Kind, ListShell, Text};
use super::{Error, ErrorKind, HINT};
use crate::cluster::Progress;
use crate::cluster::convert::{self, Object};
use crate::cluster::decode;
use crate::cluster::list::Broken;
use crate::model::{
    Interner, Occupancy, Resource, Snapshot, TakenAt, Text as Name, Time, Unread, UnreadCause,
};

/// Gathers the objects of all files into one snapshot.
pub(super) struct Loader<'a> {
    progress: &'a dyn Progress,
    interner: Interner,
    snapshot: Snapshot,
    /// Where each object is, and its resourceVersion, so that one that comes twice counts once.
    known: HashMap<(Resource, Name, Name), (usize, u64)>,
    twice: u64,
    counts: BTreeMap<Resource, u64>,
    /// Objects of kinds that the model does not know.
    others: BTreeMap<String, u64>,
    lists: u64,
    taken_at: Option<Time>,
    /// The newest time inside.
    newest: Option<Time>,
}

/// The kinds of which `kubectl cluster-info dump` writes none.
const NOT_DUMPED: [Resource; 11] = [
    Resource::Namespaces,
    Resource::LimitRanges,
    Resource::ResourceQuotas,
    Resource::ServiceAccounts,
    Resource::PersistentVolumeClaims,
    Resource::PersistentVolumes,
    Resource::ControllerRevisions,
    Resource::PriorityClasses,
    Resource::RuntimeClasses,
    Resource::StorageClasses,
    Resource::CsiNodes,
];

impl<'a> Loader<'a> {
    pub(super) fn new(progress: &'a dyn Progress) -> Self {
        Loader {
            progress,
            interner: Interner::default(),
            snapshot: Snapshot::default(),
            known: HashMap::new(),
            twice: 0,
            counts: BTreeMap::new(),
            others: BTreeMap::new(),
            lists: 0,
            taken_at: None,
            newest: None,
        }
    }

    /// The files are a dump: kinds of which there is none were not asked for.
    pub(super) fn is_dump(&mut self) {
        for resource in NOT_DUMPED {
            if !self.counts.contains_key(&resource) {
                let message =
                    format!("`kubectl cluster-info dump` writes no {}", resource.plural());
                self.snapshot.unread.push(Unread {
                    resource,
                    namespace: None,
                    cause: UnreadCause::Declared,
                    message,
                });
            }
        }
    }

    /// The snapshot, after the last file.
    ///
    /// An error means that the files hold objects, but none of a kind that is needed here.
    pub(super) fn finish(self) -> Result<Snapshot, Error> {
        for (kind, count) in &self.others {
            let objects = if *count == 1 { "object" } else { "objects" };
            self.progress.note(&format!("{count} {objects} of kind {kind} not needed"));
        }
        if self.twice > 0 {
            let twice = self.twice;
            let objects = if twice == 1 { "object" } else { "objects" };
            let note = format!("{twice} {objects} came more than once: the newest counts");
            self.progress.note(&note);
        }
        // A list that is there and empty says that there is none of anything.
        if self.counts.is_empty() && (self.lists == 0 || !self.others.is_empty()) {
            let message =
                "the snapshot holds no node, DaemonSet, Pod or other object that is needed";
            return Err(Error::new(ErrorKind::File, message).with_hint(HINT));
        }
        let mut snapshot = self.snapshot;
        snapshot.taken_at = match (self.taken_at, self.newest) {
            (Some(time), _) => TakenAt::Recorded(time),
            (None, Some(time)) => TakenAt::Newest(time),
            (None, None) => TakenAt::Unknown,
        };
        if snapshot.knows(Resource::Pods, "") {
            snapshot.occupancy = Occupancy::All;
        }
        Ok(snapshot)
    }

    fn add<K: Object>(&mut self, object: &K) {
        let identity = object.identity();
        let version = identity.resource_version.parse().unwrap_or(0);
        let namespace = self.interner.text(identity.namespace);
        let key = (K::RESOURCE, namespace, Name::from(identity.name));
        self.newest = self.newest.max(newest(object));
        let object = match decode::model(object, &mut self.interner) {
            Ok(object) => object,
            Err(error) => {
                self.snapshot.unread.push(error.unread::<K>(&mut self.interner));
                return;
            }
        };
        let objects = K::slot(&mut self.snapshot);
        if let Some((at, known)) = self.known.get_mut(&key) {
            self.twice += 1;
            if version >= *known {
                objects[*at] = object;
                *known = version;
            }
        } else {
            self.known.insert(key, (objects.len(), version));
            objects.push(object);
        }
    }
}

/// The newest time that an object tells of.
fn newest<K: Object>(object: &K) -> Option<Time> {
    let times = object.times().into_iter();
    times.filter_map(convert::moment).max()
}

impl Sink for Loader<'_> {
    fn object(&mut self, kind: &Kind, text: Text<'_>) -> Result<(), Broken> {
        struct Read<'l, 'p, 't>(&'l mut Loader<'p>, Text<'t>);

        impl WithKind for Read<'_, '_, '_> {
            type Output = Result<(), Broken>;

            fn with<K: Object>(self) -> Self::Output {
                let Read(loader, text) = self;
                let count = loader.counts.entry(K::RESOURCE).or_default();
                *count += 1;
                if *count % 500 == 0 {
                    loader.progress.read(K::RESOURCE, *count);
                }
                match text.decode::<K>() {
                    Ok(object) => loader.add(&object),
                    Err(error) if error.garbled => return Err(Broken(error.why)),
                    Err(error) => {
                        loader.snapshot.unread.push(error.unread::<K>(&mut loader.interner));
                    }
                }
                Ok(())
            }
        }

        with_kind(kind, Read(self, text)).unwrap_or_else(|| {
            *self.others.entry(kind.display()).or_default() += 1;
            Ok(())
        })
    }

    fn unnamed(&mut self, why: &str) {
        self.snapshot.unread.push(Unread {
            resource: Resource::Other,
            namespace: None,
            cause: UnreadCause::Malformed,
            message: why.to_owned(),
        });
    }

    fn list(&mut self, shell: ListShell) -> Result<(), Broken> {
        self.lists += 1;
        let Some(metadata) = shell.metadata else { return Ok(()) };
        self.taken_at = self.taken_at.max(metadata.taken_at.and_then(convert::moment));
        for declared in metadata.unread.unwrap_or_default() {
            let plural = declared.resource.split('.').next().unwrap_or_default();
            let resource = Resource::from_plural(plural);
            self.snapshot.unread.push(Unread {
                resource,
                namespace: declared.namespace.map(|namespace| self.interner.text(&namespace)),
                cause: UnreadCause::Declared,
                message: declared
                    .message
                    .unwrap_or_else(|| format!("{} were not read", declared.resource)),
            });
        }
        Ok(())
    }
}
