//! What Pods that are not bound ask to be read beyond themselves. Pure: specs in, needs out.

use std::collections::BTreeSet;

use crate::model::{Pod, PodSpec, Text, VolumeSource};

/// Up to so many nodes, their Pods are asked for node by node: a node's take a real server 15 ms, all
/// Pods of a large cluster seconds.
const FEW_NODES: usize = 16;

/// What has to be read before one can say where Pods fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Needs {
    pub(super) occupancy: NeededPods,
    /// Claims, volumes, storage classes and CSI nodes; the claims of these namespaces.
    pub(super) claims_in: BTreeSet<Text>,
    pub(super) csi_nodes: bool,
    /// Labels of namespaces, for affinity terms that select by them.
    pub(super) namespaces: bool,
    /// Priority classes, for Pods whose priority nobody has resolved.
    pub(super) priority_classes: bool,
}

/// Whose Pods have to be known, so that what is free can be computed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum NeededPods {
    #[default]
    None,
    OfNodes(BTreeSet<Text>),
    All,
}

impl Needs {
    /// What these Pods ask for; those that are bound or have ended ask for nothing.
    pub(super) fn of_pods<'a>(pods: impl Iterator<Item = &'a Pod>) -> Needs {
        let mut needs = Needs::default();
        for pod in pods.filter(|pod| pod.node.is_none() && !pod.is_terminal()) {
            needs.add(&pod.meta.namespace, &pod.spec);
            let said = pod.unscheduled().and_then(|condition| condition.message.as_deref());
            match &pod.pinned_to {
                Some(node) if !said.is_some_and(tells_of_other_nodes) => {
                    needs.occupancy.add_node(node);
                }
                _ => needs.occupancy = NeededPods::All,
            }
        }
        needs.settle()
    }

    /// What a Pod that may go to any node asks for.
    pub(super) fn of_template(namespace: &Text, spec: &PodSpec) -> Needs {
        let mut needs = Needs { occupancy: NeededPods::All, ..Needs::default() };
        needs.add(namespace, spec);
        needs.settle()
    }

    fn add(&mut self, namespace: &Text, spec: &PodSpec) {
        for volume in &spec.volumes {
            match volume.source {
                VolumeSource::Claim(_) | VolumeSource::Ephemeral => {
                    self.claims_in.insert(namespace.clone());
                    self.csi_nodes = true;
                }
                VolumeSource::Csi(_) => self.csi_nodes = true,
                VolumeSource::ConfigMap { .. } | VolumeSource::Secret { .. } => {}
            }
        }
        let mut affinity = spec.pod_affinity.iter().chain(&spec.pod_anti_affinity).peekable();
        // Affinity and spreading look at Pods of other nodes, and so at all.
        if affinity.peek().is_some() || !spec.topology_spread.is_empty() {
            self.occupancy = NeededPods::All;
        }
        self.namespaces |= affinity.any(|term| term.namespace_selector.is_some());
        self.priority_classes |= spec.priority.is_none() && spec.priority_class.is_some();
    }

    /// All Pods bring their own anti-affinity with them, which may select namespaces.
    fn settle(mut self) -> Needs {
        if let NeededPods::OfNodes(nodes) = &self.occupancy
            && nodes.len() > FEW_NODES
        {
            self.occupancy = NeededPods::All;
        }
        self.namespaces |= self.occupancy == NeededPods::All;
        self
    }
}

impl NeededPods {
    fn add_node(&mut self, node: &Text) {
        match self {
            NeededPods::None => *self = NeededPods::OfNodes(BTreeSet::from([node.clone()])),
            NeededPods::OfNodes(nodes) => {
                nodes.insert(node.clone());
            }
            NeededPods::All => {}
        }
    }
}

/// Whether the scheduler's message blames Pods that may be on other nodes: the texts of the plugins
/// InterPodAffinity and PodTopologySpread (ErrReason… in pkg/scheduler/framework/plugins).
fn tells_of_other_nodes(message: &str) -> bool {
    message.contains("affinity rules") || message.contains("topology spread constraints")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Condition, ConditionStatus, Meta, Phase, PodAffinityTerm, PodDetails, PodStatus, Volume,
    };

    fn pending(node: Option<&str>, spec: PodSpec) -> Pod {
        Pod {
            meta: Meta {
                namespace: "a".into(),
                name: "p".into(),
                labels: std::sync::Arc::default(),
                owner: None,
                created_at: None,
                deleted_at: None,
            },
            node: None,
            pinned_to: node.map(Into::into),
            spec: spec.into(),
            status: PodStatus::default(),
        }
    }

    fn needs(pods: &[Pod]) -> Needs {
        Needs::of_pods(pods.iter())
    }

    #[test]
    fn few_pinned_pods_ask_for_their_nodes_many_for_all() {
        let pinned = |count: usize| -> Vec<Pod> {
            (0..count).map(|n| pending(Some(&format!("n{n}")), PodSpec::default())).collect()
        };
        let NeededPods::OfNodes(nodes) = needs(&pinned(16)).occupancy else { panic!() };
        assert_eq!(nodes.len(), 16);
        assert_eq!(needs(&pinned(17)).occupancy, NeededPods::All);
        let unpinned = pending(None, PodSpec::default());
        assert_eq!(needs(&[unpinned]).occupancy, NeededPods::All);
        let mut bound = pending(Some("n"), PodSpec::default());
        bound.node = Some("n".into());
        let mut failed = pending(Some("n"), PodSpec::default());
        failed.status.phase = Phase::Failed;
        assert_eq!(needs(&[bound, failed]), Needs::default());
    }

    #[test]
    fn a_spec_asks_for_what_its_filters_look_at() {
        let claim = Volume { name: "v".into(), source: VolumeSource::Claim("c".into()) };
        let spec = PodSpec { volumes: vec![claim], ..PodSpec::default() };
        let asked = needs(&[pending(Some("n"), spec)]);
        assert_eq!(asked.claims_in, BTreeSet::from(["a".into()]));
        assert!(asked.csi_nodes && !asked.namespaces && !asked.priority_classes);

        let term = PodAffinityTerm {
            selector: None,
            topology_key: "zone".into(),
            namespaces: Vec::new(),
            namespace_selector: None,
            match_label_keys: Vec::new(),
            mismatch_label_keys: Vec::new(),
        };
        let spec = PodSpec { pod_anti_affinity: vec![term], ..PodSpec::default() };
        assert_eq!(needs(&[pending(Some("n"), spec)]).occupancy, NeededPods::All);

        let spec = PodSpec { priority_class: Some("high".into()), ..PodSpec::default() };
        assert!(needs(&[pending(Some("n"), spec)]).priority_classes);
    }

    #[test]
    fn the_schedulers_own_words_about_other_pods_ask_for_all() {
        let mut pod = pending(Some("n"), PodSpec::default());
        pod.status.details = Some(Box::new(PodDetails {
            conditions: vec![Condition {
                kind: "PodScheduled".into(),
                status: ConditionStatus::False,
                reason: Some("Unschedulable".into()),
                message: Some("1 node(s) didn't satisfy existing pods anti-affinity rules".into()),
                since: None,
            }],
            ..PodDetails::default()
        }));
        assert_eq!(needs(&[pod]).occupancy, NeededPods::All);
    }
}
