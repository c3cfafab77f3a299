use std::time::Duration;

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::model::{Resource, Snapshot, UnreadCause};
use crate::render::{Format, json, sort_by, yaml};
use crate::report::Envelope;

/// How often a watched answer is looked at again.
const PACE: Duration = Duration::from_secs(2);

/// Items of an answer, on their way to text.
pub(in crate::commands) struct Answer<'a, T> {
    pub(in crate::commands) kind: &'static str,
    pub(in crate::commands) snapshot: &'a Snapshot,
    pub(in crate::commands) items: Vec<T>,
}

impl<T: Serialize> Answer<'_, T> {
    /// Sorted by `--sort-by`, if that is given.
    pub(in crate::commands) fn sorted(
        mut self,
        by: Option<&crate::render::jsonpath::Path>,
    ) -> Result<Self, Error> {
        if let Some(path) = by {
            sort_by(&mut self.items, path).map_err(|why| Error::new(ErrorKind::Usage, why))?;
        }
        Ok(self)
    }

    /// The text in a format for machines; None where `format` is not one that every answer has.
    pub(in crate::commands) fn for_machines(
        &self,
        format: &Format,
    ) -> Result<Option<String>, Error> {
        let envelope = || Envelope::new(self.kind, self.snapshot, self.items.iter().collect());
        Ok(Some(match format {
            Format::Json => json(&envelope()).map_err(|why| unprintable(&why))?,
            Format::Yaml => yaml(&envelope()).map_err(|why| unprintable(&why))?,
            Format::JsonPath(template) => {
                let data = serde_json::to_value(envelope()).map_err(|why| unprintable(&why))?;
                template.print(&data).map_err(|why| {
                    Error::new(ErrorKind::Usage, format!("error executing jsonpath: {why}"))
                })?
            }
            _ => return Ok(None),
        }))
    }
}

pub(in crate::commands) fn unprintable(why: &impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Output, format!("writing the answer: {why}"))
}

/// Whether what the answer is about could not be read in full.
pub(in crate::commands) fn is_partial(snapshot: &Snapshot) -> bool {
    snapshot.unread.iter().any(|unread| {
        matches!(unread.resource, Resource::Jobs | Resource::CronJobs | Resource::Pods)
            && !matches!(unread.cause, UnreadCause::Malformed | UnreadCause::Partial)
    })
}

/// Waits until it is time to look again.
pub(in crate::commands) async fn watched() {
    tokio::time::sleep(PACE).await;
}
