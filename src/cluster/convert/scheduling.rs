use super::meta::{selector, texts};
use crate::cluster::wire;
use crate::model::{
    Interner, NodeRequirement, NodeSelectorTerm, PodAffinityTerm, PreemptionPolicy, Toleration,
    TopologySpread, WhenUnsatisfiable,
};

pub(super) fn node_selector_term(
    term: &wire::NodeSelectorTerm,
    interner: &mut Interner,
) -> NodeSelectorTerm {
    let mut requirements = |requirements: &[wire::NodeSelectorRequirement]| {
        requirements
            .iter()
            .map(|requirement| NodeRequirement {
                key: interner.text(&requirement.key),
                operator: requirement.operator.as_str().into(),
                values: texts(&requirement.values, interner),
            })
            .collect()
    };
    NodeSelectorTerm {
        match_expressions: requirements(&term.match_expressions),
        match_fields: requirements(&term.match_fields),
    }
}

pub(super) fn toleration(toleration: &wire::Toleration, interner: &mut Interner) -> Toleration {
    Toleration {
        key: interner.text(&toleration.key),
        operator: toleration.operator.as_str().into(),
        value: interner.text(&toleration.value),
        effect: Some(&*toleration.effect).filter(|effect| !effect.is_empty()).map(Into::into),
        seconds: toleration.toleration_seconds,
    }
}

pub(super) fn pod_affinity_terms(
    affinity: Option<&wire::PodAffinity>,
    interner: &mut Interner,
) -> Vec<PodAffinityTerm> {
    let terms = affinity.map_or(&[][..], |affinity| &affinity.required);
    terms
        .iter()
        .map(|term| PodAffinityTerm {
            selector: term.label_selector.as_ref().map(|labels| selector(labels, interner)),
            topology_key: interner.text(&term.topology_key),
            namespaces: texts(&term.namespaces, interner),
            namespace_selector: term
                .namespace_selector
                .as_ref()
                .map(|labels| selector(labels, interner)),
            match_label_keys: texts(&term.match_label_keys, interner),
            mismatch_label_keys: texts(&term.mismatch_label_keys, interner),
        })
        .collect()
}

/// The policies that apply where none is given are those of `SetDefaults_…` and of
/// pkg/scheduler/framework/plugins/podtopologyspread/common.go: `Honor` affinity, `Ignore` taints.
pub(super) fn topology_spread(
    constraint: &wire::TopologySpreadConstraint,
    interner: &mut Interner,
) -> TopologySpread {
    TopologySpread {
        max_skew: constraint.max_skew,
        topology_key: interner.text(&constraint.topology_key),
        when_unsatisfiable: match &*constraint.when_unsatisfiable {
            "ScheduleAnyway" => WhenUnsatisfiable::ScheduleAnyway,
            _ => WhenUnsatisfiable::DoNotSchedule,
        },
        selector: constraint.label_selector.as_ref().map(|labels| selector(labels, interner)),
        min_domains: constraint.min_domains,
        honor_node_affinity: constraint.node_affinity_policy.as_deref() != Some("Ignore"),
        honor_node_taints: constraint.node_taints_policy.as_deref() == Some("Honor"),
        match_label_keys: texts(&constraint.match_label_keys, interner),
    }
}

impl From<&str> for PreemptionPolicy {
    fn from(text: &str) -> Self {
        match text {
            "PreemptLowerPriority" => PreemptionPolicy::PreemptLowerPriority,
            "Never" => PreemptionPolicy::Never,
            other => PreemptionPolicy::Other(other.into()),
        }
    }
}
