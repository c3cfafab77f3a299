use super::Remedy;
use super::creation::creation;
use super::room::Room;
use super::shell::command;
use super::taint::tolerate;
use crate::model::{DaemonSet, Text};
use crate::scheduling::diagnosis::{self, AddedBy, NearMiss};

/// What would help, in words, and the command to copy.
pub(super) fn remedy(daemon_set: &DaemonSet, remedy: &diagnosis::Remedy) -> Remedy {
    use diagnosis::Remedy as R;
    let namespace = &*daemon_set.meta.namespace;
    let describe =
        |kind: &str, name: &str| command(["kubectl", "-n", namespace, "describe", kind, name]);
    match remedy {
        R::Tolerate { taint, purpose, is_first } => tolerate(daemon_set, taint, *purpose, *is_first),
        R::Wait { taint } => {
            text(format!("wait: the node is young, and {taint} goes when it is set up"))
        }
        R::Reselect { key, wanted, near } => reselect(key, wanted, near.as_ref()),
        R::AddedByAdmission { key, value, by } => {
            let by = match by {
                AddedBy::Namespace => "the namespace's node-selector annotation added it".to_owned(),
                AddedBy::RuntimeClass(class) => format!("RuntimeClass {class} added it"),
                AddedBy::Unknown => "admission added it, or the template has changed since".to_owned(),
            };
            let told = format!(
                "the template does not ask for {key}={value}: {by}; exclude such nodes in the template, or label them"
            );
            Remedy {
                command: Some(command(["kubectl", "get", "namespace", namespace, "-o", "yaml"])),
                ..text(told)
            }
        }
        R::MakeRoom { resource, requested, allocatable, preemption, occupants, class } => Room {
            resource,
            requested: *requested,
            allocatable: *allocatable,
            preemption,
            occupants,
            class: class.as_ref(),
        }
        .remedy(daemon_set),
        R::FreePort { port, holder: Some(holder) } => Remedy {
            command: Some(command([
                "kubectl", "-n", &holder.namespace, "get", "pod", &holder.name, "-o", "wide",
            ])),
            ..text(format!(
                "take another port than {}, or move {}/{} away",
                port.port, holder.namespace, holder.name
            ))
        },
        R::FreePort { port, holder: None } => {
            text(format!("take another port than {}, or free it", port.port))
        }
        R::Claim { claim } => Remedy {
            command: Some(describe("persistentvolumeclaim", claim)),
            ..text("Pods on all nodes share the claim: it must be there, bound, and reachable from each".to_owned())
        },
        R::Creation(failure) => creation(namespace, failure),
        R::Controller => Remedy {
            command: Some(describe("daemonset", &daemon_set.meta.name)),
            ..text("see whether the DaemonSet controller is running: kube-controller-manager's log says what it does".to_owned())
        },
        R::Misplaced { leaves: true, .. } => {
            text("nothing to do: the Pod is being evicted".to_owned())
        }
        R::Misplaced { pod, leaves: false } => Remedy {
            command: Some(command(["kubectl", "-n", namespace, "delete", "pod", pod])),
            risk: Some("the Pod does not come back to this node".to_owned()),
            ..text("the Pod stays until somebody deletes it; let the template want the node, if it belongs there".to_owned())
        },
        R::Scheduler { scheduler } => Remedy {
            command: Some(command(["kubectl", "get", "pods", "-A"])),
            ..text(format!("start scheduler {scheduler}, or leave schedulerName out"))
        },
        pod => of_pod(namespace, pod),
    }
}

/// Where to look at one Pod.
fn of_pod(namespace: &str, remedy: &diagnosis::Remedy) -> Remedy {
    use diagnosis::Remedy as R;
    let describe = |pod: &str| command(["kubectl", "-n", namespace, "describe", "pod", pod]);
    let logs = |pod: &str, container: &str, previous: bool| {
        let words = ["kubectl", "-n", namespace, "logs", pod, "-c", container];
        command(words.into_iter().chain(previous.then_some("--previous")))
    };
    match remedy {
        R::Logs { pod, container, previous } => Remedy {
            command: Some(logs(pod, container, *previous)),
            ..text("read what the container wrote last".to_owned())
        },
        R::Memory { pod, container } => Remedy {
            command: Some(logs(pod, container, true)),
            ..text(format!("container {container} needs more memory than its limit: raise it, or find the leak"))
        },
        R::Image { pod, container } => Remedy {
            command: Some(describe(pod)),
            ..text(format!("see to the image of container {container}: its name, its registry, the pull secrets"))
        },
        R::Config { pod } => Remedy {
            command: Some(describe(pod)),
            ..text("a ConfigMap, a Secret or a key in one is missing, or the image wants to run as root".to_owned())
        },
        R::DescribeNode { node } => Remedy {
            command: Some(command(["kubectl", "describe", "node", node])),
            ..text("see to the node: its kubelet does not say that it is well".to_owned())
        },
        R::Release { pod } => Remedy {
            command: Some(command(["kubectl", "-n", namespace, "get", "pod", pod, "-o", "yaml"])),
            ..text("wait for its grace period; then see what holds it: a finalizer, or a node that is gone".to_owned())
        },
        R::Ungate { pod } => Remedy {
            command: Some(command(["kubectl", "-n", namespace, "get", "pod", pod, "-o", "yaml"])),
            ..text("whoever set the scheduling gates must remove them: the scheduler does not look at the Pod before".to_owned())
        },
        R::DescribePod { pod } => Remedy {
            command: Some(describe(pod)),
            ..text("see what the Pod's events say".to_owned())
        },
        _ => Remedy::default(),
    }
}

/// What a selector may have meant.
fn reselect(key: &Text, wanted: &[Text], near: Option<&NearMiss>) -> Remedy {
    let asked = match wanted {
        [] => key.to_string(),
        [value] => format!("{key}={value}"),
        values => format!("{key} in [{}]", values.join(" ")),
    };
    text(match near {
        None => format!("label the node {asked}, if Pods belong there"),
        Some(NearMiss::Key { key: near, nodes }) => {
            format!("no node has a label {key}: is {near} meant, which {nodes} nodes have?")
        }
        Some(NearMiss::Value { value, nodes }) => {
            format!("no node has {asked}: is {key}={value} meant, which {nodes} nodes have?")
        }
        Some(NearMiss::NoSuchLabel) => {
            format!("no node has a label {key}: label some, or change the selector")
        }
        Some(NearMiss::NoSuchValue { present }) => {
            let shown: Vec<&str> = present.iter().take(5).map(AsRef::as_ref).collect();
            let more = if present.len() > shown.len() { ", …" } else { "" };
            format!("no node has {asked}: there are {}{more}", shown.join(", "))
        }
    })
}

fn text(text: String) -> Remedy {
    Remedy { text, ..Remedy::default() }
}
