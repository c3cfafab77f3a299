//! Lists of one cluster, read at the same time, into texts that they share.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::endpoint;
use super::selection::Selection;
use crate::cluster::convert::Object;
use crate::cluster::list::{ListReader, Read};
use crate::cluster::live::{Connection, ListRequest};
use crate::cluster::{ListMeta, ListSink, Progress};
use crate::error::{Error, ErrorKind};
use crate::model::{Interner, Resource, Snapshot, Unread, UnreadCause};

pub(super) struct Lists<'a> {
    connection: &'a Connection,
    progress: &'a dyn Progress,
    interner: Arc<Mutex<Interner>>,
    chunk_size: u32,
    /// How many objects of each kind have been read.
    counts: Mutex<BTreeMap<Resource, u64>>,
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

impl<'a> Lists<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        progress: &'a dyn Progress,
        chunk_size: u32,
    ) -> Self {
        Lists {
            connection,
            progress,
            interner: Arc::default(),
            chunk_size,
            counts: Mutex::default(),
        }
    }

    /// Reads a list whole.
    pub(super) async fn read<K: Object>(&self, selection: Selection) -> Listed<K> {
        self.read_where(selection, |_: &K| true).await
    }

    /// Reads a list, and keeps the objects of which `keep` says so.
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
        let reader = ListReader::<K>::new(self.interner.clone(), keep);
        let mut sink = Counted { reader, told: 0, lists: self };
        // Boxed: a dozen of these wait at the same time, each of them large.
        let result = Box::pin(self.connection.list(&request, &mut sink, self.progress)).await;
        Listed { namespace: selection.namespace, result: result.map(|_| sink.reader.finish()) }
    }

    fn count(&self, resource: Resource, more: u64, less: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(resource).or_default();
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
struct Counted<'a, K: Object> {
    reader: ListReader<K>,
    told: u64,
    lists: &'a Lists<'a>,
}

impl<K: Object> ListSink for Counted<'_, K> {
    fn begin(&mut self, protobuf: bool) {
        self.reader.begin(protobuf);
    }

    fn chunk(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.reader.chunk(bytes)
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let meta = self.reader.end()?;
        let now = self.reader.len() as u64;
        self.lists.count(K::RESOURCE, now - self.told, 0);
        self.told = now;
        Ok(meta)
    }

    fn restart(&mut self) {
        self.reader.restart();
        self.lists.count(K::RESOURCE, 0, self.told);
        self.told = 0;
    }
}
