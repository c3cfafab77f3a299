use std::sync::Arc;

use super::{
    AddedBy, Cause, Diagnosis, Finding, NearMiss, PodEvents, Purpose, Remedy, Severity, diagnose,
};
use crate::model::{
    Container, ContainerState, ContainerStatus, DaemonSet, Event, Namespace, Node, ObjectReference,
    Phase, Pod, PodDetails, PodSpec, PodStatus, PreemptionPolicy, PriorityClass, Snapshot,
};
use crate::scheduling::World;
use crate::scheduling::given::{at, daemon_set, node, pod, snapshot, taint, unbound};
use crate::scheduling::preemption::{NoPreemption, Preemption};

fn findings(snapshot: &Snapshot, daemon_set: &DaemonSet) -> Vec<Finding> {
    let world = World::new(snapshot);
    let Diagnosis { findings, .. } = diagnose(&world, &PodEvents::of(&world), daemon_set);
    findings
}

/// Each finding as `Severity token nodes`.
fn told(snapshot: &Snapshot, daemon_set: &DaemonSet) -> Vec<String> {
    let token = |cause: &Cause| match cause {
        Cause::Reason { reason, .. } => reason.token().to_owned(),
        Cause::NoEligibleNode { .. } => "NoEligibleNode".to_owned(),
        Cause::Duplicates => "Duplicates".to_owned(),
        Cause::Status(_) => "Status".to_owned(),
        Cause::Note(_) => "Note".to_owned(),
    };
    findings(snapshot, daemon_set)
        .iter()
        .filter(|found| !matches!(found.cause, Cause::Status(_)))
        .map(|found| {
            let nodes: Vec<&str> = found.places.iter().map(|place| &*place.node).collect();
            format!("{:?} {} {}", found.severity, token(&found.cause), nodes.join(","))
        })
        .collect()
}

fn tainted(name: &str, taints: &[&str]) -> Node {
    Node {
        taints: taints.iter().map(|text| taint(text)).collect(),
        created_at: Some(at(-90_000).into()),
        ..node(name)
    }
}

fn labelled(name: &str, key: &str, value: &str) -> Node {
    Node { labels: Arc::new([(key, value)].into_iter().collect()), ..node(name) }
}

fn selecting(key: &str, value: &str) -> DaemonSet {
    let mut set = daemon_set();
    let node_selector = [(key, value)].into_iter().collect();
    set.template.spec = Arc::new(PodSpec { node_selector, ..PodSpec::default() });
    set
}

fn waiting(name: &str, init: bool, reason: &str) -> ContainerStatus {
    ContainerStatus {
        name: name.into(),
        init,
        ready: false,
        restarts: 0,
        state: ContainerState::Waiting { reason: Some(reason.into()), message: None },
        last: None,
    }
}

fn starting(containers: Vec<ContainerStatus>) -> Pod {
    let details = Some(Box::new(PodDetails { containers, ..PodDetails::default() }));
    let status = PodStatus { phase: Phase::Pending, details, ..PodStatus::default() };
    let mut pod = Pod { status, ..pod("x", "n") };
    pod.meta.created_at = Some(at(3_500).into());
    pod
}

#[test]
fn the_same_cause_on_many_nodes_is_one_finding_and_the_worst_stands_first() {
    let snapshot = snapshot(
        vec![
            node("empty"),
            tainted("a", &["gpu:NoSchedule"]),
            tainted("b", &["gpu:NoSchedule", "late:NoSchedule"]),
            tainted("c", &["other:NoSchedule"]),
        ],
        vec![pod("c", "c")],
    );
    assert_eq!(
        told(&snapshot, &daemon_set()),
        ["Blocker NotCreated empty", "Warning TaintToleration c", "Info TaintToleration a,b",]
    );
}

