use super::message::Message;
use super::scene::Scenes;
use super::{Filters, Verdict};
use crate::model::{Effect, Node, PODS, Taint, Text, WhenUnsatisfiable};
use crate::scheduling::{AffinityRule, Reason, VolumeProblem};

/// What the scheduler said of a daemon Pod, with what can be computed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The scheduler's reasons, with the details of our own computation where it comes to the same. What
    /// is not understood stands verbatim ([`Reason::Unknown`]).
    pub blocking: Vec<Reason>,
    /// What our computation finds besides.
    pub further: Vec<Reason>,
    /// Whether our computation comes to the same reasons.
    pub agrees: bool,
    /// What the scheduler said of preemption, verbatim.
    pub preemption: Option<Text>,
}

impl Filters<'_, '_> {
    /// Reads the message of a daemon Pod's condition `PodScheduled`; `verdict` is what was computed for
    /// its target, `node`, which may be gone.
    ///
    /// The counts of the message are of no use: every node but one only says that the Pod is not for it
    /// (1.32 and later).
    pub fn told(&self, message: &str, node: Option<&Node>, verdict: Option<&Verdict>) -> Told {
        let message = Message::parse(message);
        let computed =
            || verdict.iter().flat_map(|verdict| verdict.blocking.iter().chain(&verdict.further));
        let mut said: Vec<&str> = message.reasons;
        if said.iter().any(|text| !is_noise(text)) {
            said.retain(|text| !is_noise(text));
        }
        let mut blocking: Vec<Reason> = Vec::new();
        for text in said {
            let same: Vec<_> = computed().filter(|reason| says(reason, text)).cloned().collect();
            let reasons = if same.is_empty() { vec![self.believe(text, node)] } else { same };
            blocking.extend(
                reasons.into_iter().filter(|new| !blocking.contains(new)).collect::<Vec<_>>(),
            );
        }
        let further: Vec<_> =
            computed().filter(|reason| !blocking.contains(reason)).cloned().collect();
        let agrees = verdict.is_some_and(|verdict| {
            verdict.blocking.len() == blocking.len()
                && verdict.blocking.iter().all(|reason| blocking.contains(reason))
        });
        Told { blocking, further, agrees, preemption: message.after.map(Text::from) }
    }

    /// A reason that the scheduler gave and our computation does not find: the cluster has moved on, or
    /// not all of it is known here.
    fn believe(&self, text: &str, node: Option<&Node>) -> Reason {
        let spec = self.pod.spec;
        let reason = match text {
            "node(s) were unschedulable" => Some(Reason::NodeUnschedulable),
            _ if is_noise(text) || text.contains("didn't match Pod's node affinity") => {
                Some(Reason::NodeAffinity { terms: Vec::new(), selector: None })
            }
            _ if text.contains("scheduling gates") => {
                Some(Reason::SchedulingGates { gates: spec.scheduling_gates.clone() })
            }
            _ if text.contains("requested node name") => {
                spec.node_name.clone().map(|wanted| Reason::NodeName { wanted })
            }
            _ if text.contains("free ports") => {
                let ports = spec.containers.iter().chain(&spec.init_containers);
                let port = ports.flat_map(|container| &container.host_ports).next().cloned();
                port.map(|port| Reason::NodePorts { port, holder: None })
            }
            _ if text.contains("affinity rules") => self.believe_affinity(text),
            _ if text.contains("missing required label") => {
                let hard = |spread: &&crate::model::TopologySpread| {
                    spread.when_unsatisfiable == WhenUnsatisfiable::DoNotSchedule
                };
                spec.topology_spread.iter().find(hard).map(|spread| Reason::PodTopologySpread {
                    topology_key: spread.topology_key.clone(),
                    missing_label: true,
                    skew: 0,
                    max_skew: spread.max_skew,
                })
            }
            _ if text.contains("cannot allocate all claims") => {
                Some(Reason::DynamicResources { claims: spec.resource_claims.clone() })
            }
            _ => resource(text)
                .and_then(|name| self.amounts(name, node))
                .or_else(|| taint(text, node))
                .or_else(|| claim(text))
                .or_else(|| self.unbound(text))
                .or_else(|| missing_driver(text)),
        };
        reason.unwrap_or_else(|| Reason::Unknown { text: text.into() })
    }

    fn believe_affinity(&self, text: &str) -> Option<Reason> {
        let spec = self.pod.spec;
        let (rule, terms) = if text.contains("existing pods") {
            return None;
        } else if text.contains("anti-affinity") {
            (AffinityRule::AntiAffinity, &spec.pod_anti_affinity)
        } else {
            (AffinityRule::Affinity, &spec.pod_affinity)
        };
        let topology_key = terms.first()?.topology_key.clone();
        Some(Reason::InterPodAffinity { rule, topology_key, pod: None })
    }

    /// How it stands with a resource on the node now.
    fn amounts(&self, name: &str, node: Option<&Node>) -> Option<Reason> {
        let node = node?;
        let (requested, used) = if name == PODS {
            let pods = Scenes::new(self.world, &self.pod, node, None).bound().len();
            (1, i64::try_from(pods).unwrap_or(i64::MAX))
        } else {
            let used = self.world.requested(&node.name).get(name).unwrap_or(0);
            (self.requests.get(name).unwrap_or(0), used)
        };
        let allocatable = node.allocatable.get(name).unwrap_or(0);
        Some(Reason::NodeResourcesFit { resource: name.into(), requested, used, allocatable })
    }

