use super::{Filters, Incoming};
use crate::model::{Node, Pod, Resources};
use crate::scheduling::World;

/// A node and the Pods that are on it in one scenario: as they are, or with some gone or some added.
#[derive(Debug, Clone)]
pub(super) struct Scene<'w> {
    pub(super) node: &'w Node,
    pub(super) pinned_to: Option<&'w str>,
    pub(super) pods: Vec<&'w Pod>,
    /// What `pods` request.
    pub(super) requested: Resources,
    /// Pods that are bound here and gone in this scenario.
    pub(super) gone: Vec<&'w Pod>,
    /// Pods that are not bound here and there in this scenario.
    pub(super) added: Vec<&'w Pod>,
}

/// The scenarios in all of which a Pod must fit (`RunFilterPluginsWithNominatedPods`): with the Pods of at
/// least its priority that are promised the node, if there are any, and without them.
#[derive(Debug, Clone)]
pub(in crate::scheduling) struct Scenes<'w> {
    promised: Option<Scene<'w>>,
    plain: Scene<'w>,
}

impl<'w> Scenes<'w> {
    /// The node as it is, for this Pod.
    pub(super) fn new<'a: 'w>(
        world: &'w World<'a>,
        pod: &Incoming<'_>,
        node: &'w Node,
        pinned_to: Option<&'w str>,
    ) -> Self {
        let pods: Vec<&'w Pod> = world.occupants(&node.name).to_vec();
        let requested = world.requested(&node.name);
        let plain = Scene { node, pinned_to, pods, requested, gone: Vec::new(), added: Vec::new() };
        let promised: Vec<&'w Pod> = world
            .nominated(&node.name)
            .iter()
            .copied()
            .filter(|other| other.spec.priority.unwrap_or(0) >= pod.priority)
            .filter(|other| {
                pod.name != Some(&*other.meta.name) || pod.namespace != &*other.meta.namespace
            })
            .collect();
        let promised = (!promised.is_empty()).then(|| {
            let mut scene = plain.clone();
            for other in promised {
                scene.pods.push(other);
                scene.requested.add(&world.requests_of(other));
                scene.added.push(other);
            }
            scene
        });
        Scenes { promised, plain }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &Scene<'w>> {
        self.promised.iter().chain([&self.plain])
    }

    pub(super) fn node(&self) -> &'w Node {
        self.plain.node
    }

    /// The Pods bound to the node in these scenarios.
    pub(in crate::scheduling) fn bound(&self) -> &[&'w Pod] {
        &self.plain.pods
    }

    /// Lets a bound Pod leave the node.
    pub(in crate::scheduling) fn remove(&mut self, filters: &Filters<'_, '_>, pod: &'w Pod) {
        let held = filters.world.requests_of(pod);
        for scene in self.promised.iter_mut().chain([&mut self.plain]) {
            scene.pods.retain(|other| !std::ptr::eq(*other, pod));
            for (name, amount) in held.iter() {
                let left = scene.requested.get(name).unwrap_or(0).saturating_sub(amount);
                scene.requested.set(name.clone(), left);
            }
            scene.gone.push(pod);
        }
    }

    /// Lets a Pod that was removed come back.
    pub(in crate::scheduling) fn restore(&mut self, filters: &Filters<'_, '_>, pod: &'w Pod) {
        let held = filters.world.requests_of(pod);
        for scene in self.promised.iter_mut().chain([&mut self.plain]) {
            scene.gone.retain(|other| !std::ptr::eq(*other, pod));
            scene.pods.push(pod);
            scene.requested.add(&held);
        }
    }
}

impl Scene<'_> {
    /// Whether `pod`, which is bound here, is gone in this scenario.
    pub(super) fn lacks(&self, pod: &Pod) -> bool {
        self.gone.iter().any(|gone| std::ptr::eq(*gone, pod))
    }
}
