use super::Remedy;
use super::shell::command;
use crate::model::{DaemonSet, PODS, Text};
use crate::report::reason::{Rounding, amount};
use crate::scheduling::diagnosis::Occupants;
use crate::scheduling::preemption::{NoPreemption, Preemption};

/// A resource that lacks on a node.
pub(super) struct Room<'r> {
    pub(super) resource: &'r str,
    pub(super) requested: i64,
    pub(super) allocatable: i64,
    pub(super) preemption: &'r Preemption,
    pub(super) occupants: &'r [Occupants],
    pub(super) class: Option<&'r (Text, i32)>,
}

impl Room<'_> {
    /// How the Pod could come to what it needs: by priority, by asking for less, or by others' leaving.
    pub(super) fn remedy(&self, daemon_set: &DaemonSet) -> Remedy {
        let written = |given, rounding| amount(self.resource, given, rounding);
        if self.resource == PODS {
            return self.raise(
                daemon_set,
                "the node takes no more Pods: move some away, or raise the kubelet's maxPods",
            );
        }
        if self.requested > self.allocatable {
            let text = format!(
                "the Pod asks for {}, and the node has {} in all: ask for less, or exclude such nodes",
                written(self.requested, Rounding::Up),
                written(self.allocatable, Rounding::Down),
            );
            return Remedy { text, ..Remedy::default() };
        }
        self.raise(daemon_set, "ask for less, or move others away")
    }

    /// The advice, and what priority could do.
    fn raise(&self, daemon_set: &DaemonSet, advice: &str) -> Remedy {
        let no = |why: &str| Remedy { text: format!("{advice}; {why}"), ..Remedy::default() };
        match self.preemption {
            Preemption::Helps { victims } => {
                let names: Vec<String> = victims
                    .iter()
                    .map(|pod| {
                        format!("{}/{} (priority {})", pod.namespace, pod.name, pod.priority)
                    })
                    .collect();
                no(&format!("preemption can help: evicting {} makes room", names.join(", ")))
            }
            Preemption::CannotHelp(NoPreemption::NoVictims { lowest }) => {
                let lowest = lowest.or_else(|| self.occupants.first().map(|all| all.priority));
                let why = match lowest {
                    Some(lowest) => format!("every Pod there has priority ≥ {lowest}"),
                    None => "nobody there has a lower priority".to_owned(),
                };
                let Some((class, value)) = self.class else {
                    return no(&format!("preemption cannot help: {why}"));
                };
                let meta = &daemon_set.meta;
                let change = format!(
                    r#"{{"spec":{{"template":{{"spec":{{"priorityClassName":"{class}"}}}}}}}}"#
                );
                let words = ["kubectl", "-n", &meta.namespace, "patch", "daemonset", &meta.name];
                Remedy {
                    text: format!(
                        "{advice}; preemption cannot help: {why}; set priorityClassName {class} ({value}) to stand above the lowest"
                    ),
                    command: Some(command(words.into_iter().chain(["--type=merge", "-p", &change]))),
                    patch: Some(format!("priorityClassName: {class}\n")),
                    risk: Some("Pods of a lower priority may be evicted on every node, and the Pods are replaced".to_owned()),
                }
            }
            Preemption::CannotHelp(NoPreemption::PolicyNever) => {
                no("preemption is off for these Pods (preemptionPolicy: Never)")
            }
            Preemption::CannotHelp(NoPreemption::StillBlocked(_)) => {
                no("evicting every Pod of a lower priority would not be enough")
            }
            Preemption::CannotHelp(NoPreemption::Unknown) => {
                no("who is on the node is not known, nor whether preemption can help")
            }
            Preemption::CannotHelp(NoPreemption::Unresolvable) | Preemption::NotNeeded => {
                Remedy { text: advice.to_owned(), ..Remedy::default() }
            }
        }
    }
}
