//! The rules alone, on a cluster in memory.

use std::sync::Arc;
use std::time::Instant;

use kubectl_workloads::model::{
    Condition, ConditionStatus, Container, DaemonSet, DaemonSetStatus, Effect, Interner,
    LabelSelector, Labels, Meta, Node, Occupancy, Owner, Phase, Pod, PodSpec, PodStatus,
    PodTemplate, Resources, Snapshot, Taint, TakenAt, Toleration, TolerationOperator,
    UpdateStrategy,
};
use kubectl_workloads::report::ds_coverage::RowFilter;
use kubectl_workloads::report::ds_summary::Summary;
use kubectl_workloads::scheduling::World;
use kubectl_workloads::scheduling::coverage::{State, coverage};

/// Prints how long it takes to judge every (node, DaemonSet) pair and to sum the DaemonSets up.
///
/// Every tenth node is tainted, every fifth DaemonSet tolerates it; one Pod in a hundred is missing, and one
/// DaemonSet asks for more than any node has, so that all its Pods are Pending.
pub(crate) fn print(nodes: usize, daemon_sets: usize) {
    let snapshot = snapshot(nodes, daemon_sets);
    let mut seconds: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let world = World::new(&snapshot);
            let troubled = snapshot
                .daemon_sets
                .iter()
                .map(|set| coverage(&world, set))
                .filter(|coverage| coverage.rows.iter().any(|row| row.state == State::Pending))
                .map(|coverage| Summary::new(&coverage, &RowFilter::default()))
                .collect::<Vec<_>>();
            assert_eq!(troubled.len(), 1, "the greedy one");
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    println!(
        "analysis of {nodes} nodes × {daemon_sets} DaemonSets ({} Pods): {:.2} s",
        snapshot.pods.len(),
        seconds[2]
    );
}

fn snapshot(nodes: usize, daemon_sets: usize) -> Snapshot {
    let mut interner = Interner::default();
    let taint = Taint {
        key: "dedicated".into(),
        value: "gpu".into(),
        effect: Effect::NoSchedule,
        added_at: None,
    };
    let mut snapshot =
        Snapshot { taken_at: TakenAt::Unknown, occupancy: Occupancy::All, ..Snapshot::default() };
    for number in 0..nodes {
        let name = interner.text(&format!("node-{number:05}"));
        snapshot.nodes.push(Node {
            labels: interner.labels(Labels::from_iter([("kubernetes.io/hostname", &*name)])),
            name,
            created_at: None,
            deleted_at: None,
            taints: if number % 10 == 0 { vec![taint.clone()] } else { Vec::new() },
            unschedulable: false,
            conditions: vec![Condition {
                kind: "Ready".into(),
                status: ConditionStatus::True,
                reason: None,
                message: None,
                since: None,
            }],
            allocatable: Resources::from_iter([
                ("cpu", 64_000),
                ("memory", 256 << 30),
                ("pods", 250),
            ]),
        });
    }
    for number in 0..daemon_sets {
        let name = format!("agent-{number:03}");
        let labels = interner.labels(Labels::from_iter([("app", &*name)]));
        let tolerate = (number % 5 == 0).then(|| Toleration {
            key: "dedicated".into(),
            operator: TolerationOperator::Exists,
            value: "".into(),
            effect: None,
            seconds: None,
        });
        let greedy = number == daemon_sets - 1;
        let requests = Resources::from_iter([
            ("cpu", if greedy { 128_000 } else { 100 }),
            ("memory", 128 << 20),
        ]);
        let spec = interner.spec(PodSpec {
            tolerations: tolerate.into_iter().collect(),
            containers: vec![Container { name: "agent".into(), requests, ..Container::default() }],
            scheduler_name: "default-scheduler".into(),
            priority: Some(0),
            ..PodSpec::default()
        });
        let meta = |name: &str, owner| Meta {
            namespace: "kube-system".into(),
            name: name.into(),
            labels: labels.clone(),
            owner,
            created_at: None,
            deleted_at: None,
        };
        let owner = interner.owner(Owner {
            kind: "DaemonSet".into(),
            name: name.as_str().into(),
            uid: name.as_str().into(),
        });
        for (at, node) in snapshot.nodes.iter().enumerate() {
            let excluded = at % 10 == 0 && number % 5 != 0;
            if excluded || (at + number) % 100 == 0 {
                continue;
            }
            let status = if greedy {
                PodStatus::default()
            } else {
                PodStatus { phase: Phase::Running, ready: true, ..PodStatus::default() }
            };
            snapshot.pods.push(Pod {
                meta: meta(&format!("{name}-{at:05}"), Some(owner.clone())),
                node: (!greedy).then(|| node.name.clone()),
                pinned_to: Some(node.name.clone()),
                spec: spec.clone(),
                status,
            });
        }
        snapshot.daemon_sets.push(DaemonSet {
            meta: meta(&name, None),
            uid: name.as_str().into(),
            generation: 1,
            selector: Some(LabelSelector {
                match_labels: Labels::clone(&labels),
                match_expressions: Vec::new(),
            }),
            template: PodTemplate {
                labels: labels.clone(),
                spec: Arc::clone(&spec),
                ..PodTemplate::default()
            },
            template_generation: None,
            strategy: UpdateStrategy::default(),
            min_ready_seconds: 0,
            status: DaemonSetStatus::default(),
        });
    }
    snapshot
}
