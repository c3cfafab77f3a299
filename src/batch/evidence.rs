use std::collections::HashMap;

use crate::model::{CronJob, Event, Job, Pod, Resource, Snapshot};

/// A snapshot's Jobs, Pods and events, found by whom they belong to. Built once, and asked for every Job.
pub struct Evidence<'a> {
    pub snapshot: &'a Snapshot,
    pods: HashMap<&'a str, Vec<&'a Pod>>,
    jobs: HashMap<&'a str, Vec<&'a Job>>,
    events: HashMap<&'a str, Vec<&'a Event>>,
    /// Events about Jobs, by the namespace and the name before the number that a CronJob's Jobs end with.
    numbered: HashMap<&'a str, HashMap<&'a str, Vec<&'a Event>>>,
}

impl<'a> Evidence<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let mut evidence = Evidence {
            snapshot,
            pods: HashMap::new(),
            jobs: HashMap::new(),
            events: HashMap::new(),
            numbered: HashMap::new(),
        };
        for pod in &snapshot.pods {
            if let Some(owner) = pod.meta.owner.as_ref().filter(|owner| &*owner.kind == "Job") {
                evidence.pods.entry(&owner.uid).or_default().push(pod);
            }
        }
        for job in &snapshot.jobs {
            if let Some(owner) = job.meta.owner.as_ref().filter(|owner| &*owner.kind == "CronJob") {
                evidence.jobs.entry(&owner.uid).or_default().push(job);
            }
        }
        for event in &snapshot.events {
            let object = &event.involved;
            if matches!(&*object.kind, "Job" | "CronJob") {
                evidence.events.entry(&object.uid).or_default().push(event);
            }
            if let Some((name, _)) = numbered(&object.name).filter(|_| &*object.kind == "Job") {
                let named = evidence.numbered.entry(&object.namespace).or_default();
                named.entry(name).or_default().push(event);
            }
        }
        evidence
    }

    /// The Pods of a Job that are kept.
    pub fn pods_of(&self, job: &Job) -> &[&'a Pod] {
        self.pods.get(&*job.uid).map_or(&[], Vec::as_slice)
    }

    /// The Jobs of a CronJob that are kept: those whose controller is a CronJob of its UID, as the controller
    /// counts them since 1.37 (before, the name was enough).
    pub fn jobs_of(&self, cron_job: &CronJob) -> &[&'a Job] {
        self.jobs.get(&*cron_job.uid).map_or(&[], Vec::as_slice)
    }

    /// The events about the object with that UID.
    pub fn events_of(&self, uid: &str) -> &[&'a Event] {
        self.events.get(uid).map_or(&[], Vec::as_slice)
    }

    /// The events about Jobs that bear a CronJob's name and a number, whether they are kept or gone.
    pub fn events_of_jobs_of(&self, cron_job: &CronJob) -> &[&'a Event] {
        let named = self.numbered.get(&*cron_job.meta.namespace);
        named.and_then(|named| named.get(&*cron_job.meta.name)).map_or(&[], Vec::as_slice)
    }

    /// Whether the list of `resource` is here for the CronJob's namespace.
    pub fn knows(&self, resource: Resource, cron_job: &CronJob) -> bool {
        self.snapshot.knows(resource, &cron_job.meta.namespace)
    }
}

/// Splits the name of a CronJob's Job into the CronJob's name and the number.
pub(super) fn numbered(job: &str) -> Option<(&str, i64)> {
    let (name, number) = job.rsplit_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    Some((name, number.parse().ok().filter(|_| digits)?))
}
