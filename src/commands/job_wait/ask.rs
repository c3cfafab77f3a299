//! Which Jobs are meant.

use std::collections::BTreeSet;

use super::JobWait;
use crate::batch::Rules;
use crate::cluster::list::ListReader;
use crate::cluster::live::{Connection, ListRequest, Pace, Seen, follow, latest_run};
use crate::cluster::{query, wire};
use crate::error::{Error, ErrorKind};
use crate::flags::JobTarget;
use crate::model::{Job, Resource, Text};
use crate::ui::Ui;

/// The Jobs that are waited for.
pub(super) struct Asked {
    /// None: Jobs of all namespaces.
    pub(super) namespace: Option<String>,
    /// By namespace and name.
    pub(super) names: BTreeSet<(Text, Text)>,
    /// Those that a selector found, as they were then.
    pub(super) found: Vec<Job>,
}

/// Refuses what makes no sense together.
pub(super) fn check(command: &JobWait) -> Result<(), Error> {
    let usage = |message: &str| Err(Error::new(ErrorKind::Usage, message));
    let selects = command.selector.is_some() || command.field_selector.is_some();
    if !command.names.is_empty() && selects {
        return usage("name cannot be provided when a selector is specified");
    }
    if !command.names.is_empty() && command.all_namespaces {
        return usage("a resource cannot be retrieved by name across all namespaces");
    }
    let any_job = command.all || command.all_namespaces || command.from.is_some();
    if command.names.is_empty() && !selects && !any_job {
        return usage("which Jobs? give a NAME, -l SELECTOR, --all, -A, or --from cronjob/NAME");
    }
    let machine = !command.output.output.is_for_people();
    if command.watch && command.output.output != crate::render::Format::Json {
        return usage("--watch needs -o json: for people, every change is told anyway");
    }
    if command.logs && machine && !command.watch {
        return usage("--logs would spoil the output: use -o json --watch, or leave out -o");
    }
    Ok(())
}

/// When the wait ends.
pub(super) fn rules(command: &JobWait) -> Rules {
    Rules {
        any: command.any,
        fail_fast: command.fail_fast,
        awaits_creation: command.wait_for_create,
        stuck_for: command.fail_on_stuck.and_then(|limit| limit.try_into().ok()),
        ends_when_suspended: command.fail_on_suspended,
    }
}

/// Finds out which Jobs are meant, and starts the run that is to be waited for.
pub(super) async fn jobs(
    command: &JobWait,
    connection: &Connection,
    ui: &Ui,
) -> Result<Asked, Error> {
    let namespace = match &command.namespace {
        Some(named) if !named.is_empty() => named.clone(),
        _ => connection.namespace().to_owned(),
    };
    let key = |name: &str| (Text::from(namespace.as_str()), Text::from(name));
    let reading = ui.reading();
    let progress = &*reading.progress();
    if let Some(cron_job) = &command.from {
        let name = command.name.as_deref();
        let name = connection.start_run(&namespace, cron_job, name, progress).await?;
        ui.note(&format!("job.batch/{name} created"));
        let names = BTreeSet::from([key(&name)]);
        return Ok(Asked { namespace: Some(namespace), names, found: Vec::new() });
    }
    if !command.names.is_empty() {
        let mut names = BTreeSet::new();
        for target in &command.names {
            names.insert(match target {
                JobTarget::Job(name) => key(name),
                JobTarget::CronJob(name) => {
                    let run = latest_run(connection, &namespace, name, progress).await?;
                    ui.note(&format!("cronjob.batch/{name}: its latest run is job.batch/{run}"));
                    key(&run)
                }
            });
        }
        return Ok(Asked { namespace: Some(namespace), names, found: Vec::new() });
    }
    let namespace = Some(namespace).filter(|_| !command.all_namespaces);
    let request = ListRequest {
        path: query::path(Resource::Jobs, namespace.as_deref()),
        label_selector: command.selector.clone(),
        field_selector: command.field_selector.clone(),
        ..ListRequest::default()
    };
    let found = if command.wait_for_create {
        first(connection, &request, command.timeout, ui).await?
    } else {
        let mut reader = ListReader::<wire::Job>::new(|_| true);
        connection.list(&request, &mut reader, progress).await?;
        reader.finish().objects
    };
    let names = found.iter().map(|job| (job.meta.namespace.clone(), job.meta.name.clone()));
    Ok(Asked { namespace, names: names.collect(), found })
}

/// Waits until there is a Job that matches.
async fn first(
    connection: &Connection,
    request: &ListRequest,
    timeout: Option<std::time::Duration>,
    ui: &Ui,
) -> Result<Vec<Job>, Error> {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let reading = ui.reading();
    let progress = &*reading.progress();
    let following =
        follow::<wire::Job>(connection, request, Pace::default(), progress, move |seen| {
            let jobs = match seen {
                Seen::All(jobs) => jobs,
                Seen::Now(job) => vec![job],
                Seen::Gone(_) | Seen::Unread(_) => Vec::new(),
            };
            if !jobs.is_empty() {
                // Whoever listens has what it waited for.
                let _ = tell.send(jobs);
            }
        });
    let patience = async {
        match timeout {
            Some(limit) => tokio::time::sleep(limit).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        error = following => match error { Err(why) => Err(why), Ok(never) => match never {} },
        jobs = told.recv() => Ok(jobs.unwrap_or_default()),
        () = patience => Err(Error::new(ErrorKind::TimedOut, "timed out waiting for a Job to match")),
    }
}
