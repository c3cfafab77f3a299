use super::*;
use crate::model::{Condition, ConditionStatus, Occupancy, PodDetails, Text};
use crate::scheduling::given::{node, snapshot};
use crate::scheduling::preemption::{NoPreemption, Preemption};

/// cpu 10m, memory 20, 32 Pods, 5 of an extended resource and of huge pages.
fn small() -> Node {
    let allocatable = amounts("cpu=10 memory=20 pods=32 example.com/aaa=5 hugepages-2Mi=5");
    Node { allocatable, ..node("n") }
}

fn spec(containers: &[&str], init: &[&str]) -> PodSpec {
    let of = |list: &[&str]| list.iter().map(|requests| container(requests)).collect();
    PodSpec { containers: of(containers), init_containers: of(init), ..PodSpec::default() }
}

#[test]
fn requests_are_held_against_what_is_free() {
    let overhead =
        |overhead| PodSpec { overhead: amounts(overhead), ..requesting("cpu=1 memory=1") };
    let pod_level = |requests, pod| PodSpec { pod_requests: amounts(pod), ..requesting(requests) };
    let cases: Vec<(&str, PodSpec, &str, &[&str])> = vec![
        ("nothing requested", spec(&[""], &[]), "cpu=10 memory=20", &[]),
        ("full", requesting("cpu=1 memory=1"), "cpu=10 memory=20", &["cpu", "memory"]),
        ("init cpu", spec(&["cpu=1 memory=1"], &["cpu=3 memory=1"]), "cpu=8 memory=19", &["cpu"]),
        (
            "the largest init container counts",
            spec(&["cpu=1 memory=1"], &["cpu=3 memory=1", "cpu=2 memory=1"]),
            "cpu=8 memory=19",
            &["cpu"],
        ),
        (
            "init memory",
            spec(&["cpu=1 memory=1"], &["cpu=1 memory=3"]),
            "cpu=9 memory=19",
            &["memory"],
        ),
        (
            "init containers are no sum",
            spec(&["cpu=1 memory=1"], &["cpu=1 memory=1", "cpu=1 memory=1"]),
            "cpu=9 memory=19",
            &[],
        ),
        ("equal", requesting("cpu=5 memory=1"), "cpu=5 memory=19", &[]),
        ("cpu alone", requesting("cpu=2 memory=1"), "cpu=9 memory=5", &["cpu"]),
        ("more than there is", requesting("example.com/aaa=10"), "", &["example.com/aaa"]),
        ("taken", requesting("example.com/aaa=1"), "example.com/aaa=5", &["example.com/aaa"]),
        (
            "containers add up",
            spec(&["example.com/aaa=3", "example.com/aaa=3"], &[]),
            "example.com/aaa=2",
            &["example.com/aaa"],
        ),
        (
            "init containers do not",
            spec(&[""], &["example.com/aaa=3", "example.com/aaa=3"]),
            "example.com/aaa=2",
            &[],
        ),
        ("unknown to the node", requesting("example.com/bbb=1"), "", &["example.com/bbb"]),
        ("huge pages", requesting("hugepages-2Mi=6"), "", &["hugepages-2Mi"]),
        ("overhead fits", overhead("cpu=3 memory=13"), "cpu=5 memory=5", &[]),
        ("overhead counts", overhead("cpu=1 memory=15"), "cpu=5 memory=5", &["memory"]),
        ("zero of an overdrawn one", requesting("example.com/aaa=0"), "example.com/aaa=6", &[]),
        (
            "what is not requested is not looked at",
            requesting("example.com/aaa=1"),
            "cpu=20 memory=30 example.com/aaa=1",
            &[],
        ),
        ("pod level cpu", pod_level("cpu=1", "cpu=7"), "cpu=5 memory=5", &["cpu"]),
        (
            "pod level memory",
            pod_level("cpu=1 memory=1", "cpu=3 memory=2"),
            "cpu=5 memory=19",
            &["memory"],
        ),
        (
            "pod level knows no extended resources",
            pod_level("example.com/aaa=5", "example.com/aaa=6"),
            "",
            &[],
        ),
    ];
    for (case, spec, used, lacking) in cases {
        let there = running("there", "n", requesting(used));
        let cluster = snapshot(vec![small()], vec![there]);
        let wanted: Vec<_> =
            lacking.iter().map(|name| format!("NodeResourcesFit/{name}")).collect();
        assert_eq!(tokens(&judge(&cluster, "n", spec).blocking), wanted, "{case}");
    }
}

#[test]
fn sidecars_run_beside_what_comes_after_them() {
    for (case, init, sum) in [
        ("sidecar first", vec![sidecar("cpu=2"), container("cpu=3")], 5),
        ("sidecar last", vec![container("cpu=3"), sidecar("cpu=2")], 3),
        ("two sidecars", vec![sidecar("cpu=2"), sidecar("cpu=4"), container("cpu=1")], 7),
    ] {
        let spec = PodSpec { init_containers: init, ..requesting("cpu=1") };
        assert_eq!(super::super::requests::of_spec(&spec).get("cpu"), Some(sum), "{case}");
    }
}

