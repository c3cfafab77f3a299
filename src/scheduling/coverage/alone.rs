use std::collections::HashSet;

use crate::model::{
    DaemonSet, LabelSelector, Node, PodAffinityTerm, PodSpec, Text, VolumeSource, WhenUnsatisfiable,
};
use crate::scheduling::{World, selectors};

/// What keeps Pods of one DaemonSet from being on all of `nodes` at the same time, though each of them could be
/// on any: a preview judges them one by one.
pub(super) fn in_their_own_way(
    world: &World<'_>,
    manifest: &DaemonSet,
    spec: &PodSpec,
    nodes: &[&Node],
) -> Vec<Text> {
    let shared = |key: &Text| {
        let mut seen = HashSet::new();
        !nodes.iter().filter_map(|node| node.labels.get(key)).all(|value| seen.insert(value))
    };
    let labels = &manifest.template.labels;
    let is_own = |selector: &Option<LabelSelector>| {
        selector.as_ref().is_some_and(|own| selectors::matches(own, labels).unwrap_or(false))
    };
    let apart = spec
        .pod_anti_affinity
        .iter()
        .filter(|term| {
            shared(&term.topology_key)
                && is_own(&term.selector)
                && is_about(world, term, &manifest.meta.namespace)
        })
        .map(|term| format!("the Pods want to be alone in each {}", term.topology_key));
    let spread = spec
        .topology_spread
        .iter()
        .filter(|spread| {
            spread.when_unsatisfiable == WhenUnsatisfiable::DoNotSchedule
                && shared(&spread.topology_key)
                && is_own(&spread.selector)
        })
        .map(|spread| format!("the Pods want to be spread over {}", spread.topology_key));
    let claimed = spec.volumes.iter().filter_map(|volume| match &volume.source {
        VolumeSource::Claim(name) => Some(name),
        _ => None,
    });
    let exclusive = claimed
        .filter(|name| nodes.len() > 1 && is_exclusive(world, &manifest.meta.namespace, name))
        .map(|name| format!("claim {name} lets in one Pod at a time (ReadWriteOncePod)"));
    let mut found: Vec<Text> = Vec::new();
    for why in apart.chain(spread).chain(exclusive).map(Text::from) {
        if !found.contains(&why) {
            found.push(why);
        }
    }
    found
}

/// Whether the term looks at Pods of that namespace, which is the term's own.
fn is_about(world: &World<'_>, term: &PodAffinityTerm, namespace: &Text) -> bool {
    let Some(selector) = &term.namespace_selector else {
        return term.namespaces.is_empty() || term.namespaces.contains(namespace);
    };
    let selects = world
        .namespace(namespace)
        .is_some_and(|known| selectors::matches(selector, &known.labels).unwrap_or(false));
    selects || term.namespaces.contains(namespace)
}

fn is_exclusive(world: &World<'_>, namespace: &Text, name: &Text) -> bool {
    world.snapshot.claims.iter().any(|claim| {
        claim.namespace == *namespace
            && claim.name == *name
            && claim.access_modes.iter().any(|mode| &**mode == "ReadWriteOncePod")
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::in_their_own_way;
    use crate::model::{
        Labels, Node, PersistentVolumeClaim, PodAffinityTerm, PodSpec, TopologySpread, Volume,
        VolumeSource, WhenUnsatisfiable,
    };
    use crate::scheduling::World;
    use crate::scheduling::given::{daemon_set, node, snapshot};

    const ZONE: &str = "topology.kubernetes.io/zone";
    const HOST: &str = "kubernetes.io/hostname";

    fn in_zone(name: &str, zone: &str) -> Node {
        let labels: Labels = [(HOST, name), (ZONE, zone)].into_iter().collect();
        Node { labels: Arc::new(labels), ..node(name) }
    }

    fn ways(spec: &PodSpec, zones: [&str; 2]) -> Vec<String> {
        let mut cluster = snapshot(vec![in_zone("a", zones[0]), in_zone("b", zones[1])], vec![]);
        cluster.claims = vec![PersistentVolumeClaim {
            namespace: "kube-system".into(),
            name: "one".into(),
            volume: None,
            bound: false,
            storage_class: None,
            access_modes: vec!["ReadWriteOncePod".into()],
            requested: None,
            selected_node: None,
            terminating: false,
            owner: None,
        }];
        let world = World::new(&cluster);
        let nodes: Vec<&Node> = cluster.nodes.iter().collect();
        let found = in_their_own_way(&world, &daemon_set(), spec, &nodes);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pods_that_keep_each_other_away_are_told_where_domains_are_shared() {
        let apart = |key: &str, own: bool| PodSpec {
            pod_anti_affinity: vec![PodAffinityTerm {
                selector: daemon_set().selector.filter(|_| own),
                topology_key: key.into(),
                namespaces: Vec::new(),
                namespace_selector: None,
                match_label_keys: Vec::new(),
                mismatch_label_keys: Vec::new(),
            }],
            ..PodSpec::default()
        };
        let alone = "the Pods want to be alone in each topology.kubernetes.io/zone";
        assert_eq!(ways(&apart(ZONE, true), ["x", "x"]), [alone]);
        assert_eq!(ways(&apart(ZONE, true), ["x", "y"]), [""; 0]);
        assert_eq!(ways(&apart(ZONE, false), ["x", "x"]), [""; 0]);
        assert_eq!(ways(&apart(HOST, true), ["x", "x"]), [""; 0]);
    }

    #[test]
    fn a_spread_and_a_claim_for_one_pod_are_told_too() {
        let spread = |when_unsatisfiable| PodSpec {
            topology_spread: vec![TopologySpread {
                max_skew: 1,
                topology_key: ZONE.into(),
                when_unsatisfiable,
                selector: daemon_set().selector,
                min_domains: None,
                honor_node_affinity: true,
                honor_node_taints: false,
                match_label_keys: Vec::new(),
            }],
            ..PodSpec::default()
        };
        let told = ways(&spread(WhenUnsatisfiable::DoNotSchedule), ["x", "x"]);
        assert_eq!(told, ["the Pods want to be spread over topology.kubernetes.io/zone"]);
        assert_eq!(ways(&spread(WhenUnsatisfiable::ScheduleAnyway), ["x", "x"]), [""; 0]);
        let claim = |name: &str| PodSpec {
            volumes: vec![Volume { name: "v".into(), source: VolumeSource::Claim(name.into()) }],
            ..PodSpec::default()
        };
        let told = ways(&claim("one"), ["x", "y"]);
        assert_eq!(told, ["claim one lets in one Pod at a time (ReadWriteOncePod)"]);
        assert_eq!(ways(&claim("other"), ["x", "y"]), [""; 0]);
    }
}
