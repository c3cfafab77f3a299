//! Whether the scheduler could bind a Pod to a node, filter by filter (pkg/scheduler/framework/plugins).
//!
//! The default profile of Kubernetes 1.36 is taken for granted: profiles, extenders and scheduler
//! arguments cannot be seen from outside. What a filter would have to look at and is not known here
//! becomes an [`Unjudged`] beside the verdict, never a guess.

mod filters;
mod inter_pod_affinity;
mod message;
mod node_resources;
mod nodes;
mod ports;
pub(super) mod requests;
mod scene;
mod told;
mod topology_spread;
mod unjudged;
mod verdict;
mod volume_binding;
mod volume_limits;
mod volumes;

pub use filters::{Filters, Incoming};
pub use told::Told;
pub use unjudged::{Lacking, Unjudged};
pub use verdict::{Verdict, verdict};

pub(super) use scene::Scenes;

#[cfg(test)]
mod tests;
