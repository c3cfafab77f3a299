//! Writing snapshots: what is kept of each object, and the file it goes into.
//!
//! docs/snapshots.md says the same to users.

mod keep;
mod kinds;
mod list;
mod output;
mod writer;

pub use list::PrunedList;
pub use output::Output;
pub use writer::SnapshotWriter;

use serde_json::Value;

/// What of an object goes into a snapshot: an allow-list for each kind, so that nothing gets in because
/// nobody thought of it. Environment values, commands, arguments, Secrets' and ConfigMaps' data, field
/// managers and all annotations but the few that the analyses read stay out.
///
/// None for an object of a kind that the analyses do not know. What is kept reads as the whole object does.
pub fn prune(object: Value) -> Option<Value> {
    let kind = kinds::keep(
        object.get("apiVersion").and_then(Value::as_str).unwrap_or_default(),
        object.get("kind").and_then(Value::as_str).unwrap_or_default(),
    )?;
    Some(kind.of(object))
}
