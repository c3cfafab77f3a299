use super::common::common;
use super::evidence::evidence;
use super::remedy::Remedy;
use super::{
    AddedBy, Cause, CreateFailure, Diagnosis, Evidence, Finding, Place, PodEvents, Purpose,
    Severity,
};
use super::{near_miss, occupants};
use crate::model::{DaemonSet, Moment, Pod, Taint, Text, Time};
use crate::scheduling::coverage::{self, Coverage, Note, Row, State};
use crate::scheduling::fit::{Filters, Incoming};
use crate::scheduling::preemption::Preemption;
use crate::scheduling::{Reason, RequirementMismatch, World};

/// A node or a Pod is young for so many seconds: it may still be starting.
const YOUNG: i64 = 600;

/// Why `daemon_set` is not everywhere that it should be: one finding for each cause.
pub fn diagnose<'a>(
    world: &World<'a>,
    events: &PodEvents<'a>,
    daemon_set: &'a DaemonSet,
) -> Diagnosis<'a> {
    let coverage = coverage::coverage(world, daemon_set);
    let doctor = Doctor { world, events, coverage: &coverage };
    let findings = doctor.findings();
    Diagnosis { daemon_set, coverage, findings }
}

struct Doctor<'d, 'a> {
    world: &'d World<'a>,
    events: &'d PodEvents<'a>,
    coverage: &'d Coverage<'a>,
}

/// Rows that have one cause, and the finding of the first.
struct Group {
    common: Reason,
    /// It is expected to pass.
    passes: bool,
    finding: Finding,
}

