use std::fmt::Display;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::error::{Error, ErrorKind};

/// The file that a snapshot goes into. It appears under its name when it is whole, and not before.
pub struct Output {
    into: Sink,
    /// What it is called until it is whole, and then. None for a device or a pipe.
    names: Option<(PathBuf, PathBuf)>,
}

enum Sink {
    Plain(BufWriter<File>),
    Packed(GzEncoder<BufWriter<File>>),
}

impl Output {
    /// Opens a file for a snapshot, packed if its name ends in `.gz`. It gets the permissions that the
    /// user's umask gives.
    ///
    /// An error (`Output`) means that it cannot be written, or is a symbolic link, which could lead anywhere
    /// in a folder that others write to.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let failed =
            |why: &dyn Display| Error::new(ErrorKind::Output, format!("{}: {why}", path.display()));
        let there = fs::symlink_metadata(path).ok();
        if there.as_ref().is_some_and(fs::Metadata::is_symlink) {
            return Err(failed(&"it is a symbolic link, which is not followed")
                .with_hint("name the file that it leads to"));
        }
        if there.as_ref().is_some_and(fs::Metadata::is_dir) || path.file_name().is_none() {
            return Err(failed(&"it is a folder").with_hint("name a file in it"));
        }
        let (file, names) = if there.is_some_and(|there| !there.is_file()) {
            (OpenOptions::new().write(true).open(path), None)
        } else {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.part", std::process::id()));
            let part = path.with_file_name(name);
            // What is made anew follows no link.
            let file = OpenOptions::new().write(true).create_new(true).open(&part);
            (file, Some((part, path.to_owned())))
        };
        let file = BufWriter::new(file.map_err(|error| failed(&error))?);
        let into = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
            Sink::Packed(GzEncoder::new(file, Compression::default()))
        } else {
            Sink::Plain(file)
        };
        Ok(Output { into, names })
    }

    /// Writes what is left, and gives the file its name.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.into {
            Sink::Plain(file) => file.flush()?,
            Sink::Packed(file) => {
                file.try_finish()?;
                file.get_mut().flush()?;
            }
        }
        if let Some((part, path)) = &self.names {
            fs::rename(part, path)?;
        }
        self.names = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.into {
            Sink::Plain(file) => file.write(bytes),
            Sink::Packed(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.into {
            Sink::Plain(file) => file.flush(),
            Sink::Packed(file) => file.flush(),
        }
    }
}

/// What was not finished leaves nothing behind.
impl Drop for Output {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.names {
            // There is nobody to tell, and nothing to do about it.
            let _ = fs::remove_file(part);
        }
    }
}
