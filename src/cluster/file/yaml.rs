use std::io::{BufRead, Read};

use crate::cluster::list::{Broken, LARGEST_OBJECT};

/// What YAML is cut into, each with the number of its first line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum YamlPiece<'a> {
    /// One of a document's top-level `items`.
    Item(&'a str, u64),
    /// A document, without its items, and how many of them there were.
    Document(&'a str, u64, usize),
}

/// Cuts YAML into its documents, and lists in it into their items, line by line, so that one object at a
/// time is in memory and one that makes no sense spoils no other.
///
/// Documents end at lines that begin with `---` (as kubectl's `YAMLReader` has it). Items are cut where
/// `items:` is a key at the left margin and its list is written as a block, one dash a line, as all
/// programs write it; items written otherwise stay in the document.
pub(super) fn split(
    reader: &mut dyn BufRead,
    mut sink: impl FnMut(YamlPiece<'_>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let mut cut = Cut::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let limit = LARGEST_OBJECT as u64;
        let mut limited = (&mut *reader).take(limit);
        limited.read_until(b'\n', &mut line).map_err(|error| Broken::new(error.to_string()))?;
        if line.is_empty() {
            break;
        }
        let text = str::from_utf8(&line)
            .map_err(|_| Broken::new(format!("line {number} is not UTF-8")))?;
        cut.line(text, number, &mut sink)?;
        if cut.item.text.len().max(cut.document.text.len()) > LARGEST_OBJECT {
            return Err(Broken::new(format!("an object has more than {} MiB", limit >> 20)));
        }
    }
    cut.end(&mut sink)
}

#[derive(Default)]
struct Cut {
    document: Part,
    item: Part,
    items: usize,
    place: Place,
}

#[derive(Default)]
struct Part {
    text: String,
    line: u64,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Document,
    /// Behind `items:`.
    BeforeItems,
    /// Among items whose dashes stand behind so many spaces.
    Items(usize),
}

impl Cut {
    fn line(
        &mut self,
        line: &str,
        number: u64,
        sink: &mut impl FnMut(YamlPiece<'_>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        if let Some(rest) = marker(line, "---") {
            self.end(sink)?;
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                self.document.push(rest, number);
                self.document.push("\n", number);
            }
            return Ok(());
        }
        if marker(line, "...").is_some() {
            return self.end(sink);
        }
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let content = content.trim_end();
        let blank = content.is_empty() || content.starts_with('#');
        let dash = content == "-" || content.starts_with("- ");
        match self.place {
            Place::Document if line.trim_end() == "items:" => self.place = Place::BeforeItems,
            Place::BeforeItems if blank => {}
            Place::BeforeItems if dash => self.place = Place::Items(indent),
            Place::Items(at) if blank || indent > at || (dash && indent == at) => {}
            _ => {
                self.end_item(sink)?;
                self.place = Place::Document;
            }
        }
        match self.place {
            Place::Items(at) => {
                if dash && indent == at {
                    self.end_item(sink)?;
                    self.item.push(&line[..at], number);
                    self.item.push(" ", number);
                    self.item.push(&line[at + 1..], number);
                } else {
                    self.item.push(line, number);
                }
            }
            _ => self.document.push(line, number),
        }
        Ok(())
    }

    fn end_item(
        &mut self,
        sink: &mut impl FnMut(YamlPiece<'_>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        if !self.item.text.is_empty() {
            self.items += 1;
            sink(YamlPiece::Item(&self.item.text, self.item.line))?;
            self.item.text.clear();
        }
        Ok(())
    }

    fn end(
        &mut self,
        sink: &mut impl FnMut(YamlPiece<'_>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        self.end_item(sink)?;
        let text = &self.document.text;
        let says_something = text.lines().any(|line| {
            let line = line.trim_start();
            !(line.is_empty() || line.starts_with('#') || line.starts_with('%'))
        });
        if says_something {
            sink(YamlPiece::Document(text, self.document.line, self.items))?;
        }
        *self = Cut::default();
        Ok(())
    }
}

impl Part {
    fn push(&mut self, text: &str, line: u64) {
        if self.text.is_empty() {
            self.line = line;
        }
        self.text.push_str(text);
    }
}

/// What stands behind a document marker, if the line begins with it.
fn marker<'a>(line: &'a str, marker: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(marker)?;
    rest.chars().next().is_none_or(char::is_whitespace).then_some(rest)
}
