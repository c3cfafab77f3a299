//! Lists of one cluster, read at the same time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::task::JoinSet;

use super::endpoint;
use super::selection::Selection;
use crate::cluster::convert::Object;
use crate::cluster::list::{ListReader, Read};
use crate::cluster::live::{Connection, ListRequest};
use crate::cluster::{ListMeta, ListSink, Progress};
use crate::error::{Error, ErrorKind};
use crate::model::{Resource, Snapshot, Unread, UnreadCause};

pub(super) struct Lists {
    connection: Arc<Connection>,
    chunk_size: u32,
    counts: Arc<Counts>,
}

/// How many objects of each kind have been read, and whom to tell.
struct Counts {
    progress: Arc<dyn Progress>,
    so_far: Mutex<BTreeMap<Resource, u64>>,
}

/// How many lists of a kind are read at the same time: each has a connection of its own.
pub(super) const AT_ONCE: usize = 6;

/// What came of one list.
pub(super) struct Listed<K: Object> {
    namespace: Option<String>,
    pub(super) result: Result<Read<K::Model>, Error>,
}

/// How much an answer needs a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Without it there is an answer only where the user may not read it, and says so.
    Vital,
    /// It adds to the answer.
    Helpful,
}

impl Lists {
    pub(super) fn new(
        connection: &Arc<Connection>,
        progress: &Arc<dyn Progress>,
        chunk_size: u32,
    ) -> Self {
        let counts = Counts { progress: progress.clone(), so_far: Mutex::default() };
        Lists { connection: connection.clone(), chunk_size, counts: Arc::new(counts) }
    }

    /// Reads a list whole.
    pub(super) async fn read<K: Object>(&self, selection: Selection) -> Listed<K> {
        self.read_where(selection, |_: &K| true).await
    }

    /// Reads a list, and keeps the objects of which `keep` says so. In a task of its own: to decode is most of
    /// the work, and two cores share it.
    pub(super) async fn read_where<K: Object>(
        &self,
        selection: Selection,
        keep: impl FnMut(&K) -> bool + Send + 'static,
    ) -> Listed<K> {
        let request = ListRequest {
            path: endpoint::path(K::RESOURCE, selection.namespace.as_deref()),
            label_selector: selection.labels,
            field_selector: selection.fields,
            chunk_size: self.chunk_size,
        };
        let reader = ListReader::<K>::new(keep);
        let (connection, counts) = (self.connection.clone(), self.counts.clone());
        let mut task = JoinSet::new();
        task.spawn(async move {
            let progress = counts.progress.clone();
            let mut sink = Counted { reader, told: 0, counts };
            let listed = connection.list(&request, &mut sink, &*progress).await;
            listed.map(|_| sink.reader.finish())
        });
        let result = match task.join_next().await {
            Some(Ok(result)) => result,
            Some(Err(why)) if why.is_panic() => std::panic::resume_unwind(why.into_panic()),
            _ => Err(Error::new(ErrorKind::Api, "the list was given up")),
        };
        Listed { namespace: selection.namespace, result }
    }
}

impl Counts {
    fn count(&self, resource: Resource, more: u64, less: u64) {
        let mut so_far = self.so_far.lock().unwrap_or_else(PoisonError::into_inner);
        let count = so_far.entry(resource).or_default();
        *count = (*count + more).saturating_sub(less);
        self.progress.read(resource, *count);
    }
}

impl<K: Object> Listed<K> {
    /// Puts the objects into the snapshot, or says there that they are missing.
    ///
    /// # Errors
    /// The list's own, where there is no answer without it.
    pub(super) fn settle(self, snapshot: &mut Snapshot, weight: Weight) -> Result<(), Error> {
        match self.result {
            Ok(mut read) => {
                move_into(K::slot(snapshot), read.objects);
                snapshot.unread.append(&mut read.unread);
                Ok(())
            }
            Err(error) => {
                let Some(cause) = cause(&error, weight) else { return Err(error) };
                snapshot.unread.push(Unread {
                    resource: K::RESOURCE,
                    namespace: self.namespace.map(Into::into),
                    cause,
                    message: error.message,
                });
                Ok(())
            }
        }
    }
}

impl<K: Object> Listed<K> {
    /// Like [`settle`](Self::settle), for objects beyond those that the question is about: where they are
    /// missing, the others are not. Whether they are here.
    pub(super) fn settle_beyond(self, snapshot: &mut Snapshot) -> Result<bool, Error> {
        let before = snapshot.unread.len();
        let is_here = self.result.is_ok();
        self.settle(snapshot, Weight::Helpful)?;
        if !is_here {
            for unread in &mut snapshot.unread[before..] {
                unread.cause = UnreadCause::Partial;
            }
        }
        Ok(is_here)
    }
}

/// Moves objects behind those that are there. Two long lists need no room for a third meanwhile: the one that
/// is emptied gives its memory back as the other grows.
fn move_into<T>(slot: &mut Vec<T>, mut objects: Vec<T>) {
    const AT_ONCE: usize = 4096;
    if slot.is_empty() {
        *slot = objects;
        return;
    }
    slot.reserve_exact(objects.len());
    objects.reverse();
    while !objects.is_empty() {
        let rest = objects.len().saturating_sub(AT_ONCE);
        slot.extend(objects.drain(rest..).rev());
        objects.shrink_to_fit();
    }
}

/// Why a list is missing from an answer that goes on without it; None where it does not.
pub(super) fn cause(error: &Error, weight: Weight) -> Option<UnreadCause> {
    match error.kind {
        ErrorKind::Forbidden => Some(UnreadCause::Forbidden { verb: "list" }),
        ErrorKind::NotFound => Some(UnreadCause::NotServed),
        ErrorKind::Unavailable
        | ErrorKind::Api
        | ErrorKind::Expired
        | ErrorKind::RequestTimeout
            if weight == Weight::Helpful =>
        {
            Some(UnreadCause::Failed)
        }
        _ => None,
    }
}

/// A sink that tells how many objects there are after each page.
struct Counted<K: Object> {
    reader: ListReader<K>,
    told: u64,
    counts: Arc<Counts>,
}

impl<K: Object> ListSink for Counted<K> {
    fn begin(&mut self, protobuf: bool) {
        self.reader.begin(protobuf);
    }

    fn chunk(&mut self, bytes: &Bytes) -> Result<(), Error> {
        self.reader.chunk(bytes)
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let meta = self.reader.end()?;
        let now = self.reader.len() as u64;
        self.counts.count(K::RESOURCE, now - self.told, 0);
        self.told = now;
        Ok(meta)
    }

    fn restart(&mut self) {
        self.reader.restart();
        self.counts.count(K::RESOURCE, 0, self.told);
        self.told = 0;
    }
}
