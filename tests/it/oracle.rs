//! The rules against what a real control plane did: tests/fixtures/clusters/README.md says what was recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use kubectl_workloads::cluster::file::load;
use kubectl_workloads::cluster::{Input, Namespaces, Scope, Silent};
use kubectl_workloads::model::{ContainerState, DEFAULT_SCHEDULER, DaemonSet, Pod, Snapshot};
use kubectl_workloads::report::ds_coverage::{DaemonSetCoverage, NodeRow, State};
use kubectl_workloads::scheduling::World;
use kubectl_workloads::scheduling::coverage::{coverage, preview, world_before};
use serde::Deserialize;

#[derive(Deserialize)]
struct Verdicts {
    nodes: BTreeSet<String>,
    daemonsets: Vec<Verdict>,
}

#[derive(Deserialize)]
struct Verdict {
    namespace: String,
    name: String,
    status: Status,
    pods: BTreeMap<String, Vec<RealPod>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)]
struct Status {
    desired_number_scheduled: usize,
    current_number_scheduled: usize,
    number_misscheduled: usize,
    number_ready: usize,
    number_available: usize,
    updated_number_scheduled: usize,
}

#[derive(Deserialize)]
struct RealPod {
    name: String,
    bound: bool,
    why: String,
    #[serde(default)]
    stale: bool,
}

/// One recording, and what the control plane did in it.
struct Recording {
    name: String,
    snapshot: Snapshot,
    verdicts: Verdicts,
}

fn recordings() -> Vec<Recording> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clusters");
    let read = |name: &str| -> Recording {
        let path: PathBuf = folder.join(format!("cluster-{name}.json.gz"));
        let scope = Scope { namespaces: Namespaces::All, ..Scope::default() };
        let snapshot = load(&[Input::Path(path)], &scope, &Silent).expect("a recording");
        let verdicts = File::open(folder.join(format!("verdicts-{name}.json.gz"))).unwrap();
        let verdicts = serde_json::from_reader(GzDecoder::new(verdicts)).expect("its verdicts");
        Recording { name: name.to_owned(), snapshot, verdicts }
    };
    ["101", "102", "104", "106"].into_iter().map(read).collect()
}

/// What the rules and the control plane disagree about, and how many questions were asked.
#[derive(Default)]
struct Tally {
    asked: usize,
    disagreements: Vec<String>,
}

impl Tally {
    fn check(&mut self, agrees: bool, text: impl FnOnce() -> String) {
        self.asked += 1;
        if !agrees {
            self.disagreements.push(text());
        }
    }

    fn assert_agreed(&self, at_least: usize) {
        let first: Vec<&String> = self.disagreements.iter().take(20).collect();
        assert!(first.is_empty(), "{} of {}: {first:#?}", self.disagreements.len(), self.asked);
        assert!(self.asked > at_least, "only {} questions were asked", self.asked);
    }
}

fn find<'s>(snapshot: &'s Snapshot, verdict: &Verdict) -> &'s DaemonSet {
    let is = |set: &&DaemonSet| {
        *set.meta.namespace == *verdict.namespace && *set.meta.name == *verdict.name
    };
    snapshot.daemon_sets.iter().find(is).expect("the verdict's DaemonSet")
}

/// The tokens of a row that block now, with the resource where one lacks.
fn given(row: &NodeRow) -> BTreeSet<String> {
    let now = row.reasons.iter().filter(|reason| !reason.further);
    now.map(|reason| match reason.details.get("resource") {
        Some(resource) => format!("{} {}", reason.reason, resource.as_str().unwrap_or_default()),
        None => reason.reason.clone(),
    })
    .collect()
}

/// What the scheduler said of the target node, as tokens; empty where it said nothing that has one.
fn said(message: &str) -> BTreeSet<String> {
    let head = message.split("preemption:").next().unwrap_or_default();
    let mut tokens = BTreeSet::new();
    for (_, rest) in
        head.match_indices("Insufficient ").map(|(at, found)| head.split_at(at + found.len()))
    {
        let name = rest.split([' ', ',']).next().unwrap_or_default().trim_end_matches('.');
        tokens.insert(format!("NodeResourcesFit {name}"));
    }
    for (text, token) in [
        ("Too many pods", "NodeResourcesFit pods"),
        ("free ports", "NodePorts"),
        ("anti-affinity", "InterPodAffinity"),
        ("pod affinity", "InterPodAffinity"),
        ("untolerated taint", "TaintToleration"),
        ("didn't match Pod's node affinity", "NodeAffinity"),
        ("persistentvolumeclaim", "VolumeBinding"),
        ("scheduling gates", "SchedulingGates"),
    ] {
        if head.contains(text) {
            tokens.insert(token.to_owned());
        }
    }
    tokens
}

