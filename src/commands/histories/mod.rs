//! What `job-history` and `cronjob-history` share: their flags, their watches, their logs.

mod flags;
mod logs;
mod watch;

pub(super) use flags::HistoryFlags;
pub(super) use logs::{Which, print as print_logs};
pub(super) use watch::watch;

use crate::error::Error;
use crate::model::Resource;

/// What an answer about Jobs and CronJobs cannot do without.
pub(super) const ESSENTIAL: &[Resource] = &[Resource::Jobs, Resource::CronJobs, Resource::Pods];

/// An answer, and whether the store has taken what it tells: where it has not, the answer is given first.
pub(super) struct Told<T> {
    pub(super) items: Vec<T>,
    pub(super) kept: Result<(), Error>,
}
