use std::sync::Arc;

use super::Told;
use super::not_ready::node_not_ready;
use crate::model::{DEFAULT_SCHEDULER, Node, Pod, Volume, VolumeSource};
use crate::scheduling::fit::{Filters, Incoming, Lacking, Unjudged, Verdict};
use crate::scheduling::{Reason, World};

/// Why Pods of one DaemonSet are not bound. Pods that differ in their names alone share what the filters
/// prepare.
#[derive(Debug)]
pub(super) struct Waiting<'w, 'a> {
    world: &'w World<'a>,
    prepared: Option<(&'a Pod, Filters<'w, 'a>)>,
}

impl<'w, 'a> Waiting<'w, 'a> {
    pub(super) fn new(world: &'w World<'a>) -> Self {
        Waiting { world, prepared: None }
    }

    /// Why `pod` is not bound to `node`, the node that it is meant for: the scheduler's own words where it
    /// has spoken, filled with what the objects tell; else what its filters would say. Never empty.
    pub(super) fn reasons(&mut self, pod: &'a Pod, node: Option<&'a Node>) -> Vec<Told> {
        let mut told = Vec::new();
        if pod.is_terminating() {
            told.push(Reason::Terminating { since: pod.meta.deleted_at() }.into());
        }
        if !pod.spec.scheduling_gates.is_empty() {
            let gates = pod.spec.scheduling_gates.clone();
            told.push(Reason::SchedulingGates { gates }.into());
            return told;
        }
        told.extend(match pod.unscheduled() {
            Some(said) => self.heard(said.message.as_deref().unwrap_or_default(), pod, node),
            None => unheard(pod, node.map(|node| judged(self.filters(pod), pod, node))),
        });
        if let Some(unready) = node.and_then(node_not_ready) {
            told.push(Told::further(unready));
        }
        told
    }

    /// What the scheduler said, with what is known of it from the objects. What it did not speak of would
    /// block next, or does by now.
    fn heard(&mut self, message: &str, pod: &'a Pod, node: Option<&'a Node>) -> Vec<Told> {
        let filters = self.filters(pod);
        let verdict = node.map(|node| judged(filters, pod, node));
        let heard = filters.told(message, node, verdict.as_ref());
        if heard.blocking.is_empty() {
            let said = [Reason::Unknown { text: unworded(message).into() }.into()];
            return said.into_iter().chain(heard.further.into_iter().map(Told::further)).collect();
        }
        in_order(heard.blocking, heard.further)
    }

    /// The filters for the Pod: those of the Pod before, if only names tell the two apart.
    fn filters(&mut self, pod: &'a Pod) -> &Filters<'w, 'a> {
        let world = self.world;
        let known = self.prepared.take().filter(|(other, _)| are_alike(other, pod));
        let (_, filters) = self.prepared.insert(known.unwrap_or_else(|| {
            let incoming = Incoming::from(pod);
            let name = incoming.name.filter(|_| !is_anonymous(pod));
            (pod, Filters::new(world, Incoming { name, ..incoming }))
        }));
        filters
    }
}

/// What the filters say of the Pod on `node`, the node that it is meant for.
fn judged(filters: &Filters<'_, '_>, pod: &Pod, node: &Node) -> Verdict {
    if pod.pinned_to.is_some() { filters.verdict_pinned(node) } else { filters.verdict(node) }
}

/// What is told where the scheduler has given no reason.
fn unworded(message: &str) -> &str {
    if message.is_empty() { "the scheduler found no node, and did not say why" } else { message }
}

/// Whether the Pod's name plays no part: none of its claims is named after it, and no node is promised to it.
fn is_anonymous(pod: &Pod) -> bool {
    let promised = pod.details().is_some_and(|details| details.nominated_node.is_some());
    let ephemeral = |volume: &Volume| volume.source == VolumeSource::Ephemeral;
    !promised && !pod.spec.volumes.iter().any(ephemeral)
}

fn are_alike(a: &Pod, b: &Pod) -> bool {
    (Arc::ptr_eq(&a.spec, &b.spec) || a.spec == b.spec)
        && a.meta.labels == b.meta.labels
        && is_anonymous(a)
        && is_anonymous(b)
}

/// What the scheduler would say, had it spoken.
fn unheard(pod: &Pod, verdict: Option<Verdict>) -> Vec<Told> {
    let Some(Verdict { blocking, further, unjudged, .. }) = verdict else {
        let text = "what keeps it from its node is not known: the node could not be read".into();
        return vec![Reason::Unknown { text }.into()];
    };
    if &*pod.spec.scheduler_name != DEFAULT_SCHEDULER {
        let scheduler = pod.spec.scheduler_name.clone();
        let mut told = in_order(Vec::new(), blocking.into_iter().chain(further).collect());
        told.insert(0, Reason::NoScheduler { scheduler }.into());
        return told;
    }
    let open = unjudged.iter().map(what_is_open).collect::<Vec<_>>().join("; ");
    let fits = blocking.is_empty();
    let mut told = in_order(blocking, further);
    if !open.is_empty() {
        let reason = Reason::Unknown { text: open.into() };
        told.push(Told { reason, further: !fits });
    } else if fits {
        let text = "it fits, and the scheduler has not bound it yet".into();
        told.push(Reason::Unknown { text }.into());
    }
    told
}

/// Which filter could not be asked, and for want of what.
pub(super) fn what_is_open(unjudged: &Unjudged) -> String {
    let lacking = match unjudged.lacking {
        Lacking::PodsOfNode => "the Pods on the node are not known".to_owned(),
        Lacking::PodsOfOtherNodes => "the Pods on other nodes are not known".to_owned(),
        Lacking::Kind(resource) => format!("{} could not be read", resource.plural()),
        Lacking::Model => "its objects are not modelled".to_owned(),
    };
    format!("{} could not be judged: {lacking}", unjudged.plugin)
}

fn in_order(blocking: Vec<Reason>, further: Vec<Reason>) -> Vec<Told> {
    let blocking = blocking.into_iter().map(Told::from);
    blocking.chain(further.into_iter().map(Told::further)).collect()
}
