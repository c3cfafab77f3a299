//! The wait for Jobs, as a state machine without a clock or a connection: what is seen of Jobs, Pods and
//! events goes in, in whatever order it comes; what changed, and a verdict for each Job, come out.

mod events;
mod pods;
mod watched;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::SignedDuration;

use super::{Attempt, Outcome, Verdict, failing_attempts};
use crate::model::{Event, Job, Pod, Text, Time};
use events::Said;
use pods::Pods;
pub use watched::Watched;

/// When a wait ends, besides by the Jobs' own ends.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The first Job that finishes ends the wait for all.
    pub any: bool,
    /// A Job that is bound to fail ends the wait for all.
    pub fail_fast: bool,
    /// A Job that is not there yet is waited for.
    pub awaits_creation: bool,
    /// A Job that is stuck for so long has ended.
    pub stuck_for: Option<SignedDuration>,
    /// A Job that is suspended has ended.
    pub ends_when_suspended: bool,
}

/// What happened to a Job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is seen for the first time.
    Found,
    /// Its counters moved.
    Progressed,
    /// A container of one of its Pods failed.
    PodFailed {
        pod: Text,
    },
    Suspended,
    Resumed,
    /// It is stuck, or by something else than before.
    Stuck,
    Unstuck,
    /// Somebody deletes it.
    Terminating,
    /// Its end is decided; its Pods are still being ended.
    Decided {
        success: bool,
    },
    /// There is a verdict.
    Ended,
}

/// A change, the Job it happened to, and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub at: Time,
    pub namespace: Text,
    pub name: Text,
    pub change: Change,
}

/// The wait for some Jobs.
#[derive(Debug)]
pub struct Wait {
    rules: Rules,
    since: Time,
    jobs: BTreeMap<(Text, Text), Watched>,
    /// By the UID of the Job that owns them: Pods may be seen before their Job.
    pods: HashMap<Text, Pods>,
    said: HashMap<Text, Said>,
    by_uid: HashMap<Text, (Text, Text)>,
    /// UIDs of Jobs that nobody waits for.
    others: HashSet<Text>,
    told: Vec<Told>,
}

impl Wait {
    /// A wait for the Jobs of these namespaces and names, that begins `now`, by the cluster's clock, as are all
    /// times that it is handed.
    pub fn new(names: BTreeSet<(Text, Text)>, rules: Rules, now: Time) -> Self {
        let jobs = names.into_iter().map(|key| (key.clone(), Watched::new(key.0, key.1))).collect();
        Wait {
            rules,
            since: now,
            jobs,
            pods: HashMap::new(),
            said: HashMap::new(),
            by_uid: HashMap::new(),
            others: HashSet::new(),
            told: Vec::new(),
        }
    }

    /// The Jobs, by namespace and name.
    pub fn jobs(&self) -> impl Iterator<Item = &Watched> {
        self.jobs.values()
    }

    /// The Job of that name, if it is waited for.
    pub fn job(&self, namespace: &str, name: &str) -> Option<&Watched> {
        self.jobs.get(&(namespace.into(), name.into()))
    }

    /// What has changed since this was last asked.
    pub fn take_changes(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
    }

    /// Whether nothing is left to wait for.
    pub fn is_over(&self) -> bool {
        let ended = |outcome: fn(Outcome) -> bool| {
            self.jobs.values().any(|job| job.verdict.as_ref().is_some_and(|it| outcome(it.outcome)))
        };
        self.jobs.values().all(|job| job.verdict.is_some())
            || (self.rules.any && ended(|it| matches!(it, Outcome::Complete | Outcome::Failed)))
            || (self.rules.fail_fast && ended(|it| it == Outcome::Failed))
    }

    /// When [`Wait::tick`] is to be called though nothing comes.
    pub fn wakes_at(&self) -> Option<Time> {
        self.jobs.values().filter_map(|job| job.wakes_at(&self.rules)).min()
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Time) {
        let due: Vec<_> = self
            .jobs
            .iter()
            .filter(|(_, job)| job.wakes_at(&self.rules).is_some_and(|at| at <= now))
            .map(|(key, _)| key.clone())
            .collect();
        for key in due {
            self.review(&key, now);
        }
    }

