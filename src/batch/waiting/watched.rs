use jiff::SignedDuration;

use super::events::Said;
use super::pods::Pods;
use super::{Change, Rules};
use crate::batch::{
    Decision, JobState, Outcome, Progress, Stuck, StuckReason, Verdict, failing_attempts, stuck_job,
};
use crate::model::{Job, Text, Time};

/// For how long a verdict waits for what explains it: Jobs, Pods and events come by different ways.
const SETTLES_IN: SignedDuration = SignedDuration::from_millis(500);

/// One Job that is waited for.
#[derive(Debug)]
pub struct Watched {
    pub namespace: Text,
    pub name: Text,
    /// As it was last seen. None: it never was.
    pub job: Option<Job>,
    pub progress: Option<Progress>,
    /// What keeps it, and since when that has been seen.
    pub stuck: Option<(Stuck, Time)>,
    pub verdict: Option<Verdict>,
    /// A verdict that waits for its explanation, and until when.
    settling: Option<(Verdict, Time)>,
    /// The early condition has been told.
    decided: bool,
}

impl Watched {
    pub(super) fn new(namespace: Text, name: Text) -> Self {
        Watched {
            namespace,
            name,
            job: None,
            progress: None,
            stuck: None,
            verdict: None,
            settling: None,
            decided: false,
        }
    }

    /// The UID that this wait is bound to.
    pub fn uid(&self) -> Option<&Text> {
        self.job.as_ref().map(|job| &job.uid)
    }

    /// When something has to be done though nothing comes.
    pub(super) fn wakes_at(&self, rules: &Rules) -> Option<Time> {
        if self.verdict.is_some() {
            return None;
        }
        let settled = self.settling.as_ref().map(|(_, until)| *until);
        let patience = rules.stuck_for.zip(self.stuck.as_ref());
        let lost = patience.and_then(|(limit, (_, since))| since.checked_add(limit).ok());
        [settled, lost].into_iter().flatten().min()
    }

    /// Takes in what the Job looks like now, and tells what is new.
    pub(super) fn see(
        &mut self,
        job: Job,
        pods: &Pods,
        said: &Said,
        rules: &Rules,
        now: Time,
    ) -> Vec<Change> {
        let before = self.progress.take();
        let progress = Progress::of(&job);
        let mut changes = Vec::new();
        if before.is_none() {
            changes.push(Change::Found);
        }
        let was = before.as_ref().map(|before| before.state);
        match progress.state {
            state if was == Some(state) => {}
            JobState::Suspended => changes.push(Change::Suspended),
            JobState::Terminating => changes.push(Change::Terminating),
            _ if was == Some(JobState::Suspended) => changes.push(Change::Resumed),
            _ => {}
        }
        if before.is_some_and(|before| counts(&before) != counts(&progress)) {
            changes.push(Change::Progressed);
        }
        self.progress = Some(progress);
        self.job = Some(job);
        changes.extend(self.decide(pods, rules, now));
        changes.extend(self.judge(pods, said, rules, now));
        changes
    }

    /// What the Job's conditions decide.
    fn decide(&mut self, pods: &Pods, rules: &Rules, now: Time) -> Vec<Change> {
        let Some(decision) = self.job.as_ref().and_then(Decision::of) else { return Vec::new() };
        let verdict = Verdict::decided(decision);
        let (is_final, success) = (decision.is_final, decision.success);
        let mut changes = Vec::new();
        if !is_final && !self.decided {
            changes.push(Change::Decided { success });
        }
        self.decided = true;
        if is_final || (rules.fail_fast && !success) {
            self.settle(verdict, pods, now);
            changes.extend(self.settled(pods, now));
        }
        changes
    }

    /// The Job is gone. `seen` says that its last state is known, as its DELETED event tells it; after a gap
    /// it may have ended without our knowing.
    pub(super) fn lose(
        &mut self,
        outcome: Outcome,
        seen: bool,
        pods: &Pods,
        said: &Said,
        now: Time,
    ) {
        if self.verdict.is_some() {
            return;
        }
        let decided = self.job.as_ref().and_then(Decision::of).map(Verdict::decided);
        if let Some(verdict) = decided.or_else(|| said.end().cloned()) {
            self.settle(verdict, pods, now);
            return;
        }
        let verdict = Verdict { at: Some(now), ..Verdict::new(outcome) };
        if seen {
            self.settling = Some((verdict, now));
        } else {
            let message = "it was gone when the connection came back: how it ended is not known";
            let verdict = Verdict { message: Some(message.into()), ..verdict };
            self.settling = Some((verdict, later(now)));
        }
    }

