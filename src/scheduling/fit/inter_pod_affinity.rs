//! InterPodAffinity (plugins/interpodaffinity/filtering.go): three rules, about Pods that are on nodes
//! and have not ended.

use std::collections::HashMap;

use super::scene::Scene;
use super::topology_spread::requirement;
use super::{Filters, Incoming};
use crate::model::{LabelSelector, Labels, Node, Pod, PodAffinityTerm, SelectorOperator, Text};
use crate::scheduling::{AffinityRule, PodRef, Reason, World, selectors};

/// A topology key and a node's value of it: a domain.
type Domain<'w> = (&'w str, &'w str);

/// The Pods that matter to an incoming Pod, by the domains in which they do.
#[derive(Debug)]
pub(super) struct Neighbours<'w> {
    affinity: Vec<Term<'w>>,
    anti_affinity: Vec<Term<'w>>,
    /// How many Pods match all affinity terms.
    wanted: HashMap<Domain<'w>, i64>,
    /// Pods that match an anti-affinity term.
    unwanted: HashMap<Domain<'w>, Vec<&'w Pod>>,
    /// Pods with an anti-affinity term that matches the incoming Pod.
    rejecting: HashMap<Domain<'w>, Vec<&'w Pod>>,
}

/// A term as the scheduler reads it (`newAffinityTerm` of framework/types.go).
#[derive(Debug)]
struct Term<'w> {
    topology_key: &'w Text,
    /// The term's own, or the namespace of the Pod that has it.
    namespaces: Vec<&'w str>,
    namespace_selector: Option<&'w LabelSelector>,
    /// None matches no Pod.
    selector: Option<LabelSelector>,
}

/// The first of the three rules that does not hold on the node.
pub(super) fn filter(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let neighbours = filters.neighbours.get_or_init(|| Neighbours::new(filters));
    let broken = neighbours
        .far_from_wanted(filters, scene)
        .or_else(|| neighbours.near_unwanted(filters, scene))
        .or_else(|| neighbours.rejected(filters, scene));
    broken.into_iter().collect()
}

impl<'w> Neighbours<'w> {
    fn new(filters: &Filters<'w, '_>) -> Self {
        let (world, pod) = (filters.world, filters.pod);
        let terms = |terms: &'w [PodAffinityTerm]| {
            terms.iter().map(|term| Term::new(term, pod.namespace, pod.labels)).collect::<Vec<_>>()
        };
        let mut neighbours = Neighbours {
            affinity: terms(&pod.spec.pod_affinity),
            anti_affinity: terms(&pod.spec.pod_anti_affinity),
            wanted: HashMap::new(),
            unwanted: HashMap::new(),
            rejecting: HashMap::new(),
        };
        for (other, node) in world.anti_affine() {
            for key in rejecting_keys(world, other, &pod) {
                if let Some(domain) = domain(key, node) {
                    neighbours.rejecting.entry(domain).or_default().push(other);
                }
            }
        }
        if !(neighbours.affinity.is_empty() && neighbours.anti_affinity.is_empty()) {
            for node in &world.snapshot.nodes {
                for other in world.occupants(&node.name) {
                    neighbours.meet(world, other, node);
                }
            }
        }
        neighbours
    }

    fn meet(&mut self, world: &World<'_>, other: &'w Pod, node: &'w Node) {
        if matches_all(&self.affinity, world, other) {
            for domain in self.affinity.iter().filter_map(|term| domain(term.topology_key, node)) {
                *self.wanted.entry(domain).or_default() += 1;
            }
        }
        for term in &self.anti_affinity {
            if let Some(domain) = domain(term.topology_key, node)
                && term.matches(world, other)
            {
                self.unwanted.entry(domain).or_default().push(other);
            }
        }
    }

    /// The Pod wants to be near others (`satisfyPodAffinity`). The first of a group that wants to be near
    /// itself may go anywhere where the topology is known.
    fn far_from_wanted(&self, filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Option<Reason> {
        let world = filters.world;
        let broken = |term: &Term<'_>| Reason::InterPodAffinity {
            rule: AffinityRule::Affinity,
            topology_key: term.topology_key.clone(),
            pod: None,
        };
        let matching = |pods: &[&Pod]| {
            let matching = pods.iter().filter(|pod| matches_all(&self.affinity, world, pod));
            i64::try_from(matching.count()).unwrap_or(i64::MAX)
        };
        let change = matching(&scene.added) - matching(&scene.gone);
        let mut alone = None;
        for term in &self.affinity {
            let Some(domain) = domain(term.topology_key, scene.node) else {
                return Some(broken(term));
            };
            let there = self.wanted.get(&domain).copied().unwrap_or(0) + change;
            if there <= 0 && alone.is_none() {
                alone = Some(term);
            }
        }
        let alone = alone?;
        let here =
            self.affinity.iter().filter(|term| scene.node.labels.get(term.topology_key).is_some());
        let changed = change * i64::try_from(here.count()).unwrap_or(i64::MAX);
        let nowhere = self.wanted.values().sum::<i64>() + changed == 0;
        let own = self
            .affinity
            .iter()
            .all(|term| term.selects(world, filters.pod.namespace, filters.pod.labels));
        if nowhere && own { None } else { Some(broken(alone)) }
    }

    /// The Pod wants to be away from others (`satisfyPodAntiAffinity`).
    fn near_unwanted(&self, filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Option<Reason> {
        self.anti_affinity.iter().find_map(|term| {
            let domain = domain(term.topology_key, scene.node)?;
            let bound = self.unwanted.get(&domain).into_iter().flatten();
            let mut added = scene.added.iter();
            let pod = bound
                .copied()
                .find(|pod| !scene.lacks(pod))
                .or_else(|| added.find(|pod| term.matches(filters.world, pod)).copied())?;
            Some(Reason::InterPodAffinity {
                rule: AffinityRule::AntiAffinity,
                topology_key: term.topology_key.clone(),
                pod: Some(PodRef::from(pod)),
            })
        })
    }

    /// Others want to be away from the Pod (`satisfyExistingPodsAntiAffinity`).
    fn rejected(&self, filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Option<Reason> {
        let rejecting = scene.node.labels.iter().find_map(|(key, value)| {
            let pods = self.rejecting.get(&(&**key, &**value))?;
            let pod = pods.iter().find(|pod| !scene.lacks(pod))?;
            Some((key.clone(), *pod))
        });
        let promised = || {
            scene.added.iter().find_map(|pod| {
                let keys = rejecting_keys(filters.world, pod, &filters.pod);
                let key = keys.into_iter().find(|key| scene.node.labels.get(key).is_some())?;
                Some((key.clone(), *pod))
            })
        };
        let (topology_key, pod) = rejecting.or_else(promised)?;
        Some(Reason::InterPodAffinity {
            rule: AffinityRule::ExistingAntiAffinity,
            topology_key,
            pod: Some(PodRef::from(pod)),
        })
    }
}

/// The topology keys by which `other` wants to be away from `pod`.
fn rejecting_keys<'o>(world: &World<'_>, other: &'o Pod, pod: &Incoming<'_>) -> Vec<&'o Text> {
    let terms = other.spec.pod_anti_affinity.iter().filter(|term| {
        let term = Term::new(term, &other.meta.namespace, &other.meta.labels);
        term.selects(world, pod.namespace, pod.labels)
    });
    terms.map(|term| &term.topology_key).collect()
}

