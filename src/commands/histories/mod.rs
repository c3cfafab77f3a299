//! What `job-history` and `cronjob-history` share: their flags, their way to an answer, their watches, their logs.

mod flags;
mod flow;
mod logs;
mod watch;

pub(super) use flags::HistoryFlags;
pub(super) use flow::{HistoryCommand, Told, run};
use logs::{Which, print as print_logs};
use watch::watch;

use crate::model::Resource;

/// What an answer about Jobs and CronJobs cannot do without.
const ESSENTIAL: &[Resource] = &[Resource::Jobs, Resource::CronJobs, Resource::Pods];
