use super::documents::Sink;
use super::kinds::{WithKind, with_kind};
use super::text::{Kind, ListShell, Text};
use super::{Input, read};
use crate::cluster::Progress;
use crate::cluster::convert::Object;
use crate::cluster::decode;
use crate::cluster::list::Broken;
use crate::error::{Error, ErrorKind};
use crate::model::{DaemonSet, Interner, Resource, Snapshot};

/// What a manifest would put into a cluster.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// At least one. A namespace that is not written is empty.
    pub daemon_sets: Vec<DaemonSet>,
    /// What else of it a preview needs: namespaces, classes, limits, quotas, service accounts, claims. Its
    /// own list of DaemonSets is empty.
    pub others: Snapshot,
}

/// Reads the DaemonSets of a manifest, and what else in it decides where their Pods can run. Kinds that do
/// not are noted.
///
/// An error (`File`) means that the file is not there, is no manifest, holds no DaemonSet, or holds an
/// object that the API would refuse at sight.
pub fn manifest(input: &Input, progress: &dyn Progress) -> Result<Manifest, Error> {
    let mut reader = Reader::default();
    read(input, &mut reader)?;
    reader.finish(&super::name(input), progress)
}

/// Reads a manifest from bytes that are at hand.
///
/// The errors are those of [`manifest`].
pub fn manifest_bytes(bytes: &[u8], progress: &dyn Progress) -> Result<Manifest, Error> {
    let mut reader = Reader::default();
    super::read_from(super::open::decoded(bytes), "the input", &mut reader)?;
    reader.finish("the input", progress)
}

#[derive(Default)]
struct Reader {
    interner: Interner,
    others: Snapshot,
    passed_over: Vec<String>,
}

impl Reader {
    fn finish(mut self, name: &str, progress: &dyn Progress) -> Result<Manifest, Error> {
        let refused = |why: String| Error::new(ErrorKind::File, format!("{name}: {why}"));
        if let Some(unread) = self.others.unread.first() {
            return Err(refused(unread.message.clone()));
        }
        self.passed_over.sort();
        let daemon_sets = std::mem::take(&mut self.others.daemon_sets);
        if daemon_sets.is_empty() {
            self.passed_over.dedup();
            let found = self.passed_over.join(", ");
            let found = if found.is_empty() { found } else { format!(", only {found}") };
            return Err(refused(format!("it holds no DaemonSet{found}"))
                .with_hint("give a file with `kind: DaemonSet`, as `kubectl apply -f` takes it"));
        }
        for set in &daemon_sets {
            if let Some(why) = refusal(set) {
                return Err(refused(format!("DaemonSet {}: {why}", set.meta.name)));
            }
        }
        for kinds in self.passed_over.chunk_by(|a, b| a == b) {
            let objects = if kinds.len() == 1 { "object" } else { "objects" };
            let note = format!("{name}: {} {objects} of kind {} not needed", kinds.len(), kinds[0]);
            progress.note(&note);
        }
        Ok(Manifest { daemon_sets, others: self.others })
    }
}

/// What the API would refuse the DaemonSet for at sight (`ValidateDaemonSet` in
/// pkg/apis/apps/validation/validation.go), as far as an answer would make no sense with it.
fn refusal(set: &DaemonSet) -> Option<&'static str> {
    let spec = &set.template.spec;
    if spec.containers.is_empty() {
        return Some("spec.template.spec.containers: Required value");
    }
    if spec.containers.iter().any(|container| container.name.is_empty()) {
        return Some("spec.template.spec.containers.name: Required value");
    }
    None
}

impl Sink for Reader {
    fn object(&mut self, kind: &Kind, text: Text<'_>) -> Result<(), Broken> {
        struct Read<'r, 't>(&'r mut Reader, Text<'t>);

        impl WithKind for Read<'_, '_> {
            type Output = Result<(), Broken>;

            fn with<K: Object>(self) -> Self::Output {
                let Read(reader, text) = self;
                let object = match text.decode::<K>() {
                    Err(error) if error.garbled => return Err(Broken(error.why)),
                    Err(error) => Err(error),
                    Ok(object) => decode::model(&object, &mut reader.interner),
                };
                match object {
                    Ok(object) => K::slot(&mut reader.others).push(object),
                    Err(error) => {
                        reader.others.unread.push(error.unread::<K>(&mut reader.interner));
                    }
                }
                Ok(())
            }
        }

        with_kind(kind, Read(self, text)).unwrap_or_else(|| {
            self.passed_over.push(kind.display());
            Ok(())
        })
    }

    fn unnamed(&mut self, why: &str) {
        self.others.unread.push(crate::model::Unread {
            resource: Resource::Other,
            namespace: None,
            cause: crate::model::UnreadCause::Malformed,
            message: why.to_owned(),
        });
    }

    fn list(&mut self, _: ListShell) -> Result<(), Broken> {
        Ok(())
    }
}