#[test]
fn two_pods_of_one_revision_on_a_node_are_a_finding_and_a_rollout_is_none() {
    let of = |name: &str, hash: &str, age: i64| {
        let mut pod = pod(name, "n");
        let labels = [("app", "agent"), ("controller-revision-hash", hash)];
        pod.meta.labels = Arc::new(labels.into_iter().collect());
        pod.meta.created_at = Some(at(age).into());
        pod
    };
    let duplicates = |pods: Vec<Pod>| {
        let snapshot = snapshot(vec![node("n")], pods);
        let mut found = findings(&snapshot, &daemon_set());
        found.retain(|found| found.cause == Cause::Duplicates);
        found.pop()
    };
    let found = duplicates(vec![of("young", "1", 9), of("old", "1", 0)]).unwrap();
    assert_eq!(found.severity, Severity::Warning);
    assert_eq!(found.places[0].pod.as_deref(), Some("young"));
    assert_eq!(found.evidence.len(), 2);
    assert_eq!(duplicates(vec![of("old", "1", 0), of("new", "2", 9)]), None, "maxSurge");
    let mut goes = of("goes", "1", 9);
    goes.meta.deleted_at = Some(at(10).into());
    assert_eq!(duplicates(vec![of("old", "1", 0), goes]), None);
}

#[test]
fn a_daemon_set_that_no_node_can_take_is_blocked() {
    let snapshot = snapshot(vec![labelled("a", "disk", "SSD"), node("b")], vec![]);
    let found = findings(&snapshot, &selecting("disk", "ssd"));
    assert_eq!(found[0].cause, Cause::NoEligibleNode { nodes: 2 });
    assert_eq!(found[0].severity, Severity::Blocker);
    let near = Some(NearMiss::Value { value: "SSD".into(), nodes: 1 });
    let (key, wanted) = ("disk".into(), vec!["ssd".into()]);
    assert_eq!(found[1].severity, Severity::Warning, "a slip is worth a look");
    assert_eq!(found[1].remedy, Some(Remedy::Reselect { key, wanted, near }));
}

#[test]
fn what_is_deliberate_is_flagged_and_what_passes_is_waited_for() {
    let young =
        |name, taints: &[&str]| Node { created_at: Some(at(3500).into()), ..tainted(name, taints) };
    let uninitialized = "node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule";
    let tolerate = |text, purpose| Remedy::Tolerate { taint: taint(text), purpose, is_first: true };
    let plane = "node-role.kubernetes.io/control-plane:NoSchedule";
    for (shows, node, expected) in [
        ("plain", tainted("n", &["k:NoSchedule"]), tolerate("k:NoSchedule", None)),
        ("control plane", tainted("n", &[plane]), tolerate(plane, Some(Purpose::ControlPlane))),
        (
            "a GPU",
            tainted("n", &["dedicated=gpu:NoSchedule"]),
            tolerate("dedicated=gpu:NoSchedule", Some(Purpose::Device)),
        ),
        (
            "a node that the autoscaler removes",
            tainted("n", &["ToBeDeletedByClusterAutoscaler=1:NoSchedule"]),
            tolerate("ToBeDeletedByClusterAutoscaler=1:NoSchedule", Some(Purpose::Removal)),
        ),
        (
            "starting for long",
            tainted("n", &[uninitialized]),
            tolerate(uninitialized, Some(Purpose::StartUp)),
        ),
        ("starting", young("n", &[uninitialized]), Remedy::Wait { taint: taint(uninitialized) }),
        (
            "starting, and tainted for good",
            young("n", &[uninitialized, "k:NoSchedule"]),
            tolerate(uninitialized, Some(Purpose::StartUp)),
        ),
    ] {
        let found = findings(&snapshot(vec![node], vec![]), &daemon_set());
        let remedies: Vec<_> = found.into_iter().filter_map(|found| found.remedy).collect();
        assert_eq!(remedies, [expected], "{shows}");
    }
}

