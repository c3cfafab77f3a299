mod amount;
mod details;
mod note;
mod phrase;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::scheduling;
use crate::scheduling::coverage::Told;

pub(super) use note::disagreement;
pub(super) use phrase::{gist, phrase};

/// Why something is as it is: a word that never changes, a phrase that may, and the details as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The token, e.g. `NodeResourcesFit`.
    pub reason: String,
    /// The phrase, e.g. `cpu: requests 2, free 750m of 4`.
    pub message: String,
    /// It is not what blocks now, but what would block next.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// What the phrase says, as data: `resource`, `requested`, `free`, `taint`, …
    #[serde(flatten)]
    pub details: BTreeMap<&'static str, Value>,
}

impl From<&scheduling::Reason> for Reason {
    fn from(reason: &scheduling::Reason) -> Self {
        Reason {
            reason: reason.token().to_owned(),
            message: phrase(reason),
            further: false,
            details: details::details(reason),
        }
    }
}

impl From<&Told> for Reason {
    fn from(told: &Told) -> Self {
        Reason { further: told.further, ..Reason::from(&told.reason) }
    }
}

#[cfg(test)]
mod tests;
