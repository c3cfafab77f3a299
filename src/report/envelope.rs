use serde::Serialize;

use crate::model::{Snapshot, Time, Unread};

/// The version of every answer's shape.
pub const API_VERSION: &str = "workloads.kubectl/v1alpha1";

/// What every answer comes in, whatever it answers.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<T> {
    pub api_version: &'static str,
    /// `…List`
    pub kind: &'static str,
    /// The moment the answer is about. Null where a file holds no time.
    pub taken_at: Option<Time>,
    pub items: Vec<T>,
    pub unread: Vec<UnreadResource>,
}

/// A resource that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadResource {
    /// The plural, e.g. `persistentvolumeclaims`.
    pub resource: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    pub message: String,
}

impl<T> Envelope<T> {
    /// Wraps `items`, which are sorted already, with the time and the gaps of the snapshot they come from.
    pub fn new(kind: &'static str, snapshot: &Snapshot, items: Vec<T>) -> Self {
        Envelope {
            api_version: API_VERSION,
            kind,
            taken_at: snapshot.now(),
            items,
            unread: snapshot.unread.iter().map(UnreadResource::from).collect(),
        }
    }
}

impl From<&Unread> for UnreadResource {
    fn from(unread: &Unread) -> Self {
        UnreadResource {
            resource: unread.resource.plural(),
            namespace: unread.namespace.as_deref().map(str::to_owned),
            message: unread.message.clone(),
        }
    }
}
