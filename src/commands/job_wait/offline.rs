//! The answer from a file: what has finished is told, what has not never will.

use std::collections::BTreeSet;

use super::watching::Results;
use super::{JobWait, ask, show};
use crate::batch::{Outcome as Ended, Rules, Wait};
use crate::cluster::{Input, Scope, file};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::flags::JobTarget;
use crate::model::{Job, Snapshot, Text};
use crate::report::job_wait::{JobWaitResult, Outcome};
use crate::ui::Ui;

/// Tells what became of the Jobs in the files. Those that have not finished are an error: a file cannot change.
pub(super) fn answer(command: &JobWait, files: &[Input], ui: &Ui) -> Result<Exit, Error> {
    if command.from.is_some() {
        return Err(Error::new(ErrorKind::Usage, "--from starts a run: a file cannot"));
    }
    let snapshot = file::load(files, &Scope::default(), &*ui.reading().progress())?;
    let jobs = chosen(command, &snapshot)?;
    if jobs.is_empty() {
        return show::nothing(command, ui);
    }
    let now = snapshot.now().unwrap_or_default();
    let names: BTreeSet<(Text, Text)> = jobs;
    let mut wait = Wait::new(names, Rules { awaits_creation: true, ..ask::rules(command) }, now);
    for pod in &snapshot.pods {
        wait.pod_seen(pod, now);
    }
    for event in &snapshot.events {
        wait.event_seen(event, now);
    }
    wait.jobs_listed(snapshot.jobs.clone(), now);
    // What a verdict still waits for is not coming.
    wait.tick(now.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(now));
    let otherwise = |known: bool| if known { Outcome::Unfinished } else { Outcome::NotFound };
    let items: Vec<JobWaitResult> = wait
        .jobs()
        .map(|job| JobWaitResult::new(&wait, job, otherwise(job.job.is_some()), now))
        .filter(|item| !(command.ignore_not_found && item.outcome == Outcome::NotFound))
        .collect();
    let container = command.exit_code_from.as_deref();
    let container =
        container.and_then(|name| wait.jobs().filter_map(|job| wait.exit_of(job, name)).max());
    let finished = |ended: Ended| matches!(ended, Ended::Complete | Ended::Failed);
    let unfinished: Vec<&str> = wait
        .jobs()
        .filter(|job| job.job.is_some())
        .filter(|job| !job.verdict.as_ref().is_some_and(|verdict| finished(verdict.outcome)))
        .map(|job| &*job.name)
        .collect();
    let unfinished = unfinished.join(", ");
    let exit =
        show::print(command, Results { items, unread: snapshot.unread, container, at: now }, ui)?;
    if unfinished.is_empty() {
        return Ok(exit);
    }
    Err(Error::new(
        ErrorKind::File,
        format!("not finished in the snapshot: {unfinished}; a file cannot change"),
    ))
}

/// The Jobs that are meant.
fn chosen(command: &JobWait, snapshot: &Snapshot) -> Result<BTreeSet<(Text, Text)>, Error> {
    let namespace = command.namespace.as_deref().filter(|name| !name.is_empty());
    let here = |job: &&Job| {
        command.all_namespaces
            || namespace.is_none_or(|namespace| *job.meta.namespace == *namespace)
    };
    let key = |job: &Job| (job.meta.namespace.clone(), job.meta.name.clone());
    let mut names = BTreeSet::new();
    for target in &command.names {
        let found: Vec<&Job> = match target {
            JobTarget::Job(name) => {
                snapshot.jobs.iter().filter(here).filter(|job| *job.meta.name == **name).collect()
            }
            JobTarget::CronJob(name) => {
                let owned = |job: &&Job| {
                    let owner = job.meta.owner.as_ref();
                    owner.is_some_and(|it| &*it.kind == "CronJob" && *it.name == **name)
                };
                let runs = snapshot.jobs.iter().filter(here).filter(owned);
                runs.max_by_key(|job| job.meta.created_at).into_iter().collect()
            }
        };
        if found.is_empty() {
            let name = target.name();
            names.insert((namespace.unwrap_or("default").into(), name.into()));
        }
        names.extend(found.into_iter().map(key));
    }
    if command.names.is_empty() {
        let selector = command.selector.as_deref().unwrap_or_default();
        let selector =
            file::Selector::parse(selector).map_err(|why| Error::new(ErrorKind::Usage, why))?;
        if command.field_selector.is_some() {
            return Err(Error::new(ErrorKind::Usage, "a file knows no field selectors for Jobs"));
        }
        let jobs = snapshot.jobs.iter().filter(here);
        names.extend(jobs.filter(|job| selector.matches(&job.meta.labels)).map(key));
    }
    Ok(names)
}
