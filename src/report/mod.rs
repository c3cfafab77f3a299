//! The answers, as machines read them: stable, versioned, serializable.
//!
//! The contract: camelCase, enums in CamelCase words, times in RFC 3339, durations in seconds, lists always
//! lists and sorted; fields are added, never repurposed. docs/output.md shows an example of each.

pub mod cronjob_history;
mod cronjob_warning;
pub mod ds_coverage;
pub mod ds_diagnose;
pub mod ds_summary;
mod envelope;
pub mod job_history;
pub mod job_wait;
mod reason;
pub mod run;
mod schedule_words;

pub use envelope::{API_VERSION, Envelope, UnreadResource};
pub use reason::Reason;
