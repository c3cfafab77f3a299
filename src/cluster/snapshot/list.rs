use std::io::{self, BufRead, BufReader, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::prune;
use crate::cluster::list::{Broken, Piece, Splitter};
use crate::cluster::{ListMeta, ListSink, wire};
use crate::error::{Error, ErrorKind};
use crate::model::Resource;

/// Receives a list in JSON and keeps what a snapshot keeps of its objects, packed: until its last page is
/// there, a list may still have to start anew.
pub struct PrunedList {
    resource: Resource,
    /// The kind of its objects, which they do not say themselves.
    kind: &'static str,
    api_version: &'static str,
    /// A packed line an object, page after page.
    pages: Vec<Vec<u8>>,
    objects: u64,
    page: Option<Page>,
}

struct Page {
    splitter: Splitter,
    lines: DeflateEncoder<Vec<u8>>,
    objects: u64,
    meta: Option<wire::ListMeta>,
}

#[derive(Deserialize)]
struct Shell {
    kind: String,
    #[serde(default)]
    metadata: Option<wire::ListMeta>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    items: Option<Vec<IgnoredAny>>,
}

impl PrunedList {
    /// A sink for the list of that resource.
    pub fn new(resource: Resource) -> Self {
        let (api_version, kind) = resource.kind();
        PrunedList { resource, kind, api_version, pages: Vec::new(), objects: 0, page: None }
    }

    /// How many objects it has so far.
    pub fn objects(&self) -> u64 {
        self.objects
    }

    /// Hands on each object, as one line of JSON.
    pub(super) fn for_each(self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        for page in self.pages {
            for line in BufReader::new(DeflateDecoder::new(&*page)).split(b'\n') {
                each(&line?)?;
            }
        }
        Ok(())
    }

    fn unusable(&self, broken: &Broken) -> Error {
        let resource = self.resource.plural();
        let message = format!("the server's list of {resource} makes no sense: {broken}");
        Error::new(ErrorKind::Api, message)
    }
}

impl ListSink for PrunedList {
    fn takes_protobuf(&self) -> bool {
        false
    }

    fn begin(&mut self, protobuf: bool) {
        self.page = (!protobuf).then(|| Page {
            splitter: Splitter::default(),
            lines: DeflateEncoder::new(Vec::new(), Compression::fast()),
            objects: 0,
            meta: None,
        });
    }

    fn chunk(&mut self, bytes: &Bytes) -> Result<(), Error> {
        let (kind, api_version) = (self.kind, self.api_version);
        let Some(Page { splitter, lines, objects, meta }) = &mut self.page else {
            return Err(self.unusable(&Broken::new("it is not JSON")));
        };
        let pushed = splitter.push(bytes, |piece| match piece {
            Piece::Head(_) => Ok(()),
            Piece::Item(item) => {
                let mut item: Value = serde_json::from_slice(item).map_err(garbled)?;
                if let Some(fields) = item.as_object_mut() {
                    fields.insert("apiVersion".to_owned(), api_version.into());
                    fields.insert("kind".to_owned(), kind.into());
                }
                if let Some(kept) = prune(item) {
                    serde_json::to_writer(&mut *lines, &kept).map_err(garbled)?;
                    lines.write_all(b"\n").map_err(|error| Broken::new(error.to_string()))?;
                    *objects += 1;
                }
                Ok(())
            }
            Piece::Object(shell, items) => {
                let shell: Shell = serde_json::from_slice(shell).map_err(garbled)?;
                if shell.kind.strip_suffix("List") != Some(kind) {
                    let why = shell.message.unwrap_or_else(|| format!("it is a {}", shell.kind));
                    return Err(Broken(why));
                }
                if shell.items.map_or(0, |items| items.len()) != items {
                    return Err(Broken::new("its items cannot be told apart"));
                }
                *meta = Some(shell.metadata.unwrap_or_default());
                Ok(())
            }
        });
        pushed.map_err(|broken: Broken| self.unusable(&broken))
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let whole = self.page.take().ok_or_else(|| Broken::new("it ended before it began"));
        let whole = whole.and_then(|page| {
            page.splitter.finish()?;
            let meta = page.meta.ok_or_else(|| Broken::new("it is empty"))?;
            let lines = page.lines.finish().map_err(|error| Broken::new(error.to_string()))?;
            Ok((meta, lines, page.objects))
        });
        let (meta, lines, objects) = whole.map_err(|broken| self.unusable(&broken))?;
        self.pages.push(lines);
        self.objects += objects;
        Ok(meta.into())
    }

    fn restart(&mut self) {
        self.page = None;
        self.pages.clear();
        self.objects = 0;
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err has it")]
fn garbled(error: serde_json::Error) -> Broken {
    Broken::new(error.to_string())
}
