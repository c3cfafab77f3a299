use serde_json::json;

use super::Remedy;
use super::shell::command;
use crate::model::{DaemonSet, Taint};
use crate::scheduling::diagnosis::Purpose;

/// How to tolerate a taint, and whether one should.
pub(super) fn tolerate(
    daemon_set: &DaemonSet,
    taint: &Taint,
    purpose: Option<Purpose>,
    is_first: bool,
) -> Remedy {
    let meta = &daemon_set.meta;
    let toleration = if taint.value.is_empty() {
        json!({ "key": *taint.key, "operator": "Exists", "effect": taint.effect.as_str() })
    } else {
        json!({ "key": *taint.key, "operator": "Equal", "value": *taint.value, "effect": taint.effect.as_str() })
    };
    let change = if is_first {
        json!([{ "op": "add", "path": "/spec/template/spec/tolerations", "value": [toleration] }])
    } else {
        json!([{ "op": "add", "path": "/spec/template/spec/tolerations/-", "value": toleration }])
    };
    let change = change.to_string();
    let words = ["kubectl", "-n", &meta.namespace, "patch", "daemonset", &meta.name];
    let command = command(words.into_iter().chain(["--type=json", "-p", &change]));
    let advice = match purpose {
        None => "tolerate the taint, if Pods belong on such nodes",
        Some(Purpose::ControlPlane) => {
            "the taint keeps Pods off the control plane: tolerate it only for what must run there"
        }
        Some(Purpose::Device) => {
            "the taint keeps costly devices free: tolerate it only for what serves those nodes"
        }
        Some(Purpose::Removal) => "the node is about to be removed: nothing to do",
        Some(Purpose::StartUp) => {
            "the node is not set up yet: tolerate the taint only if this DaemonSet sets it up"
        }
        Some(Purpose::NodeCondition) => {
            "the node is in trouble: heal it, and the taint goes; tolerate it only if Pods must be there even then"
        }
        Some(Purpose::OutOfService) => "the node is marked as shut down: nothing to do",
        Some(Purpose::Virtual) => {
            "the node has no kubelet of its own: daemon Pods cannot run there"
        }
    };
    let useless =
        matches!(purpose, Some(Purpose::Removal | Purpose::OutOfService | Purpose::Virtual));
    if useless {
        return Remedy { text: advice.to_owned(), ..Remedy::default() };
    }
    Remedy {
        text: advice.to_owned(),
        command: Some(command),
        patch: Some(patch(taint)),
        risk: Some("a changed template replaces the Pods on every node".to_owned()),
    }
}

/// The toleration as it stands in a manifest. Values are quoted: `true` and `1` are texts there.
fn patch(taint: &Taint) -> String {
    let text = |text: &str| json!(text).to_string();
    let mut lines = vec!["tolerations:".to_owned(), format!("- key: {}", text(&taint.key))];
    if taint.value.is_empty() {
        lines.push("  operator: Exists".to_owned());
    } else {
        lines.push("  operator: Equal".to_owned());
        lines.push(format!("  value: {}", text(&taint.value)));
    }
    lines.push(format!("  effect: {}", taint.effect.as_str()));
    lines.join("\n") + "\n"
}