    fn unbound(&self, text: &str) -> Option<Reason> {
        let claim = self.claims.first()?.name.clone();
        let problem = VolumeProblem::UnboundImmediate;
        text.contains("unbound immediate PersistentVolumeClaims")
            .then_some(Reason::VolumeBinding { claim, problem })
    }
}

/// What nodes say for which the Pod is not meant at all.
fn is_noise(text: &str) -> bool {
    text.contains("didn't satisfy plugin(s)")
        || text.contains("didn't match scheduler-enforced node affinity")
}

/// Whether the computed reason is what the text says.
fn says(reason: &Reason, text: &str) -> bool {
    match reason {
        Reason::NodeResourcesFit { resource: name, .. } => resource(text) == Some(name),
        Reason::NodeUnschedulable => text.contains("were unschedulable"),
        Reason::NodeName { .. } => text.contains("requested node name"),
        // In all three wordings: `had taint {k: v}, that the pod didn't tolerate`, `had untolerated taint
        // {k: v}`, `had untolerated taint(s)`.
        Reason::TaintToleration { taint, .. } => {
            text.contains("node(s) had")
                && text.contains(" taint")
                && named_taint(text)
                    .is_none_or(|(key, value)| key == &*taint.key && value == &*taint.value)
        }
        Reason::NodeAffinity { .. } => text.contains("didn't match Pod's node affinity"),
        Reason::NodePorts { .. } => text.contains("free ports"),
        Reason::InterPodAffinity { rule, .. } => match rule {
            AffinityRule::Affinity => text.contains("pod affinity rules"),
            AffinityRule::AntiAffinity => text.contains("pod anti-affinity rules"),
            AffinityRule::ExistingAntiAffinity => text.contains("existing pods anti-affinity"),
        },
        Reason::PodTopologySpread { missing_label, .. } => {
            text.contains("topology spread") && text.contains("missing required") == *missing_label
        }
        Reason::VolumeBinding { claim: name, problem } => claim(text).map_or_else(
            || match problem {
                VolumeProblem::UnboundImmediate => text.contains("unbound immediate"),
                VolumeProblem::NodeAffinityConflict { .. } => {
                    text.contains("PersistentVolume's node affinity")
                        || text.contains("volume node affinity conflict")
                }
                VolumeProblem::NoVolumeToBind => text.contains("persistent volumes to bind"),
                VolumeProblem::ClaimLost { .. } => text.contains("non-existent pv(s)"),
                _ => false,
            },
            |said| matches!(said, Reason::VolumeBinding { claim, .. } if claim == *name),
        ),
        Reason::VolumeZone { .. } => text.contains("no available volume zone"),
        Reason::VolumeRestrictions { .. } => text.contains("ReadWriteOncePod"),
        Reason::NodeVolumeLimits { .. } => text.contains("max volume count"),
        Reason::SchedulingGates { .. } => text.contains("scheduling gates"),
        _ => false,
    }
}

fn resource(text: &str) -> Option<&str> {
    if text == "Too many pods" { Some(PODS) } else { text.strip_prefix("Insufficient ") }
}

/// The `{key: value}` that the scheduler named up to 1.33.
fn named_taint(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once("taint {")?;
    let (key, value) = rest.split_once('}')?.0.split_once(':')?;
    Some((key.trim(), value.trim()))
}

fn taint(text: &str, node: Option<&Node>) -> Option<Reason> {
    let (key, value) = named_taint(text)?;
    let taints = node.map_or(&[][..], |node| &node.taints);
    let here = taints.iter().find(|taint| &*taint.key == key && &*taint.value == value).cloned();
    let taint = here.unwrap_or_else(|| Taint {
        key: key.into(),
        value: value.into(),
        effect: Effect::NoSchedule,
        added_at: None,
    });
    Some(Reason::TaintToleration { taint, others: Vec::new() })
}

/// A sentence about a claim, which names it: `persistentvolumeclaim "data" not found`.
fn claim(text: &str) -> Option<Reason> {
    let (before, rest) = text.split_once("persistentvolumeclaim \"")?;
    let (claim, rest) = rest.split_once('"')?;
    let problem = if before.contains("waiting for ephemeral volume controller") {
        VolumeProblem::WaitingForEphemeralClaim
    } else if rest.contains("is being deleted") {
        VolumeProblem::ClaimBeingDeleted
    } else if rest.contains("not found") {
        VolumeProblem::ClaimNotFound
    } else {
        let (_, volume) = rest.split_once("non-existent persistentvolume \"")?;
        VolumeProblem::ClaimLost { volume: volume.trim_end_matches('"').into() }
    };
    Some(Reason::VolumeBinding { claim: claim.into(), problem })
}

fn missing_driver(text: &str) -> Option<Reason> {
    let driver = text.strip_suffix(" CSI driver is not installed on the node")?;
    Some(Reason::NodeVolumeLimits { driver: driver.into(), limit: None })
}
