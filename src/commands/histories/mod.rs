//! What `job-history` and `cronjob-history` share: their flags, their formats, their logs.

mod flags;
mod logs;
mod output;

pub(super) use flags::HistoryFlags;
pub(super) use logs::{Which, print as print_logs};
pub(super) use output::{Answer, is_partial, watched};
