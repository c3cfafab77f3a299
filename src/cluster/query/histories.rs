//! What the histories of Jobs and CronJobs look at: one list for each kind, whatever the number of objects,
//! and all lists at the same time.

use super::lists::{Lists, Weight};
use super::selection::Selection;
use crate::cluster::convert::Object;
use crate::cluster::list::Read;
use crate::cluster::{Scope, wire};
use crate::error::{Error, ErrorKind};
use crate::model::{Meta, Snapshot, Unread};

/// Pods that a Job controller made bear this label, in every version.
pub const OF_JOBS: &str = "job-name";

/// Events about CronJobs and Jobs, in one list.
pub const ABOUT_BATCH: &str = "involvedObject.apiVersion=batch/v1";

/// Gathers the CronJobs in scope, their Jobs, those Jobs' Pods and the events of both; `namespace` None means
/// all.
pub(super) async fn cron_jobs(
    lists: &Lists,
    scope: &Scope,
    namespace: Option<String>,
) -> Result<Snapshot, Error> {
    let here = || Selection::in_namespace(namespace.clone());
    let cron_jobs = async {
        in_scope::<wire::CronJob>(lists, scope, namespace.as_deref(), |job| &job.meta).await
    };
    let jobs = async { Ok(lists.read::<wire::Job>(here()).await) };
    let pods = async { Ok(lists.read::<wire::Pod>(of_jobs(here())).await) };
    let events = async { Ok(lists.read::<wire::Event>(here().with_fields(ABOUT_BATCH)).await) };
    let (mut cron_jobs, jobs, pods, events) =
        futures_util::try_join!(cron_jobs, jobs, pods, events)?;
    let mut snapshot = Snapshot::default();
    snapshot.cron_jobs.append(&mut cron_jobs.objects);
    snapshot.unread.append(&mut cron_jobs.unread);
    jobs.settle(&mut snapshot, Weight::Vital)?;
    pods.settle(&mut snapshot, Weight::Helpful)?;
    events.settle(&mut snapshot, Weight::Helpful)?;
    Ok(finished(snapshot, namespace))
}

/// Gathers the Jobs in scope, their Pods and their events; `namespace` None means all.
pub(super) async fn jobs(
    lists: &Lists,
    scope: &Scope,
    namespace: Option<String>,
) -> Result<Snapshot, Error> {
    let here = || Selection::in_namespace(namespace.clone());
    let jobs =
        async { in_scope::<wire::Job>(lists, scope, namespace.as_deref(), |job| &job.meta).await };
    let pods = async { Ok(lists.read::<wire::Pod>(of_jobs(here())).await) };
    let events = async {
        let about = "involvedObject.kind=Job";
        Ok(lists.read::<wire::Event>(here().with_fields(about)).await)
    };
    let (mut jobs, pods, events) = futures_util::try_join!(jobs, pods, events)?;
    let mut snapshot = Snapshot::default();
    snapshot.jobs.append(&mut jobs.objects);
    snapshot.unread.append(&mut jobs.unread);
    pods.settle(&mut snapshot, Weight::Helpful)?;
    events.settle(&mut snapshot, Weight::Helpful)?;
    Ok(finished(snapshot, namespace))
}

fn of_jobs(selection: Selection) -> Selection {
    Selection { labels: Some(OF_JOBS.to_owned()), ..selection }
}

/// What is missing is told once, and objects that a changing list repeats are there once.
fn finished(mut snapshot: Snapshot, namespace: Option<String>) -> Snapshot {
    let mut told: Vec<Unread> = Vec::new();
    for unread in snapshot.unread.drain(..) {
        if !told.contains(&unread) {
            told.push(unread);
        }
    }
    snapshot.unread = told;
    super::fold::fold(&mut snapshot);
    snapshot.namespace = namespace.map(Into::into);
    snapshot
}

/// The objects in scope: without them there is no answer.
async fn in_scope<K: Object>(
    lists: &Lists,
    scope: &Scope,
    namespace: Option<&str>,
    meta: fn(&K::Model) -> &Meta,
) -> Result<Read<K::Model>, Error> {
    let name = match &*scope.names {
        [name] => Some(format!("metadata.name={name}")),
        _ => None,
    };
    let fields: Vec<String> = name.into_iter().chain(scope.field_selector.clone()).collect();
    let selection = Selection {
        namespace: namespace.map(str::to_owned),
        labels: scope.selector.clone(),
        fields: Some(fields.join(",")),
    };
    let mut read = lists.read::<K>(selection).await.result?;
    if scope.names.is_empty() {
        return Ok(read);
    }
    read.objects.retain(|object| scope.names.iter().any(|name| **name == *meta(object).name));
    let is_there = |name: &String| {
        read.objects.iter().any(|object| *meta(object).name == **name)
            || read.unread.iter().any(|unread| unread.message.contains(name.as_str()))
    };
    let missing: Vec<String> =
        scope.names.iter().filter(|name| !is_there(name)).map(|name| format!("{name:?}")).collect();
    if missing.is_empty() {
        return Ok(read);
    }
    let kind = format!("{}s.batch", K::KIND.to_lowercase());
    let place = namespace.map_or("any namespace".to_owned(), |name| format!("namespace {name}"));
    let missing = missing.join(", ");
    Err(Error::new(
        ErrorKind::NotFound,
        format!("Error from server (NotFound): {kind} {missing} not found"),
    )
    .with_hint(format!("Looked in {place}; -n names another, -A lists all")))
}
