use crate::model::{
    Condition, ConditionStatus, ContainerState, ContainerStatus, DaemonSet, DaemonSetStatus, Event,
    LabelSelector, Meta, Node, ObjectReference, Phase, Pod, PodDetails, PodSpec, PodStatus,
    Resource, Snapshot, Termination, Text, Unread, UnreadCause,
};
use crate::scheduling::World;
use crate::scheduling::coverage::{Counts, Disagreement, Idle, Note, coverage};
use crate::scheduling::given::{
    DAEMON_SET_UID, at, condition, daemon_set, meta, node, pod, snapshot, taint, unbound,
};

/// Each row as `node State token token+`, a plus behind what would only block next.
fn rows(snapshot: &Snapshot, daemon_set: &DaemonSet) -> Vec<String> {
    let world = World::new(snapshot);
    coverage(&world, daemon_set)
        .rows
        .iter()
        .map(|row| {
            let tokens = row.reasons.iter().map(|told| {
                format!(" {}{}", told.reason.token(), if told.further { "+" } else { "" })
            });
            format!("{} {:?}{}", row.name, row.state, tokens.collect::<String>())
        })
        .collect()
}

fn counts(snapshot: &Snapshot, daemon_set: &DaemonSet) -> Counts {
    coverage(&World::new(snapshot), daemon_set).counts
}

fn with_details(pod: Pod, phase: Phase, details: PodDetails) -> Pod {
    let status =
        PodStatus { phase, ready: false, details: Some(Box::new(details)), ..PodStatus::default() };
    Pod { status, ..pod }
}

fn dying(pod: Pod) -> Pod {
    Pod { meta: Meta { deleted_at: Some(at(60).into()), ..pod.meta }, ..pod }
}

