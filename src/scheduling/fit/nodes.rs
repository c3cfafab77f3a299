//! What the node itself is: NodeUnschedulable, NodeName, TaintToleration, NodeAffinity.

use super::Filters;
use super::scene::Scene;
use crate::model::{Effect, Node, NodeOperator, NodeRequirement, Taint};
use crate::scheduling::node_affinity::{self, Mismatch};
use crate::scheduling::{Reason, RequirementMismatch, TermMismatch, taints as rules};

/// A cordoned node keeps away who does not tolerate the taint that a cordon stands for
/// (plugins/nodeunschedulable).
pub(super) fn unschedulable(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let cordon = Taint {
        key: "node.kubernetes.io/unschedulable".into(),
        value: "".into(),
        effect: Effect::NoSchedule,
        added_at: None,
    };
    let tolerated = |taint| {
        filters.pod.spec.tolerations.iter().any(|toleration| rules::tolerates(toleration, taint))
    };
    if scene.node.unschedulable && !tolerated(&cordon) {
        vec![Reason::NodeUnschedulable]
    } else {
        Vec::new()
    }
}

/// `spec.nodeName` names another node (plugins/nodename).
pub(super) fn name(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let wanted = filters.pod.spec.node_name.as_ref().filter(|name| !name.is_empty());
    let wanted = wanted.filter(|wanted| **wanted != scene.node.name);
    wanted.map(|wanted| Reason::NodeName { wanted: wanted.clone() }).into_iter().collect()
}

/// A taint that is not tolerated (plugins/tainttoleration).
pub(super) fn taints(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let mut untolerated = rules::untolerated(scene.node, &filters.pod.spec.tolerations).cloned();
    let first = untolerated.next();
    first
        .map(|taint| Reason::TaintToleration { taint, others: untolerated.collect() })
        .into_iter()
        .collect()
}

/// The nodeSelector and the required node affinity, or the pin in its place (plugins/nodeaffinity).
pub(super) fn affinity(filters: &Filters<'_, '_>, scene: &Scene<'_>) -> Vec<Reason> {
    let reason = match mismatch(filters, scene.pinned_to, scene.node) {
        None => return Vec::new(),
        Some(Mismatch::Selector { key, wanted, found }) => {
            Reason::NodeAffinity { terms: Vec::new(), selector: Some((key, wanted, found)) }
        }
        Some(Mismatch::Terms(terms)) => Reason::NodeAffinity { terms, selector: None },
    };
    vec![reason]
}

/// Why the Pod does not ask for this node (`GetRequiredNodeAffinity`); a pin stands for the terms that it
/// has replaced.
pub(super) fn mismatch(
    filters: &Filters<'_, '_>,
    pinned_to: Option<&str>,
    node: &Node,
) -> Option<Mismatch> {
    let spec = filters.pod.spec;
    let terms = spec.node_affinity.as_deref();
    node_affinity::mismatch(&spec.node_selector, terms, node).or_else(|| {
        let pin = pinned_to.filter(|pin| terms.is_none() && **pin != *node.name)?;
        let requirement = NodeRequirement {
            key: "metadata.name".into(),
            operator: NodeOperator::In,
            values: vec![pin.into()],
        };
        let mismatch = RequirementMismatch::Field { requirement, found: node.name.clone() };
        Some(Mismatch::Terms(vec![TermMismatch { term: 1, mismatch }]))
    })
}
