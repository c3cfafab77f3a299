use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// Why something is as it is: a word that never changes, a phrase that may, and the details as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The token, e.g. `NodeResourcesFit`.
    pub reason: String,
    /// The phrase, e.g. `Insufficient cpu: requests 2, free 750m of 4`.
    pub message: String,
    /// It is not what blocks now, but what would block next.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// What the phrase says, as data: `resource`, `requested`, `free`, `taint`, …
    #[serde(flatten)]
    pub details: BTreeMap<&'static str, Value>,
}
