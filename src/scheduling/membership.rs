//! Which Pods belong to a DaemonSet, and to which node each belongs: `getDaemonPods` and
//! `getNodesToDaemonPods` (pkg/controller/daemon/daemon_controller.go), `PodControllerRefManager`
//! (pkg/controller/controller_ref_manager.go) and `GetTargetNodeName` (daemon/util/daemonset_util.go).

use std::collections::HashMap;

use super::{World, selectors};
use crate::model::{DaemonSet, Moment, Pod, Text};

/// A DaemonSet's Pods, by the node that each is meant for.
#[derive(Debug, Default)]
pub struct Membership<'a> {
    /// By target node; on each node in the order in which the controller prefers them.
    by_node: HashMap<&'a str, Vec<&'a Pod>>,
    /// Pods that have ended and are being deleted: the controller no longer counts them.
    gone: HashMap<&'a str, &'a Pod>,
    /// Pods that are meant for no node that could be told.
    adrift: Vec<&'a Pod>,
}

impl<'a> Membership<'a> {
    /// The Pods of `daemon_set`: those that it owns and still selects, and those without an owner that it
    /// would adopt.
    ///
    /// A DaemonSet whose selector is not valid is not acted on: what it owns is taken as it is.
    pub fn of(world: &World<'a>, daemon_set: &DaemonSet) -> Self {
        let selector =
            daemon_set.selector.as_ref().and_then(|selector| selectors::validate(selector).ok());
        let selects = |pod: &Pod, unless_readable: bool| {
            selector.map_or(unless_readable, |selector| selector.selects(&pod.meta.labels))
        };
        let namespace = &daemon_set.meta.namespace;
        let owned = world.owned_by(&daemon_set.uid).iter().copied();
        let owned = owned.filter(|pod| pod.meta.namespace == *namespace && selects(pod, true));
        let adopts = daemon_set.meta.deleted_at.is_none() && !daemon_set.uid.is_empty();
        let orphans = if adopts { world.orphans(namespace) } else { &[] };
        let orphans = orphans.iter().copied();
        let orphans = orphans.filter(|pod| !pod.is_terminating() && selects(pod, false));

        let mut membership = Membership::default();
        for pod in owned.chain(orphans) {
            match pod.node.as_deref().or(pod.pinned_to.as_deref()) {
                Some(node) if pod.is_terminal() && pod.is_terminating() => {
                    membership.gone.insert(node, pod);
                }
                Some(node) => membership.by_node.entry(node).or_default().push(pod),
                None => membership.adrift.push(pod),
            }
        }
        for pods in membership.by_node.values_mut().filter(|pods| pods.len() > 1) {
            pods.sort_by_key(|pod| keep_order(pod));
        }
        membership
    }

    /// The Pods meant for `node`; the first is the one that the controller's counters look at.
    pub fn on(&self, node: &str) -> &[&'a Pod] {
        self.by_node.get(node).map_or(&[], Vec::as_slice)
    }

    /// A Pod of `node` that has ended and is being deleted.
    pub fn gone_from(&self, node: &str) -> Option<&'a Pod> {
        self.gone.get(node).copied()
    }

    /// The nodes that Pods are meant for and that `world` does not know, by name, with those Pods.
    pub fn elsewhere(&self, world: &World<'_>) -> Vec<(&'a str, &[&'a Pod])> {
        let pods = self.by_node.iter().map(|(node, pods)| (*node, pods.as_slice()));
        let mut unknown: Vec<_> = pods.filter(|(node, _)| world.node(node).is_none()).collect();
        unknown.sort_by_key(|(node, _)| *node);
        unknown
    }

    /// The Pods that are meant for no node that could be told.
    pub fn adrift(&self) -> &[&'a Pod] {
        &self.adrift
    }
}

