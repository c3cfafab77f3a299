use super::evidence::{Evidence, numbered};
use super::{
    Attempt, AttemptOutcome, Decision, JobState, Progress, Verdict, failing_attempts, stuck_job,
    stuck_pod,
};
use crate::model::{Job, Text, Time};

/// One Job, as a run: of a CronJob, or on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub job: Text,
    /// None of a run that is known by its CronJob's events only.
    pub uid: Option<Text>,
    pub trigger: Trigger,
    /// When it was due; None of one that no schedule asked for.
    pub due: Option<Time>,
    pub started: Option<Time>,
    /// When it finished: of a failed one, its Failed condition's time.
    pub ended: Option<Time>,
    pub outcome: RunOutcome,
    /// Why, in one word: the Pod's own (`OOMKilled`, `Evicted`, `Error`), what keeps it (`ImagePullBackOff`,
    /// `Unschedulable`), else the Job's condition (`DeadlineExceeded`).
    pub reason: Option<Text>,
    pub message: Option<Text>,
    /// The reason of the Job's condition, e.g. `BackoffLimitExceeded`.
    pub condition: Option<Text>,
    /// The container that failed, in the attempt that tells most.
    pub failure: Option<RunFailure>,
    /// Pods ever made for it, as far as is known: at least so many.
    pub attempts: u32,
    /// Those of them that are still there.
    pub pods_kept: u32,
    /// Restarts of containers in place.
    pub restarts: u32,
    pub known_by: KnownBy,
}

/// How a run came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    Schedule,
    /// Somebody made it from the CronJob, or by hand.
    Manual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunOutcome {
    Complete,
    Failed,
    Running,
    Suspended,
    /// Its CronJob deleted it for the next one (`concurrencyPolicy: Replace`).
    Replaced,
    /// It is gone, and nothing tells how it ended.
    Unknown,
}

/// The container that made a run fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFailure {
    pub pod: Text,
    pub container: Text,
    pub exit_code: i32,
    pub signal: Option<i32>,
}

/// What a run is known by. The first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KnownBy {
    /// The Job is kept.
    Job,
    /// The file that the user keeps.
    Store,
    /// Events, which merge, are dropped and expire.
    Events,
}

/// What client-go's recorder puts before the last message of events that it merged (tools/record).
pub(super) const COMBINED: &str = "(combined from similar events): ";

/// Seconds that are no minutes: the names of Jobs up to 1.20 end with the former, later ones with the latter.
const LEGACY_SECONDS: i64 = 1_000_000_000;

/// A number below this (of minutes, 1989) is somebody's own.
const LEAST_MINUTES: i64 = 10_000_000;

impl Run {
    /// What a Job that is kept, with its Pods and events, says of itself.
    pub fn of(job: &Job, evidence: &Evidence<'_>) -> Self {
        let pods = evidence.pods_of(job);
        let attempts: Vec<Attempt> = pods.iter().map(|pod| Attempt::of(pod)).collect();
        let progress = Progress::of(job);
        let (trigger, due) = trigger(job);
        let mut run = Run {
            job: job.meta.name.clone(),
            uid: Some(job.uid.clone()),
            trigger,
            due,
            started: progress.started_at,
            ended: progress.ended_at,
            outcome: outcome(progress.state),
            reason: None,
            message: None,
            condition: None,
            failure: None,
            attempts: made(&progress, pods.len(), created(job, evidence)),
            pods_kept: count(pods.len()),
            restarts: attempts.iter().map(|attempt| attempt.restarts).sum(),
            known_by: KnownBy::Job,
        };
        match Decision::of(job) {
            Some(decision) => run.explain_end(job, decision, &attempts),
            None if run.outcome == RunOutcome::Running => {
                run.explain_wait(job, evidence, &attempts);
            }
            None => {}
        }
        run
    }

    /// How long it took, or has taken by `now`, in seconds.
    pub fn seconds(&self, now: Option<Time>) -> Option<i64> {
        let running = self.outcome == RunOutcome::Running;
        let end = self.ended.or(if running { now } else { None })?;
        Some(end.duration_since(self.started?).as_secs().max(0))
    }

    /// How late it began, in seconds.
    pub fn delay(&self) -> Option<i64> {
        Some(self.started?.duration_since(self.due?).as_secs().max(0))
    }

    /// The time to sort by: when it was due, else when it began, else when it ended.
    pub fn at(&self) -> Option<Time> {
        self.due.or(self.started).or(self.ended)
    }

    /// Complete or failed.
    pub fn is_finished(&self) -> bool {
        matches!(self.outcome, RunOutcome::Complete | RunOutcome::Failed)
    }

