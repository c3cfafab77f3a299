//! Jobs and their attempts for people: a screen for many, the story of one.

mod detail;
mod fleet;
mod tables;

pub use detail::detail;
pub use fleet::fleet;
pub use tables::{csv, wide};

use crate::report::job_history::JobHistory;

/// `2`, or `1/2` where fewer are kept than were made, and how often containers were restarted in them.
fn pods(job: &JobHistory) -> String {
    super::cronjob_history::pods(&job.run)
}
