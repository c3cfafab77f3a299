//! What the preview of a DaemonSet looks at: every node, who is on it, and what admission would do.

use super::fold::fold;
use super::lists::{Lists, Weight};
use super::needs::Needs;
use super::occupancy;
use super::selection::Selection;
use crate::cluster::wire;
use crate::error::Error;
use crate::model::{Resource, Snapshot, Text, UnreadCause};

/// Gathers what a template in that namespace is judged by.
pub(super) async fn gather(
    lists: &Lists,
    namespace: &Text,
    needs: &Needs,
) -> Result<Snapshot, Error> {
    let mut snapshot = Snapshot::default();
    let here = Selection::in_namespace(Some(namespace.to_string()));
    let (nodes, sets) = futures_util::join!(
        lists.read::<wire::Node>(Selection::default()),
        lists.read::<wire::DaemonSet>(here),
    );
    nodes.settle(&mut snapshot, Weight::Vital)?;
    sets.settle(&mut snapshot, Weight::Helpful)?;
    occupancy::gather(lists, needs, &mut snapshot).await?;
    // Nobody's Pods are beyond the question here: without them nothing is known of the room on a node.
    for unread in &mut snapshot.unread {
        if unread.resource == Resource::Pods && unread.cause == UnreadCause::Partial {
            unread.cause = UnreadCause::Failed;
        }
    }
    gather_admission(lists, Some(namespace), &mut snapshot).await?;
    snapshot.namespace = Some(namespace.clone());
    Ok(snapshot)
}

/// Adds what admission looks at when a Pod is created; `namespace` None means in any.
pub(super) async fn gather_admission(
    lists: &Lists,
    namespace: Option<&str>,
    snapshot: &mut Snapshot,
) -> Result<(), Error> {
    let here = || Selection::in_namespace(namespace.map(str::to_owned));
    let (namespaces, priorities, runtimes, limits, quotas, accounts) = futures_util::join!(
        lists.read::<wire::Namespace>(Selection::default()),
        lists.read::<wire::PriorityClass>(Selection::default()),
        lists.read::<wire::RuntimeClass>(Selection::default()),
        lists.read::<wire::LimitRange>(here()),
        lists.read::<wire::ResourceQuota>(here()),
        lists.read::<wire::ServiceAccount>(here()),
    );
    // They may have been read for affinity before.
    snapshot.namespaces.clear();
    snapshot.priority_classes.clear();
    snapshot.unread.retain(|unread| {
        !matches!(unread.resource, Resource::Namespaces | Resource::PriorityClasses)
    });
    namespaces.settle(snapshot, Weight::Helpful)?;
    priorities.settle(snapshot, Weight::Helpful)?;
    runtimes.settle(snapshot, Weight::Helpful)?;
    limits.settle(snapshot, Weight::Helpful)?;
    quotas.settle(snapshot, Weight::Helpful)?;
    accounts.settle(snapshot, Weight::Helpful)?;
    fold(snapshot);
    Ok(())
}
