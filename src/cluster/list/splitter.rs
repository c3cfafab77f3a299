use memchr::memchr2;

use super::broken::{Broken, LARGEST_OBJECT};

/// What JSON is cut into.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cluster) enum Piece<'a> {
    /// The items of a list begin: what stands before them, closed so that it is JSON.
    Head(&'a [u8]),
    /// One item of the list.
    Item(&'a [u8]),
    /// An object ends: the object, with the number 0 in the place of each of its items, and how many items
    /// there were.
    Object(&'a [u8], usize),
}

/// Cuts JSON objects, one after the other, into what stands in their top-level `items` and the rest,
/// while their bytes come in. Each piece is still to be parsed: this looks at brackets and strings alone.
#[derive(Debug, Default)]
pub(in crate::cluster) struct Splitter {
    depth: usize,
    string: InString,
    /// The object that is being read, without its items.
    shell: Vec<u8>,
    /// Where in `shell` the last string at the top level begins and ends.
    last_string: (usize, usize),
    /// The key at the top level whose value is being read is `items`.
    under_items: bool,
    /// Inside the list of items, which is at depth 2.
    in_items: bool,
    items: usize,
    /// An item is being read; what of it came with earlier bytes.
    item: Option<Vec<u8>>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum InString {
    #[default]
    No,
    Yes,
    /// Behind a backslash.
    Escaped,
}

impl Splitter {
    /// Takes the next bytes, and hands on the pieces that they complete.
    pub(in crate::cluster) fn push<E: From<Broken>>(
        &mut self,
        bytes: &[u8],
        mut sink: impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut at = 0;
        while at < bytes.len() {
            at += if self.item.is_some() {
                self.item_bytes(&bytes[at..], &mut sink)?
            } else if self.in_items && self.depth == 2 && self.string == InString::No {
                self.between_items(bytes[at], &mut sink)?
            } else {
                self.shell_byte(bytes[at], &mut sink)?
            };
        }
        Ok(())
    }

    /// Whether the last object is whole.
    pub(in crate::cluster) fn finish(&self) -> Result<(), Broken> {
        if self.depth == 0 { Ok(()) } else { Err(Broken::new("it breaks off")) }
    }

    /// Reads on in an item; how many bytes belong to it.
    fn item_bytes<E: From<Broken>>(
        &mut self,
        bytes: &[u8],
        sink: &mut impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let earlier = self.item.as_ref().map_or(0, Vec::len);
        let end = self.end_of_item(bytes);
        let part = &bytes[..end.unwrap_or(bytes.len())];
        if earlier + part.len() > LARGEST_OBJECT {
            return Err(too_large().into());
        }
        if end.is_none() {
            self.item.get_or_insert_default().extend_from_slice(part);
            return Ok(part.len());
        }
        match self.item.take() {
            Some(mut whole) if !whole.is_empty() => {
                whole.extend_from_slice(part);
                sink(Piece::Item(&whole))?;
                whole.clear();
            }
            _ => sink(Piece::Item(part))?,
        }
        self.items += 1;
        self.shell.push(b'0');
        Ok(part.len())
    }

    /// Where in `bytes` the item ends, if it does.
    fn end_of_item(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.string != InString::No {
                at += self.string_bytes(&bytes[at..]);
                continue;
            }
            let scalar = self.depth == 2;
            match bytes[at] {
                b'"' => self.string = InString::Yes,
                b'{' | b'[' => self.depth += 1,
                // A number or a word ends where something else begins, a string with its quote.
                b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' if scalar => return Some(at),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 2 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Reads on in a string; how many bytes belong to it, its closing quote among them.
    fn string_bytes(&mut self, bytes: &[u8]) -> usize {
        if self.string == InString::Escaped {
            self.string = InString::Yes;
            return 1;
        }
        match memchr2(b'"', b'\\', bytes) {
            Some(at) => {
                self.string = if bytes[at] == b'"' { InString::No } else { InString::Escaped };
                at + 1
            }
            None => bytes.len(),
        }
    }

    fn between_items<E: From<Broken>>(
        &mut self,
        byte: u8,
        sink: &mut impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => Ok(1),
            b',' | b']' => self.shell_byte(byte, sink),
            _ => {
                self.item = Some(Vec::new());
                Ok(0)
            }
        }
    }

    fn shell_byte<E: From<Broken>>(
        &mut self,
        byte: u8,
        sink: &mut impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        if self.depth == 0 {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => return Ok(1),
                b'{' => {}
                _ => return Err(Broken::new("it is not a JSON object").into()),
            }
        }
        self.shell.push(byte);
        if self.shell.len() > LARGEST_OBJECT {
            return Err(too_large().into());
        }
        if self.string != InString::No {
            self.string_bytes(&[byte]);
            if self.string == InString::No {
                self.last_string.1 = self.shell.len();
            }
            return Ok(1);
        }
        match byte {
            b'"' => {
                self.string = InString::Yes;
                if self.depth == 1 {
                    self.last_string.0 = self.shell.len() - 1;
                }
            }
            b':' if self.depth == 1 => {
                let (from, to) = self.last_string;
                self.under_items = self.shell.get(from..to) == Some(b"\"items\"");
            }
            b',' if self.depth == 1 => self.under_items = false,
            b'{' | b'[' => {
                self.depth += 1;
                if byte == b'[' && self.depth == 2 && self.under_items {
                    self.in_items = true;
                    self.shell.extend_from_slice(b"]}");
                    sink(Piece::Head(&self.shell))?;
                    self.shell.truncate(self.shell.len() - 2);
                }
            }
            b'}' | b']' => {
                self.depth -= 1;
                self.in_items &= self.depth >= 2;
                if self.depth == 0 {
                    let shell = std::mem::take(&mut self.shell);
                    sink(Piece::Object(&shell, std::mem::take(&mut self.items)))?;
                    *self = Splitter::default();
                }
            }
            _ => {}
        }
        Ok(1)
    }
}

fn too_large() -> Broken {
    Broken::new(format!("an object has more than {} MiB", LARGEST_OBJECT >> 20))
}
