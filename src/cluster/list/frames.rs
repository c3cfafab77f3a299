use bytes::{Buf, Bytes};

use super::broken::{Broken, LARGEST_OBJECT};

/// What a list in protobuf is cut into.
#[derive(Debug, Clone)]
pub(super) enum Frame {
    /// `runtime.TypeMeta`: what the body says that it is.
    TypeMeta(Bytes),
    /// `metav1.ListMeta`.
    Metadata(Bytes),
    /// One object.
    Item(Bytes),
}

/// Cuts a list in protobuf into its objects while its bytes come in.
///
/// The body is the magic `k8s\0` and a `runtime.Unknown` (k8s.io/apimachinery/pkg/runtime/serializer/protobuf)
/// whose field `raw` holds the list: `metadata` in field 1, `items` in field 2.
#[derive(Debug)]
pub(super) struct Frames {
    place: Place,
    /// The beginning of something that has not come in whole.
    pending: Vec<u8>,
    /// How many bytes of a field that nobody needs are still to come.
    skip: u64,
    seen_list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Magic,
    /// Between the fields of `runtime.Unknown`.
    Envelope,
    /// Between the fields of the list, of which so many bytes are still to come.
    List(u64),
}

const MAGIC: &[u8] = b"k8s\0";

/// The first whole thing of some bytes.
enum Token {
    /// It takes at least that many bytes.
    Incomplete(usize),
    Magic,
    /// The list begins, of that length.
    List {
        header: usize,
        length: u64,
    },
    /// A field that nobody needs.
    Other {
        header: usize,
        body: u64,
    },
    Frame {
        header: usize,
        whole: usize,
        frame: fn(Bytes) -> Frame,
    },
}

impl Frames {
    pub(super) fn new() -> Self {
        Frames { place: Place::Magic, pending: Vec::new(), skip: 0, seen_list: false }
    }

    /// Takes the next bytes, and hands on what they complete.
    pub(super) fn push(
        &mut self,
        bytes: &Bytes,
        mut sink: impl FnMut(Frame) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let mut bytes = bytes.clone();
        while !bytes.is_empty() {
            if self.skip > 0 {
                let now = usize::try_from(self.skip).unwrap_or(usize::MAX).min(bytes.len());
                bytes.advance(now);
                self.skip -= now as u64;
                continue;
            }
            if self.pending.is_empty() {
                let used = self.take(&bytes, &mut sink)?;
                if used == 0 {
                    self.pending.extend_from_slice(&bytes);
                    return Ok(());
                }
                bytes.advance(used);
                continue;
            }
            if let Token::Incomplete(wanted) = self.token(&self.pending)? {
                let missing = wanted - self.pending.len();
                let now = bytes.split_to(missing.min(bytes.len()));
                self.pending.extend_from_slice(&now);
            }
            if !matches!(self.token(&self.pending)?, Token::Incomplete(_)) {
                let whole = std::mem::take(&mut self.pending).into();
                self.take(&whole, &mut sink)?;
            }
        }
        Ok(())
    }

    /// Whether the list is whole.
    pub(super) fn finish(&self) -> Result<(), Broken> {
        let between = self.place == Place::Envelope && self.pending.is_empty() && self.skip == 0;
        if between && self.seen_list { Ok(()) } else { Err(Broken::new("it breaks off")) }
    }

    /// Handles the first whole thing of `bytes`; how many bytes it took, 0 if there is none.
    fn take(
        &mut self,
        bytes: &Bytes,
        sink: &mut impl FnMut(Frame) -> Result<(), Broken>,
    ) -> Result<usize, Broken> {
        match self.token(bytes)? {
            Token::Incomplete(_) => Ok(0),
            Token::Magic => {
                self.place = Place::Envelope;
                Ok(MAGIC.len())
            }
            Token::List { header, length } => {
                if self.seen_list {
                    return Err(Broken::new("it holds two lists"));
                }
                self.seen_list = true;
                self.place = if length == 0 { Place::Envelope } else { Place::List(length) };
                Ok(header)
            }
            Token::Other { header, body } => {
                self.advance((header as u64).saturating_add(body))?;
                self.skip = body;
                Ok(header)
            }
            Token::Frame { header, whole, frame } => {
                self.advance(whole as u64)?;
                sink(frame(bytes.slice(header..whole)))?;
                Ok(whole)
            }
        }
    }

    fn advance(&mut self, by: u64) -> Result<(), Broken> {
        if let Place::List(left) = self.place {
            let left = left
                .checked_sub(by)
                .ok_or_else(|| Broken::new("an object reaches beyond the end of the list"))?;
            self.place = if left == 0 { Place::Envelope } else { Place::List(left) };
        }
        Ok(())
    }

    fn token(&self, bytes: &[u8]) -> Result<Token, Broken> {
        if self.place == Place::Magic {
            let same = bytes.iter().zip(MAGIC).all(|(own, magic)| own == magic);
            return match (same, bytes.len() < MAGIC.len()) {
                (false, _) => Err(Broken::new("it is not Kubernetes' protobuf")),
                (true, true) => Ok(Token::Incomplete(MAGIC.len())),
                (true, false) => Ok(Token::Magic),
            };
        }
        let more = Token::Incomplete(bytes.len() + 1);
        let Some((key, key_length)) = varint(bytes)? else { return Ok(more) };
        let (number, wire_type) = (key >> 3, key & 7);
        let (header, body) = match wire_type {
            0 => match varint(&bytes[key_length..])? {
                // Whole by now, however it came in: nothing of it is still to come.
                Some((_, length)) => (key_length + length, 0),
                None => return Ok(more),
            },
            1 => (key_length, 8),
            2 => match varint(&bytes[key_length..])? {
                Some((length, header)) => (key_length + header, length),
                None => return Ok(more),
            },
            5 => (key_length, 4),
            _ => return Err(Broken::new(format!("a field has the impossible type {wire_type}"))),
        };
        let in_list = self.place != Place::Envelope;
        let wanted = wire_type == 2 && matches!((in_list, number), (false, 1) | (true, 1 | 2));
        if !wanted {
            return Ok(match (in_list, number, wire_type) {
                (false, 2, 2) => Token::List { header, length: body },
                _ => Token::Other { header, body },
            });
        }
        let body = usize::try_from(body).unwrap_or(usize::MAX);
        if body > LARGEST_OBJECT {
            return Err(Broken::new(format!("an object claims to have {body} bytes")));
        }
        let whole = header + body;
        if bytes.len() < whole {
            return Ok(Token::Incomplete(whole));
        }
        let frame = match (in_list, number) {
            (false, _) => Frame::TypeMeta,
            (true, 1) => Frame::Metadata,
            (true, _) => Frame::Item,
        };
        Ok(Token::Frame { header, whole, frame })
    }
}

/// The varint at the start of `bytes` and its length; None if it is not all there.
fn varint(bytes: &[u8]) -> Result<Option<(u64, usize)>, Broken> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * at).min(63);
        if byte & 0x80 == 0 {
            return Ok(Some((value, at + 1)));
        }
    }
    if bytes.len() >= 10 { Err(Broken::new("a number does not end")) } else { Ok(None) }
}
