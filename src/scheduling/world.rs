use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::fit::requests;
use crate::model::{
    CsiNode, Event, LimitRange, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod,
    PodSpec, PriorityClass, Resources, RuntimeClass, Snapshot, StorageClass,
};

/// A snapshot with the indexes that the rules ask again and again, each built once.
///
/// Building it visits every object once; what only some questions need (who is on which node, the events of
/// an object) is computed when it is first asked for.
#[derive(Debug)]
pub struct World<'a> {
    pub snapshot: &'a Snapshot,
    nodes: HashMap<&'a str, usize>,
    owned: HashMap<&'a str, Vec<&'a Pod>>,
    orphans: HashMap<&'a str, Vec<&'a Pod>>,
    gone: Vec<&'a Pod>,
    occupancy: OnceLock<Occupancy<'a>>,
    namespaces: HashMap<&'a str, &'a Namespace>,
    claims: HashMap<(&'a str, &'a str), &'a PersistentVolumeClaim>,
    volumes: HashMap<&'a str, &'a PersistentVolume>,
    storage_classes: HashMap<&'a str, &'a StorageClass>,
    csi_nodes: HashMap<&'a str, &'a CsiNode>,
    events: OnceLock<HashMap<&'a str, Vec<&'a Event>>>,
}

/// The Pods on the nodes.
#[derive(Debug, Default)]
struct Occupancy<'a> {
    /// In the order of `snapshot.nodes`.
    nodes: Vec<Occupants<'a>>,
    anti_affine: Vec<(&'a Pod, &'a Node)>,
    /// What a Pod with such a spec requests, by the spec's address: specs are shared by their Pods.
    requests: HashMap<usize, Resources>,
}

/// The Pods that hold something of one node.
#[derive(Debug, Default)]
struct Occupants<'a> {
    bound: Vec<&'a Pod>,
    nominated: Vec<&'a Pod>,
    requested: OnceLock<Resources>,
}