fn matches_all(terms: &[Term<'_>], world: &World<'_>, pod: &Pod) -> bool {
    !terms.is_empty() && terms.iter().all(|term| term.matches(world, pod))
}

fn domain<'n>(key: &'n str, node: &'n Node) -> Option<Domain<'n>> {
    Some((key, node.labels.get(key)?))
}

impl<'w> Term<'w> {
    /// Reads a term of a Pod in `namespace` with `labels`. What `matchLabelKeys` adds the API server has
    /// added to a stored Pod already; adding it twice changes nothing.
    fn new(term: &'w PodAffinityTerm, namespace: &'w str, labels: &Labels) -> Self {
        let own = term.namespaces.is_empty() && term.namespace_selector.is_none();
        let namespaces = if own {
            vec![namespace]
        } else {
            term.namespaces.iter().map(|name| &**name).collect()
        };
        let selector = term.selector.clone().map(|mut selector| {
            let key = |operator: SelectorOperator| {
                move |key: &Text| requirement(operator.clone(), key, labels)
            };
            let wanted = term.match_label_keys.iter().filter_map(key(SelectorOperator::In));
            let unwanted = term.mismatch_label_keys.iter().filter_map(key(SelectorOperator::NotIn));
            selector.match_expressions.extend(wanted.chain(unwanted));
            selector
        });
        Term {
            topology_key: &term.topology_key,
            namespaces,
            namespace_selector: term.namespace_selector.as_ref(),
            selector,
        }
    }

    fn matches(&self, world: &World<'_>, pod: &Pod) -> bool {
        self.selects(world, &pod.meta.namespace, &pod.meta.labels)
    }

    /// Whether the term is about a Pod in `namespace` with `labels` (`AffinityTerm.Matches`).
    fn selects(&self, world: &World<'_>, namespace: &str, labels: &Labels) -> bool {
        let by_selector = || {
            self.namespace_selector.is_some_and(|selector| {
                let none = Labels::default();
                let labels = world.namespace(namespace).map_or(&none, |known| &known.labels);
                selectors::matches(selector, labels).unwrap_or(false)
            })
        };
        let selected = |selector| selectors::matches(selector, labels).unwrap_or(false);
        (self.namespaces.contains(&namespace) || by_selector())
            && self.selector.as_ref().is_some_and(selected)
    }
}
