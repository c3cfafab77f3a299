use super::agreement::disagreement;
use super::idle::idle;
use super::missing::Absence;
use super::note::Idle;
use super::pending::Waiting;
use super::{Counts, Coverage, Note, Row, State, Told, not_ready};
use crate::model::{DaemonSet, Node, Pod, Resource, Text};
use crate::scheduling::availability::is_available;
use crate::scheduling::eligibility::{Eligibility, Placement};
use crate::scheduling::membership::Membership;
use crate::scheduling::revision::{Current, is_observed};
use crate::scheduling::taints::eviction_delay;
use crate::scheduling::{Reason, World};

/// Where `daemon_set` is, should be, and is not.
pub fn coverage<'a>(world: &World<'a>, daemon_set: &'a DaemonSet) -> Coverage<'a> {
    Survey::new(world, daemon_set).coverage()
}

/// What is asked once of a DaemonSet, to be held against every node.
struct Survey<'w, 'a> {
    world: &'w World<'a>,
    daemon_set: &'a DaemonSet,
    placement: Placement<'a>,
    membership: Membership<'a>,
    current: Current,
    idle: Option<Idle>,
    absence: Absence<'a>,
    waiting: Waiting<'w, 'a>,
    knows_nodes: bool,
    knows_pods: bool,
}

impl<'w, 'a> Survey<'w, 'a> {
    fn new(world: &'w World<'a>, daemon_set: &'a DaemonSet) -> Self {
        let idle = idle(world, daemon_set);
        Survey {
            world,
            daemon_set,
            placement: Placement::of(&daemon_set.template.spec),
            membership: Membership::of(world, daemon_set),
            current: Current::of(world, daemon_set),
            absence: Absence::of(world, daemon_set, idle.clone()),
            idle,
            waiting: Waiting::new(world),
            knows_nodes: world.snapshot.knows(Resource::Nodes, ""),
            knows_pods: world.snapshot.knows(Resource::Pods, &daemon_set.meta.namespace),
        }
    }

