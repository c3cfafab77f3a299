//! The filters, case by case.

mod affinity;
mod order;
mod ports;
mod preemption;
mod resources;
mod spread;
mod told;
mod volumes;

use std::sync::Arc;

use super::{Incoming, Verdict, verdict};
use crate::model::{Container, Labels, Node, Pod, PodSpec, Resources, Snapshot};
use crate::scheduling::given::{pod, unbound};
use crate::scheduling::{Reason, World};

/// `cpu=250 memory=1 example.com/gpu=2`, in the model's units.
fn amounts(text: &str) -> Resources {
    let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
    pairs.map(|(name, amount)| (name, amount.parse().unwrap())).collect()
}

fn container(requests: &str) -> Container {
    Container { name: "main".into(), requests: amounts(requests), ..Container::default() }
}

fn sidecar(requests: &str) -> Container {
    Container { sidecar: true, ..container(requests) }
}

/// A spec with one container that requests this.
fn requesting(requests: &str) -> PodSpec {
    PodSpec { containers: vec![container(requests)], ..PodSpec::default() }
}

/// A running Pod with this spec.
fn running(name: &str, node: &str, spec: PodSpec) -> Pod {
    Pod { spec: Arc::new(spec), ..pod(name, node) }
}

fn labelled(mut pod: Pod, labels: &[(&str, &str)]) -> Pod {
    pod.meta.labels = Arc::new(labels.iter().copied().collect());
    pod
}

fn in_zone(node: Node, zone: &str) -> Node {
    let labels: Labels =
        [("kubernetes.io/hostname", &*node.name), ("zone", zone)].into_iter().collect();
    Node { labels: Arc::new(labels), ..node }
}

/// What becomes of a daemon Pod with this spec on `node`.
fn judge(snapshot: &Snapshot, node: &str, spec: PodSpec) -> Verdict {
    judge_pod(snapshot, &unbound(running("new", node, spec)), node)
}

fn judge_pod(snapshot: &Snapshot, pod: &Pod, node: &str) -> Verdict {
    let world = World::new(snapshot);
    verdict(&world, &Incoming::from(pod), world.node(node).unwrap())
}

/// Token and, of a resource, its name: `NodeResourcesFit/cpu`.
fn tokens(reasons: &[Reason]) -> Vec<String> {
    let token = |reason: &Reason| match reason {
        Reason::NodeResourcesFit { resource, .. } => format!("NodeResourcesFit/{resource}"),
        other => other.token().to_owned(),
    };
    reasons.iter().map(token).collect()
}
