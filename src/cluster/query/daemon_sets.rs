//! What coverage and diagnosis of DaemonSets look at.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};

use super::fold::fold;
use super::lists::{AT_ONCE, Listed, Lists, Weight};
use super::needs::Needs;
use super::occupancy;
use super::selection::{Selection, label_selector};
use crate::cluster::list::Read;
use crate::cluster::{Scope, wire};
use crate::error::{Error, ErrorKind};
use crate::model::{DaemonSet, Pod, Resource, Snapshot, Text};

/// Up to so many DaemonSets, each one's Pods are asked for by its selector.
const FEW_DAEMON_SETS: usize = 4;

/// Up to so many namespaces, Pods are asked for namespace by namespace.
const FEW_NAMESPACES: usize = 8;

const WARNINGS: &str = "involvedObject.kind=DaemonSet,type=Warning";

/// Gathers the DaemonSets in scope with all that they are judged by; `namespace` None means all.
pub(super) async fn gather(
    lists: &Lists,
    scope: &Scope,
    namespace: Option<String>,
    diagnosis: bool,
) -> Result<Snapshot, Error> {
    let here = || Selection::in_namespace(namespace.clone());
    let sets_and_pods = async {
        let sets = in_scope(lists, scope, namespace.as_deref()).await?;
        let pods = pods_of(lists, &sets.objects).await;
        Ok((sets, pods))
    };
    let nodes = async { Ok(lists.read::<wire::Node>(Selection::default()).await) };
    let names: BTreeSet<String> = scope.names.iter().cloned().collect();
    let revisions = async { Ok(lists.read_where(here(), revision_of(names)).await) };
    let events = async {
        let about = match &*scope.names {
            [name] => format!("{WARNINGS},involvedObject.name={name}"),
            _ => WARNINGS.to_owned(),
        };
        Ok(lists.read::<wire::Event>(here().with_fields(about)).await)
    };
    let pod_events = async {
        let about = "involvedObject.kind=Pod,type=Warning";
        Ok(if diagnosis {
            Some(lists.read::<wire::Event>(here().with_fields(about)).await)
        } else {
            None
        })
    };
    let ((mut sets, pods), nodes, revisions, events, pod_events) =
        futures_util::try_join!(sets_and_pods, nodes, revisions, events, pod_events)?;

    let mut snapshot = Snapshot::default();
    snapshot.daemon_sets.append(&mut sets.objects);
    snapshot.unread.append(&mut sets.unread);
    nodes.settle(&mut snapshot, Weight::Vital)?;
    for listed in pods {
        listed.settle(&mut snapshot, Weight::Vital)?;
    }
    let revisions: Listed<wire::ControllerRevision> = revisions;
    revisions.settle(&mut snapshot, Weight::Helpful)?;
    events.settle(&mut snapshot, Weight::Helpful)?;
    if let Some(events) = pod_events {
        events.settle(&mut snapshot, Weight::Helpful)?;
    }
    fold(&mut snapshot);
    let needs =
        Needs::of_pods(snapshot.pods.iter().filter(|pod| is_of(pod, &snapshot.daemon_sets)));
    occupancy::gather(lists, &needs, &mut snapshot).await?;
    if diagnosis && lacks_pods(&snapshot) {
        super::preview::gather_admission(lists, namespace.as_deref(), &mut snapshot).await?;
    }
    snapshot.namespace = namespace.map(Into::into);
    Ok(snapshot)
}

