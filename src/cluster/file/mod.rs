//! Recorded clusters and manifests: files in whatever form kubectl, a shell or a person left them.
//!
//! JSON or YAML, plain or gzip, UTF-8 or UTF-16, with or without a byte order mark; single objects, lists
//! (`kind: List`, or a kind of their own such as `PodList`), several documents, one object a line; or a
//! folder of such files. A file is read as a stream: what is held in memory is one object and the model.

mod documents;
mod folder;
mod kinds;
mod loader;
mod manifest;
mod open;
mod scope;
mod selector;
mod text;
mod utf16;
mod yaml;

use std::io::BufRead;
use std::path::Path;

use self::documents::{Sink, documents};
use self::loader::Loader;
use super::list::Broken;
use super::{Input, Progress, Scope};
use crate::error::{Error, ErrorKind};
use crate::model::{Resource, Snapshot};

pub use manifest::{Manifest, manifest, manifest_bytes};
pub use selector::Selector;

/// What to type to get a file that can be read.
const HINT: &str = "`kubectl workloads snapshot --file FILE` writes such a file, and so does \
                    `kubectl get nodes,daemonsets,pods,events,controllerrevisions -A -o json`";

/// Reads a snapshot from files, with the DaemonSets of `scope`.
///
/// All else is read in full: Pods of any owner occupy nodes. Objects that cannot be understood are in
/// [`Snapshot::unread`]; kinds that nobody here needs are noted.
///
/// An error (`File`) means that an input is not there, is no Kubernetes file, or breaks off;
/// `NotFound` that a DaemonSet of that name is not in it; `Usage` that a selector makes no sense.
pub fn load(inputs: &[Input], scope: &Scope, progress: &dyn Progress) -> Result<Snapshot, Error> {
    load_about(inputs, scope, Resource::DaemonSets, progress)
}

/// Reads a snapshot from files, in which `scope` chooses among the objects of `subject`: DaemonSets, Jobs or
/// CronJobs.
///
/// The errors are those of [`load`].
pub fn load_about(
    inputs: &[Input],
    scope: &Scope,
    subject: Resource,
    progress: &dyn Progress,
) -> Result<Snapshot, Error> {
    let filter = scope::Filter::new(scope)?;
    let mut loader = Loader::new(progress);
    for input in inputs {
        match input {
            Input::Path(path) if path.is_dir() => {
                let folder = folder::files(path)?;
                for file in &folder.files {
                    read(&Input::Path(file.clone()), &mut loader)?;
                }
                if folder.is_dump {
                    loader.is_dump();
                }
            }
            input => read(input, &mut loader)?,
        }
    }
    let mut snapshot = loader.finish()?;
    filter.apply(&mut snapshot, subject)?;
    Ok(snapshot)
}

/// Reads a snapshot from bytes that are at hand, all of it.
///
/// The errors are those of [`load`].
pub fn load_bytes(bytes: &[u8], progress: &dyn Progress) -> Result<Snapshot, Error> {
    let mut loader = Loader::new(progress);
    read_from(open::decoded(bytes), "the input", &mut loader)?;
    loader.finish()
}

fn read(input: &Input, sink: &mut dyn Sink) -> Result<(), Error> {
    read_from(open::open(input)?, &name(input), sink)
}

fn read_from(
    reader: std::io::Result<Box<dyn BufRead + '_>>,
    name: &str,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let read = match reader {
        Ok(mut reader) => documents(&mut *reader, sink),
        Err(error) => Err(Broken::new(error.to_string())),
    };
    match read {
        Ok(0) => {
            Err(Error::new(ErrorKind::File, format!("{name}: it holds no object")).with_hint(HINT))
        }
        Ok(_) => Ok(()),
        Err(broken) => {
            Err(Error::new(ErrorKind::File, format!("{name}: {broken}")).with_hint(HINT))
        }
    }
}

/// How an input is called in messages.
fn name(input: &Input) -> String {
    match input {
        Input::Stdin => "stdin".to_owned(),
        Input::Path(path) => display(path),
    }
}

fn display(path: &Path) -> String {
    path.display().to_string()
}