    /// A verdict from elsewhere than the Job: at once where it has been seen, else unless it appears after all.
    pub(super) fn hear_end(&mut self, verdict: &Verdict, now: Time) {
        let undecided = self.verdict.is_none()
            && self
                .settling
                .as_ref()
                .is_none_or(|(settling, _)| settling.outcome == Outcome::Deleted);
        let gone = self.settling.is_some();
        if undecided && (self.job.is_none() || gone) {
            self.settling = Some((verdict.clone(), later(now)));
        }
    }

    /// Ends the wait for this Job.
    pub(super) fn end(&mut self, verdict: Verdict) -> Change {
        self.settling = None;
        self.stuck = None;
        self.verdict = Some(verdict);
        Change::Ended
    }

    fn settle(&mut self, verdict: Verdict, pods: &Pods, now: Time) {
        if self.settling.as_ref().is_some_and(|(before, _)| before.outcome == verdict.outcome) {
            return;
        }
        let until = if self.is_explained(&verdict, pods) { now } else { later(now) };
        self.settling = Some((verdict, until));
    }

    /// Whether the Pods tell why, or need not.
    fn is_explained(&self, verdict: &Verdict, pods: &Pods) -> bool {
        let indexed = self.job.as_ref().is_some_and(|job| job.spec.indexed);
        verdict.outcome != Outcome::Failed
            || verdict.reason.as_deref() == Some("DeadlineExceeded")
            || !failing_attempts(verdict, indexed, pods.attempts()).is_empty()
    }

    /// The verdict, once it needs no more explaining or time is up.
    pub(super) fn settled(&mut self, pods: &Pods, now: Time) -> Option<Change> {
        let (verdict, until) = self.settling.take()?;
        if now >= until || (verdict.outcome == Outcome::Failed && self.is_explained(&verdict, pods))
        {
            return Some(self.end(verdict));
        }
        self.settling = Some((verdict, until));
        None
    }

    /// Whether it is stuck, and for too long.
    pub(super) fn judge(
        &mut self,
        pods: &Pods,
        said: &Said,
        rules: &Rules,
        now: Time,
    ) -> Vec<Change> {
        if self.verdict.is_some() || self.settling.is_some() {
            return Vec::new();
        }
        let mut changes = Vec::new();
        let found = self.stuck_by(pods, said);
        match (&mut self.stuck, found) {
            (Some((stuck, _)), Some(found)) if stuck.why.is_like(&found.why) => *stuck = found,
            (stuck, Some(found)) => {
                *stuck = Some((found, now));
                changes.push(Change::Stuck);
            }
            (stuck @ Some(_), None) => {
                *stuck = None;
                changes.push(Change::Unstuck);
            }
            (None, None) => {}
        }
        if let Some((stuck, since)) = &self.stuck
            && rules.stuck_for.is_some_and(|limit| now.duration_since(*since) >= limit)
        {
            let verdict = Verdict {
                outcome: Outcome::Stuck,
                reason: Some(stuck.why.token().into()),
                message: stuck.message.clone(),
                at: Some(*since),
                decided_at: None,
            };
            changes.push(self.end(verdict));
        } else if rules.ends_when_suspended
            && let Some(suspension) =
                self.progress.as_ref().and_then(|progress| progress.suspended.as_ref())
        {
            let verdict = Verdict {
                outcome: Outcome::Suspended,
                reason: suspension.reason.clone(),
                message: suspension.message.clone(),
                at: suspension.since,
                decided_at: None,
            };
            changes.push(self.end(verdict));
        }
        changes
    }

    fn stuck_by(&self, pods: &Pods, said: &Said) -> Option<Stuck> {
        let (job, progress) = (self.job.as_ref()?, self.progress.as_ref()?);
        if progress.state != JobState::Running {
            return None;
        }
        if let Some(stuck) = stuck_job(job) {
            return Some(stuck);
        }
        if let Some(stuck) = pods.stuck() {
            // Those that run may make room for those that find none.
            let may_pass = stuck.why == StuckReason::Unschedulable && pods.any_runs();
            return Some(stuck.clone()).filter(|_| !may_pass);
        }
        let wanted = progress.completions.map_or(progress.parallelism, |completions| {
            progress.parallelism.min(completions.saturating_sub(progress.succeeded))
        });
        said.refusal().filter(|_| progress.active < wanted).map(|message| Stuck {
            why: StuckReason::FailedCreate,
            message: Some(message.clone()),
            pod: None,
            container: None,
        })
    }
}

fn later(now: Time) -> Time {
    now.checked_add(SETTLES_IN).unwrap_or(now)
}

/// What a line of progress tells.
fn counts(progress: &Progress) -> (i32, i32, i32, i32, i32) {
    let Progress { active, ready, terminating, succeeded, failed, .. } = progress;
    (*active, *ready, *terminating, *succeeded, *failed)
}
