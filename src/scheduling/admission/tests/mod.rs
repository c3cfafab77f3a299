//! What admission changes and refuses, case by case.

mod changes;
mod pod_security;
mod quotas;
mod ranges;

use std::sync::Arc;

use super::{Admitted, admit};
use crate::model::{
    Container, DaemonSet, Labels, Namespace, PodSpec, PodTemplate, Resources, Snapshot,
};
use crate::scheduling::given::{daemon_set, snapshot};
use crate::scheduling::{Reason, World};

/// `cpu=250 memory=1`, in the model's units.
fn amounts(text: &str) -> Resources {
    let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
    pairs.map(|(name, amount)| (name, amount.parse().unwrap())).collect()
}

fn container(requests: &str, limits: &str) -> Container {
    Container {
        name: "main".into(),
        requests: amounts(requests),
        limits: amounts(limits),
        ..Container::default()
    }
}

fn requesting(requests: &str) -> PodSpec {
    PodSpec { containers: vec![container(requests, "")], ..PodSpec::default() }
}

/// `kube-system/agent` with this spec.
fn with_spec(spec: PodSpec) -> DaemonSet {
    let plain = daemon_set();
    let template = PodTemplate { spec: Arc::new(spec), ..plain.template };
    DaemonSet { template, ..plain }
}

/// A cluster with nothing but the namespace, labelled so.
fn cluster(labels: &[(&str, &str)]) -> Snapshot {
    let labels: Labels = labels.iter().copied().collect();
    let namespace = Namespace {
        name: "kube-system".into(),
        labels: Arc::new(labels),
        node_selector: None,
        openshift_node_selector: None,
        terminating: false,
    };
    Snapshot { namespaces: vec![namespace], ..snapshot(vec![], vec![]) }
}

fn admitted(cluster: &Snapshot, spec: PodSpec) -> Admitted {
    admit(&World::new(cluster), &with_spec(spec))
}

/// `plugin: cause`, without what every refusal begins with.
fn causes(refusals: &[Reason]) -> Vec<String> {
    let cause = |reason: &Reason| match reason {
        Reason::Refused { by, message } => {
            let cause = message.strip_prefix(r#"pods "agent-" is forbidden: "#).unwrap();
            format!("{by}: {cause}")
        }
        other => panic!("{other:?}"),
    };
    refusals.iter().map(cause).collect()
}
