use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal, Read};

use flate2::read::MultiGzDecoder;

use super::utf16::{Endian, Utf16};
use super::{HINT, Input, name};
use crate::error::{Error, ErrorKind};

/// How many bytes a file may hold once it is unpacked: a gzip bomb must end somewhere.
const LARGEST_FILE: u64 = 4 << 30;
const BUFFER: usize = 128 << 10;

/// What archives and other formats begin with.
const OTHER_FORMATS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "a zip archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"k8s\0", "Kubernetes' protobuf"),
];

/// Opens a file, or stdin. The outer error says that it cannot be opened, the inner one that what is in it
/// cannot be text.
pub(super) fn open(input: &Input) -> Result<io::Result<Box<dyn BufRead>>, Error> {
    match input {
        Input::Stdin if io::stdin().is_terminal() => {
            let message = "stdin is a terminal: there is nothing to read from it";
            Err(Error::new(ErrorKind::File, message).with_hint(HINT))
        }
        Input::Stdin => Ok(decoded(io::stdin())),
        Input::Path(path) => match File::open(path) {
            Ok(file) => Ok(decoded(file)),
            Err(error) => {
                let why = match error.kind() {
                    io::ErrorKind::NotFound => "no such file or directory".to_owned(),
                    io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
                    _ => error.to_string(),
                };
                let message = format!("open {}: {why}", name(input));
                Err(Error::new(ErrorKind::File, message).with_hint(HINT))
            }
        },
    }
}

/// The text in `bytes` as UTF-8: unpacked if it is gzip, without a byte order mark.
pub(super) fn decoded<'a>(bytes: impl Read + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    let (start, bytes) = peek(bytes)?;
    if start.is_empty() {
        return Err(invalid("it is empty"));
    }
    let packed = start.starts_with(&[0x1f, 0x8b]);
    let (start, bytes): (Vec<u8>, Box<dyn Read + 'a>) = if packed {
        let (start, bytes) = peek(MultiGzDecoder::new(bytes))?;
        (start, Box::new(bytes))
    } else {
        (start, Box::new(bytes))
    };
    let bytes = Limited { bytes, left: LARGEST_FILE };
    if let Some((_, what)) = OTHER_FORMATS.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(invalid(format!("it is {what}, not JSON or YAML")));
    }
    let utf16 = match start.as_slice() {
        [0xff, 0xfe, ..] | [_, 0, _, 0, ..] => Some(Endian::Little),
        [0xfe, 0xff, ..] | [0, _, 0, _, ..] => Some(Endian::Big),
        _ => None,
    };
    if let Some(endian) = utf16 {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, Utf16::new(bytes, endian))));
    }
    let mut reader = BufReader::with_capacity(BUFFER, bytes);
    if start.starts_with("\u{feff}".as_bytes()) {
        reader.read_exact(&mut [0; 3])?;
    }
    if reader.fill_buf()?.contains(&0) {
        return Err(invalid("it is binary, not JSON or YAML"));
    }
    Ok(Box::new(reader))
}

/// The first bytes, and all of them again.
fn peek<'a>(mut bytes: impl Read + 'a) -> io::Result<(Vec<u8>, impl Read + 'a)> {
    let mut start = Vec::new();
    bytes.by_ref().take(8).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(bytes)))
}

/// Bytes that must come to an end.
struct Limited<R> {
    bytes: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            invalid(format!("it unpacks to more than {} GiB", LARGEST_FILE >> 30))
        })?;
        Ok(read)
    }
}

fn invalid(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}