impl<'a> Doctor<'_, 'a> {
    fn findings(&self) -> Vec<Finding> {
        let mut groups: Vec<Group> = Vec::new();
        for row in &self.coverage.rows {
            for reason in self.causes(row) {
                self.file(&mut groups, row, reason);
            }
        }
        let mut findings: Vec<Finding> = groups.into_iter().map(|group| group.finding).collect();
        findings.extend(self.no_node());
        findings.extend(self.duplicates());
        findings.extend(
            self.coverage.disagreement.clone().map(|why| plain(Severity::Info, Cause::Status(why))),
        );
        findings.extend(self.coverage.notes.iter().map(|note| {
            let severity = match note {
                Note::ControllerIdle { .. } | Note::NodesGone { .. } => Severity::Warning,
                _ => Severity::Info,
            };
            plain(severity, Cause::Note(note.clone()))
        }));
        // Of equal severity, what concerns most nodes stands first.
        findings.sort_by_key(|found| (found.severity, std::cmp::Reverse(found.places.len())));
        findings
    }

    /// What is wrong on a node now, without what only follows from it.
    fn causes(&self, row: &Row<'a>) -> Vec<Reason> {
        let now = || row.reasons.iter().filter(|told| !told.further).map(|told| &told.reason);
        let init_trouble = now().any(|reason| matches!(reason, Reason::Container(t) if t.init));
        let node_trouble = now().any(|reason| matches!(reason, Reason::NodeNotReady { .. }));
        let said = row.pod.filter(|_| row.state == State::NotReady);
        let said = said.and_then(|pod| self.events.newest(pod));
        let mut causes: Vec<Reason> = Vec::new();
        for reason in now() {
            let told = match reason {
                Reason::Container(trouble) if init_trouble && !trouble.init => continue,
                // What a lost node's containers were when it was last heard of says nothing.
                Reason::Container(_) | Reason::PodCondition { .. } if node_trouble => continue,
                Reason::Container(trouble) if is_vague(&trouble.token) => match said {
                    Some(event) => Reason::PodCondition {
                        reason: event.reason.clone(),
                        message: Some(event.message.clone()),
                    },
                    None => reason.clone(),
                },
                reason => reason.clone(),
            };
            if !causes.contains(&told) {
                causes.push(told);
            }
        }
        causes
    }

    /// Adds a cause to the finding that it belongs to, or makes one.
    fn file(&self, groups: &mut Vec<Group>, row: &Row<'a>, reason: Reason) {
        let shared = common(&reason);
        let passes = self.passes(row, &reason);
        let place = Place { node: row.name.into(), pod: row.pod.map(|pod| pod.meta.name.clone()) };
        let same = |group: &&mut Group| {
            let Cause::Reason { state, .. } = &group.finding.cause else { return false };
            *state == row.state && group.passes == passes && group.common == shared
        };
        if let Some(group) = groups.iter_mut().find(same) {
            if let Cause::Reason { reason: first, is_uniform, .. } = &mut group.finding.cause {
                *is_uniform &= *first == reason;
            }
            group.finding.places.push(place);
            return;
        }
        let finding = Finding {
            severity: self.severity(row, &reason, passes),
            places: vec![place],
            evidence: evidence(self.world, self.coverage.daemon_set, row, &reason),
            remedy: self.remedy(row, &reason),
            cause: Cause::Reason { state: row.state, reason, is_uniform: true },
        };
        groups.push(Group { common: shared, passes, finding });
    }

    fn severity(&self, row: &Row<'_>, reason: &Reason, passes: bool) -> Severity {
        match (row.state, reason) {
            (State::Excluded, _) if self.slip(reason).is_some() => Severity::Warning,
            (State::Excluded, _) => Severity::Info,
            // What somebody should look at, though the DaemonSet is not at fault.
            (State::Misscheduled, _)
            | (_, Reason::NodeNotReady { .. } | Reason::Terminating { .. }) => Severity::Warning,
            _ if passes => Severity::Warning,
            _ => Severity::Blocker,
        }
    }

    /// Whether it is likely to pass by itself: a node or a Pod that came up lately.
    fn passes(&self, row: &Row<'_>, reason: &Reason) -> bool {
        match reason {
            Reason::TaintToleration { taint, others } => {
                let goes = |taint: &Taint| Purpose::of(taint).is_some_and(Purpose::passes);
                self.is_young(row.node.and_then(|node| node.created_at.map(Moment::time)))
                    && goes(taint)
                    && others.iter().all(goes)
            }
            Reason::Container(trouble) => {
                matches!(&*trouble.token, "ContainerCreating" | "PodInitializing")
                    && self.is_young(row.pod.and_then(|pod| pod.meta.created_at()))
            }
            _ => false,
        }
    }

    fn is_young(&self, born: Option<Time>) -> bool {
        let age = born.zip(self.world.snapshot.now());
        age.is_some_and(|(born, now)| now.duration_since(born).as_secs() < YOUNG)
    }

    fn remedy(&self, row: &Row<'a>, reason: &Reason) -> Option<Remedy> {
        let pod = row.pod.map(|pod| pod.meta.name.clone());
        if row.state == State::Misscheduled {
            let leaves = row.will_be_evicted.unwrap_or(false);
            return pod.map(|pod| Remedy::Misplaced { pod, leaves });
        }
        let template = &self.coverage.daemon_set.template.spec;
        Some(match reason {
            Reason::TaintToleration { taint, .. } if self.passes(row, reason) => {
                Remedy::Wait { taint: taint.clone() }
            }
            Reason::TaintToleration { taint, .. } => Remedy::Tolerate {
                taint: taint.clone(),
                purpose: Purpose::of(taint),
                is_first: template.tolerations.is_empty(),
            },
            Reason::NodeAffinity { selector: Some((key, value, _)), .. }
                if template.node_selector.get(key) != Some(value) =>
            {
                let by = self.added_by(key, value);
                Remedy::AddedByAdmission { key: key.clone(), value: value.clone(), by }
            }
            Reason::NodeSelector { .. } | Reason::NodeAffinity { .. } => {
                let (key, wanted) = asked(reason)?;
                Remedy::Reselect { near: self.slip(reason), key, wanted }
            }
            Reason::NodeResourcesFit { resource, requested, allocatable, .. } => {
                self.make_room(row, resource, *requested, *allocatable)
            }
            Reason::NodePorts { port, holder } => {
                Remedy::FreePort { port: port.clone(), holder: holder.clone() }
            }
            Reason::VolumeBinding { claim, .. }
            | Reason::VolumeZone { claim, .. }
            | Reason::VolumeRestrictions { claim, .. } => Remedy::Claim { claim: claim.clone() },
            Reason::FailedCreate { message, .. } => Remedy::Creation(CreateFailure::parse(message)),
            Reason::NotObserved { .. } | Reason::NotCreated { .. } => Remedy::Controller,
            Reason::NodeNotReady { .. } => Remedy::DescribeNode { node: row.name.into() },
            Reason::NoScheduler { scheduler } => Remedy::Scheduler { scheduler: scheduler.clone() },
            Reason::SchedulingGates { .. } => Remedy::Ungate { pod: pod? },
            Reason::Terminating { .. } => Remedy::Release { pod: pod? },
            Reason::Container(trouble) => {
                let (pod, container) = (pod?, trouble.container.clone());
                let killed = |reason: &str| reason == "OOMKilled";
                match &*trouble.token {
                    token
                        if killed(token) || trouble.last_reason.as_deref().is_some_and(killed) =>
                    {
                        Remedy::Memory { pod, container }
                    }
                    "CreateContainerConfigError" => Remedy::Config { pod },
                    token if token.contains("Image") => Remedy::Image { pod, container },
                    "CrashLoopBackOff" | "Error" | "NotReady" | "Completed" => {
                        Remedy::Logs { pod, container, previous: trouble.restarts > 0 }
                    }
                    _ => Remedy::DescribePod { pod },
                }
            }
            _ => Remedy::DescribePod { pod: pod? },
        })
    }

    /// What a selector that excludes a node may have meant.
    fn slip(&self, reason: &Reason) -> Option<super::NearMiss> {
        let (key, wanted) = asked(reason)?;
        near_miss::near_miss(&self.world.snapshot.nodes, &key, &wanted)
    }

    /// Who put a nodeSelector into the Pods that the template does not have.
    fn added_by(&self, key: &str, value: &Text) -> AddedBy {
        let daemon_set = self.coverage.daemon_set;
        let pair = format!("{key}={value}");
        let annotated = self.world.namespace(&daemon_set.meta.namespace).is_some_and(|namespace| {
            let selector = namespace.node_selector.as_deref().unwrap_or_default();
            selector.split(',').any(|own| own.trim() == pair)
        });
        let class = daemon_set.template.spec.runtime_class.as_ref().filter(|class| {
            let class = self.world.runtime_class(class);
            class.is_some_and(|class| class.node_selector.get(key) == Some(value))
        });
        match class {
            Some(class) => AddedBy::RuntimeClass(class.clone()),
            None if annotated => AddedBy::Namespace,
            None => AddedBy::Unknown,
        }
    }

    fn make_room(
        &self,
        row: &Row<'a>,
        resource: &Text,
        requested: i64,
        allocatable: i64,
    ) -> Remedy {
        let occupants = occupants::occupants(self.world, row.name, resource);
        let with = |priority: Option<i32>| match (row.pod, row.node) {
            (Some(pod), Some(node)) => {
                let incoming = Incoming::from(pod);
                let priority = priority.unwrap_or(incoming.priority);
                let incoming = Incoming { priority, ..incoming };
                Filters::new(self.world, incoming).verdict(node).preemption
            }
            _ => Preemption::NotNeeded,
        };
        let preemption = with(None);
        let mut classes: Vec<_> = self.world.snapshot.priority_classes.iter().collect();
        classes.retain(|class| !class.name.starts_with("system-"));
        classes.sort_by_key(|class| class.value);
        let helps = |value| matches!(with(Some(value)), Preemption::Helps { .. });
        let class = classes
            .iter()
            .filter(|_| matches!(preemption, Preemption::CannotHelp(_)))
            .find(|class| helps(class.value))
            .map(|class| (class.name.clone(), class.value));
        let resource = resource.clone();
        Remedy::MakeRoom { resource, requested, allocatable, preemption, occupants, class }
    }

    /// Pods beside others of their own revision, of which the controller keeps one (`podsShouldBeOnNode` of
    /// daemon_controller.go). An old and a new one are no more than a rollout with maxSurge.
    fn duplicates(&self) -> Option<Finding> {
        let revision = |pod: &Pod| pod.meta.labels.get("controller-revision-hash").cloned();
        let runs = |pod: &&Pod| !pod.is_terminating() && !pod.is_terminal();
        let mut places = Vec::new();
        let mut evidence = Vec::new();
        for row in &self.coverage.rows {
            let pods: Vec<&Pod> =
                row.pod.into_iter().chain(row.others.iter().copied()).filter(runs).collect();
            for (at, pod) in pods.iter().enumerate() {
                let own = revision(pod);
                if own.is_none() || !pods[..at].iter().any(|first| revision(first) == own) {
                    continue;
                }
                if evidence.is_empty() {
                    evidence = pods.iter().map(|pod| born(pod)).collect();
                }
                let pod = Some(pod.meta.name.clone());
                places.push(Place { node: row.name.into(), pod });
            }
        }
        let remedy = Some(Remedy::Controller);
        let found =
            Finding { places, evidence, remedy, ..plain(Severity::Warning, Cause::Duplicates) };
        (!found.places.is_empty()).then_some(found)
    }

    /// Not one node is eligible, which no counter shows as wrong.
    fn no_node(&self) -> Option<Finding> {
        let nodes = self.coverage.rows.len();
        let excluded = |row: &Row<'_>| matches!(row.state, State::Excluded | State::Misscheduled);
        let none = nodes > 0 && self.coverage.rows.iter().all(excluded);
        none.then(|| plain(Severity::Blocker, Cause::NoEligibleNode { nodes }))
    }
}