#[test]
fn every_node_is_in_the_state_that_the_controller_acted_on() {
    let mut tally = Tally::default();
    for Recording { name, snapshot, verdicts } in &recordings() {
        let world = World::new(snapshot);
        for verdict in &verdicts.daemonsets {
            let set = find(snapshot, verdict);
            let report = DaemonSetCoverage::from(&coverage(&world, set));
            let of = format!("{name} {}/{}", verdict.namespace, verdict.name);
            let nodes: Vec<&String> = report.nodes.iter().map(|row| &row.node).collect();
            tally.check(nodes.iter().copied().eq(&verdicts.nodes), || format!("{of}: {nodes:?}"));
            for row in &report.nodes {
                let real = verdict.pods.get(&row.node).map_or(&[][..], Vec::as_slice);
                check_row(&mut tally, &of, snapshot, set, row, real);
            }
            let (counts, status) = (report.counts, &verdict.status);
            let pairs = [
                (counts.desired, status.desired_number_scheduled),
                (counts.current, status.current_number_scheduled),
                (counts.ready, status.number_ready),
                (counts.available, status.number_available),
                (counts.updated, status.updated_number_scheduled),
                (counts.misscheduled, status.number_misscheduled),
            ];
            tally.check(pairs.iter().all(|(ours, theirs)| ours == theirs), || {
                format!("{of}: {pairs:?}")
            });
            tally.check(report.status_agrees, || format!("{of}: {:?}", report.disagreement));
        }
    }
    tally.assert_agreed(10_000);
}

fn check_row(
    tally: &mut Tally,
    of: &str,
    snapshot: &Snapshot,
    set: &DaemonSet,
    row: &NodeRow,
    real: &[RealPod],
) {
    let at = format!("{of} {}: {:?} {:?}", row.node, row.state, given(row));
    let has_pod = !matches!(row.state, State::Missing | State::Excluded);
    tally.check(has_pod != real.is_empty(), || format!("{at}, {} real Pods", real.len()));
    let listed = |real: &RealPod| -> Option<&Pod> {
        snapshot
            .pods
            .iter()
            .find(|pod| *pod.meta.name == *real.name && pod.meta.namespace == set.meta.namespace)
    };
    let seen: Vec<(&RealPod, &Pod)> =
        real.iter().filter_map(|real| Some((real, listed(real)?))).collect();
    if matches!(row.state, State::Pending | State::NotReady) && !seen.is_empty() {
        let bound = seen.iter().any(|(real, _)| real.bound);
        tally.check(bound == (row.state == State::NotReady), || format!("{at}, bound: {bound}"));
    }
    tally
        .check(row.state == State::Ready || !row.reasons.is_empty(), || format!("{at}, no reason"));
    if row.state == State::Missing {
        let refused = snapshot
            .events
            .iter()
            .any(|event| event.involved.uid == set.uid && &*event.reason == "FailedCreate");
        tally.check(!refused || given(row).contains("FailedCreate"), || at.clone());
    }
    if row.state == State::NotReady {
        for (_, pod) in &seen {
            for container in pod.details().iter().flat_map(|details| &details.containers) {
                if let ContainerState::Waiting { reason: Some(reason), .. } = &container.state {
                    tally
                        .check(given(row).contains(&**reason), || format!("{at}, waits: {reason}"));
                }
            }
        }
    }
}