fn unready(kind: &str, reason: &str) -> Condition {
    Condition { reason: Some(reason.into()), ..condition(kind, ConditionStatus::False) }
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

fn lost(name: &str) -> Node {
    Node { conditions: vec![condition("Ready", ConditionStatus::Unknown)], ..node(name) }
}

fn tainted(name: &str, text: &str) -> Node {
    Node { taints: vec![taint(text)], ..node(name) }
}

fn failed_create(uid: &str, message: &str, seconds: i64) -> Event {
    Event {
        involved: ObjectReference {
            kind: "DaemonSet".into(),
            namespace: "kube-system".into(),
            name: "agent".into(),
            uid: uid.into(),
        },
        reason: "FailedCreate".into(),
        message: message.into(),
        warning: true,
        count: 1,
        last_seen: Some(at(seconds)),
        source: "daemonset-controller".into(),
    }
}

#[test]
fn every_node_is_in_one_state_and_counted_as_the_controller_counts() {
    let crashing = with_details(
        pod("crashing", "crashes"),
        Phase::Running,
        PodDetails {
            containers: vec![waiting("main", false, "CrashLoopBackOff")],
            ..PodDetails::default()
        },
    );
    let snapshot = snapshot(
        vec![
            node("ready"),
            node("crashes"),
            node("waits"),
            node("empty"),
            tainted("kept", "k=v:NoSchedule"),
            tainted("excluded", "k=v:NoSchedule"),
        ],
        vec![pod("ready", "ready"), crashing, unbound(pod("waits", "waits")), pod("kept", "kept")],
    );
    assert_eq!(
        rows(&snapshot, &daemon_set()),
        [
            "crashes NotReady CrashLoopBackOff",
            "empty Missing NotCreated",
            "excluded Excluded TaintToleration",
            "kept Misscheduled TaintToleration",
            "ready Ready",
            "waits Pending Unknown",
        ]
    );
    let (desired, current, ready, available, updated, misscheduled) = (4, 3, 1, 1, 3, 1);
    assert_eq!(
        counts(&snapshot, &daemon_set()),
        Counts { desired, current, ready, available, updated, misscheduled }
    );
}

#[test]
fn the_first_pod_of_a_node_is_the_one_that_counts() {
    let younger =
        |pod: Pod| Pod { meta: Meta { created_at: Some(at(99).into()), ..pod.meta }, ..pod };
    let old = Pod { status: PodStatus::default(), ..pod("old", "n") };
    let snapshot = snapshot(vec![node("n")], vec![younger(pod("new", "n")), old]);
    let world = World::new(&snapshot);
    let set = daemon_set();
    let covered = coverage(&world, &set);
    let [row] = covered.rows.as_slice() else { panic!("one node, one row") };
    assert_eq!(row.pod.map(|pod| &*pod.meta.name), Some("old"));
    assert_eq!(row.others.iter().map(|pod| &*pod.meta.name).collect::<Vec<_>>(), ["new"]);
    assert_eq!((covered.counts.current, covered.counts.ready), (1, 0));
}

#[test]
fn a_pod_that_is_not_ready_is_told_in_the_words_of_who_knows() {
    let with = |phase, conditions: Vec<Condition>, containers: Vec<ContainerStatus>| {
        let details = PodDetails { conditions, containers, ..PodDetails::default() };
        with_details(pod("x", "n"), phase, details)
    };
    let containers_not_ready = || unready("Ready", "ContainersNotReady");
    let killed = ContainerStatus {
        state: ContainerState::Terminated(Termination {
            reason: Some("OOMKilled".into()),
            exit_code: 137,
            ..Termination::default()
        }),
        ..waiting("main", false, "")
    };
    let initialized = ContainerStatus {
        state: ContainerState::Terminated(Termination::default()),
        ..waiting("setup", true, "")
    };
    let probed = ContainerStatus {
        state: ContainerState::Running { since: None },
        ..waiting("main", false, "")
    };
    let evicted = PodDetails { reason: Some("Evicted".into()), ..PodDetails::default() };
    for (shows, pod, node, expected) in [
        (
            "a container that waits",
            with(
                Phase::Pending,
                vec![containers_not_ready()],
                vec![waiting("main", false, "ImagePullBackOff")],
            ),
            node("n"),
            "NotReady ImagePullBackOff",
        ),
        (
            "the init container before those that wait for it",
            with(
                Phase::Pending,
                vec![],
                vec![
                    waiting("setup", true, "CrashLoopBackOff"),
                    waiting("main", false, "PodInitializing"),
                ],
            ),
            node("n"),
            "NotReady CrashLoopBackOff PodInitializing",
        ),
        (
            "an init container that is done is no trouble",
            with(Phase::Running, vec![], vec![initialized, killed]),
            node("n"),
            "NotReady OOMKilled",
        ),
        (
            "running, but its probe fails",
            with(Phase::Running, vec![containers_not_ready()], vec![probed]),
            node("n"),
            "NotReady NotReady",
        ),
        (
            "a readiness gate",
            with(Phase::Running, vec![unready("Ready", "ReadinessGatesNotReady")], vec![]),
            node("n"),
            "NotReady ReadinessGatesNotReady",
        ),
        (
            "containers, when nothing better is known",
            with(Phase::Running, vec![containers_not_ready()], vec![]),
            node("n"),
            "NotReady ContainersNotReady",
        ),
        (
            "a node that does not answer",
            with(Phase::Running, vec![condition("Ready", ConditionStatus::False)], vec![]),
            lost("n"),
            "NotReady NodeNotReady",
        ),
        (
            "evicted",
            with_details(pod("x", "n"), Phase::Failed, evicted),
            node("n"),
            "NotReady Evicted",
        ),
        ("ended well", with(Phase::Succeeded, vec![], vec![]), node("n"), "NotReady Succeeded"),
        (
            "being deleted",
            dying(with(Phase::Running, vec![], vec![])),
            node("n"),
            "NotReady Terminating",
        ),
        ("nothing is known", with(Phase::Running, vec![], vec![]), node("n"), "NotReady Unknown"),
    ] {
        let snapshot = snapshot(vec![node], vec![pod]);
        assert_eq!(rows(&snapshot, &daemon_set()), [format!("n {expected}")], "{shows}");
    }
}

#[test]
fn a_missing_pod_is_explained_by_what_the_controller_said() {
    let terminating = |set: DaemonSet| DaemonSet {
        meta: Meta { deleted_at: Some(at(9).into()), ..set.meta },
        ..set
    };
    let all = || Some(LabelSelector::default());
    let gone = with_details(pod("gone", "n"), Phase::Failed, PodDetails::default());
    let quota = || vec![failed_create(DAEMON_SET_UID, "exceeded quota", 60)];
    for (shows, set, events, pods, expected) in [
        ("nothing", daemon_set(), vec![], vec![], "NotCreated"),
        ("a refusal", daemon_set(), quota(), vec![], "FailedCreate"),
        (
            "another DaemonSet's refusal",
            daemon_set(),
            vec![failed_create("another", "exceeded quota", 60)],
            vec![],
            "NotCreated",
        ),
        (
            "a generation that is not seen yet",
            DaemonSet { generation: 2, ..daemon_set() },
            vec![],
            vec![],
            "NotObserved",
        ),
        ("it is being deleted", terminating(daemon_set()), vec![], vec![], "ControllerIdle"),
        (
            "it would select everything",
            DaemonSet { selector: all(), ..daemon_set() },
            vec![],
            vec![],
            "ControllerIdle",
        ),
        ("its predecessor goes", daemon_set(), vec![], vec![dying(gone)], "Terminating"),
    ] {
        let snapshot = Snapshot { events, ..snapshot(vec![node("n")], pods) };
        assert_eq!(rows(&snapshot, &set), [format!("n Missing {expected}")], "{shows}");
    }
}

#[test]
fn the_newest_refusal_is_told() {
    let events = [("old", 10), ("new", 30), ("middle", 20)]
        .map(|(message, seconds)| failed_create(DAEMON_SET_UID, message, seconds));
    let snapshot = Snapshot { events: events.into(), ..snapshot(vec![node("n")], vec![]) };
    let (world, set) = (World::new(&snapshot), daemon_set());
    let covered = coverage(&world, &set);
    let told = &covered.rows[0].reasons[0].reason;
    assert!(format!("{told:?}").contains("new"), "{told:?}");
}

#[test]
fn a_pod_that_waits_is_told_by_the_scheduler_or_for_it() {
    let spec = |change: fn(&mut PodSpec)| {
        let waiting = unbound(pod("x", "n"));
        let mut spec = (*waiting.spec).clone();
        change(&mut spec);
        Pod { spec: spec.into(), ..waiting }
    };
    let asks = |spec: &mut PodSpec| {
        spec.containers = vec![crate::model::Container {
            requests: [("cpu", 5_000), ("memory", 1 << 40)].into_iter().collect(),
            ..crate::model::Container::default()
        }];
    };
    let said = |pod: Pod, message: &str| {
        let condition =
            Condition { message: Some(message.into()), ..unready("PodScheduled", "Unschedulable") };
        let details = PodDetails { conditions: vec![condition], ..PodDetails::default() };
        with_details(pod, Phase::Pending, details)
    };
    for (shows, pod, expected) in [
        ("it fits, and nobody has spoken", spec(|_| ()), "Unknown"),
        ("what its filters would say", spec(asks), "NodeResourcesFit NodeResourcesFit"),
        ("gates", spec(|spec| spec.scheduling_gates = vec!["g".into()]), "SchedulingGates"),
        (
            "a scheduler that says nothing",
            spec(|spec| spec.scheduler_name = "mine".into()),
            "NoScheduler",
        ),
        (
            "a scheduler that has spoken in words of its own",
            said(spec(|spec| spec.scheduler_name = "mine".into()), "the moon is full"),
            "Unknown",
        ),
    ] {
        let snapshot = snapshot(vec![node("n")], vec![pod]);
        assert_eq!(rows(&snapshot, &daemon_set()), [format!("n Pending {expected}")], "{shows}");
    }
}

fn unread(resource: Resource) -> Unread {
    Unread {
        resource,
        namespace: None,
        cause: UnreadCause::Forbidden { verb: "list" },
        message: String::new(),
    }
}

#[test]
fn without_nodes_there_are_rows_where_pods_are_and_the_status_counts() {
    let status = DaemonSetStatus {
        desired: 9,
        current: 2,
        observed_generation: 1,
        ..DaemonSetStatus::default()
    };
    let set = DaemonSet { status, ..daemon_set() };
    let pods = vec![pod("a", "n1"), unbound(pod("b", "n2"))];
    let snapshot = Snapshot { unread: vec![unread(Resource::Nodes)], ..snapshot(vec![], pods) };
    assert_eq!(rows(&snapshot, &set), ["n1 Ready", "n2 Pending Unknown"]);
    let world = World::new(&snapshot);
    let covered = coverage(&world, &set);
    assert_eq!((covered.counts.desired, covered.counts.current), (9, 2));
    assert_eq!(covered.notes, [Note::NodesUnread]);
}

#[test]
fn pods_that_cannot_be_read_are_not_called_missing_without_saying_so() {
    let snapshot =
        Snapshot { unread: vec![unread(Resource::Pods)], ..snapshot(vec![node("n")], vec![]) };
    assert_eq!(rows(&snapshot, &daemon_set()), ["n Missing Unknown"]);
}

#[test]
fn a_pod_of_a_node_that_is_gone_is_noted() {
    let snapshot = snapshot(vec![node("n")], vec![pod("a", "n"), pod("b", "gone")]);
    let (world, set) = (World::new(&snapshot), daemon_set());
    let pods: Vec<(Text, Text)> = vec![("b".into(), "gone".into())];
    assert_eq!(coverage(&world, &set).notes, [Note::NodesGone { pods }]);
}

#[test]
fn counters_that_differ_say_why() {
    let counting = |desired, current, ready, misscheduled| DaemonSetStatus {
        desired,
        current,
        ready,
        available: ready,
        updated: current,
        misscheduled,
        observed_generation: 1,
        ..DaemonSetStatus::default()
    };
    let with = |status| DaemonSet { status, ..daemon_set() };
    let deleting = |set: DaemonSet| DaemonSet {
        meta: Meta { deleted_at: Some(at(9).into()), ..set.meta },
        ..set
    };
    // One node is eligible and ready; the other was tainted when its Pod was there already.
    let snapshot = snapshot(
        vec![node("a"), tainted("b", "late:NoSchedule")],
        vec![pod("a", "a"), pod("b", "b")],
    );
    for (shows, set, expected) in [
        ("they agree", with(counting(1, 1, 1, 1)), None),
        (
            "a late taint",
            with(counting(2, 2, 2, 0)),
            Some(Disagreement::Stale { left: 1, joined: 0 }),
        ),
        (
            "a node that is gone",
            with(counting(2, 2, 2, 1)),
            Some(Disagreement::Stale { left: 1, joined: 0 }),
        ),
        ("a Pod became ready", with(counting(1, 1, 0, 1)), Some(Disagreement::Behind)),
        (
            "a generation that is not seen",
            DaemonSet { generation: 2, ..with(counting(2, 2, 2, 0)) },
            Some(Disagreement::NotObserved { generation: 2, observed: 1 }),
        ),
        (
            "it is being deleted",
            deleting(with(counting(2, 2, 2, 0))),
            Some(Disagreement::Idle(Idle::BeingDeleted)),
        ),
    ] {
        let world = World::new(&snapshot);
        assert_eq!(coverage(&world, &set).disagreement, expected, "{shows}");
    }
}

#[test]
fn a_misscheduled_pod_leaves_by_taint_or_by_its_own_patience() {
    let patient = |seconds| {
        let endures = crate::model::Toleration {
            seconds,
            ..crate::scheduling::given::toleration("k Exists - NoExecute")
        };
        let spec = PodSpec { tolerations: vec![endures], ..PodSpec::default() };
        (daemon_set_of(&spec), Pod { spec: spec.into(), ..pod("x", "n") })
    };
    let both =
        |node: Node| Node { taints: vec![taint("k:NoExecute"), taint("l:NoSchedule")], ..node };
    let plain = (daemon_set(), pod("x", "n"));
    for (shows, (set, pod), node, expected) in [
        ("NoSchedule", plain.clone(), tainted("n", "l:NoSchedule"), Some(false)),
        ("NoExecute", plain, tainted("n", "l:NoExecute"), Some(true)),
        ("NoExecute endured for ever", patient(None), both(node("n")), Some(false)),
        ("NoExecute endured for a while", patient(Some(60)), both(node("n")), Some(true)),
        ("eligible", patient(None), tainted("n", "k:NoExecute"), None),
    ] {
        let snapshot = snapshot(vec![node], vec![pod]);
        let world = World::new(&snapshot);
        assert_eq!(coverage(&world, &set).rows[0].will_be_evicted, expected, "{shows}");
    }
}

fn daemon_set_of(spec: &PodSpec) -> DaemonSet {
    let mut set = daemon_set();
    set.template.spec = spec.clone().into();
    set
}

#[test]
fn an_owned_pod_with_other_labels_leaves_its_node_missing() {
    let released = Pod { meta: meta("x", &[], Some(DAEMON_SET_UID)), ..pod("x", "n") };
    let snapshot = snapshot(vec![node("n")], vec![released]);
    assert_eq!(rows(&snapshot, &daemon_set()), ["n Missing NotCreated"]);
}
