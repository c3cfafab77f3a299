//! What the flags ask of a source.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::DsCoverage;
use crate::cluster::file::{self, Selector};
use crate::cluster::{self, Namespaces, Progress, Query, Question, Scope, Source};
use crate::commands::beside;
use crate::error::{Error, ErrorKind};
use crate::flags::{NodeFlags, input};
use crate::model::{DaemonSet, Snapshot, Text};
use crate::scheduling::World;
use crate::scheduling::coverage::{Coverage, coverage, preview, world_before};

/// What was read, and what a manifest would add to it.
pub(super) struct Asked {
    /// Its time and gaps are those of the answer.
    pub(super) snapshot: Snapshot,
    /// What was read for further DaemonSets of the manifest; none of a file, which holds all there is.
    further: Vec<Snapshot>,
    /// The manifest's DaemonSets. Empty: the question is about those that there are.
    previews: Vec<DaemonSet>,
}

/// Reads what the answer needs.
pub(super) async fn ask(
    command: &DsCoverage,
    source: &Source,
    scope: &Scope,
    progress: &Arc<dyn Progress>,
) -> Result<Asked, Error> {
    let query = |question, scope| Query { scope, question, chunk_size: command.page.chunk_size };
    let Some(path) = command.filename.clone() else {
        let query = query(Question::Coverage, scope.clone());
        let snapshot = Box::pin(cluster::gather(source, &query, progress)).await?;
        return Ok(Asked { snapshot, further: Vec::new(), previews: Vec::new() });
    };
    let manifest = file::manifest(&input(path), &**progress)?;
    let namespace: Text = beside::namespace(source, scope)?.into();
    let mut previews = manifest.daemon_sets;
    let mut snapshots = Vec::new();
    for daemon_set in &mut previews {
        if daemon_set.meta.namespace.is_empty() {
            daemon_set.meta.namespace = namespace.clone();
        }
        if matches!(source, Source::Files(_)) && !snapshots.is_empty() {
            continue;
        }
        let question = Question::Preview {
            namespace: daemon_set.meta.namespace.to_string(),
            template: daemon_set.template.clone(),
        };
        let query = query(question, Scope { namespaces: Namespaces::All, ..Scope::default() });
        let mut snapshot = Box::pin(cluster::gather(source, &query, progress)).await?;
        add(&mut snapshot, &manifest.others, &namespace);
        snapshots.push(snapshot);
    }
    let further = snapshots.split_off(snapshots.len().min(1));
    // A manifest holds at least one DaemonSet, for each of which something was read.
    let snapshot = snapshots.pop().unwrap_or_default();
    Ok(Asked { snapshot, further, previews })
}

/// Adds what else a manifest holds, in place of what has the same name; what names no namespace goes to
/// `namespace`.
fn add(snapshot: &mut Snapshot, others: &Snapshot, namespace: &Text) {
    fn put<T: Clone>(into: &mut Vec<T>, from: &[T], same: impl Fn(&T, &T) -> bool) {
        into.retain(|old| !from.iter().any(|new| same(old, new)));
        into.extend_from_slice(from);
    }
    macro_rules! put_namespaced {
        ($($kind:ident),*) => {$({
            let mut new = others.$kind.clone();
            for object in new.iter_mut().filter(|object| object.namespace.is_empty()) {
                object.namespace = namespace.clone();
            }
            put(&mut snapshot.$kind, &new, |a, b| (&a.namespace, &a.name) == (&b.namespace, &b.name));
        })*};
    }
    put(&mut snapshot.namespaces, &others.namespaces, |a, b| a.name == b.name);
    put(&mut snapshot.priority_classes, &others.priority_classes, |a, b| a.name == b.name);
    put(&mut snapshot.runtime_classes, &others.runtime_classes, |a, b| a.name == b.name);
    put(&mut snapshot.storage_classes, &others.storage_classes, |a, b| a.name == b.name);
    put(&mut snapshot.volumes, &others.volumes, |a, b| a.name == b.name);
    put_namespaced!(limit_ranges, quotas, service_accounts, claims);
}

impl Asked {
    /// The world that each DaemonSet is looked at in; without a manifest, one for all.
    pub(super) fn worlds(&self) -> Vec<World<'_>> {
        if self.previews.is_empty() {
            return vec![World::new(&self.snapshot)];
        }
        let snapshots = std::iter::once(&self.snapshot).chain(&self.further).cycle();
        let before = |(snapshot, manifest)| world_before(snapshot, manifest);
        snapshots.zip(&self.previews).map(before).collect()
    }

    /// Where each DaemonSet is or would be, and is not.
    pub(super) fn coverages<'w, 'a: 'w>(
        &'a self,
        worlds: &'w [World<'a>],
    ) -> Box<dyn Iterator<Item = Coverage<'a>> + 'w> {
        if self.previews.is_empty() {
            let sets = &self.snapshot.daemon_sets;
            let of = |world| sets.iter().map(move |daemon_set| coverage(world, daemon_set));
            return Box::new(worlds.iter().flat_map(of));
        }
        let previewed = worlds.iter().zip(&self.previews);
        Box::new(previewed.map(|(world, manifest)| preview(world, manifest)))
    }
}

/// The nodes that are asked for; None: all. A node that is not there is an error in kubectl's words.
pub(super) fn nodes(
    flags: &NodeFlags,
    snapshot: &Snapshot,
) -> Result<Option<BTreeSet<String>>, Error> {
    if flags.node.is_empty() && flags.node_selector.is_none() {
        return Ok(None);
    }
    for name in &flags.node {
        if !snapshot.nodes.iter().any(|node| *node.name == **name) {
            let message = format!("Error from server (NotFound): nodes \"{name}\" not found");
            return Err(Error::new(ErrorKind::NotFound, message));
        }
    }
    let selector = Selector::parse(flags.node_selector.as_deref().unwrap_or_default())
        .map_err(|why| Error::new(ErrorKind::Usage, why))?;
    let asked = snapshot.nodes.iter().filter(|node| {
        let named = flags.node.is_empty() || flags.node.iter().any(|name| **name == *node.name);
        named && selector.matches(&node.labels)
    });
    Ok(Some(asked.map(|node| node.name.to_string()).collect()))
}
