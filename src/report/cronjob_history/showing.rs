use serde::Serialize;

use super::Missed;
use crate::batch::{History, Slot};
use crate::model::Time;
use crate::report::run::{Outcome, Run};

/// What became of a due time, or a manual run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    pub what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum What {
    Complete,
    Failed,
    Running,
    Suspended,
    Replaced,
    Unknown,
    Missed,
    Skipped,
    Waiting,
    NotKept,
}

/// Which runs are told, and how much of what will be.
#[derive(Debug, Clone, Default)]
pub struct Showing {
    /// Runs that were due, or began, at that time or later.
    pub since: Option<Time>,
    /// The newest so many.
    pub limit: Option<usize>,
    /// Empty: all.
    pub outcomes: Vec<Outcome>,
    /// So many due times to come.
    pub upcoming: usize,
}

/// A timeline has so many moments, the newest.
pub const TIMELINE: usize = 200;

impl Showing {
    pub(super) fn runs(&self, history: &History, now: Option<Time>) -> Vec<Run> {
        let shown = history.runs.iter().filter(|run| self.shows(run.at()));
        let shown = shown
            .map(|run| Run::new(run, now).in_zone(history.zone()))
            .filter(|run| self.shows_outcome(run.outcome));
        shown.take(self.limit.unwrap_or(usize::MAX)).collect()
    }

    /// The missed due times, as far back as the runs that are shown.
    pub(super) fn missed(&self, history: &History) -> Vec<Missed> {
        if !self.outcomes.is_empty() {
            return Vec::new();
        }
        let missed = history.missed().filter(|missed| self.shows(Some(missed.due)));
        missed
            .take(self.limit.unwrap_or(usize::MAX))
            .map(|it| Missed::new(it, history.zone()))
            .collect()
    }

    pub(super) fn timeline(&self, history: &History, now: Option<Time>) -> Vec<Moment> {
        let moments = history.slots.iter().map(|slot| Moment::new(slot, history, now));
        let shown = moments.filter(|moment| self.shows(moment.at)).filter(|moment| {
            moment.what.outcome().map_or(self.outcomes.is_empty(), |it| self.shows_outcome(it))
        });
        let mut shown: Vec<Moment> =
            shown.take(self.limit.unwrap_or(TIMELINE).min(TIMELINE)).collect();
        shown.reverse();
        shown
    }

    pub(in crate::report) fn shows(&self, at: Option<Time>) -> bool {
        self.since.is_none_or(|since| at.is_none_or(|at| at >= since))
    }

    pub(in crate::report) fn shows_outcome(&self, outcome: Outcome) -> bool {
        self.outcomes.is_empty() || self.outcomes.contains(&outcome)
    }
}

impl Moment {
    /// A run's moment.
    pub(in crate::report) fn of_run(run: &Run) -> Self {
        Moment {
            at: run.at(),
            what: run.outcome.into(),
            job: Some(run.job.clone()),
            duration_seconds: run.duration_seconds,
        }
    }

    fn new(slot: &Slot, history: &History, now: Option<Time>) -> Self {
        let at = |at, what| Moment { at: Some(at), what, job: None, duration_seconds: None };
        match slot {
            Slot::Run(index) => {
                let run = &history.runs[*index];
                Moment {
                    at: run.at(),
                    what: Outcome::from(run.outcome).into(),
                    job: Some(run.job.to_string()),
                    duration_seconds: run.seconds(now),
                }
            }
            Slot::Missed(missed) if missed.cause.is_skip() => at(missed.due, What::Skipped),
            Slot::Missed(missed) => at(missed.due, What::Missed),
            Slot::Waiting(due) => at(*due, What::Waiting),
            Slot::NotKept(due) => at(*due, What::NotKept),
        }
    }
}

impl What {
    fn outcome(self) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| What::from(*outcome) == self)
    }
}

impl From<Outcome> for What {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => What::Complete,
            Outcome::Failed => What::Failed,
            Outcome::Running => What::Running,
            Outcome::Suspended => What::Suspended,
            Outcome::Replaced => What::Replaced,
            Outcome::Unknown => What::Unknown,
        }
    }
}
