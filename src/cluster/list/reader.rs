use bytes::Bytes;
use prost::Message;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::broken::Broken;
use super::frames::{Frame, Frames};
use super::splitter::{Piece, Splitter};
use crate::cluster::convert::Object;
use crate::cluster::decode::{self, Undecodable};
use crate::cluster::{ListMeta, ListSink, wire};
use crate::error::{Error, ErrorKind};
use crate::model::{Interner, Unread};

/// Reads one list of one kind, from protobuf or JSON, into the model.
pub struct ListReader<K: Object> {
    interner: Interner,
    keep: Box<dyn FnMut(&K) -> bool + Send>,
    format: Option<Format>,
    page: Page<K>,
    read: Read<K::Model>,
}

/// What a list came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<M> {
    pub objects: Vec<M>,
    /// The objects that could not be understood.
    pub unread: Vec<Unread>,
}

enum Format {
    Protobuf(Frames),
    Json(Splitter),
}

struct Page<K: Object> {
    read: Read<K::Model>,
    /// What the body says that it is.
    kind: Option<String>,
    meta: wire::ListMeta,
}

/// What stands around the items of a list in JSON.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Shell {
    kind: String,
    metadata: Option<wire::ListMeta>,
    items: Option<Vec<IgnoredAny>>,
    /// What a `Status` says.
    message: Option<String>,
}

impl<K: Object> ListReader<K> {
    /// A reader that keeps the objects of which `keep` says so.
    pub fn new(keep: impl FnMut(&K) -> bool + Send + 'static) -> Self {
        ListReader {
            interner: Interner::default(),
            keep: Box::new(keep),
            format: None,
            page: Page::default(),
            read: Read::default(),
        }
    }

    /// How many objects count so far.
    pub fn len(&self) -> usize {
        self.read.objects.len()
    }

    /// Whether no object counts so far.
    pub fn is_empty(&self) -> bool {
        self.read.objects.is_empty()
    }

    /// The list, after its last page.
    pub fn finish(mut self) -> Read<K::Model> {
        self.read.objects.shrink_to_fit();
        self.read
    }
}

impl<K: Object> ListSink for ListReader<K> {
    fn begin(&mut self, protobuf: bool) {
        self.page = Page::default();
        self.format = Some(if protobuf {
            Format::Protobuf(Frames::new())
        } else {
            Format::Json(Splitter::default())
        });
    }

    fn chunk(&mut self, bytes: &Bytes) -> Result<(), Error> {
        let (page, keep, interner) = (&mut self.page, &mut self.keep, &mut self.interner);
        let pushed = match &mut self.format {
            None => Err(Broken::new("it came before it began")),
            Some(Format::Protobuf(frames)) => {
                frames.push(bytes, |frame| page.frame(frame, keep, interner))
            }
            Some(Format::Json(splitter)) => {
                splitter.push(bytes, |piece| page.piece(piece, keep, interner))
            }
        };
        pushed.map_err(|broken| unusable::<K>(&broken))
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let whole = match self.format.take() {
            None => Err(Broken::new("it ended before it began")),
            Some(Format::Protobuf(frames)) => frames.finish(),
            Some(Format::Json(splitter)) => splitter.finish(),
        };
        let mut page = std::mem::take(&mut self.page);
        whole.and_then(|()| page.check_kind()).map_err(|broken| unusable::<K>(&broken))?;
        self.read.objects.reserve_exact(page.read.objects.len());
        self.read.objects.append(&mut page.read.objects);
        self.read.unread.append(&mut page.read.unread);
        Ok(page.meta.into())
    }

    fn restart(&mut self) {
        self.format = None;
        self.page = Page::default();
        self.read = Read::default();
    }
}

impl<K: Object> Page<K> {
    fn frame(
        &mut self,
        frame: Frame,
        keep: &mut dyn FnMut(&K) -> bool,
        interner: &mut Interner,
    ) -> Result<(), Broken> {
        let garbled = |error: prost::DecodeError| Broken::new(error.to_string());
        match frame {
            Frame::TypeMeta(bytes) => {
                let meta = wire::TypeMeta::decode(bytes).map_err(garbled)?;
                self.kind = Some(meta.kind);
                self.check_kind()
            }
            Frame::Metadata(bytes) => {
                self.meta = wire::ListMeta::decode(bytes).map_err(garbled)?;
                Ok(())
            }
            Frame::Item(bytes) => {
                self.item(decode::protobuf(bytes), keep, interner);
                Ok(())
            }
        }
    }

    fn piece(
        &mut self,
        piece: Piece<'_>,
        keep: &mut dyn FnMut(&K) -> bool,
        interner: &mut Interner,
    ) -> Result<(), Broken> {
        let garbled = |error: serde_json::Error| Broken::new(error.to_string());
        match piece {
            Piece::Head(_) => Ok(()),
            Piece::Item(bytes) => {
                let item = decode::json(bytes);
                if let Err(Undecodable { garbled: true, why, .. }) = item {
                    return Err(Broken(why));
                }
                self.item(item, keep, interner);
                Ok(())
            }
            Piece::Object(bytes, items) => {
                let shell: Shell = serde_json::from_slice(bytes).map_err(garbled)?;
                if self.kind.is_some() {
                    return Err(Broken::new("it holds two objects"));
                }
                if let Some(message) = shell.message.filter(|_| shell.kind == "Status") {
                    return Err(Broken(message));
                }
                if shell.items.map_or(0, |items| items.len()) != items {
                    return Err(Broken::new("its items cannot be told apart"));
                }
                self.kind = Some(shell.kind);
                self.meta = shell.metadata.unwrap_or_default();
                self.check_kind()
            }
        }
    }

    fn item(
        &mut self,
        item: Result<K, Undecodable>,
        keep: &mut dyn FnMut(&K) -> bool,
        interner: &mut Interner,
    ) {
        let item = match item {
            Ok(item) if !keep(&item) => return,
            Ok(item) => decode::model(&item, interner),
            Err(error) => Err(error),
        };
        match item {
            Ok(object) => self.read.objects.push(object),
            Err(error) => self.read.unread.push(error.unread::<K>(interner)),
        }
    }

    /// Whether the body is a list of this kind: any other thing would decode to an empty list.
    fn check_kind(&self) -> Result<(), Broken> {
        match self.kind.as_deref() {
            Some(kind) if kind.strip_suffix("List") == Some(K::KIND) => Ok(()),
            None | Some("") => Err(Broken::new("it does not say what it is")),
            Some(kind) => Err(Broken::new(format!("it is a {kind}"))),
        }
    }
}

fn unusable<K: Object>(broken: &Broken) -> Error {
    let resource = K::RESOURCE.plural();
    Error::new(ErrorKind::Api, format!("the server's list of {resource} makes no sense: {broken}"))
        .with_hint("a proxy between here and the API server may have changed it; try again")
}

impl<M> Default for Read<M> {
    fn default() -> Self {
        Read { objects: Vec::new(), unread: Vec::new() }
    }
}

impl<K: Object> Default for Page<K> {
    fn default() -> Self {
        Page { read: Read::default(), kind: None, meta: wire::ListMeta::default() }
    }
}
