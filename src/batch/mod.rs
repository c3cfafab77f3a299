//! What Jobs and CronJobs do, and did: pure rules over the [`model`](crate::model), as their controllers
//! follow them.
//!
//! Schedules are read as the CronJob controller reads them (robfig/cron v3.0.1), and each rule names the
//! upstream function that it mirrors, in Kubernetes 1.36 unless said otherwise.

mod attempts;
mod backoff;
mod clock;
mod due;
mod every;
mod evidence;
#[cfg(test)]
pub(crate) mod examples;
mod fields;
mod groups;
mod history;
mod horizon;
mod indexes;
mod outcome;
mod progress;
mod run;
mod schedule;
mod search;
mod statistics;
mod stuck;
mod symptoms;
mod timeline;
mod traces;
mod waiting;
mod warnings;
mod zone;

pub use attempts::{Attempt, AttemptOutcome, Failure, completion_index, failure};
pub use backoff::next_attempt_at;
pub use clock::{ClockChange, clock_changes};
pub use due::{
    Due, LISTED, Missed, NextRun, NoInterval, due, due_times, job_name, next_due, next_run,
};
pub use evidence::Evidence;
pub use fields::{Field, Fields};
pub use groups::{Group, groups};
pub use history::{Cause, History, MissedRun, Slot};
pub use indexes::Indexes;
pub use outcome::{Decision, Outcome, Verdict, failing_attempts, named_container};
pub use progress::{JobState, Progress, Suspension};
pub use run::{KnownBy, Run, RunFailure, RunOutcome, Trigger};
pub use schedule::{InvalidSchedule, Schedule, Timing};
pub use statistics::{Rate, Statistics, Streak};
pub use stuck::{Stuck, StuckReason, stuck_job, stuck_pod};
pub use waiting::{Change, Rules, Told, Wait, Watched};
pub use warnings::{Health, Warning, health, warnings};
pub use zone::Zone;
