use crate::model::{Taint, Text};
use crate::scheduling::{
    ContainerTrouble, Reason, RequirementMismatch, TermMismatch, VolumeProblem,
};

/// The reason without what differs from node to node: reasons that are the same in common are one cause.
pub(super) fn common(reason: &Reason) -> Reason {
    let any = |found: &Option<Text>| found.as_ref().map(|_| Text::from(""));
    match reason.clone() {
        Reason::NodeSelector { key, wanted, found } => {
            Reason::NodeSelector { key, wanted, found: any(&found) }
        }
        Reason::NodeAffinity { terms, selector } => Reason::NodeAffinity {
            terms: terms.into_iter().map(|term| of_term(term, any)).collect(),
            selector: selector.map(|(key, wanted, found)| (key, wanted, any(&found))),
        },
        Reason::TaintToleration { taint, others } => Reason::TaintToleration {
            taint: ageless(taint),
            others: others.into_iter().map(ageless).collect(),
        },
        Reason::NodePorts { port, .. } => Reason::NodePorts { port, holder: None },
        Reason::NodeResourcesFit { resource, requested, .. } => {
            Reason::NodeResourcesFit { resource, requested, used: 0, allocatable: 0 }
        }
        Reason::InterPodAffinity { rule, topology_key, .. } => {
            Reason::InterPodAffinity { rule, topology_key, pod: None }
        }
        Reason::PodTopologySpread { topology_key, missing_label, max_skew, .. } => {
            Reason::PodTopologySpread { topology_key, missing_label, skew: 0, max_skew }
        }
        Reason::VolumeBinding { claim, problem: VolumeProblem::NodeAffinityConflict { .. } } => {
            let problem = VolumeProblem::NodeAffinityConflict { volume: "".into() };
            Reason::VolumeBinding { claim, problem }
        }
        Reason::VolumeRestrictions { claim, .. } => Reason::VolumeRestrictions { claim, pod: None },
        Reason::NotCreated { .. } => Reason::NotCreated { since: None },
        Reason::Terminating { .. } => Reason::Terminating { since: None },
        Reason::Ended { failed, reason, .. } => Reason::Ended { failed, reason, message: None },
        Reason::Container(trouble) => {
            Reason::Container(ContainerTrouble { message: None, restarts: 0, ..trouble })
        }
        Reason::PodCondition { reason, .. } => Reason::PodCondition { reason, message: None },
        Reason::NodeNotReady { status, reason, .. } => {
            Reason::NodeNotReady { status, reason, message: None, since: None }
        }
        same => same,
    }
}

fn of_term(
    TermMismatch { term, mismatch }: TermMismatch,
    any: impl Fn(&Option<Text>) -> Option<Text>,
) -> TermMismatch {
    let mismatch = match mismatch {
        RequirementMismatch::Label { requirement, found } => {
            RequirementMismatch::Label { requirement, found: any(&found) }
        }
        RequirementMismatch::Field { requirement, .. } => {
            RequirementMismatch::Field { requirement, found: "".into() }
        }
        same => same,
    };
    TermMismatch { term, mismatch }
}

fn ageless(taint: Taint) -> Taint {
    Taint { added_at: None, ..taint }
}
