use super::evidence::Evidence;
use super::run::{KnownBy, Run, RunOutcome};
use crate::model::{ConcurrencyPolicy, CronJob, Resource, Time};

/// Up to which due time a run may have been and be gone: what is later and has no Job was never started.
///
/// The CronJob controller deletes the oldest finished Jobs beyond each history limit
/// (`cleanupFinishedJobs`), the TTL controller what finished long ago, and Replace what still runs. Hands
/// may delete Jobs too, which nothing tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Horizon(Option<Time>);

impl Horizon {
    pub(super) fn of(cron_job: &CronJob, runs: &[Run], evidence: &Evidence<'_>, now: Time) -> Self {
        let everything = Horizon(cron_job.last_schedule_time.or(Some(now)));
        if !evidence.knows(Resource::Jobs, cron_job)
            || cron_job.concurrency == ConcurrencyPolicy::Replace
        {
            return everything;
        }
        let of = |outcome, limit: Option<i32>| {
            let Some(limit) = limit else { return Horizon(None) };
            let kept =
                || runs.iter().filter(|run| run.known_by == KnownBy::Job && run.outcome == outcome);
            let limit = usize::try_from(limit).unwrap_or(0);
            match kept().filter_map(Run::at).min() {
                _ if limit == 0 => everything,
                Some(oldest) if kept().count() >= limit => Horizon(Some(oldest)),
                _ => Horizon(None),
            }
        };
        let ttl = cron_job.ttl_seconds_after_finished.and_then(|seconds| {
            now.checked_sub(jiff::SignedDuration::from_secs(seconds.max(0).into())).ok()
        });
        let complete = of(RunOutcome::Complete, cron_job.successful_history_limit);
        let failed = of(RunOutcome::Failed, cron_job.failed_history_limit);
        Horizon(complete.0.max(failed.0).max(ttl))
    }

    /// Whether a run that was due then may have been, and be gone.
    pub(super) fn may_hide(self, due: Time) -> bool {
        self.0.is_some_and(|horizon| due <= horizon)
    }
}
