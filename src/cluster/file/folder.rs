use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{HINT, display};
use crate::error::{Error, ErrorKind};

/// The files of a folder that can hold objects, in the order of their paths.
pub(super) struct Folder {
    pub(super) files: Vec<PathBuf>,
    /// `kubectl cluster-info dump --output-directory` wrote it.
    pub(super) is_dump: bool,
}

/// How deep folders are followed.
const DEEPEST: usize = 16;

/// Finds the `.json`, `.yaml` and `.yml` files of a folder and the folders in it, packed or not. All
/// others are passed over: a dump has the logs of every Pod.
pub(super) fn files(folder: &Path) -> Result<Folder, Error> {
    let mut files = Vec::new();
    collect(folder, 0, &mut files).map_err(|error| {
        Error::new(ErrorKind::File, format!("{}: {error}", display(folder))).with_hint(HINT)
    })?;
    files.sort();
    if files.is_empty() {
        let message = format!("{}: it holds no .json or .yaml file", display(folder));
        return Err(Error::new(ErrorKind::File, message).with_hint(HINT));
    }
    let is_dump = files.iter().any(|file| {
        let at_top = file.parent() == Some(folder);
        at_top && file.file_stem().is_some_and(|stem| stem == "nodes")
    });
    Ok(Folder { files, is_dump })
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            if depth < DEEPEST {
                collect(&path, depth + 1, files)?;
            }
        } else if can_hold_objects(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn can_hold_objects(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".json", ".yaml", ".yml", ".ndjson"].iter().any(|ending| name.ends_with(ending))
}
