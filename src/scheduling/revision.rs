//! Which Pods are of the newest template: `IsPodUpdated` (pkg/controller/daemon/util/daemonset_util.go) and
//! `constructHistory` (pkg/controller/daemon/update.go).

use super::World;
use crate::model::{ControllerRevision, DaemonSet, Pod, Resource, Text};

/// The label that names a Pod's revision.
pub const HASH_LABEL: &str = "controller-revision-hash";
const GENERATION_LABEL: &str = "pod-template-generation";

/// How a Pod of the newest template is told from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The hash of the newest revision. None where the revisions cannot be read, or the controller has not
    /// yet seen the newest template.
    pub hash: Option<Text>,
    /// The newest template's generation, as the API server counts it.
    pub generation: Option<i64>,
}

impl Current {
    /// What is known of the newest template of `daemon_set`.
    ///
    /// The controller gives the revision of the present template the highest number, also after a
    /// rollback, so that no template needs to be compared.
    pub fn of(world: &World<'_>, daemon_set: &DaemonSet) -> Self {
        let newest = is_observed(daemon_set)
            .then(|| revisions(world, daemon_set).max_by_key(|revision| revision.revision));
        Current {
            hash: newest.flatten().and_then(|newest| newest.hash.clone()),
            generation: daemon_set.template_generation,
        }
    }

    /// Whether the Pod is of the newest template; None where nothing tells.
    pub fn is_current(&self, pod: &Pod) -> Option<bool> {
        if self.hash.is_none() && self.generation.is_none() {
            return None;
        }
        let labels = &pod.meta.labels;
        let by_hash = self
            .hash
            .as_ref()
            .is_some_and(|hash| !hash.is_empty() && labels.get(HASH_LABEL) == Some(hash));
        let by_generation = self.generation.is_some_and(|generation| {
            labels.get(GENERATION_LABEL).is_some_and(|label| **label == generation.to_string())
        });
        Some(by_hash || by_generation)
    }
}

/// Whether the controller has seen the newest generation.
pub fn is_observed(daemon_set: &DaemonSet) -> bool {
    daemon_set.status.observed_generation >= daemon_set.generation
}

/// The revisions that the DaemonSet owns.
pub fn revisions<'a>(
    world: &World<'a>,
    daemon_set: &DaemonSet,
) -> impl Iterator<Item = &'a ControllerRevision> {
    world.snapshot.revisions.iter().filter(|revision| {
        revision.meta.namespace == daemon_set.meta.namespace
            && revision.meta.owner.as_ref().is_some_and(|owner| owner.uid == daemon_set.uid)
    })
}

/// Whether the revisions of its namespace could be read.
pub fn are_known(world: &World<'_>, daemon_set: &DaemonSet) -> bool {
    world.snapshot.knows(Resource::ControllerRevisions, &daemon_set.meta.namespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Snapshot;
    use crate::scheduling::given::{DAEMON_SET_UID, daemon_set, meta, pod, snapshot};

    fn revision(number: i64, hash: &str, owner: &str) -> ControllerRevision {
        ControllerRevision {
            meta: meta(&format!("agent-{hash}"), &[], Some(owner)),
            revision: number,
            hash: Some(hash.into()),
            change_cause: None,
        }
    }

    fn labelled(labels: &[(&str, &str)]) -> Pod {
        Pod { meta: meta("x", labels, Some(DAEMON_SET_UID)), ..pod("x", "n") }
    }

    #[test]
    fn the_highest_owned_revision_is_current() {
        let snapshot = Snapshot {
            revisions: vec![
                revision(3, "old-but-rolled-back-to", DAEMON_SET_UID),
                revision(2, "newer", DAEMON_SET_UID),
                revision(9, "foreign", "another"),
            ],
            ..snapshot(vec![], vec![])
        };
        let current = Current::of(&World::new(&snapshot), &daemon_set());
        assert_eq!(current.hash.as_deref(), Some("old-but-rolled-back-to"));
    }

    #[test]
    fn hash_or_generation_makes_a_pod_current() {
        let both = Current { hash: Some("h2".into()), generation: Some(2) };
        let neither = Current { hash: None, generation: None };
        let unobserved = Current { hash: None, generation: Some(2) };
        let (hash, generation) = (HASH_LABEL, GENERATION_LABEL);
        for (shows, current, labels, expected) in [
            ("the hash", &both, &[(hash, "h2"), (generation, "1")][..], Some(true)),
            ("the generation", &both, &[(hash, "h1"), (generation, "2")], Some(true)),
            ("neither", &both, &[(hash, "h1"), (generation, "1")], Some(false)),
            ("no labels", &both, &[], Some(false)),
            ("an old hash while the new one is unknown", &unobserved, &[(hash, "h2")], Some(false)),
            ("nothing to tell by", &neither, &[(hash, "h2")], None),
        ] {
            assert_eq!(current.is_current(&labelled(labels)), expected, "{shows}");
        }
    }

    #[test]
    fn an_unobserved_template_has_no_revision_yet() {
        let snapshot = Snapshot {
            revisions: vec![revision(1, "h1", DAEMON_SET_UID)],
            ..snapshot(vec![], vec![])
        };
        let set = DaemonSet { generation: 2, ..daemon_set() };
        assert_eq!(Current::of(&World::new(&snapshot), &set).hash, None);
    }
}
