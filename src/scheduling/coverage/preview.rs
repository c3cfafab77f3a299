use super::alone::in_their_own_way;
use super::cover::empty;
use super::idle::idle;
use super::pending::what_is_open;
use super::{Counts, Coverage, Note, Row, State, Told};
use crate::model::{DEFAULT_SCHEDULER, DaemonSet, Node, Pod, Snapshot};
use crate::scheduling::admission::{Admitted, admit};
use crate::scheduling::eligibility::Placement;
use crate::scheduling::fit::{Filters, Incoming};
use crate::scheduling::preemption::Preemption;
use crate::scheduling::revision::Current;
use crate::scheduling::{Reason, World};

/// The world that a manifest would come to: without the Pods of a DaemonSet of its name, which its own
/// would replace.
pub fn world_before<'a>(snapshot: &'a Snapshot, manifest: &DaemonSet) -> World<'a> {
    let uid = standing(snapshot, manifest).map(|standing| &standing.uid);
    let owner = |pod: &Pod| pod.meta.owner.as_ref().map(|owner| owner.uid.clone());
    World::without(snapshot, |pod| uid.is_some() && owner(pod).as_ref() == uid)
}

/// Where the Pods of a DaemonSet that is not applied would land: which nodes the controller would choose,
/// and which of those Pods the scheduler would bind. `world` is that of [`world_before`].
pub fn preview<'a>(world: &World<'a>, manifest: &'a DaemonSet) -> Coverage<'a> {
    let admitted = admit(world, manifest);
    let incoming = Incoming {
        namespace: &manifest.meta.namespace,
        name: None,
        labels: &manifest.template.labels,
        spec: &admitted.spec,
        priority: admitted.spec.priority.unwrap_or(0),
        pinned_to: None,
    };
    let outlook = Outlook {
        filters: Filters::new(world, incoming),
        unserved: is_unserved(world, &admitted.spec.scheduler_name),
        admitted: &admitted,
    };
    let placement = Placement::of(&manifest.template.spec);
    let row = |node: &'a Node| match placement.on(node).reason {
        Some(reason) => Row {
            node: Some(node),
            reasons: vec![reason.into()],
            ..empty(&node.name, State::Excluded)
        },
        None => outlook.on(node),
    };
    let mut rows: Vec<Row<'a>> = world.snapshot.nodes.iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(b.name));
    let desired = rows.iter().filter(|row| row.state != State::Excluded).count();
    let wanted = rows.iter().filter(|row| row.state != State::Excluded);
    let wanted: Vec<&Node> = wanted.filter_map(|row| row.node).collect();
    let current = if admitted.refusals.is_empty() { desired } else { 0 };
    Coverage {
        daemon_set: manifest,
        counts: Counts { desired, current, ..Counts::default() },
        is_preview: true,
        disagreement: None,
        observed: true,
        current: Current { hash: None, generation: None },
        notes: notes(world, manifest, &admitted, &wanted),
        rows,
    }
}

/// What the scheduler would do with Pods that are alike but for their nodes.
struct Outlook<'w, 'a> {
    filters: Filters<'w, 'a>,
    admitted: &'w Admitted,
    /// Nobody is seen to serve the scheduler that they ask for.
    unserved: bool,
}

impl Outlook<'_, '_> {
    /// What would become of the Pod for `node`, which is eligible.
    fn on<'a>(&self, node: &'a Node) -> Row<'a> {
        let row = |state, reasons| Row { node: Some(node), reasons, ..empty(&node.name, state) };
        let Admitted { spec, refusals, .. } = self.admitted;
        if let Some((first, others)) = refusals.split_first() {
            let others = others.iter().cloned().map(Told::further);
            let told = std::iter::once(first.clone().into()).chain(others).collect();
            return row(State::WouldPend, told);
        }
        let verdict = self.filters.verdict_pinned(node);
        let binds = verdict.binds();
        let open = verdict
            .unjudged
            .iter()
            .map(|unjudged| Told::further(Reason::Unknown { text: what_is_open(unjudged).into() }));
        let blocking = verdict.blocking.into_iter();
        let further = verdict.further.into_iter().map(Told::further);
        // A node that the template names is not asked of the scheduler; the kubelet may refuse the Pod.
        if spec.node_name.is_some() {
            let told = blocking.map(Told::further).chain(further).collect();
            return row(State::WouldSchedule, told);
        }
        if self.unserved {
            let scheduler = spec.scheduler_name.clone();
            let told = std::iter::once(Reason::NoScheduler { scheduler }.into());
            let told = told.chain(blocking.map(Told::further)).chain(further).collect();
            return row(State::WouldPend, told);
        }
        if binds {
            let preempts = match verdict.preemption {
                Preemption::Helps { victims } => victims,
                _ => Vec::new(),
            };
            return Row { preempts, ..row(State::WouldSchedule, open.collect()) };
        }
        row(State::WouldPend, blocking.map(Told::from).chain(further).chain(open).collect())
    }
}

/// Whether the scheduler of that name is not the default one, and no Pod shows that it is running.
fn is_unserved(world: &World<'_>, scheduler: &str) -> bool {
    let served = |pod: &Pod| {
        &*pod.spec.scheduler_name == scheduler && pod.node.is_some() && pod.spec.node_name.is_none()
    };
    scheduler != DEFAULT_SCHEDULER && !world.snapshot.pods.iter().any(served)
}

fn notes(
    world: &World<'_>,
    manifest: &DaemonSet,
    admitted: &Admitted,
    wanted: &[&Node],
) -> Vec<Note> {
    let desired = wanted.len();
    let mut notes = Vec::new();
    if standing(world.snapshot, manifest).is_some() {
        notes.push(Note::Replaces);
    }
    notes.extend(idle(world, manifest).map(|why| Note::ControllerIdle { why }));
    for refusal in &admitted.refusals {
        if let Reason::Refused { by, message } = refusal {
            notes.push(Note::Refused { by: by.clone(), message: message.clone() });
        }
    }
    if let Some(room) = admitted.room.as_ref().filter(|room| room.pods < desired) {
        let (quota, room) = (room.quota.clone(), room.pods);
        notes.push(Note::QuotaRoom { quota, room, desired });
    }
    let scheduler = &admitted.spec.scheduler_name;
    if &**scheduler != DEFAULT_SCHEDULER {
        notes.push(Note::OtherScheduler { scheduler: scheduler.clone() });
    }
    let ways = in_their_own_way(world, manifest, &admitted.spec, wanted);
    notes.extend(ways.into_iter().map(|why| Note::JudgedAlone { why }));
    let unseen = admitted.unseen.iter();
    notes.extend(unseen.map(|unseen| Note::AdmissionUnknown { what: unseen.to_string().into() }));
    notes
}

/// The DaemonSet of the manifest's name that is there already.
fn standing<'a>(snapshot: &'a Snapshot, manifest: &DaemonSet) -> Option<&'a DaemonSet> {
    snapshot.daemon_sets.iter().find(|standing| {
        standing.meta.namespace == manifest.meta.namespace
            && standing.meta.name == manifest.meta.name
    })
}
