use super::*;
use crate::model::{HostPort, PreemptionPolicy, Protocol};
use crate::scheduling::given::{at, node, snapshot};
use crate::scheduling::preemption::{NoPreemption, Preemption};

fn at_priority(priority: i32, spec: PodSpec) -> PodSpec {
    PodSpec { priority: Some(priority), ..spec }
}

fn there(name: &str, priority: i32, cpu: i64) -> Pod {
    running(name, "n", at_priority(priority, requesting(&format!("cpu={cpu}"))))
}

/// A node with 10m of cpu.
fn small() -> Node {
    Node { allocatable: amounts("cpu=10 memory=20 pods=5"), ..node("n") }
}

fn preemption(pods: Vec<Pod>, spec: PodSpec) -> Preemption {
    judge(&snapshot(vec![small()], pods), "n", spec).preemption
}

fn victims(preemption: Preemption) -> Vec<String> {
    match preemption {
        Preemption::Helps { victims } => victims.iter().map(|pod| pod.name.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_least_important_go_and_no_more_than_must() {
    let mut young = there("young", 5, 3);
    young.meta.created_at = Some(at(60).into());
    for (case, pods, wanted, cpu) in [
        (
            "the more important one stays",
            vec![there("low", 1, 4), there("mid", 5, 4)],
            vec!["low"],
            5,
        ),
        (
            "of equals the older stays",
            vec![young, there("old", 5, 3), there("equal", 10, 3)],
            vec!["young"],
            4,
        ),
        (
            "both, the more important one first",
            vec![there("low", 1, 4), there("mid", 5, 4)],
            vec!["mid", "low"],
            10,
        ),
        (
            "one large Pod spares the small ones",
            vec![there("large", 1, 8), there("small", 2, 1)],
            vec!["large"],
            8,
        ),
    ] {
        let spec = at_priority(10, requesting(&format!("cpu={cpu}")));
        assert_eq!(victims(preemption(pods, spec)), wanted, "{case}");
    }
}

#[test]
fn why_nobody_is_evicted_is_said() {
    let wanting = |priority| at_priority(priority, requesting("cpu=8"));
    let cases = [
        ("it fits", vec![there("low", 1, 1)], wanting(10), Preemption::NotNeeded),
        (
            "it may not",
            vec![there("low", 1, 8)],
            PodSpec { preemption_policy: Some(PreemptionPolicy::Never), ..wanting(10) },
            Preemption::CannotHelp(NoPreemption::PolicyNever),
        ),
        (
            "more than there is",
            vec![there("low", 1, 8)],
            at_priority(10, requesting("cpu=11")),
            Preemption::CannotHelp(NoPreemption::Unresolvable),
        ),
        (
            "nobody is less important",
            vec![there("equal", 10, 8), there("higher", 11, 1)],
            wanting(10),
            Preemption::CannotHelp(NoPreemption::NoVictims { lowest: Some(10) }),
        ),
    ];
    for (case, pods, spec, wanted) in cases {
        assert_eq!(preemption(pods, spec), wanted, "{case}");
    }
    let still = preemption(vec![there("low", 1, 4), there("higher", 11, 4)], wanting(10));
    let Preemption::CannotHelp(NoPreemption::StillBlocked(reasons)) = still else {
        panic!("{still:?}");
    };
    assert_eq!(tokens(&reasons), ["NodeResourcesFit/cpu"]);
}

#[test]
fn a_pod_without_priority_counts_as_zero() {
    let mut plain = there("plain", 0, 8);
    plain.spec = Arc::new(requesting("cpu=8"));
    assert_eq!(victims(preemption(vec![plain], at_priority(1, requesting("cpu=8")))), ["plain"]);
}

#[test]
fn ports_and_places_in_the_count_are_freed_too() {
    let web = HostPort { port: 80, protocol: Protocol::Tcp, ip: "".into() };
    let holding = Container { host_ports: vec![web], ..container("") };
    let spec = |priority| {
        at_priority(priority, PodSpec { containers: vec![holding.clone()], ..PodSpec::default() })
    };
    let pods = vec![running("web", "n", spec(1)), there("other", 1, 1)];
    assert_eq!(victims(preemption(pods, spec(2))), ["web"]);
    let crowd = ["a", "b", "c", "d", "e"].map(|name| there(name, 1, 1)).to_vec();
    assert_eq!(victims(preemption(crowd, at_priority(2, PodSpec::default()))).len(), 1);
}
