use super::*;
use crate::model::{LabelSelector, TopologySpread, WhenUnsatisfiable};
use crate::scheduling::given::{at, node, snapshot, taint};

fn spread(max_skew: i32) -> TopologySpread {
    TopologySpread {
        max_skew,
        topology_key: "zone".into(),
        when_unsatisfiable: WhenUnsatisfiable::DoNotSchedule,
        selector: Some(LabelSelector {
            match_labels: [("app", "agent")].into_iter().collect(),
            match_expressions: vec![],
        }),
        min_domains: None,
        honor_node_affinity: false,
        honor_node_taints: false,
        match_label_keys: vec![],
    }
}

/// Two Pods in zone a, one in zone b, none in zone c; c1 is tainted.
fn cluster() -> Snapshot {
    let c1 = Node { taints: vec![taint("k:NoSchedule")], ..in_zone(node("c1"), "c") };
    let nodes = vec![in_zone(node("a1"), "a"), in_zone(node("b1"), "b"), c1, node("bare")];
    let pods = [("x", "a1"), ("y", "a1"), ("z", "b1")];
    let pods = pods.map(|(name, node)| running(name, node, PodSpec::default()));
    snapshot(nodes, pods.map(|pod| labelled(pod, &[("app", "agent")])).to_vec())
}

/// The skew on each of a1 and b1 if it is too large.
fn skews(cluster: &Snapshot, constraint: &TopologySpread) -> [Option<i64>; 2] {
    ["a1", "b1"].map(|name| {
        let spec = PodSpec { topology_spread: vec![constraint.clone()], ..PodSpec::default() };
        let pod = labelled(unbound(running("new", name, spec)), &[("app", "agent")]);
        match judge_pod(cluster, &pod, name).blocking.as_slice() {
            [] => None,
            [Reason::PodTopologySpread { skew, missing_label: false, .. }] => Some(*skew),
            other => panic!("{name}: {other:?}"),
        }
    })
}

#[test]
fn the_skew_against_the_emptiest_domain_is_bounded() {
    let cluster = cluster();
    let honoring_taints = TopologySpread { honor_node_taints: true, ..spread(1) };
    let of_others = TopologySpread {
        selector: Some(LabelSelector {
            match_labels: [("app", "web")].into_iter().collect(),
            match_expressions: vec![],
        }),
        ..spread(1)
    };
    for (case, constraint, wanted) in [
        ("zone c is empty", spread(1), [Some(3), Some(2)]),
        ("a larger skew", spread(2), [Some(3), None]),
        ("the tainted zone does not count", honoring_taints.clone(), [Some(2), None]),
        (
            "too few domains count as an empty one",
            TopologySpread { min_domains: Some(3), ..honoring_taints },
            [Some(3), Some(2)],
        ),
        ("about others only", of_others, [None, None]),
        (
            "a wish",
            TopologySpread { when_unsatisfiable: WhenUnsatisfiable::ScheduleAnyway, ..spread(1) },
            [None, None],
        ),
        ("no selector", TopologySpread { selector: None, ..spread(1) }, [None, None]),
    ] {
        assert_eq!(skews(&cluster, &constraint), wanted, "{case}");
    }
}

#[test]
fn a_pinned_pod_that_honors_node_affinity_looks_at_its_node_alone() {
    let honoring = TopologySpread { honor_node_affinity: true, ..spread(1) };
    assert_eq!(skews(&cluster(), &honoring), [None, None]);
    let two_domains = TopologySpread { min_domains: Some(2), ..honoring };
    assert_eq!(skews(&cluster(), &two_domains), [Some(3), Some(2)]);
}

#[test]
fn who_is_leaving_is_not_counted() {
    let mut cluster = cluster();
    for pod in &mut cluster.pods {
        pod.meta.deleted_at = Some(at(1).into());
    }
    assert_eq!(skews(&cluster, &spread(1)), [None, None]);
}

#[test]
fn a_node_without_the_key_fails() {
    let spec = PodSpec { topology_spread: vec![spread(1)], ..PodSpec::default() };
    let blocking = judge(&cluster(), "bare", spec).blocking;
    assert!(
        matches!(blocking.as_slice(), [Reason::PodTopologySpread { missing_label: true, .. }]),
        "{blocking:?}"
    );
}

#[test]
fn match_label_keys_narrow_the_selector() {
    let mut cluster = cluster();
    cluster.pods[0] = labelled(cluster.pods[0].clone(), &[("app", "agent"), ("rev", "2")]);
    let constraint = TopologySpread { match_label_keys: vec!["rev".into()], ..spread(1) };
    let spec = PodSpec { topology_spread: vec![constraint], ..PodSpec::default() };
    for (revision, fits) in [("1", true), ("2", false)] {
        let pod = unbound(running("new", "a1", spec.clone()));
        let pod = labelled(pod, &[("app", "agent"), ("rev", revision)]);
        assert_eq!(judge_pod(&cluster, &pod, "a1").fits(), fits, "revision {revision}");
    }
}