#[test]
fn what_the_scheduler_said_is_computed_from_the_objects_alone() {
    let mut tally = Tally::default();
    for Recording { name, mut snapshot, verdicts } in recordings() {
        let mut messages = BTreeMap::new();
        snapshot.events.clear();
        for pod in &mut snapshot.pods {
            let key = (pod.meta.namespace.to_string(), pod.meta.name.to_string());
            let message = pod.unscheduled().and_then(|said| said.message.clone());
            if pod.node.is_none() {
                messages.insert(key, message.unwrap_or_default());
            }
            if let Some(details) = &mut pod.status.details {
                details.conditions.retain(|condition| &*condition.kind != "PodScheduled");
            }
        }
        let world = World::new(&snapshot);
        for verdict in &verdicts.daemonsets {
            let set = find(&snapshot, verdict);
            let is_foreign = &*set.template.spec.scheduler_name != DEFAULT_SCHEDULER;
            let report = DaemonSetCoverage::from(&coverage(&world, set));
            for row in report.nodes.iter().filter(|row| row.state != State::Misscheduled) {
                for real in verdict.pods.get(&row.node).into_iter().flatten() {
                    let key = (verdict.namespace.clone(), real.name.clone());
                    let Some(message) = messages.get(&key).filter(|_| !real.stale) else {
                        continue;
                    };
                    let mut expected = said(message);
                    if message.is_empty() && is_foreign {
                        expected.insert("NoScheduler".to_owned());
                    }
                    if !expected.is_empty() {
                        let agrees = row.state == State::Pending && given(row) == expected;
                        tally.check(agrees, || {
                            format!(
                                "{name} {} {}: {expected:?}, not {:?}",
                                real.name,
                                row.node,
                                given(row)
                            )
                        });
                    }
                }
            }
        }
    }
    tally.assert_agreed(800);
}

/// Whether a Pod came to the node after the DaemonSet's own, past the scheduler, so that a preview sees it
/// full: Pods of a template with a `nodeName` do, and may not be evicted by Pods of no higher priority.
fn is_overfilled(snapshot: &Snapshot, set: &DaemonSet, node: &str, real: &[RealPod]) -> bool {
    let forced: Vec<&DaemonSet> = snapshot
        .daemon_sets
        .iter()
        .filter(|other| other.template.spec.node_name.is_some())
        .collect();
    let mut own = snapshot.pods.iter().filter(|pod| {
        pod.meta.namespace == set.meta.namespace
            && real.iter().any(|real| real.bound && *real.name == *pod.meta.name)
    });
    let came_after = |other: &&Pod, own: &Pod| {
        let never =
            own.spec.preemption_policy == Some(kubectl_workloads::model::PreemptionPolicy::Never);
        other.node.as_deref() == Some(node)
            && other
                .meta
                .owner
                .as_ref()
                .is_some_and(|owner| forced.iter().any(|set| set.uid == owner.uid))
            && other.meta.created_at > own.meta.created_at
            && (never || other.spec.priority.unwrap_or(0) >= own.spec.priority.unwrap_or(0))
    };
    own.any(|own| snapshot.pods.iter().any(|other| came_after(&other, own)))
}

#[test]
fn a_preview_says_where_the_control_plane_put_the_pods() {
    let mut tally = Tally::default();
    for Recording { name, mut snapshot, verdicts } in recordings() {
        snapshot.events.clear();
        for verdict in &verdicts.daemonsets {
            let set = find(&snapshot, verdict);
            let spec = &set.template.spec;
            let is_judged = !matches!(&*verdict.namespace, "quota" | "restricted")
                && spec.scheduling_gates.is_empty()
                && &*spec.scheduler_name == DEFAULT_SCHEDULER;
            if !is_judged {
                continue;
            }
            let of = format!("{name} {}/{}", verdict.namespace, verdict.name);
            let world = world_before(&snapshot, set);
            let report = DaemonSetCoverage::from(&preview(&world, set));
            let mut late = 0;
            for row in &report.nodes {
                let real = verdict.pods.get(&row.node).map_or(&[][..], Vec::as_slice);
                let bound = real.iter().any(|pod| pod.bound);
                let expected = match (real, bound) {
                    ([], _) => State::Excluded,
                    (_, true) => State::WouldSchedule,
                    (_, false) => State::WouldPend,
                };
                if row.state == State::Excluded && expected != State::Excluded {
                    late += 1;
                    continue;
                }
                if row.state == State::WouldPend
                    && spec.node_name.is_none()
                    && is_overfilled(&snapshot, set, &row.node, real)
                {
                    continue;
                }
                let at = || {
                    format!("{of} {}: {:?} {:?}, not {expected:?}", row.node, row.state, given(row))
                };
                tally.check(row.state == expected, at);
                if row.state == State::WouldPend && expected == State::WouldPend {
                    let plugin = |token: &String| token.split(' ').next().map(str::to_owned);
                    let told: BTreeSet<_> = given(row).iter().filter_map(plugin).collect();
                    let said: BTreeSet<_> = said(&real[0].why).iter().filter_map(plugin).collect();
                    tally.check(said.is_subset(&told), || format!("{}; {said:?}", at()));
                }
            }
            let misscheduled = verdict.status.number_misscheduled;
            tally.check(late == misscheduled, || format!("{of}: {late} late, not {misscheduled}"));
        }
    }
    tally.assert_agreed(4_000);
}
