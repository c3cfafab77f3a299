use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::run::{COMBINED, KnownBy, Run, RunOutcome, Trigger, due_by_name};
use crate::model::{ConcurrencyPolicy, CronJob, Event, Text, Time};

/// What events tell of one Job that is gone.
#[derive(Debug, Default)]
struct Trace {
    uid: Option<Text>,
    started: Option<Time>,
    ended: Option<Time>,
    complete: Option<bool>,
    /// Of a failure: the event's reason and message.
    failure: Option<(Text, Text)>,
    deleted: Option<Time>,
    pods: u32,
    /// The CronJob's own events name it.
    named: bool,
}

/// The runs of a CronJob that only events still tell of. `known` are those that need no events.
///
/// The CronJob controller's events name the Jobs it made, saw finished and deleted; the Job controller's tell
/// of each how it began and ended. Events merge, are dropped and expire after an hour: what they do not tell
/// is not known.
pub(super) fn traced_runs(cron_job: &CronJob, evidence: &Evidence<'_>, known: &[Run]) -> Vec<Run> {
    let name = &*cron_job.meta.name;
    let replaces = cron_job.concurrency == ConcurrencyPolicy::Replace;
    let mut traces: BTreeMap<(Text, Option<Text>), Trace> = BTreeMap::new();
    for event in evidence.events_of_jobs_of(cron_job) {
        let key = (event.involved.name.clone(), Some(event.involved.uid.clone()));
        traces.entry(key).or_default().hear_of_job(event);
    }
    for event in evidence.events_of(&cron_job.uid) {
        let Some(job) = job_named(event) else { continue };
        // A CronJob's event names the Job; its own events know the UID.
        let (from, to) = ((job.into(), None), (job.into(), Some("\u{10ffff}".into())));
        let heard = traces.range_mut(from..=to).last().map(|(_, trace)| trace);
        match heard {
            Some(trace) => trace.hear_of_cron_job(event),
            None => traces.entry((job.into(), None)).or_default().hear_of_cron_job(event),
        }
    }
    traces
        .into_iter()
        .filter(|((job, uid), _)| !known.iter().any(|run| is_same(run, job, uid.as_ref())))
        // A Job that happens to bear such a name is not this CronJob's.
        .filter(|((job, _), trace)| trace.named || due_by_name(job, name).is_some())
        .map(|((job, uid), trace)| Trace { uid, ..trace }.into_run(job, name, replaces))
        // What is older than the CronJob belongs to one that bore the name before it.
        .filter(|run| run.at() >= cron_job.meta.created_at())
        .collect()
}

/// Whether `run` is the Job of that name and UID, where both UIDs are known.
fn is_same(run: &Run, job: &Text, uid: Option<&Text>) -> bool {
    match (&run.uid, uid) {
        (Some(known), Some(told)) => known == told,
        _ => run.job == *job,
    }
}

/// The Job that an event about a CronJob names.
fn job_named(event: &Event) -> Option<&str> {
    let message = event.message.strip_prefix(COMBINED);
    let message = message.unwrap_or(&event.message);
    let rest = match &*event.reason {
        "SuccessfulCreate" => message.strip_prefix("Created job ")?,
        "SawCompletedJob" => message.strip_prefix("Saw completed job: ")?,
        "SuccessfulDelete" => message.strip_prefix("Deleted job ")?,
        "MissingJob" => message.strip_prefix("Active job went missing: ")?,
        "UnexpectedJob" => {
            message.strip_prefix("Saw a job that the controller did not create or forgot: ")?
        }
        _ => return None,
    };
    rest.split([',', ' ']).next().filter(|name| !name.is_empty())
}

/// The reasons with which the Job controller says that a Job has failed.
const FAILURES: &[&str] = &[
    "BackoffLimitExceeded",
    "DeadlineExceeded",
    "PodFailurePolicy",
    "MaxFailedIndexesExceeded",
    "FailedIndexes",
];

impl Trace {
    fn hear_of_job(&mut self, event: &Event) {
        match &*event.reason {
            "SuccessfulCreate" => {
                self.pods += event.count.max(1);
                self.started = earlier(self.started, event.last_seen);
            }
            "Completed" => {
                (self.complete, self.ended) = (Some(true), event.last_seen);
            }
            reason if FAILURES.contains(&reason) => {
                (self.complete, self.ended) = (Some(false), event.last_seen);
                self.failure = Some((event.reason.clone(), event.message.clone()));
            }
            _ => {}
        }
    }

    fn hear_of_cron_job(&mut self, event: &Event) {
        self.named = true;
        match &*event.reason {
            "SuccessfulCreate" | "UnexpectedJob" => {
                self.started = self.started.or(event.last_seen);
            }
            "SawCompletedJob" if self.complete.is_none() => {
                self.complete = Some(event.message.ends_with("condition: Complete"));
                self.ended = event.last_seen;
            }
            "SuccessfulDelete" => self.deleted = event.last_seen,
            _ => {}
        }
    }

    fn into_run(self, job: Text, cron_job: &str, replaces: bool) -> Run {
        let due = due_by_name(&job, cron_job);
        let made_room = replaces && self.deleted.is_some();
        let outcome = match self.complete {
            Some(true) => RunOutcome::Complete,
            Some(false) => RunOutcome::Failed,
            None if made_room => RunOutcome::Replaced,
            None => RunOutcome::Unknown,
        };
        let (reason, message) = self.failure.unzip();
        Run {
            job,
            uid: self.uid,
            trigger: if due.is_some() { Trigger::Schedule } else { Trigger::Manual },
            due,
            started: self.started,
            ended: self.ended.or(self.deleted.filter(|_| made_room)),
            outcome,
            condition: reason.clone(),
            reason,
            message,
            failure: None,
            attempts: self.pods,
            pods_kept: 0,
            restarts: 0,
            known_by: KnownBy::Events,
        }
    }
}

fn earlier(a: Option<Time>, b: Option<Time>) -> Option<Time> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