    /// All the Jobs there are, as a list tells, at the beginning and after a gap.
    pub fn jobs_listed(&mut self, jobs: Vec<Job>, now: Time) {
        let mut present = HashSet::new();
        for job in jobs {
            let key = (job.meta.namespace.clone(), job.meta.name.clone());
            present.insert(key);
            self.job_seen(job, now);
        }
        let absent: Vec<_> = self
            .jobs
            .iter()
            .filter(|(key, job)| job.verdict.is_none() && !present.contains(*key))
            .map(|(key, job)| (key.clone(), job.job.is_some()))
            .collect();
        for (key, known) in absent {
            if known {
                self.lose(&key, Outcome::Deleted, false, now);
            } else if !self.rules.awaits_creation {
                self.end(&key, Verdict::new(Outcome::NotFound), now);
            }
        }
    }

    /// A Job was added or modified.
    pub fn job_seen(&mut self, job: Job, now: Time) {
        let key = (job.meta.namespace.clone(), job.meta.name.clone());
        let Some(watched) = self.jobs.get_mut(&key) else {
            self.pods.remove(&job.uid);
            self.said.remove(&job.uid);
            self.others.insert(job.uid);
            return;
        };
        if watched.verdict.is_some() {
            return;
        }
        if let Some(known) = &watched.job
            && known.uid != job.uid
        {
            // An older Job of that name is a late sight of one that was gone before we began.
            if job.meta.created_at >= known.meta.created_at {
                self.lose(&key, Outcome::Replaced, true, now);
            }
            return;
        }
        if watched.job.is_none() {
            self.by_uid.insert(job.uid.clone(), key.clone());
        }
        let pods = self.pods.entry(job.uid.clone()).or_default();
        let said = self.said.entry(job.uid.clone()).or_default();
        let changes = watched.see(job, pods, said, &self.rules, now);
        self.tell(&key, changes, now);
    }

    /// A Job was deleted; `job` is its last state.
    pub fn job_deleted(&mut self, job: Job, now: Time) {
        let key = (job.meta.namespace.clone(), job.meta.name.clone());
        let Some(watched) = self.jobs.get(&key) else { return };
        if watched.uid().is_some_and(|uid| *uid != job.uid) {
            return;
        }
        self.job_seen(job, now);
        self.lose(&key, Outcome::Deleted, true, now);
    }

    /// All the Pods there are.
    pub fn pods_listed(&mut self, pods: &[Pod], now: Time) {
        let present: HashSet<(&str, &str)> =
            pods.iter().map(|pod| (owner(pod).map_or("", |uid| uid), &*pod.meta.name)).collect();
        for (uid, known) in &mut self.pods {
            known.keep(|name| present.contains(&(uid, name)));
        }
        for pod in pods {
            self.pod(pod, false, now);
        }
    }

    /// A Pod was added or modified.
    pub fn pod_seen(&mut self, pod: &Pod, now: Time) {
        self.pod(pod, false, now);
    }

    /// A Pod was deleted; `pod` is its last state.
    pub fn pod_deleted(&mut self, pod: &Pod, now: Time) {
        self.pod(pod, true, now);
    }

    fn pod(&mut self, pod: &Pod, gone: bool, now: Time) {
        let Some(uid) = owner(pod).filter(|uid| !self.others.contains(*uid)) else { return };
        let told = self.pods.entry(uid.clone()).or_default().see(pod, gone);
        let Some(key) = self.by_uid.get(uid).cloned() else { return };
        if told.failed && self.jobs.get(&key).is_some_and(|job| job.verdict.is_none()) {
            self.tell(&key, vec![Change::PodFailed { pod: pod.meta.name.clone() }], now);
        }
        self.review(&key, now);
    }

    /// An event was seen that is about a Job.
    pub fn event_seen(&mut self, event: &Event, now: Time) {
        let about = &event.involved;
        if &*about.kind != "Job" || self.others.contains(&about.uid) {
            return;
        }
        self.said.entry(about.uid.clone()).or_default().hear(event);
        let key = (about.namespace.clone(), about.name.clone());
        let Some(watched) = self.jobs.get_mut(&key) else { return };
        let is_ours = match watched.uid() {
            Some(uid) => *uid == about.uid,
            None => event.last_seen.is_some_and(|at| at >= self.since),
        };
        if is_ours {
            if let Some(verdict) = events::end(event) {
                watched.hear_end(&verdict, now);
            }
            self.review(&key, now);
        }
    }

