use super::*;
use crate::model::{Volume, VolumeSource};
use crate::scheduling::given::{node, snapshot, taint, toleration};
use crate::scheduling::preemption::{NoPreemption, Preemption};

/// A node that every filter about the node itself rejects.
fn hostile() -> Node {
    Node {
        unschedulable: true,
        taints: vec![taint("dedicated=db:NoSchedule"), taint("gone:NoExecute")],
        allocatable: amounts("cpu=1 memory=1"),
        ..node("n")
    }
}

fn wanting() -> PodSpec {
    PodSpec {
        node_selector: [("disk", "ssd")].into_iter().collect(),
        ..requesting("cpu=2 memory=2")
    }
}

#[test]
fn the_first_filter_that_fails_speaks_and_the_others_follow() {
    let cluster = snapshot(vec![hostile()], vec![]);
    let verdict = judge(&cluster, "n", wanting());
    assert_eq!(tokens(&verdict.blocking), ["NodeUnschedulable"]);
    let further = [
        "TaintToleration",
        "NodeAffinity",
        "NodeResourcesFit/pods",
        "NodeResourcesFit/cpu",
        "NodeResourcesFit/memory",
    ];
    assert_eq!(tokens(&verdict.further), further);
    assert_eq!(verdict.preemption, Preemption::CannotHelp(NoPreemption::Unresolvable));
}

#[test]
fn gates_and_claims_come_before_any_node() {
    let cluster = snapshot(vec![hostile()], vec![]);
    let absent = Volume { name: "data".into(), source: VolumeSource::Claim("absent".into()) };
    let spec = PodSpec { volumes: vec![absent], ..wanting() };
    assert_eq!(tokens(&judge(&cluster, "n", spec.clone()).blocking), ["VolumeBinding"]);
    let gated = PodSpec { scheduling_gates: vec!["example.com/wait".into()], ..spec };
    let verdict = judge(&cluster, "n", gated);
    assert_eq!(tokens(&verdict.blocking), ["SchedulingGates"]);
    assert_eq!(tokens(&verdict.further)[..2], ["VolumeBinding", "NodeUnschedulable"]);
}

#[test]
fn a_cordon_keeps_away_whoever_does_not_tolerate_its_taint() {
    let cluster = snapshot(vec![Node { unschedulable: true, ..node("n") }], vec![]);
    for (tolerated, blocking) in [
        ("node.kubernetes.io/unschedulable Exists - NoSchedule", vec![]),
        ("- Exists - -", vec![]),
        ("other Exists - -", vec!["NodeUnschedulable"]),
    ] {
        let spec = PodSpec { tolerations: vec![toleration(tolerated)], ..PodSpec::default() };
        assert_eq!(tokens(&judge(&cluster, "n", spec).blocking), blocking, "{tolerated}");
    }
}

#[test]
fn a_pod_is_for_the_node_that_it_is_pinned_to() {
    let cluster = snapshot(vec![node("n"), node("m")], vec![]);
    let pinned = unbound(running("new", "m", PodSpec::default()));
    assert_eq!(tokens(&judge_pod(&cluster, &pinned, "n").blocking), ["NodeAffinity"]);
    assert!(judge_pod(&cluster, &pinned, "m").fits());
    let named = PodSpec { node_name: Some("m".into()), ..PodSpec::default() };
    assert_eq!(tokens(&judge(&cluster, "n", named).blocking), ["NodeName"]);
}

#[test]
fn resource_claims_are_said_not_to_be_judged() {
    let cluster = snapshot(vec![node("n")], vec![]);
    let spec = PodSpec { resource_claims: vec!["gpu".into()], ..PodSpec::default() };
    let open = judge(&cluster, "n", spec).unjudged;
    assert_eq!(open.iter().map(|open| open.plugin).collect::<Vec<_>>(), ["DynamicResources"]);
}
