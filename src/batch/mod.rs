//! What Jobs and CronJobs do, and did: pure rules over the model, as the Job controller follows them.

mod attempts;
mod backoff;
#[cfg(test)]
pub(crate) mod examples;
mod indexes;
mod outcome;
mod progress;
mod stuck;
mod waiting;

pub use attempts::{Attempt, AttemptOutcome, Failure, completion_index, failure};
pub use backoff::next_attempt_at;
pub use indexes::Indexes;
pub use outcome::{Decision, Outcome, Verdict, failing_attempts, named_container};
pub use progress::{JobState, Progress, Suspension};
pub use stuck::{Stuck, StuckReason, stuck_job, stuck_pod};
pub use waiting::{Change, Rules, Told, Wait, Watched};