    /// The attempts of a Job, by Pod name.
    pub fn attempts(&self, job: &Watched) -> impl Iterator<Item = &Attempt> {
        self.pods_of(job).into_iter().flat_map(Pods::attempts)
    }

    /// One of them.
    pub fn attempt(&self, job: &Watched, pod: &str) -> Option<&Attempt> {
        self.pods_of(job)?.attempt(pod)
    }

    /// The attempts that made it fail, the most telling first.
    pub fn failing(&self, job: &Watched) -> Vec<&Attempt> {
        let indexed = job.job.as_ref().is_some_and(|job| job.spec.indexed);
        match &job.verdict {
            Some(verdict) if verdict.outcome == Outcome::Failed => {
                failing_attempts(verdict, indexed, self.attempts(job))
            }
            _ => Vec::new(),
        }
    }

    /// How many Pods it ever had: by its counters, by the Pods that were seen, and by its events, the most.
    pub fn attempt_count(&self, job: &Watched) -> usize {
        let counted = job.progress.as_ref().map_or(0, |progress| {
            let counters =
                [progress.succeeded, progress.failed, progress.active, progress.terminating];
            counters.iter().map(|count| usize::try_from(*count).unwrap_or(0)).sum()
        });
        let seen = self.pods_of(job).map_or(0, Pods::len);
        let said =
            job.uid().and_then(|uid| self.said.get(uid)).map_or(0, |said| said.created as usize);
        counted.max(seen).max(said)
    }

    /// Restarts in place, of all its Pods.
    pub fn restarts(&self, job: &Watched) -> u32 {
        self.pods_of(job).map_or(0, Pods::restarts)
    }

    /// How many of its Pods are stuck.
    pub fn stuck_pods(&self, job: &Watched) -> usize {
        self.pods_of(job).map_or(0, Pods::stuck_count)
    }

    /// The exit code of the container of that name, in the Pod that ended last.
    pub fn exit_of(&self, job: &Watched, container: &str) -> Option<i32> {
        self.pods_of(job)?.exit_of(container)
    }

    /// The Job that this Pod belongs to, if it is waited for.
    pub fn job_of(&self, pod: &Pod) -> Option<&Watched> {
        self.jobs.get(self.by_uid.get(owner(pod)?)?)
    }

    fn pods_of(&self, job: &Watched) -> Option<&Pods> {
        self.pods.get(job.uid()?)
    }

    /// Looks at a Job again, after something about it has changed or time has passed.
    fn review(&mut self, key: &(Text, Text), now: Time) {
        let Some(watched) = self.jobs.get_mut(key) else { return };
        let (no_pods, silence) = (Pods::default(), Said::default());
        let uid = watched.uid().cloned().unwrap_or_default();
        let pods = self.pods.get(&uid).unwrap_or(&no_pods);
        let said = self.said.get(&uid).unwrap_or(&silence);
        let mut changes: Vec<_> = watched.settled(pods, now).into_iter().collect();
        changes.extend(watched.judge(pods, said, &self.rules, now));
        self.tell(key, changes, now);
    }

    fn lose(&mut self, key: &(Text, Text), outcome: Outcome, seen: bool, now: Time) {
        let Some(watched) = self.jobs.get_mut(key) else { return };
        let (no_pods, silence) = (Pods::default(), Said::default());
        let uid = watched.uid().cloned().unwrap_or_default();
        let pods = self.pods.get(&uid).unwrap_or(&no_pods);
        watched.lose(outcome, seen, pods, self.said.get(&uid).unwrap_or(&silence), now);
        self.review(key, now);
    }

    fn end(&mut self, key: &(Text, Text), verdict: Verdict, now: Time) {
        if let Some(watched) = self.jobs.get_mut(key) {
            let change = watched.end(verdict);
            self.tell(key, vec![change], now);
        }
    }

    fn tell(&mut self, key: &(Text, Text), changes: Vec<Change>, now: Time) {
        self.told.extend(changes.into_iter().map(|change| Told {
            at: now,
            namespace: key.0.clone(),
            name: key.1.clone(),
            change,
        }));
    }
}

fn owner(pod: &Pod) -> Option<&Text> {
    pod.meta.owner.as_ref().filter(|owner| &*owner.kind == "Job").map(|owner| &owner.uid)
}
