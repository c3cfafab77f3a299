use super::history::{History, Slot};
use super::run::{Run, RunOutcome};
use crate::model::{CronJob, Time};

/// How a CronJob's runs have gone, as far as that can be said without being misled by what is kept: history
/// limits keep three successes and one failure, whatever happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Of the latest due times without a gap in what is known of them.
    pub rate: Rate,
    pub streak: Streak,
    /// The last finished run was successful, and the one before failed.
    pub recovered: bool,
    /// The median and the 95th percentile of successful runs, in seconds (nearest rank).
    pub p50: Option<i64>,
    pub p95: Option<i64>,
    /// Of so many runs.
    pub samples: usize,
    /// The shortest time between the latest due times, in seconds.
    pub interval: Option<i64>,
}

/// Successes among the runs since a time from which on every due time is accounted for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rate {
    pub succeeded: usize,
    pub finished: usize,
    /// The oldest of them. None where there is none.
    pub since: Option<Time>,
    /// They are all that the CronJob ever had.
    pub everything: bool,
}

/// How often it failed in a row, up to the last finished run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Streak {
    pub failures: usize,
    /// Older runs that are not known may have failed too.
    pub at_least: bool,
}

impl Statistics {
    pub(super) fn of(cron_job: &CronJob, history: &History) -> Self {
        let runs = &history.runs;
        let mut seconds: Vec<i64> = runs
            .iter()
            .filter(|run| run.outcome == RunOutcome::Complete)
            .filter_map(|run| run.seconds(None))
            .collect();
        seconds.sort_unstable();
        let mut finished = runs.iter().filter(|run| run.is_finished());
        let last = finished.next().map(|run| run.outcome);
        let before = finished.next().map(|run| run.outcome);
        let recent = history.recent.windows(2).map(|two| two[1].as_second() - two[0].as_second());
        Statistics {
            rate: rate(cron_job, history),
            streak: streak(cron_job, history),
            recovered: last == Some(RunOutcome::Complete) && before == Some(RunOutcome::Failed),
            p50: percentile(&seconds, 50),
            p95: percentile(&seconds, 95),
            samples: seconds.len(),
            interval: recent.min(),
        }
    }

    /// What a run usually takes at most, where enough are known to say so.
    pub fn usual(&self) -> Option<i64> {
        self.p95.filter(|_| self.samples >= 3)
    }
}

/// Whether the slots reach back to the first due time that the CronJob ever had, under one schedule.
fn reaches_back(cron_job: &CronJob, history: &History) -> bool {
    let (Ok(schedule), Some(created)) = (&history.schedule, cron_job.meta.created_at()) else {
        return false;
    };
    let oldest = history.slots.iter().rev().find_map(|slot| history.due_of(slot));
    cron_job.generation == 1
        && !history.longer
        && oldest.is_none_or(|oldest| schedule.next(created).is_none_or(|first| oldest <= first))
        && (oldest.is_some() || cron_job.last_schedule_time.is_none())
}

fn rate(cron_job: &CronJob, history: &History) -> Rate {
    let mut rate = Rate { everything: reaches_back(cron_job, history), ..Rate::default() };
    for slot in &history.slots {
        match slot {
            Slot::Run(at) => match history.runs[*at].outcome {
                RunOutcome::Unknown => {
                    rate.everything = false;
                    break;
                }
                outcome @ (RunOutcome::Complete | RunOutcome::Failed) => {
                    rate.finished += 1;
                    rate.succeeded += usize::from(outcome == RunOutcome::Complete);
                    rate.since = history.runs[*at].at();
                }
                RunOutcome::Running | RunOutcome::Suspended | RunOutcome::Replaced => {}
            },
            Slot::NotKept(_) => {
                rate.everything = false;
                break;
            }
            Slot::Missed(_) | Slot::Waiting(_) => {}
        }
    }
    rate
}

fn streak(cron_job: &CronJob, history: &History) -> Streak {
    let mut failures = 0;
    for slot in &history.slots {
        match slot {
            Slot::Run(at) => match history.runs[*at].outcome {
                RunOutcome::Failed => failures += 1,
                RunOutcome::Complete => return Streak { failures, at_least: false },
                RunOutcome::Unknown => return Streak { failures, at_least: failures > 0 },
                RunOutcome::Running | RunOutcome::Suspended | RunOutcome::Replaced => {}
            },
            Slot::NotKept(_) => return Streak { failures, at_least: failures > 0 },
            Slot::Missed(_) | Slot::Waiting(_) => {}
        }
    }
    Streak { failures, at_least: failures > 0 && !reaches_back(cron_job, history) }
}

/// The nearest-rank percentile of sorted values.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

impl History {
    /// The due time of a slot; None of a manual run.
    pub fn due_of(&self, slot: &Slot) -> Option<Time> {
        match slot {
            Slot::Run(at) => self.runs.get(*at).and_then(|run: &Run| run.due),
            Slot::Missed(missed) => Some(missed.due),
            Slot::Waiting(due) | Slot::NotKept(due) => Some(*due),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[7], 95), Some(7));
        assert_eq!(percentile(&[1, 2, 3, 4], 50), Some(2));
        let hundred: Vec<i64> = (1..=100).collect();
        assert_eq!((percentile(&hundred, 50), percentile(&hundred, 95)), (Some(50), Some(95)));
    }
}