/// What a nodeSelector or the first term of an affinity asks for, where it names a label: the key, and the
/// values of which one will do (none: any).
fn asked(reason: &Reason) -> Option<(Text, Vec<Text>)> {
    match reason {
        Reason::NodeSelector { key, wanted, .. }
        | Reason::NodeAffinity { selector: Some((key, wanted, _)), .. } => {
            Some((key.clone(), vec![wanted.clone()]))
        }
        Reason::NodeAffinity { terms, .. } => terms.iter().find_map(|term| match &term.mismatch {
            RequirementMismatch::Label { requirement, .. } => match requirement.operator.as_str() {
                "In" => Some((requirement.key.clone(), requirement.values.clone())),
                "Exists" | "Gt" | "Lt" => Some((requirement.key.clone(), Vec::new())),
                _ => None,
            },
            _ => None,
        }),
        _ => None,
    }
}

/// When a Pod was created.
fn born(pod: &Pod) -> Evidence {
    let at = pod.meta.created_at().map_or_else(|| "<unknown>".to_owned(), |at| at.to_string());
    Evidence::new(format!("pod/{} .metadata.creationTimestamp", pod.meta.name), at)
}

/// Container states behind which an event may say more.
fn is_vague(token: &str) -> bool {
    matches!(token, "ContainerCreating" | "PodInitializing" | "NotReady" | "Waiting")
}

fn plain(severity: Severity, cause: Cause) -> Finding {
    Finding { severity, cause, places: Vec::new(), evidence: Vec::new(), remedy: None }
}
