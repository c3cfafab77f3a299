use std::io::{self, Read};

/// Text in UTF-16, as PowerShell's `>` writes it, read as UTF-8 without its byte order mark. What is not
/// valid becomes U+FFFD.
pub(super) struct Utf16<R> {
    bytes: R,
    endian: Endian,
    /// The second half of a surrogate pair is still to come.
    high: Option<u16>,
    /// UTF-8 that nobody has taken yet.
    ready: Vec<u8>,
    taken: usize,
    at_start: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Endian {
    Little,
    Big,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(bytes: R, endian: Endian) -> Self {
        Utf16 { bytes, endian, high: None, ready: Vec::new(), taken: 0, at_start: true }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut raw = Vec::with_capacity(8192);
        self.bytes.by_ref().take(8192).read_to_end(&mut raw)?;
        let ended = raw.len() < 8192;
        let units = raw.chunks_exact(2).map(|pair| match self.endian {
            Endian::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Endian::Big => u16::from_be_bytes([pair[0], pair[1]]),
        });
        let mut units: Vec<u16> = self.high.take().into_iter().chain(units).collect();
        if !ended && let Some(last @ 0xd800..=0xdbff) = units.last().copied() {
            self.high = Some(last);
            units.pop();
        }
        self.ready.clear();
        self.taken = 0;
        for unit in char::decode_utf16(units) {
            let character = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
            if !(self.at_start && character == '\u{feff}') {
                self.ready.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            self.at_start = false;
        }
        if ended && raw.len() % 2 == 1 {
            self.ready.extend_from_slice("\u{fffd}".as_bytes());
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.ready.len() {
            self.refill()?;
        }
        let ready = &self.ready[self.taken..];
        let now = ready.len().min(into.len());
        into[..now].copy_from_slice(&ready[..now]);
        self.taken += now;
        Ok(now)
    }
}