    fn coverage(mut self) -> Coverage<'a> {
        let mut rows: Vec<Row<'a>> =
            self.world.snapshot.nodes.iter().map(|node| self.row(node)).collect();
        if !self.knows_nodes {
            rows.extend(self.rows_of_unread_nodes());
        }
        rows.sort_by(|a, b| a.name.cmp(b.name));
        let (counts, disagreement) = if self.knows_nodes && self.knows_pods {
            let counts = self.counts(&rows);
            let knows_updated = rows.iter().all(|row| row.pod.is_none() || row.updated.is_some());
            let idle = self.idle.as_ref();
            (counts, disagreement(self.daemon_set, idle, &rows, counts, knows_updated))
        } else {
            (Counts::from(&self.daemon_set.status), None)
        };
        Coverage {
            daemon_set: self.daemon_set,
            counts,
            is_preview: false,
            disagreement,
            observed: is_observed(self.daemon_set),
            notes: self.notes(&rows),
            current: self.current,
            rows,
        }
    }

    fn row(&mut self, node: &'a Node) -> Row<'a> {
        let eligibility = self.placement.on(node);
        let pods = self.membership.on(&node.name);
        let Some((pod, others)) = pods.split_first() else {
            let (state, reasons) = match eligibility.reason {
                Some(reason) => (State::Excluded, vec![reason.into()]),
                None => (State::Missing, self.why_missing(node)),
            };
            return Row { node: Some(node), reasons, ..empty(&node.name, state) };
        };
        let (pod, others) = (*pod, others.to_vec());
        let row = Row {
            node: Some(node),
            pod: Some(pod),
            others,
            updated: self.current.is_current(pod),
            ..empty(&node.name, State::Ready)
        };
        let Eligibility { reason: Some(reason), should_continue, .. } = eligibility else {
            let (state, reasons) = self.how_it_is(pod, Some(node));
            return Row { state, reasons, ..row };
        };
        let patience = eviction_delay(node, &pod.spec.tolerations);
        let will_be_evicted = Some(!should_continue || patience.is_some());
        let reasons = vec![reason.into()];
        Row { state: State::Misscheduled, will_be_evicted, reasons, ..row }
    }

    /// How a Pod is on a node that is eligible, or of which nothing is known.
    fn how_it_is(&mut self, pod: &'a Pod, node: Option<&'a Node>) -> (State, Vec<Told>) {
        if pod.node.is_none() {
            (State::Pending, self.waiting.reasons(pod, node))
        } else if pod.status.ready {
            (State::Ready, Vec::new())
        } else {
            (State::NotReady, not_ready::reasons(pod, node))
        }
    }

    fn why_missing(&self, node: &Node) -> Vec<Told> {
        if self.knows_pods {
            return self.absence.on(node, self.membership.gone_from(&node.name));
        }
        let text = "whether there is a Pod is not known: pods could not be read".into();
        vec![Reason::Unknown { text }.into()]
    }

    /// A row for each node that only a Pod speaks of.
    fn rows_of_unread_nodes(&mut self) -> Vec<Row<'a>> {
        let targets: Vec<(&'a str, Vec<&'a Pod>)> = self
            .membership
            .elsewhere(self.world)
            .into_iter()
            .map(|(name, pods)| (name, pods.to_vec()))
            .collect();
        let mut rows = Vec::new();
        for (name, pods) in targets {
            let Some((pod, others)) = pods.split_first() else { continue };
            let (state, reasons) = self.how_it_is(pod, None);
            let updated = self.current.is_current(pod);
            let others = others.to_vec();
            rows.push(Row { pod: Some(pod), others, updated, reasons, ..empty(name, state) });
        }
        rows
    }

    /// Of each node that should have a Pod, the counters look at the first alone.
    fn counts(&self, rows: &[Row<'_>]) -> Counts {
        let mut counts = Counts::default();
        let (seconds, now) = (self.daemon_set.min_ready_seconds, self.world.snapshot.now());
        for row in rows {
            match row.state {
                State::Misscheduled => counts.misscheduled += 1,
                State::Missing => counts.desired += 1,
                State::Ready | State::NotReady | State::Pending => {
                    counts.desired += 1;
                    counts.current += 1;
                    counts.ready += usize::from(row.state == State::Ready);
                    let available = row.pod.is_some_and(|pod| is_available(pod, seconds, now));
                    counts.available += usize::from(available);
                    counts.updated += usize::from(row.updated == Some(true));
                }
                State::Excluded | State::WouldSchedule | State::WouldPend => {}
            }
        }
        counts
    }

    fn notes(&self, rows: &[Row<'_>]) -> Vec<Note> {
        let namespace = &self.daemon_set.meta.namespace;
        let mut notes = Vec::new();
        if !self.knows_nodes {
            notes.push(Note::NodesUnread);
        }
        if !self.knows_pods {
            notes.push(Note::PodsUnread);
        }
        if let Some(why) = &self.idle {
            notes.push(Note::ControllerIdle { why: why.clone() });
        }
        if !is_observed(self.daemon_set) {
            notes.push(Note::NotObserved {
                generation: self.daemon_set.generation,
                observed: self.daemon_set.status.observed_generation,
            });
        }
        if rows.iter().any(|row| row.pod.is_some() && row.updated.is_none()) {
            notes.push(Note::RevisionsUnknown);
        }
        let missing = rows.iter().any(|row| row.state == State::Missing);
        if missing && !self.world.snapshot.knows(Resource::Events, namespace) {
            notes.push(Note::EventsUnread);
        }
        notes.extend(self.strays());
        let selector = self.world.namespace(namespace).and_then(|namespace| {
            namespace.openshift_node_selector.clone().filter(|selector| !selector.is_empty())
        });
        notes.extend(selector.map(|selector| Note::NamespaceNodeSelector { selector }));
        notes
    }

    /// Pods that no row speaks of.
    fn strays(&self) -> impl Iterator<Item = Note> {
        let named =
            |pods: &[&Pod]| -> Vec<Text> { pods.iter().map(|pod| pod.meta.name.clone()).collect() };
        let lost = if self.knows_nodes { self.membership.elsewhere(self.world) } else { vec![] };
        let lost: Vec<(Text, Text)> = lost
            .into_iter()
            .flat_map(|(node, pods)| named(pods).into_iter().map(move |pod| (pod, node.into())))
            .collect();
        let adrift = named(self.membership.adrift());
        let lost = (!lost.is_empty()).then_some(Note::NodesGone { pods: lost });
        let adrift = (!adrift.is_empty()).then_some(Note::Adrift { pods: adrift });
        lost.into_iter().chain(adrift)
    }
}

/// A row without a Pod or a reason.
pub(super) fn empty(name: &str, state: State) -> Row<'_> {
    Row {
        name,
        node: None,
        state,
        pod: None,
        others: Vec::new(),
        updated: None,
        will_be_evicted: None,
        reasons: Vec::new(),
        preempts: Vec::new(),
    }
}