/// Bound before unbound, older before younger, then by name (`podByCreationTimestampAndPhase`).
fn keep_order(pod: &Pod) -> (bool, Option<Moment>, Text) {
    (pod.node.is_none(), pod.meta.created_at, pod.meta.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Meta, Phase, PodStatus};
    use crate::scheduling::given::{at, daemon_set, meta, pod, snapshot, unbound};

    fn names(pods: Vec<Pod>, daemon_set: &DaemonSet) -> Vec<String> {
        let snapshot = snapshot(vec![], pods);
        let world = World::new(&snapshot);
        let membership = Membership::of(&world, daemon_set);
        membership
            .elsewhere(&world)
            .into_iter()
            .flat_map(|(node, pods)| pods.iter().map(move |p| format!("{node}/{}", p.meta.name)))
            .collect()
    }

    fn with_meta(pod: Pod, change: impl Fn(&mut Meta)) -> Pod {
        let mut meta = pod.meta.clone();
        change(&mut meta);
        Pod { meta, ..pod }
    }

    fn ended(pod: Pod, phase: Phase) -> Pod {
        Pod { status: PodStatus { phase, ..PodStatus::default() }, ..pod }
    }

    #[test]
    fn owner_labels_and_deletion_decide_who_belongs() {
        let foreign = || meta("x", &[("app", "other")], Some("uid-of-agent"));
        let orphan = || Pod { meta: meta("x", &[("app", "agent")], None), ..pod("x", "n") };
        let deleting = |pod: Pod| with_meta(pod, |meta| meta.deleted_at = Some(at(60).into()));
        let being_deleted = {
            let set = daemon_set();
            DaemonSet { meta: Meta { deleted_at: Some(at(60).into()), ..set.meta }, ..set }
        };
        let plain = daemon_set();
        for (shows, pod, set, belongs) in [
            ("owned and selected", pod("x", "n"), &plain, true),
            ("owned, other labels", Pod { meta: foreign(), ..pod("x", "n") }, &plain, false),
            (
                "another owner",
                Pod { meta: meta("x", &[("app", "agent")], Some("another")), ..pod("x", "n") },
                &plain,
                false,
            ),
            ("an orphan is adopted", orphan(), &plain, true),
            ("a dying orphan is not", deleting(orphan()), &plain, false),
            ("nothing is adopted by what dies", orphan(), &being_deleted, false),
            (
                "another namespace",
                with_meta(pod("x", "n"), |meta| meta.namespace = "default".into()),
                &plain,
                false,
            ),
            ("Terminating", deleting(pod("x", "n")), &plain, true),
            ("failed", ended(pod("x", "n"), Phase::Failed), &plain, true),
            ("succeeded", ended(pod("x", "n"), Phase::Succeeded), &plain, true),
            ("failed and deleted", deleting(ended(pod("x", "n"), Phase::Failed)), &plain, false),
            (
                "succeeded and deleted",
                deleting(ended(pod("x", "n"), Phase::Succeeded)),
                &plain,
                false,
            ),
            (
                "unbound, pinned",
                Pod { pinned_to: Some("n".into()), ..unbound(pod("x", "other")) },
                &plain,
                true,
            ),
            (
                "unbound, not pinned",
                Pod { pinned_to: None, ..unbound(pod("x", "n")) },
                &plain,
                false,
            ),
        ] {
            let expected = if belongs { vec!["n/x"] } else { vec![] };
            assert_eq!(names(vec![pod], set), expected, "{shows}");
        }
    }

    #[test]
    fn an_unreadable_selector_leaves_what_is_owned() {
        let mut set = daemon_set();
        set.selector = None;
        let orphan = Pod { meta: meta("y", &[("app", "agent")], None), ..pod("y", "n") };
        assert_eq!(names(vec![pod("x", "n"), orphan], &set), ["n/x"]);
    }

    #[test]
    fn bound_before_unbound_then_age_then_name() {
        let aged = |name: &str, seconds| {
            with_meta(pod(name, "n"), |meta| meta.created_at = Some(at(seconds).into()))
        };
        let pods = vec![unbound(aged("a", 0)), aged("d", 20), aged("c", 10), aged("b", 10)];
        assert_eq!(names(pods, &daemon_set()), ["n/b", "n/c", "n/d", "n/a"]);
    }
}