    fn explain_end(&mut self, job: &Job, decision: Decision<'_>, attempts: &[Attempt]) {
        let verdict = Verdict::decided(decision);
        self.condition.clone_from(&verdict.reason);
        if decision.success {
            return;
        }
        self.reason.clone_from(&verdict.reason);
        self.message.clone_from(&verdict.message);
        let Some(telling) =
            failing_attempts(&verdict, job.spec.indexed, attempts.iter()).first().copied()
        else {
            // What the deadline cut short may have been waiting all the time.
            return self.explain_stopped(attempts);
        };
        let failure = telling.failure.as_ref();
        self.failure = failure.map(|failure| RunFailure {
            pod: telling.pod.clone(),
            container: failure.container.clone(),
            exit_code: failure.exit_code,
            signal: failure.signal,
        });
        // `Error` says less than a deadline; what the kernel, the kubelet or the node did says more.
        let deadline = verdict.reason.as_deref() == Some("DeadlineExceeded");
        if let Some(reason) =
            telling.reason.as_ref().filter(|word| !deadline || &***word != "Error")
        {
            self.reason = Some(reason.clone());
        }
        if telling.message.is_some() {
            self.message.clone_from(&telling.message);
        }
    }

    fn explain_stopped(&mut self, attempts: &[Attempt]) {
        let waiting = attempts.iter().rev().find(|attempt| {
            attempt.outcome == AttemptOutcome::Stopped && attempt.started_at.is_none()
        });
        if let Some((reason, said)) =
            waiting.and_then(|attempt| Some((attempt.reason.as_ref()?, attempt)))
        {
            self.reason = Some(reason.clone());
            self.message.clone_from(&said.message);
        }
    }

    fn explain_wait(&mut self, job: &Job, evidence: &Evidence<'_>, attempts: &[Attempt]) {
        let stuck = stuck_job(job)
            .or_else(|| evidence.pods_of(job).iter().find_map(|pod| stuck_pod(pod)))
            .map(|stuck| (Text::from(stuck.why.token()), stuck.message))
            .or_else(|| refused(job, evidence))
            .or_else(|| {
                let troubled = attempts.iter().rev().find(|attempt| attempt.reason.is_some())?;
                Some((troubled.reason.clone()?, troubled.message.clone()))
            });
        if let Some((reason, message)) = stuck {
            (self.reason, self.message) = (Some(reason), message);
        }
    }
}

fn outcome(state: JobState) -> RunOutcome {
    match state {
        JobState::Complete => RunOutcome::Complete,
        JobState::Failed => RunOutcome::Failed,
        JobState::Suspended => RunOutcome::Suspended,
        JobState::Terminating
        | JobState::FailureTarget
        | JobState::SuccessCriteriaMet
        | JobState::Running => RunOutcome::Running,
    }
}

/// Whether the schedule made a Job, and for which due time: by the annotation (since 1.28), else by its name.
fn trigger(job: &Job) -> (Trigger, Option<Time>) {
    if job.origin.scheduled_at.is_some() {
        return (Trigger::Schedule, job.origin.scheduled_at);
    }
    let owner = job.meta.owner.as_ref().filter(|owner| &*owner.kind == "CronJob");
    match owner
        .filter(|_| !job.origin.manual)
        .and_then(|owner| due_by_name(&job.meta.name, &owner.name))
    {
        Some(due) => (Trigger::Schedule, Some(due)),
        None => (Trigger::Manual, None),
    }
}

/// The due time that a Job's name holds, if it is one of `cron_job`'s.
pub(super) fn due_by_name(job: &str, cron_job: &str) -> Option<Time> {
    let (name, number) = numbered(job)?;
    if name != cron_job || number < LEAST_MINUTES {
        return None;
    }
    let seconds = if number > LEGACY_SECONDS { number } else { number.checked_mul(60)? };
    Time::from_second(seconds).ok()
}

/// The Pods that its events say were made for it; each event speaks of one.
fn created(job: &Job, evidence: &Evidence<'_>) -> usize {
    let events = evidence.events_of(&job.uid);
    events
        .iter()
        .filter(|event| &*event.reason == "SuccessfulCreate")
        .map(|e| e.count as usize)
        .sum()
}

/// Pods ever made for a Job: its counters, the Pods that are kept, and its events each know some of them.
fn made(progress: &Progress, kept: usize, created: usize) -> u32 {
    let counted = progress.succeeded.max(0) + progress.failed.max(0) + progress.active.max(0);
    u32::try_from(counted).unwrap_or(0).max(count(kept)).max(count(created))
}

/// What the API said when it refused the Job's Pods, if it has none.
fn refused(job: &Job, evidence: &Evidence<'_>) -> Option<(Text, Option<Text>)> {
    if !evidence.pods_of(job).is_empty() {
        return None;
    }
    let events = evidence.events_of(&job.uid).iter();
    let said =
        events.filter(|event| &*event.reason == "FailedCreate").max_by_key(|e| e.last_seen)?;
    let message = said.message.strip_prefix(COMBINED).unwrap_or(&said.message);
    Some((said.reason.clone(), Some(message.into())))
}

fn count(pods: usize) -> u32 {
    u32::try_from(pods).unwrap_or(u32::MAX)
}
