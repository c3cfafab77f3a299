use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::model::{Snapshot, Text, UnreadCause};

/// Folds objects that came twice into one, the later: a list that changes while it is paged repeats
/// some, and two lists may overlap.
pub(super) fn fold(snapshot: &mut Snapshot) {
    by(&mut snapshot.pods, |pod| (&pod.meta.namespace, &pod.meta.name));
    by(&mut snapshot.jobs, |job| (&job.meta.namespace, &job.meta.name));
    by(&mut snapshot.cron_jobs, |job| (&job.meta.namespace, &job.meta.name));
    by(&mut snapshot.daemon_sets, |set| (&set.meta.namespace, &set.meta.name));
    by(&mut snapshot.revisions, |revision| (&revision.meta.namespace, &revision.meta.name));
    by(&mut snapshot.nodes, |node| (&node.name, &node.name));
    by(&mut snapshot.namespaces, |namespace| (&namespace.name, &namespace.name));
    by(&mut snapshot.claims, |claim| (&claim.namespace, &claim.name));
    // Two lists of the same kind are missing for one reason, which is told once.
    let mut told = Vec::with_capacity(snapshot.unread.len());
    for unread in snapshot.unread.drain(..) {
        if unread.cause == UnreadCause::Malformed || !told.contains(&unread) {
            told.push(unread);
        }
    }
    snapshot.unread = told;
}

/// By a hash of the name, which takes little room beside the objects; names are compared where hashes
/// meet. A server's list is sorted most often, and then shows at a glance that nothing came twice.
fn by<M>(objects: &mut Vec<M>, key: impl Fn(&M) -> (&Text, &Text)) {
    if objects.is_sorted_by(|a, b| key(a) < key(b)) {
        return;
    }
    let hasher = RandomState::new();
    let mut latest: HashMap<u64, usize> = HashMap::with_capacity(objects.len());
    let mut stale = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let key_now = key(object);
        if let Some(before) = latest.insert(hasher.hash_one(key_now), index)
            && key(&objects[before]) == key_now
        {
            stale.push(before);
        }
    }
    if stale.is_empty() {
        return;
    }
    stale.sort_unstable();
    let mut index = 0;
    objects.retain(|_| {
        let keep = stale.binary_search(&index).is_err();
        index += 1;
        keep
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Resource, Unread};

    #[test]
    fn what_is_missing_twice_is_told_once() {
        let unread = |cause| Unread {
            resource: Resource::Pods,
            namespace: Some("logging".into()),
            cause,
            message: "no".into(),
        };
        let (forbidden, malformed) =
            (unread(UnreadCause::Forbidden { verb: "list" }), unread(UnreadCause::Malformed));
        let mut snapshot = Snapshot {
            unread: vec![
                forbidden.clone(),
                malformed.clone(),
                forbidden.clone(),
                malformed.clone(),
            ],
            ..Snapshot::default()
        };
        fold(&mut snapshot);
        assert_eq!(snapshot.unread, [forbidden, malformed.clone(), malformed]);
    }
}
