use std::collections::{HashMap, HashSet};

use super::evidence::Evidence;
use super::horizon::Horizon;
use super::run::{Run, RunOutcome, Trigger};
use super::traces::traced_runs;
use super::{InvalidSchedule, NextRun, Schedule, Statistics, Timing, Zone, due_times, next_run};
use crate::model::{ConcurrencyPolicy, CronJob, Text, Time};

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

/// The due times of a CronJob against its runs.
struct Timeline<'a> {
    cron_job: &'a CronJob,
    evidence: &'a Evidence<'a>,
    runs: &'a [Run],
    now: Time,
    /// Oldest first.
    due: Vec<Time>,
    /// There are older ones.
    longer: bool,
    recent: Vec<Time>,
    edited: bool,
    horizon: Horizon,
}

impl<'a> Timeline<'a> {
    fn new(
        cron_job: &'a CronJob,
        schedule: &Schedule,
        evidence: &'a Evidence<'a>,
        runs: &'a [Run],
        now: Time,
    ) -> Self {
        let created = cron_job.meta.created_at.unwrap_or(now);
        let anchor = match (&schedule.timing, cron_job.last_schedule_time) {
            // An interval goes on from the last time, not from the CronJob's creation.
            (Timing::Every(seconds), Some(last)) => {
                let before = (last.as_second() - created.as_second()).max(0) / seconds * seconds;
                last.checked_sub(jiff::SignedDuration::from_secs(before + seconds))
                    .unwrap_or(created)
            }
            _ => created,
        };
        let (mut due, mut longer) = due_times(schedule, anchor, now);
        due.retain(|due| *due > created);
        let recent = due[due.len().saturating_sub(3)..].to_vec();
        let scheduled = || runs.iter().filter_map(|run| run.due);
        let off = scheduled().filter(|due| !is_due(schedule, *due)).max();
        let oldest = scheduled().min().or(cron_job.last_schedule_time);
        // Before the oldest run that is known, nothing is known; before an edit, today's schedule tells
        // nothing. A CronJob that never ran is known from its start.
        if let Some(from) = off.max(oldest) {
            let all = due.len();
            due.retain(|due| *due >= from);
            longer = longer && due.len() == all;
        }
        let horizon = Horizon::of(cron_job, runs, evidence, now);
        Timeline {
            cron_job,
            evidence,
            runs,
            now,
            due,
            longer,
            recent,
            edited: off.is_some(),
            horizon,
        }
    }

    /// A slot for each due time and each manual run, newest first, and whether the past is longer.
    fn slots(&self) -> (Vec<Slot>, bool) {
        let by_minute: HashMap<i64, usize> =
            (0..).zip(self.runs).filter_map(|(at, run)| Some((minute(run.due?), at))).collect();
        let mut slots: Vec<(Time, Slot)> = Vec::new();
        for (at, run) in (0..).zip(self.runs) {
            slots.push((run.at().unwrap_or(self.now), Slot::Run(at)));
        }
        for (at, due) in (0..).zip(&self.due) {
            if !by_minute.contains_key(&minute(*due)) {
                slots.push((*due, self.without_run(at, *due)));
            }
        }
        slots.sort_by_key(|slot| std::cmp::Reverse(slot.0));
        (slots.into_iter().map(|(_, slot)| slot).collect(), self.longer)
    }

    /// What became of the due time `due`, the `at`-th, of which no run is known.
    fn without_run(&self, at: usize, due: Time) -> Slot {
        let missed = |cause| Slot::Missed(MissedRun { due, cause });
        let job = self.cron_job;
        if job.suspended && job.generation == 1 {
            return missed(Cause::Suspended);
        }
        let later = self.due.get(at + 1).copied();
        if let Some(running) = self.lost_to(due, later) {
            return missed(Cause::ConcurrencyForbid { running });
        }
        if job.last_schedule_time.is_none_or(|last| due > last) {
            // The controller starts due times in order: this one it has not come to.
            if job.suspended {
                return missed(Cause::SuspendedSometime);
            }
            let deadline = job.starting_deadline_seconds.filter(|seconds| {
                due.checked_add(jiff::SignedDuration::from_secs(*seconds))
                    .is_ok_and(|end| end < self.now)
            });
            return match (self.refused(due), deadline) {
                (Some(message), _) => missed(Cause::FailedCreate { message }),
                (None, Some(seconds)) => missed(Cause::StartingDeadline { seconds }),
                (None, None) if later.is_none() => Slot::Waiting(due),
                (None, None) => missed(Cause::Unknown),
            };
        }
        if self.horizon.may_hide(due) { Slot::NotKept(due) } else { missed(Cause::Unknown) }
    }

    /// The run that kept a due time from being started under Forbid, for good: it went on past a later due
    /// time, which took the place, or a later one has been started since.
    fn lost_to(&self, due: Time, later: Option<Time>) -> Option<Text> {
        if self.cron_job.concurrency != ConcurrencyPolicy::Forbid {
            return None;
        }
        let blocking = self.runs.iter().find(|run| {
            let ended = match run.outcome {
                RunOutcome::Running => Some(self.now),
                _ => run.ended,
            };
            run.trigger == Trigger::Schedule
                && run.started.is_some_and(|start| start <= due)
                && ended.is_some_and(|end| due < end)
                && (later.is_some_and(|later| later <= ended.unwrap_or(later))
                    || !self.horizon.may_hide(due)
                        && self.cron_job.last_schedule_time.is_some_and(|last| last > due))
        })?;
        Some(blocking.job.clone())
    }

    /// What the API said when it refused a Job, at that time or later.
    fn refused(&self, due: Time) -> Option<Text> {
        let events = self.evidence.events_of(&self.cron_job.uid).iter();
        let said = events
            .filter(|event| &*event.reason == "FailedCreate" && event.last_seen >= Some(due))
            .max_by_key(|event| event.last_seen)?;
        Some(said.message.clone())
    }
}

/// Jobs are named for the minute, so that a minute has one run.
fn minute(due: Time) -> i64 {
    due.as_second().div_euclid(60)
}

/// Whether the schedule, as it stands today, is due at that time. An interval has no times of its own.
fn is_due(schedule: &Schedule, at: Time) -> bool {
    match schedule.timing {
        Timing::Every(_) => true,
        Timing::Fields(_) => at
            .checked_sub(jiff::SignedDuration::from_secs(1))
            .is_ok_and(|before| schedule.next(before) == Some(at)),
    }
}
