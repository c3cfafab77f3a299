//! Why daemon Pods are absent, Pending or not ready: one finding for each cause, ranked, with the nodes it
//! concerns, what shows it, and what would help.

mod common;
mod create_failure;
mod diagnose;
mod evidence;
mod finding;
mod near_miss;
mod occupants;
mod pod_events;
mod purpose;
mod remedy;

pub use create_failure::CreateFailure;
pub use diagnose::diagnose;
pub use finding::{Cause, Diagnosis, Evidence, Finding, Place, Severity};
pub use near_miss::NearMiss;
pub use occupants::Occupants;
pub use pod_events::PodEvents;
pub use purpose::Purpose;
pub use remedy::{AddedBy, Remedy};
