use super::scene::Scenes;
use super::unjudged::{Unjudged, unjudged};
use super::{Filters, Incoming};
use crate::model::Node;
use crate::scheduling::preemption::{self, NoPreemption, Preemption};
use crate::scheduling::{Reason, World};

/// What the scheduler would say of a Pod and a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the first filter that fails says, all of it. Empty: the Pod fits, as far as `unjudged` goes.
    pub blocking: Vec<Reason>,
    /// What would block next, in the order of the filters.
    pub further: Vec<Reason>,
    pub preemption: Preemption,
    /// What could not be judged.
    pub unjudged: Vec<Unjudged>,
}

impl Verdict {
    /// Whether nothing that is known keeps the Pod from the node.
    pub fn fits(&self) -> bool {
        self.blocking.is_empty()
    }

    /// Whether the scheduler would bind the Pod in the end, if need be after evicting others.
    pub fn binds(&self) -> bool {
        self.fits() || matches!(self.preemption, Preemption::Helps { .. })
    }
}

/// What the scheduler would say of `pod` and `node`.
///
/// To hold one Pod, or Pods that differ in their names alone, against many nodes, prepare [`Filters`] once.
pub fn verdict(world: &World<'_>, pod: &Incoming<'_>, node: &Node) -> Verdict {
    Filters::new(world, *pod).verdict(node)
}

impl Filters<'_, '_> {
    /// What the scheduler would say of the Pod and `node`.
    pub fn verdict(&self, node: &Node) -> Verdict {
        self.judge(node, self.pod.pinned_to)
    }

    /// The same for a Pod that a DaemonSet controller would make for this very node.
    pub fn verdict_pinned(&self, node: &Node) -> Verdict {
        self.judge(node, Some(&node.name))
    }

    fn judge(&self, node: &Node, pinned_to: Option<&str>) -> Verdict {
        let scenes = Scenes::new(self.world, &self.pod, node, pinned_to);
        let before = self.before_nodes();
        let everywhere = before.iter().any(|reasons| !reasons.is_empty());
        let failing: Vec<_> = self.failing(&scenes).collect();
        let mut failing = before.into_iter().filter(|reasons| !reasons.is_empty()).chain(failing);
        let blocking = failing.next().unwrap_or_default();
        let further = failing.flatten().collect();
        let preemption = if everywhere {
            Preemption::CannotHelp(NoPreemption::Unresolvable)
        } else {
            preemption::preemption(self, scenes, &blocking)
        };
        let unjudged = unjudged(self, node);
        Verdict { blocking, further, preemption, unjudged }
    }
}
