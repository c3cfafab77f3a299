//! Everything that the analyses may look at, for a file.

use std::io::{self, Write};

use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::endpoint;
use super::lists::{AT_ONCE, Weight, cause};
use super::permissions::{Asker, required_permissions};
use crate::cluster::live::{
    ConnectOptions, Connection, DEFAULT_CHUNK_SIZE, Environment, ListRequest,
};
use crate::cluster::snapshot::{PrunedList, SnapshotWriter};
use crate::cluster::{ListMeta, ListSink, Namespaces, Progress};
use crate::error::{Error, ErrorKind};
use crate::model::{Resource, Time, Unread};

/// What was read for a file.
pub struct Recording {
    lists: Vec<PrunedList>,
    /// What the user may not read, and what the server does not have. The file says so.
    pub unread: Vec<Unread>,
    taken_at: Time,
}

/// Reads what the analyses of `namespaces` may look at, of each object only what they look at. Pods are
/// read from everywhere: any of them takes room on a node.
///
/// # Errors
/// No cluster, no answer, or no permission to list DaemonSets.
pub async fn record(
    options: &ConnectOptions,
    namespaces: &Namespaces,
    chunk_size: Option<u32>,
    progress: &dyn Progress,
) -> Result<Recording, Error> {
    let connection = Connection::open(options, &Environment::of_process()).await?;
    let namespace = match namespaces {
        Namespaces::All => None,
        Namespaces::Current => Some(connection.namespace()),
        Namespaces::One(namespace) => Some(namespace.as_str()),
    };
    let chunk_size = chunk_size.unwrap_or(DEFAULT_CHUNK_SIZE);
    let taken_at = super::now();
    let read = |resource: Resource, namespace: Option<String>| {
        let connection = &connection;
        async move {
            let path = endpoint::path(resource, namespace.as_deref());
            let request = ListRequest { path, chunk_size, ..ListRequest::default() };
            let mut sink = Told { list: PrunedList::new(resource), resource, progress };
            let result = Box::pin(connection.list(&request, &mut sink, progress)).await;
            (resource, namespace, result.map(|_| sink.list))
        }
    };
    let asked = required_permissions(Asker::Snapshot).into_iter().map(|permission| {
        let resource = Resource::from_plural(permission.resource);
        let here = permission.namespaced && resource != Resource::Pods;
        read(resource, namespace.filter(|_| here).map(str::to_owned))
    });
    let mut answers = stream::iter(asked).buffered(AT_ONCE);
    let mut recording = Recording { lists: Vec::new(), unread: Vec::new(), taken_at };
    while let Some((resource, namespace, result)) = answers.next().await {
        match result {
            Ok(list) => recording.lists.push(list),
            Err(error) if resource == Resource::DaemonSets => return Err(error),
            Err(error) => {
                let Some(cause) = cause(&error, Weight::Helpful) else { return Err(error) };
                let namespace = namespace.map(Into::into);
                let message = error.message;
                recording.unread.push(Unread { resource, namespace, cause, message });
            }
        }
    }
    Ok(recording)
}

impl Recording {
    /// Writes the file's text, and hands back what it was written to, and how many objects it holds.
    ///
    /// # Errors
    /// (`Output`) What it is written to does not take it.
    pub fn write<W: Write>(self, into: W) -> Result<(W, u64), Error> {
        let written = || -> io::Result<(W, u64)> {
            let mut writer = SnapshotWriter::new(into)?;
            for list in self.lists {
                writer.list(list)?;
            }
            let objects = writer.written();
            Ok((writer.finish(self.taken_at, &self.unread)?, objects))
        };
        written()
            .map_err(|why| Error::new(ErrorKind::Output, format!("writing the snapshot: {why}")))
    }
}

/// A list that tells how long it is after each page.
struct Told<'a> {
    list: PrunedList,
    resource: Resource,
    progress: &'a dyn Progress,
}

impl ListSink for Told<'_> {
    fn takes_protobuf(&self) -> bool {
        self.list.takes_protobuf()
    }

    fn begin(&mut self, protobuf: bool) {
        self.list.begin(protobuf);
    }

    fn chunk(&mut self, bytes: &Bytes) -> Result<(), Error> {
        self.list.chunk(bytes)
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let meta = self.list.end()?;
        self.progress.read(self.resource, self.list.objects());
        Ok(meta)
    }

    fn restart(&mut self) {
        self.list.restart();
    }
}
