//! Who else is on the nodes that Pods wait for, and what those Pods' specs refer to.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};

use super::fold::fold;
use super::lists::{AT_ONCE, Listed, Lists, Weight};
use super::needs::{NeededPods, Needs};
use super::selection::Selection;
use crate::cluster::wire;
use crate::error::Error;
use crate::model::{Occupancy, Snapshot, Text};

/// Pods that have ended take no room.
const ALIVE: &str = "status.phase!=Succeeded,status.phase!=Failed";

/// Adds to the snapshot what `needs` names.
pub(super) async fn gather(
    lists: &Lists,
    needs: &Needs,
    snapshot: &mut Snapshot,
) -> Result<(), Error> {
    let claims = !needs.claims_in.is_empty();
    let (pods, namespaces, classes, claims, volumes, storage_classes, csi_nodes) = futures_util::join!(
        pods(lists, &needs.occupancy),
        wanted::<wire::Namespace>(lists, needs.namespaces),
        wanted::<wire::PriorityClass>(lists, needs.priority_classes),
        in_each::<wire::PersistentVolumeClaim>(lists, &needs.claims_in),
        wanted::<wire::PersistentVolume>(lists, claims),
        wanted::<wire::StorageClass>(lists, claims),
        wanted::<wire::CsiNode>(lists, needs.csi_nodes),
    );
    let mut known = BTreeSet::new();
    for (node, listed) in pods {
        let is_known = listed.settle_beyond(snapshot)?;
        match node {
            Some(node) if is_known => {
                known.insert(node);
            }
            None if is_known => snapshot.occupancy = Occupancy::All,
            _ => {}
        }
    }
    if !known.is_empty() {
        snapshot.occupancy = Occupancy::Nodes(known);
    }
    for listed in claims {
        listed.settle(snapshot, Weight::Helpful)?;
    }
    settle(namespaces, snapshot)?;
    settle(classes, snapshot)?;
    settle(volumes, snapshot)?;
    settle(storage_classes, snapshot)?;
    settle(csi_nodes, snapshot)?;
    fold(snapshot);
    Ok(())
}

/// The Pods of each node that is concerned, by node; or all, under None.
async fn pods(lists: &Lists, needed: &NeededPods) -> Vec<(Option<Text>, Listed<wire::Pod>)> {
    match needed {
        NeededPods::None => Vec::new(),
        NeededPods::All => {
            let all = Selection::default().with_fields(ALIVE);
            vec![(None, lists.read(all).await)]
        }
        NeededPods::OfNodes(nodes) => {
            let of_node = |node: Text| async move {
                let fields = format!("spec.nodeName={node},{ALIVE}");
                let listed = lists.read(Selection::default().with_fields(fields)).await;
                (Some(node), listed)
            };
            stream::iter(nodes.iter().cloned().map(of_node)).buffered(AT_ONCE).collect().await
        }
    }
}

/// The list of a kind, if it is wanted.
pub(super) async fn wanted<K: crate::cluster::convert::Object>(
    lists: &Lists,
    wanted: bool,
) -> Option<Listed<K>> {
    if wanted { Some(lists.read(Selection::default()).await) } else { None }
}

pub(super) fn settle<K: crate::cluster::convert::Object>(
    listed: Option<Listed<K>>,
    snapshot: &mut Snapshot,
) -> Result<(), Error> {
    listed.map_or(Ok(()), |listed| listed.settle(snapshot, Weight::Helpful))
}

async fn in_each<K: crate::cluster::convert::Object>(
    lists: &Lists,
    namespaces: &BTreeSet<Text>,
) -> Vec<Listed<K>> {
    let one = |namespace: &Text| lists.read(Selection::in_namespace(Some(namespace.to_string())));
    stream::iter(namespaces.iter().map(one)).buffered(AT_ONCE).collect().await
}
