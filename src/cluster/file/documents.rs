use std::io::BufRead;

use super::text::{Kind, ListShell, OwnedText, Text};
use super::yaml::{self, YamlPiece};
use crate::cluster::list::{Broken, Piece, Splitter};

/// Receives the objects of a file.
pub(super) trait Sink {
    /// An object of that kind. An error means that it is not well-formed.
    fn object(&mut self, kind: &Kind, text: Text<'_>) -> Result<(), Broken>;

    /// Something that does not say what it is.
    fn unnamed(&mut self, why: &str);

    /// A list ended; what it says of itself.
    fn list(&mut self, shell: ListShell) -> Result<(), Broken>;
}

/// Reads all objects of a file, JSON or YAML; how many documents it has.
///
/// An error means that the file breaks off or is neither.
pub(super) fn documents(reader: &mut dyn BufRead, sink: &mut dyn Sink) -> Result<u64, Broken> {
    let mut documents = Documents { sink, head: None, untold: Vec::new(), objects: 0, ended: 0 };
    if is_json(reader)? {
        json(reader, &mut documents)?;
    } else {
        yaml::split(reader, |piece| match piece {
            YamlPiece::Item(text, line) => documents.item(Text::Yaml { text, line }),
            YamlPiece::Document(text, _, 0) if text.trim_start().starts_with('{') => {
                json(&mut text.as_bytes(), &mut documents)
            }
            YamlPiece::Document(text, line, items) => {
                documents.document(Text::Yaml { text, line }, items, false)
            }
        })?;
    }
    Ok(documents.ended)
}

/// Whether the first byte that says something is that of a JSON object.
fn is_json(reader: &mut dyn BufRead) -> Result<bool, Broken> {
    loop {
        let bytes = reader.fill_buf().map_err(|error| Broken::new(error.to_string()))?;
        let length = bytes.len();
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(byte) => return Ok(*byte == b'{'),
            None if length == 0 => return Ok(false),
            None => reader.consume(length),
        }
    }
}

fn json(reader: &mut dyn BufRead, documents: &mut Documents<'_>) -> Result<(), Broken> {
    let mut splitter = Splitter::default();
    loop {
        let bytes = reader.fill_buf().map_err(|error| Broken::new(error.to_string()))?;
        if bytes.is_empty() {
            return splitter.finish();
        }
        splitter.push(bytes, |piece| match piece {
            Piece::Head(head) => {
                documents.head = Text::Json(head).kind()?;
                Ok(())
            }
            Piece::Item(bytes) => documents.item(Text::Json(bytes)),
            Piece::Object(bytes, items) => documents.document(Text::Json(bytes), items, true),
        })?;
        let length = bytes.len();
        reader.consume(length);
    }
}

struct Documents<'a> {
    sink: &'a mut dyn Sink,
    /// What the list says that it is, as far as it has said so before its items.
    head: Option<Kind>,
    /// Items that do not say themselves what they are, in a list that has not said so yet.
    untold: Vec<OwnedText>,
    /// Items of this list so far.
    objects: u64,
    ended: u64,
}

impl Documents<'_> {
    fn item(&mut self, text: Text<'_>) -> Result<(), Broken> {
        self.objects += 1;
        let place = |broken: Broken| Broken::new(format!("item {}: {broken}", self.objects));
        match text.kind().map_err(place)? {
            None => self.sink.unnamed(&format!("item {} is not an object", self.objects)),
            Some(Kind { kind: None, .. }) => match self.head.as_ref().map(of_items) {
                Some(Some(kind)) => self.sink.object(&kind, text).map_err(place)?,
                Some(None) if self.head.as_ref().is_some_and(|head| head.kind.is_some()) => {
                    self.sink.unnamed(&format!("item {} has no kind", self.objects));
                }
                _ => self.untold.push(text.to_owned()),
            },
            Some(kind) => self.sink.object(&kind, text).map_err(place)?,
        }
        Ok(())
    }

    /// A document ended. `replaced`: where there were items, something stands in their place.
    fn document(&mut self, text: Text<'_>, items: usize, replaced: bool) -> Result<(), Broken> {
        self.ended += 1;
        let (kind, untold) = (text.kind()?, std::mem::take(&mut self.untold));
        (self.head, self.objects) = (None, 0);
        let Some(kind) = kind else {
            self.sink.unnamed("a document is not an object");
            return Ok(());
        };
        let is_list = kind.kind.as_deref().is_some_and(|kind| kind.ends_with("List"));
        if !is_list && items == 0 {
            match kind.kind {
                Some(_) => self.sink.object(&kind, text)?,
                None => self.sink.unnamed("an object has no kind"),
            }
            return Ok(());
        }
        if !is_list {
            return Err(Broken::new(
                "it has items but does not say that it is a list: it may break off",
            ));
        }
        for item in untold {
            match of_items(&kind) {
                Some(kind) => self.sink.object(&kind, item.borrow())?,
                None => self.sink.unnamed("an item has no kind"),
            }
        }
        let shell = text.list_shell()?;
        let left = shell.items.as_ref().map_or(0, Vec::len);
        if left != if replaced { items } else { 0 } {
            return Err(Broken::new("the items of a list cannot be told apart"));
        }
        self.sink.list(shell)
    }
}

/// What the items of a typed list are: a `PodList` holds Pods.
fn of_items(list: &Kind) -> Option<Kind> {
    let kind = list.kind.as_deref()?.strip_suffix("List").filter(|kind| !kind.is_empty())?;
    Some(Kind { api_version: list.api_version.clone(), kind: Some(kind.to_owned()) })
}
