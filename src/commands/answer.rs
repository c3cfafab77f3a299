//! Answers in the formats that do not depend on what is answered.

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::render::jsonpath::Path;
use crate::render::{Format, json, sort_by, yaml};

/// The envelope as JSON, YAML, or through a JSONPath template.
pub(super) fn for_machines(format: &Format, envelope: &impl Serialize) -> Result<String, Error> {
    match format {
        Format::Yaml => yaml(envelope).map_err(|why| failed(&why)),
        Format::JsonPath(template) => {
            let data = serde_json::to_value(envelope).map_err(|why| failed(&why))?;
            template.print(&data).map_err(|why| {
                Error::new(ErrorKind::Usage, format!("error executing jsonpath: {why}"))
            })
        }
        _ => json(envelope).map_err(|why| failed(&why)),
    }
}

/// `daemonset.apps/x`, a line each, as kubectl names them; `kind` is what stands before the slash.
pub(super) fn names<'n>(kind: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().flat_map(|name| [kind, "/", name, "\n"]).collect()
}

/// The items in the order that `--sort-by` asks for.
pub(super) fn sorted<T: Serialize>(
    mut items: Vec<T>,
    path: Option<&Path>,
) -> Result<Vec<T>, Error> {
    if let Some(path) = path {
        sort_by(&mut items, path).map_err(|why| Error::new(ErrorKind::Usage, why))?;
    }
    Ok(items)
}

pub(super) fn failed(why: &impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Output, format!("writing the answer: {why}"))
}
