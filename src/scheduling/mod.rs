//! What the DaemonSet controller and the scheduler would do, rule by rule.
//!
//! Everything here is a pure function of the [`model`](crate::model): no client, clock, file or terminal.
//! Each rule names the upstream function that it mirrors, in Kubernetes 1.36 unless said otherwise. What
//! is not known is a value, never an error.

pub mod admission;
pub mod availability;
pub mod coverage;
pub mod diagnosis;
pub mod eligibility;
pub mod fit;
#[cfg(test)]
mod given;
mod label_syntax;
pub mod membership;
pub mod node_affinity;
pub mod preemption;
mod reason;
pub mod revision;
pub mod selectors;
pub mod taints;
mod world;

pub use reason::{
    AffinityRule, ContainerTrouble, PodRef, Reason, RequirementMismatch, TermMismatch,
    VolumeProblem,
};
pub use world::World;