#[test]
fn a_lack_is_told_with_its_amounts_and_whether_evictions_could_help() {
    let cluster = snapshot(vec![small()], vec![running("there", "n", requesting("cpu=8"))]);
    let unresolvable = Preemption::CannotHelp(NoPreemption::Unresolvable);
    let nobody = Preemption::CannotHelp(NoPreemption::NoVictims { lowest: Some(0) });
    for (requests, requested, preemption) in
        [("cpu=11", 11, &unresolvable), ("cpu=10", 10, &nobody), ("cpu=3", 3, &nobody)]
    {
        let verdict = judge(&cluster, "n", requesting(requests));
        let cpu = Reason::NodeResourcesFit {
            resource: "cpu".into(),
            requested,
            used: 8,
            allocatable: 10,
        };
        assert_eq!(verdict.blocking, [cpu], "{requests}");
        assert_eq!(verdict.preemption, *preemption, "{requests}");
    }
}

#[test]
fn pods_are_counted_whatever_they_request() {
    let full = Node { allocatable: amounts("cpu=10 memory=20 pods=1"), ..node("n") };
    let there = running("there", "n", PodSpec::default());
    let mut leaving = there.clone();
    leaving.meta.deleted_at = Some(crate::scheduling::given::at(5).into());
    let mut ended = there.clone();
    ended.status.phase = crate::model::Phase::Succeeded;
    for (case, there, blocking) in [
        ("one Pod of one", there, vec!["NodeResourcesFit/pods"]),
        ("one that is Terminating still is there", leaving, vec!["NodeResourcesFit/pods"]),
        ("one that has ended is not", ended, vec![]),
    ] {
        let cluster = snapshot(vec![full.clone()], vec![there]);
        assert_eq!(tokens(&judge(&cluster, "n", PodSpec::default()).blocking), blocking, "{case}");
    }
}

#[test]
fn a_resized_pod_holds_the_larger_of_what_it_wants_and_has() {
    let resized = |spec: &str, actuated: &str, pending: Option<&str>| {
        let mut pod = running("there", "n", requesting(spec));
        let conditions = pending.map(|reason| Condition {
            kind: "PodResizePending".into(),
            status: ConditionStatus::True,
            reason: Some(reason.into()),
            message: None,
            since: None,
        });
        pod.status.details = Some(Box::new(PodDetails {
            conditions: conditions.into_iter().collect(),
            actuated: vec![(Text::from("main"), amounts(actuated))],
            ..PodDetails::default()
        }));
        pod
    };
    for (case, there, free) in [
        ("shrinking", resized("cpu=2", "cpu=6", None), 4),
        ("growing", resized("cpu=6", "cpu=2", None), 4),
        ("deferred", resized("cpu=6", "cpu=2", Some("Deferred")), 4),
        ("infeasible", resized("cpu=60", "cpu=2", Some("Infeasible")), 8),
    ] {
        let cluster = snapshot(vec![small()], vec![there]);
        assert!(judge(&cluster, "n", requesting(&format!("cpu={free}"))).fits(), "{case}");
        assert!(!judge(&cluster, "n", requesting(&format!("cpu={}", free + 1))).fits(), "{case}");
    }
}

#[test]
fn room_that_is_promised_to_an_equal_is_not_free() {
    for (priority, blocking) in [(-1, vec![]), (0, vec!["NodeResourcesFit/cpu"])] {
        let mut promised = unbound(running(
            "promised",
            "n",
            PodSpec { priority: Some(priority), ..requesting("cpu=6") },
        ));
        promised.status.details = Some(Box::new(PodDetails {
            nominated_node: Some("n".into()),
            ..PodDetails::default()
        }));
        let cluster = snapshot(vec![small()], vec![promised.clone()]);
        let verdict = judge(&cluster, "n", requesting("cpu=5"));
        assert_eq!(tokens(&verdict.blocking), blocking, "promised at priority {priority}");
        assert!(judge_pod(&cluster, &promised, "n").fits(), "it is no obstacle to itself");
    }
}

#[test]
fn where_the_pods_are_not_known_only_what_is_certain_is_said() {
    let mut cluster = snapshot(vec![small()], vec![]);
    cluster.occupancy = Occupancy::None;
    let verdict = judge(&cluster, "n", requesting("cpu=5"));
    assert!(verdict.fits());
    assert!(verdict.unjudged.iter().any(|open| open.plugin == "NodeResourcesFit"));
    assert_eq!(
        tokens(&judge(&cluster, "n", requesting("cpu=11")).blocking),
        ["NodeResourcesFit/cpu"]
    );
    cluster.occupancy = Occupancy::Nodes(["n".into()].into());
    let open = judge(&cluster, "n", requesting("cpu=5")).unjudged;
    assert!(open.iter().all(|open| open.plugin != "NodeResourcesFit"), "{open:?}");
}