impl<'a> World<'a> {
    /// Indexes `snapshot`.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        World::without(snapshot, |_| false)
    }

    /// Indexes `snapshot` as if the Pods that are `gone` had left it: what a preview of a DaemonSet that
    /// stands already needs, whose new Pods take the place of the old.
    pub fn without(snapshot: &'a Snapshot, gone: impl Fn(&Pod) -> bool) -> Self {
        let nodes: HashMap<_, _> =
            snapshot.nodes.iter().enumerate().map(|(at, node)| (&*node.name, at)).collect();
        let mut world = World {
            snapshot,
            nodes,
            owned: HashMap::new(),
            orphans: HashMap::new(),
            gone: Vec::new(),
            occupancy: OnceLock::new(),
            namespaces: by_name(&snapshot.namespaces, |namespace| &namespace.name),
            claims: snapshot
                .claims
                .iter()
                .map(|claim| ((&*claim.namespace, &*claim.name), claim))
                .collect(),
            volumes: by_name(&snapshot.volumes, |volume| &volume.name),
            storage_classes: by_name(&snapshot.storage_classes, |class| &class.name),
            csi_nodes: by_name(&snapshot.csi_nodes, |csi_node| &csi_node.node),
            events: OnceLock::new(),
        };
        for pod in &snapshot.pods {
            if gone(pod) {
                world.gone.push(pod);
                continue;
            }
            match &pod.meta.owner {
                None => world.orphans.entry(&pod.meta.namespace).or_default().push(pod),
                Some(owner) if &*owner.kind == "DaemonSet" => {
                    world.owned.entry(&owner.uid).or_default().push(pod);
                }
                Some(_) => {}
            }
        }
        world
    }

    fn occupancy(&self) -> &Occupancy<'a> {
        self.occupancy.get_or_init(|| {
            let nodes = self.snapshot.nodes.iter().map(|_| Occupants::default()).collect();
            let mut occupancy = Occupancy { nodes, ..Occupancy::default() };
            let gone: HashSet<_> = self.gone.iter().map(|pod| std::ptr::from_ref(*pod)).collect();
            for pod in &self.snapshot.pods {
                if !pod.is_terminal() && !gone.contains(&std::ptr::from_ref(pod)) {
                    self.place(pod, &mut occupancy);
                }
            }
            occupancy
        })
    }

    fn place(&self, pod: &'a Pod, occupancy: &mut Occupancy<'a>) {
        let nominated = pod.details().and_then(|details| details.nominated_node.as_ref());
        let Some(at) = pod.node.as_ref().or(nominated).and_then(|node| self.nodes.get(&**node))
        else {
            return;
        };
        let requests = &mut occupancy.requests;
        requests.entry(address(&pod.spec)).or_insert_with(|| requests::of_spec(&pod.spec));
        if pod.node.is_none() {
            occupancy.nodes[*at].nominated.push(pod);
            return;
        }
        occupancy.nodes[*at].bound.push(pod);
        if !pod.spec.pod_anti_affinity.is_empty() {
            occupancy.anti_affine.push((pod, &self.snapshot.nodes[*at]));
        }
    }

    /// The node of that name.
    pub fn node(&self, name: &str) -> Option<&'a Node> {
        self.nodes.get(name).map(|at| &self.snapshot.nodes[*at])
    }

    /// The Pods that the DaemonSet with this UID owns, in every phase, whatever their labels.
    pub fn owned_by(&self, uid: &str) -> &[&'a Pod] {
        self.owned.get(uid).map_or(&[], Vec::as_slice)
    }

    /// The namespace's Pods without a controller, which a DaemonSet may adopt.
    pub fn orphans(&self, namespace: &str) -> &[&'a Pod] {
        self.orphans.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// The Pods bound to the node that have not ended: those that the scheduler counts as being there.
    pub fn occupants(&self, node: &str) -> &[&'a Pod] {
        self.occupants_of(node).map_or(&[], |occupants| &occupants.bound)
    }

    /// The Pods that wait for others to leave the node, which the scheduler has promised them.
    pub fn nominated(&self, node: &str) -> &[&'a Pod] {
        self.occupants_of(node).map_or(&[], |occupants| &occupants.nominated)
    }

    /// What the Pods bound to the node request together, without their number.
    pub(super) fn requested(&self, node: &str) -> Resources {
        let Some(occupants) = self.occupants_of(node) else { return Resources::default() };
        occupants
            .requested
            .get_or_init(|| {
                let mut sum = Resources::default();
                for pod in &occupants.bound {
                    sum.add(&self.requests_of(pod));
                }
                sum
            })
            .clone()
    }

    /// What a Pod that is on a node, or is promised one, holds of it.
    pub fn requests_of(&self, pod: &Pod) -> Resources {
        if let Some(requests) = requests::resized(pod) {
            return requests;
        }
        match self.occupancy().requests.get(&address(&pod.spec)) {
            Some(requests) => requests.clone(),
            None => requests::of_spec(&pod.spec),
        }
    }

    /// The Pods that are in the snapshot and taken for gone.
    pub(super) fn gone(&self) -> &[&'a Pod] {
        &self.gone
    }

    /// The Pods on nodes that require to be away from others, with their nodes.
    pub(super) fn anti_affine(&self) -> &[(&'a Pod, &'a Node)] {
        &self.occupancy().anti_affine
    }

    /// The namespace of that name.
    pub fn namespace(&self, name: &str) -> Option<&'a Namespace> {
        self.namespaces.get(name).copied()
    }

    /// The claim of that name.
    pub fn claim(&self, namespace: &str, name: &str) -> Option<&'a PersistentVolumeClaim> {
        self.claims.get(&(namespace, name)).copied()
    }

    /// The volume of that name.
    pub fn volume(&self, name: &str) -> Option<&'a PersistentVolume> {
        self.volumes.get(name).copied()
    }

    /// The StorageClass of that name.
    pub fn storage_class(&self, name: &str) -> Option<&'a StorageClass> {
        self.storage_classes.get(name).copied()
    }

    /// What is known of the CSI drivers on the node.
    pub fn csi_node(&self, node: &str) -> Option<&'a CsiNode> {
        self.csi_nodes.get(node).copied()
    }

    /// The PriorityClass of that name.
    pub fn priority_class(&self, name: &str) -> Option<&'a PriorityClass> {
        self.snapshot.priority_classes.iter().find(|class| &*class.name == name)
    }

    /// The RuntimeClass of that name.
    pub fn runtime_class(&self, name: &str) -> Option<&'a RuntimeClass> {
        self.snapshot.runtime_classes.iter().find(|class| &*class.name == name)
    }

    /// The namespace's LimitRanges.
    pub fn limit_ranges(&self, namespace: &str) -> impl Iterator<Item = &'a LimitRange> {
        self.snapshot.limit_ranges.iter().filter(move |range| &*range.namespace == namespace)
    }

    /// The events about the object with this UID.
    pub fn events_about(&self, uid: &str) -> &[&'a Event] {
        let events = self.events.get_or_init(|| {
            let mut events: HashMap<_, Vec<_>> = HashMap::new();
            for event in &self.snapshot.events {
                events.entry(&*event.involved.uid).or_default().push(event);
            }
            events
        });
        events.get(uid).map_or(&[], Vec::as_slice)
    }

    fn occupants_of(&self, node: &str) -> Option<&Occupants<'a>> {
        self.nodes.get(node).map(|at| &self.occupancy().nodes[*at])
    }
}

fn by_name<'a, T>(objects: &'a [T], name: impl Fn(&'a T) -> &'a str) -> HashMap<&'a str, &'a T> {
    objects.iter().map(|object| (name(object), object)).collect()
}

fn address(spec: &Arc<PodSpec>) -> usize {
    Arc::as_ptr(spec).addr()
}
