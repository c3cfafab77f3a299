use super::Remedy;
use super::shell::command;
use crate::scheduling::diagnosis::CreateFailure;

/// What would let the API server accept the Pods of a namespace.
pub(super) fn creation(namespace: &str, failure: &CreateFailure) -> Remedy {
    let describe = |kind: &str, name: &str| {
        Some(command(["kubectl", "-n", namespace, "describe", kind, name]))
    };
    let (text, command) = match failure {
        CreateFailure::Quota(Some(quota)) => (
            format!(
                "quota {quota} is in the way: raise it, free some of it, or set what it asks for"
            ),
            describe("resourcequota", quota),
        ),
        CreateFailure::Quota(None) => (
            "the namespace has no quota for such Pods: give it one that matches".to_owned(),
            Some(command(["kubectl", "-n", namespace, "get", "resourcequota"])),
        ),
        CreateFailure::PodSecurity(level) => (
            format!(
                "the namespace enforces Pod Security {level}: change what it forbids in the template, or the namespace's label"
            ),
            Some(command(["kubectl", "get", "namespace", namespace, "-o", "yaml"])),
        ),
        CreateFailure::LimitRange => (
            "a LimitRange forbids these requests or limits".to_owned(),
            Some(command(["kubectl", "-n", namespace, "describe", "limitrange"])),
        ),
        CreateFailure::ServiceAccount(account) => {
            let name = account.rsplit('/').next().unwrap_or(account);
            (
                format!("ServiceAccount {account} does not exist: create it"),
                Some(command(["kubectl", "-n", namespace, "create", "serviceaccount", name])),
            )
        }
        CreateFailure::PriorityClass(class) => (
            format!("PriorityClass {class} does not exist: create it, or name another"),
            Some(command(["kubectl", "get", "priorityclasses"])),
        ),
        CreateFailure::RuntimeClass(class) => (
            format!("RuntimeClass {class} does not exist: create it, or name another"),
            Some(command(["kubectl", "get", "runtimeclasses"])),
        ),
        CreateFailure::WebhookDenied(webhook) => (
            format!("admission webhook {webhook} refuses the Pods: its message says why"),
            Some(command([
                "kubectl",
                "get",
                "validatingwebhookconfigurations,mutatingwebhookconfigurations",
            ])),
        ),
        CreateFailure::WebhookFailed(webhook) => (
            format!("admission webhook {webhook} cannot be asked: see to the service behind it"),
            Some(command([
                "kubectl",
                "get",
                "validatingwebhookconfigurations,mutatingwebhookconfigurations",
            ])),
        ),
        CreateFailure::Other => (
            "the API server refuses the Pods: its message says why".to_owned(),
            Some(command(["kubectl", "-n", namespace, "get", "events"])),
        ),
    };
    Remedy { text, command, ..Remedy::default() }
}
