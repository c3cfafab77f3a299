//! Where a DaemonSet is, should be, and is not: a row for each node, counted as the controller counts
//! (`updateDaemonSetStatus`, pkg/controller/daemon/daemon_controller.go), and why.

mod agreement;
mod alone;
mod answer;
mod cover;
mod idle;
mod missing;
mod not_ready;
mod note;
mod pending;
mod preview;
#[cfg(test)]
mod tests;

pub use agreement::Disagreement;
pub use answer::{Counts, Coverage, Row, State, Told};
pub use cover::coverage;
pub use note::{Idle, Note};
pub use preview::{preview, world_before};