#[test]
fn events_say_more_than_a_container_that_waits() {
    let event = |reason: &str, seconds| Event {
        involved: ObjectReference {
            kind: "Pod".into(),
            namespace: "kube-system".into(),
            name: "x".into(),
            uid: "".into(),
        },
        reason: reason.into(),
        message: "MountVolume.SetUp failed".into(),
        warning: true,
        count: 1,
        last_seen: Some(at(seconds)),
        source: "kubelet".into(),
    };
    let creating = || vec![waiting("main", false, "ContainerCreating")];
    let initializing = || {
        vec![waiting("setup", true, "CrashLoopBackOff"), waiting("main", false, "PodInitializing")]
    };
    let mount = || vec![event("FailedCreatePodSandBox", 10), event("FailedMount", 20)];
    for (shows, containers, events, expected) in [
        ("nothing was said", creating(), vec![], "Warning ContainerCreating n"),
        ("the newest event", creating(), mount(), "Blocker FailedMount n"),
        (
            "an event of no account",
            creating(),
            vec![event("Scheduled", 9)],
            "Warning ContainerCreating n",
        ),
        ("an init container's own state", initializing(), mount(), "Blocker CrashLoopBackOff n"),
    ] {
        let snapshot = Snapshot { events, ..snapshot(vec![node("n")], vec![starting(containers)]) };
        assert_eq!(told(&snapshot, &daemon_set()), [expected], "{shows}");
    }
    let mut old = starting(creating());
    old.meta.created_at = Some(at(0).into());
    let snapshot = snapshot(vec![node("n")], vec![old]);
    assert_eq!(told(&snapshot, &daemon_set()), ["Blocker ContainerCreating n"], "for an hour");
}

fn asking(pod: Pod, cpu: i64, priority: i32) -> Pod {
    let requests = [("cpu", cpu)].into_iter().collect();
    let containers = vec![Container { requests, ..Container::default() }];
    let spec = PodSpec { containers, priority: Some(priority), ..(*pod.spec).clone() };
    Pod { spec: Arc::new(spec), ..pod }
}

#[test]
fn priority_is_suggested_only_where_it_would_help() {
    let class = |name: &str, value| PriorityClass {
        name: name.into(),
        value,
        global_default: false,
        preemption_policy: PreemptionPolicy::PreemptLowerPriority,
    };
    let classes = vec![class("top", 1_000), class("low", 5), class("middle", 100)];
    let other = |name: &str, cpu, priority| {
        let mut pod = asking(pod(name, "n"), cpu, priority);
        pod.meta.owner = None;
        pod.meta.labels = Arc::default();
        pod
    };
    let no_victims = || Preemption::CannotHelp(NoPreemption::NoVictims { lowest: Some(50) });
    for (shows, others, expected, suggested) in [
        ("a higher class", vec![other("o", 3_500, 50)], no_victims(), Some("middle")),
        (
            "the lowest hold too little",
            vec![other("o", 100, 50), other("p", 3_500, 500)],
            no_victims(),
            Some("top"),
        ),
        (
            "nobody can be evicted",
            vec![other("o", 3_500, 2_000_000)],
            { Preemption::CannotHelp(NoPreemption::NoVictims { lowest: Some(2_000_000) }) },
            None,
        ),
    ] {
        let waits = asking(unbound(pod("x", "n")), 1_000, 0);
        let pods = others.into_iter().chain([waits]).collect();
        let snapshot =
            Snapshot { priority_classes: classes.clone(), ..snapshot(vec![node("n")], pods) };
        let found = findings(&snapshot, &daemon_set());
        let remedy = found.into_iter().find_map(|found| found.remedy);
        let Some(Remedy::MakeRoom { preemption, class, .. }) = remedy else { panic!("{shows}") };
        assert_eq!(preemption, expected, "{shows}");
        assert_eq!(class.as_ref().map(|(name, _)| &**name), suggested, "{shows}");
    }
}

#[test]
fn a_node_selector_that_the_template_does_not_have_was_added() {
    let mut waits = unbound(pod("x", "n"));
    let node_selector = [("team", "blue")].into_iter().collect();
    waits.spec = Arc::new(PodSpec { node_selector, ..(*waits.spec).clone() });
    let namespace = Namespace {
        name: "kube-system".into(),
        labels: Arc::default(),
        node_selector: Some("team=blue".into()),
        openshift_node_selector: None,
        terminating: false,
    };
    for (namespaces, by) in [(vec![namespace], AddedBy::Namespace), (vec![], AddedBy::Unknown)] {
        let snapshot = Snapshot { namespaces, ..snapshot(vec![node("n")], vec![waits.clone()]) };
        let found = findings(&snapshot, &daemon_set());
        let (key, value) = ("team".into(), "blue".into());
        assert_eq!(found[0].remedy, Some(Remedy::AddedByAdmission { key, value, by }));
    }
}
