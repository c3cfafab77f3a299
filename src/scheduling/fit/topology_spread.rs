//! PodTopologySpread with `whenUnsatisfiable: DoNotSchedule` (plugins/podtopologyspread/filtering.go).

use std::collections::HashMap;

use super::scene::Scene;
use super::{Filters, nodes};
use crate::model::{
    LabelSelector, Labels, Node, Pod, SelectorOperator, SelectorRequirement, Text, TopologySpread,
    WhenUnsatisfiable,
};
use crate::scheduling::{Reason, selectors, taints};

/// How the Pods that each constraint is about are spread over the nodes that a Pod without a pin can
/// use.
#[derive(Debug)]
pub(super) struct Spread<'w> {
    constraints: Vec<Constraint<'w>>,
    /// By constraint: the Pods in each domain, by the topology key's value.
    counts: Vec<HashMap<&'w str, i64>>,
}

#[derive(Debug)]
struct Constraint<'w> {
    spread: &'w TopologySpread,
    /// None matches no Pod.
    selector: Option<LabelSelector>,
}

/// The first constraint that placing the Pod here would break.
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    if filters.pod.spec.topology_spread.is_empty() {
        return Vec::new();
    }
    let spread = filters.spread.get_or_init(|| Spread::new(filters));
    let broken = spread.constraints.iter().enumerate().find_map(|(at, constraint)| {
        let key = &constraint.spread.topology_key;
        let max_skew = constraint.spread.max_skew;
        let Some(value) = scene.node.labels.get(key) else {
            let topology_key = key.clone();
            return Some(Reason::PodTopologySpread {
                topology_key,
                missing_label: true,
                skew: 0,
                max_skew,
            });
        };
        let counts = spread.counts_in(filters, at, scene);
        let domains = i32::try_from(counts.len()).unwrap_or(i32::MAX);
        let fewest = if domains < constraint.spread.min_domains.unwrap_or(1) {
            0
        } else {
            counts.values().copied().min().unwrap_or(i64::from(i32::MAX))
        };
        let own = i64::from(constraint.selects(filters.pod.labels));
        let skew = counts.get(&**value).copied().unwrap_or(0) + own - fewest;
        let topology_key = key.clone();
        (skew > i64::from(max_skew)).then_some(Reason::PodTopologySpread {
            topology_key,
            missing_label: false,
            skew,
            max_skew,
        })
    });
    broken.into_iter().collect()
}

impl<'w> Spread<'w> {
    /// Counts over all nodes (`calPreFilterState`).
    fn new(filters: &Filters<'w, '_>) -> Self {
        let constraints: Vec<_> = filters
            .pod
            .spec
            .topology_spread
            .iter()
            .filter(|spread| spread.when_unsatisfiable == WhenUnsatisfiable::DoNotSchedule)
            .map(|spread| Constraint { spread, selector: selector(spread, filters.pod.labels) })
            .collect();
        let mut spread = Spread { counts: Vec::new(), constraints };
        spread.counts = (0..spread.constraints.len())
            .map(|at| spread.count(filters, at, None, &filters.world.snapshot.nodes))
            .collect();
        spread
    }

    /// The Pods in each domain of the constraint, among `nodes`.
    fn count<'n>(
        &self,
        filters: &Filters<'_, '_>,
        at: usize,
        pinned_to: Option<&str>,
        nodes: &'n [Node],
    ) -> HashMap<&'n str, i64> {
        let mut counts = HashMap::new();
        for node in nodes.iter().filter(|node| self.includes(filters, at, pinned_to, node)) {
            let Some(value) = node.labels.get(&self.constraints[at].spread.topology_key) else {
                continue;
            };
            let pods = filters.world.occupants(&node.name).iter();
            let pods = pods.filter(|pod| self.constraints[at].counts(filters, pod)).count();
            *counts.entry(&**value).or_default() += i64::try_from(pods).unwrap_or(i64::MAX);
        }
        counts
    }

    /// The counts of this scenario: a Pod that is pinned to a node looks at no other, unless the
    /// constraint ignores node affinity.
    fn counts_in<'n>(
        &self,
        filters: &Filters<'_, '_>,
        at: usize,
        scene: &Scene<'n>,
    ) -> HashMap<&'n str, i64>
    where
        'w: 'n,
    {
        let pin = scene.pinned_to.filter(|_| {
            self.constraints[at].spread.honor_node_affinity
                && filters.pod.spec.node_affinity.is_none()
        });
        let mut counts: HashMap<&'n str, i64> = match pin {
            None => self.counts[at].clone(),
            Some(pin) if pin == &*scene.node.name => {
                self.count(filters, at, Some(pin), std::slice::from_ref(scene.node))
            }
            Some(_) => HashMap::new(),
        };
        if self.includes(filters, at, pin, scene.node)
            && let Some(value) = scene.node.labels.get(&self.constraints[at].spread.topology_key)
        {
            let counted = |pods: &[&Pod]| {
                pods.iter().filter(|pod| self.constraints[at].counts(filters, pod)).count()
            };
            let change = |pods: &[&Pod]| i64::try_from(counted(pods)).unwrap_or(i64::MAX);
            *counts.entry(&**value).or_default() += change(&scene.added) - change(&scene.gone);
        }
        counts
    }

    /// Whether the node's Pods count: it has every constraint's key, and the constraint's policies let it
    /// in (`matchNodeInclusionPolicies`).
    fn includes(
        &self,
        filters: &Filters<'_, '_>,
        at: usize,
        pinned_to: Option<&str>,
        node: &Node,
    ) -> bool {
        let policies = self.constraints[at].spread;
        let mut constraints = self.constraints.iter();
        constraints.all(|other| node.labels.get(&other.spread.topology_key).is_some())
            && (!policies.honor_node_affinity
                || nodes::mismatch(filters, pinned_to, node).is_none())
            && (!policies.honor_node_taints
                || taints::untolerated(node, &filters.pod.spec.tolerations).next().is_none())
    }
}

impl Constraint<'_> {
    fn selects(&self, labels: &Labels) -> bool {
        let selects = |selector| selectors::matches(selector, labels).unwrap_or(false);
        self.selector.as_ref().is_some_and(selects)
    }

    /// Whether the constraint is about that Pod, which is on a node (`countPodsMatchSelector`): up to 1.37
    /// an empty selector counts none.
    fn counts(&self, filters: &Filters<'_, '_>, pod: &Pod) -> bool {
        !pod.is_terminating()
            && &*pod.meta.namespace == filters.pod.namespace
            && !self.selector.as_ref().is_none_or(selectors::is_empty)
            && self.selects(&pod.meta.labels)
    }
}

/// The constraint's selector, with what `matchLabelKeys` takes from the Pod's own labels.
fn selector(spread: &TopologySpread, labels: &Labels) -> Option<LabelSelector> {
    let mut selector = spread.selector.clone()?;
    selector.match_expressions.extend(
        spread
            .match_label_keys
            .iter()
            .filter_map(|key| requirement(SelectorOperator::In, key, labels)),
    );
    Some(selector)
}

/// `key` In (or `NotIn`) the Pod's own value; None where it has no such label.
pub(super) fn requirement(
    operator: SelectorOperator,
    key: &Text,
    labels: &Labels,
) -> Option<SelectorRequirement> {
    let value = labels.get(key)?.clone();
    Some(SelectorRequirement { key: key.clone(), operator, values: vec![value] })
}
