use std::collections::{HashMap, HashSet};

use super::evidence::Evidence;
use super::run::{Run, RunOutcome};
use super::timeline::Timeline;
use super::traces::traced_runs;
use super::{InvalidSchedule, NextRun, Schedule, Statistics, Zone, next_run};
use crate::model::{CronJob, Text, Time};

/// What a CronJob did, did not do, and will do; and what nobody knows any more.
#[derive(Debug, Clone)]
pub struct History {
    pub schedule: Result<Schedule, InvalidSchedule>,
    /// None where the schedule is invalid, or no time is known to reckon from.
    pub next: Option<NextRun>,
    /// Newest first.
    pub runs: Vec<Run>,
    /// What became of each due time and each manual run, newest first.
    pub slots: Vec<Slot>,
    /// The past is longer than the due times that are looked at.
    pub longer: bool,
    pub statistics: Statistics,
    /// The latest due times up to now, oldest first; at most three.
    pub recent: Vec<Time>,
    /// A run was due when today's schedule is not: it was edited since, or is read in another zone.
    pub edited: bool,
}

/// What became of a due time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A run: its place in [`History::runs`].
    Run(usize),
    /// No run was started, and none will be.
    Missed(MissedRun),
    /// It is due and waits to be started.
    Waiting(Time),
    /// Whether there was a run is not known: history limits, a TTL, or a replacement may have taken it.
    NotKept(Time),
}

/// A due time without a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedRun {
    pub due: Time,
    pub cause: Cause,
}

/// Why nothing ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The run before was still going on, and `concurrencyPolicy: Forbid` holds.
    ConcurrencyForbid { running: Text },
    /// The CronJob has been suspended ever since it was made.
    Suspended,
    /// It is suspended now; since when is not told.
    SuspendedSometime,
    /// The API refused the Job.
    FailedCreate { message: Text },
    /// Nothing was started within `startingDeadlineSeconds`.
    StartingDeadline { seconds: i64 },
    /// Nothing tells.
    Unknown,
}

impl Cause {
    /// It was not to run: the CronJob's own settings say so.
    pub fn is_skip(&self) -> bool {
        matches!(
            self,
            Cause::ConcurrencyForbid { .. } | Cause::Suspended | Cause::SuspendedSometime
        )
    }
}

impl History {
    /// The history of a CronJob. `stored` are runs that somebody kept; `controller` is the zone of
    /// kube-controller-manager; without `now` there is no telling what was due.
    pub fn of(
        cron_job: &CronJob,
        evidence: &Evidence<'_>,
        stored: &[Run],
        controller: &Zone,
        now: Option<Time>,
    ) -> Self {
        let schedule = Schedule::of(cron_job, controller);
        let runs = known_runs(cron_job, evidence, stored);
        let mut history = History {
            next: None,
            slots: Vec::new(),
            longer: false,
            statistics: Statistics::default(),
            recent: Vec::new(),
            edited: false,
            runs,
            schedule,
        };
        if let (Ok(schedule), Some(now)) = (&history.schedule, now) {
            history.next = Some(next_run(cron_job, schedule, now));
            let timeline = Timeline::new(cron_job, schedule, evidence, &history.runs, now);
            history.edited = timeline.edited;
            history.recent = timeline.recent.clone();
            (history.slots, history.longer) = timeline.slots();
        } else {
            history.slots = (0..history.runs.len()).map(Slot::Run).collect();
        }
        history.statistics = Statistics::of(cron_job, &history);
        history
    }

    /// The zone of its schedule, if that can be read.
    pub fn zone(&self) -> Option<&Zone> {
        self.schedule.as_ref().ok().map(|schedule| &schedule.zone)
    }

    /// The due times without a run, newest first.
    pub fn missed(&self) -> impl Iterator<Item = &MissedRun> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Missed(missed) => Some(missed),
            _ => None,
        })
    }

    /// The newest run that has finished, whatever goes on now.
    pub fn last_finished(&self) -> Option<&Run> {
        self.runs.iter().find(|run| run.is_finished())
    }

    /// When a run was successful last: by the CronJob's own word, or by a run that is known.
    pub fn last_success(&self, cron_job: &CronJob) -> Option<Time> {
        let complete = self.runs.iter().filter(|run| run.outcome == RunOutcome::Complete);
        complete.filter_map(|run| run.ended).max().max(cron_job.last_successful_time)
    }
}

/// Kept Jobs, then what the store adds, then what events add; newest first, by the time they were due.
fn known_runs(cron_job: &CronJob, evidence: &Evidence<'_>, stored: &[Run]) -> Vec<Run> {
    let mut runs: Vec<Run> =
        evidence.jobs_of(cron_job).iter().map(|job| Run::of(job, evidence)).collect();
    let traced = traced_runs(cron_job, evidence, &runs);
    // A store may hold years: who is known is looked up, not looked for.
    let mut known: HashSet<Text> = runs.iter().filter_map(|run| run.uid.clone()).collect();
    let by_uid: HashMap<&Text, &Run> =
        traced.iter().filter_map(|trace| Some((trace.uid.as_ref()?, trace))).collect();
    for old in stored {
        let Some(uid) = old.uid.as_ref().filter(|uid| known.insert(Text::clone(uid))) else {
            continue;
        };
        // What was going on when it was stored has ended since; events may tell how.
        match by_uid.get(uid).filter(|_| !old.is_finished()) {
            Some(trace) => runs.push(Run::clone(trace)),
            None if old.outcome == RunOutcome::Running => {
                runs.push(Run { outcome: RunOutcome::Unknown, ended: None, ..old.clone() });
            }
            None => runs.push(old.clone()),
        }
    }
    runs.extend(
        traced.iter().filter(|it| it.uid.as_ref().is_none_or(|uid| !known.contains(uid))).cloned(),
    );
    runs.sort_by(|a, b| b.at().cmp(&a.at()).then_with(|| b.job.cmp(&a.job)));
    runs
}