/// The DaemonSets in scope: without them there is no answer.
async fn in_scope(
    lists: &Lists,
    scope: &Scope,
    namespace: Option<&str>,
) -> Result<Read<DaemonSet>, Error> {
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
    let listed = lists.read::<wire::DaemonSet>(selection).await;
    let mut read = listed.result.map_err(|error| match error.kind {
        ErrorKind::Forbidden => error.with_hint(permission_hint(namespace)),
        _ => error,
    })?;
    if !scope.names.is_empty() {
        read.objects.retain(|set| scope.names.iter().any(|name| **name == *set.meta.name));
        let is_missing = |name: &&String| {
            let malformed = |name: &str| read.unread.iter().any(|one| one.message.contains(name));
            !read.objects.iter().any(|set| *set.meta.name == ***name) && !malformed(name)
        };
        let missing: Vec<_> =
            scope.names.iter().filter(is_missing).map(|n| format!("{n:?}")).collect();
        if !missing.is_empty() {
            let place =
                namespace.map_or("any namespace".to_owned(), |ns| format!("namespace {ns}"));
            return Err(Error::new(
                ErrorKind::NotFound,
                format!(
                    "Error from server (NotFound): daemonsets.apps {} not found",
                    missing.join(", ")
                ),
            )
            .with_hint(format!("Looked in {place}; -n names another, -A lists all")));
        }
    }
    Ok(read)
}

fn permission_hint(namespace: Option<&str>) -> String {
    match namespace {
        Some(namespace) => format!(
            "Needed: list daemonsets.apps in namespace {namespace}; docs/rbac.md has the least Role"
        ),
        None => {
            "Needed: list daemonsets.apps in all namespaces; where a Role allows it in one, name \
                 it with -n"
                .to_owned()
        }
    }
}

/// The Pods that are these DaemonSets' own, or that they could adopt: by selector, by namespace, or all,
/// whichever asks least of the server.
async fn pods_of(lists: &Lists, sets: &[DaemonSet]) -> Vec<Listed<wire::Pod>> {
    let namespaces: BTreeSet<&str> = sets.iter().map(|set| &*set.meta.namespace).collect();
    let by_selector: Option<Vec<Selection>> = sets
        .iter()
        .map(|set| {
            let labels = label_selector(set.selector.as_ref()?)?;
            let namespace = Some(set.meta.namespace.to_string());
            Some(Selection { namespace, labels: Some(labels), fields: None })
        })
        .collect();
    let selections = match by_selector {
        Some(selections) if sets.len() <= FEW_DAEMON_SETS => selections,
        _ if namespaces.len() <= FEW_NAMESPACES => {
            let one = |namespace: &str| Selection::in_namespace(Some(namespace.to_owned()));
            namespaces.into_iter().map(one).collect()
        }
        _ => vec![Selection::default()],
    };
    let lists = selections.into_iter().map(|selection| lists.read_where(selection, is_daemon_pod));
    stream::iter(lists).buffered(AT_ONCE).collect().await
}

/// A Pod of another controller is nothing to a DaemonSet; one without a controller can be adopted.
fn is_daemon_pod(pod: &wire::Pod) -> bool {
    pod.controller_kind().is_none_or(|kind| kind == "DaemonSet")
}

/// Keeps the revisions of DaemonSets (StatefulSets have some too), of these names if there are any.
fn revision_of(names: BTreeSet<String>) -> impl FnMut(&wire::ControllerRevision) -> bool {
    move |revision| {
        let owners = &revision.metadata.owner_references;
        owners
            .iter()
            .filter(|owner| owner.controller && owner.kind == "DaemonSet")
            .any(|owner| names.is_empty() || names.contains(&owner.name))
    }
}

fn is_of(pod: &Pod, sets: &[DaemonSet]) -> bool {
    let owner: Option<&Text> = pod.meta.owner.as_ref().map(|owner| &owner.uid);
    owner.is_some_and(|uid| sets.iter().any(|set| set.uid == *uid))
}

/// Whether Pods are wanted that could not be created, so that admission may have refused them.
fn lacks_pods(snapshot: &Snapshot) -> bool {
    let counters = snapshot.daemon_sets.iter().any(|set| set.status.current < set.status.desired);
    let refused = |event: &crate::model::Event| &*event.reason == "FailedCreate";
    counters || snapshot.events.iter().any(refused) || !snapshot.knows(Resource::Events, "")
}
