//! The checks that the level `restricted` adds, and those of `baseline` that they replace
//! (k8s.io/pod-security-admission/policy/check_*.go).

use super::Check;
use super::baseline;
use super::subject::{Subject, containers, distinct, number, quoted, setters};
use crate::model::{ContainerSecurity, Text};

/// In the order in which they speak, after those of `baseline`.
pub(super) const CHECKS: [Check; 7] = [
    privilege_escalation,
    capabilities,
    proc_mount,
    volumes,
    run_as_non_root,
    run_as_user,
    seccomp,
];

/// The checks of `baseline` that are not asked at this level, by identifier.
pub(super) fn overridden(minor: u32) -> Vec<&'static str> {
    [
        ("hostPathVolumes", 0),
        ("seccompProfile_baseline", 19),
        ("capabilities_baseline", 22),
        ("procMount", 35),
    ]
    .into_iter()
    .filter_map(|(id, since)| (minor >= since).then_some(id))
    .collect()
}

fn privilege_escalation(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 8 || subject.is_exempt_as_windows() {
        return None;
    }
    let bad = subject.where_bad(|container| container.allow_privilege_escalation != Some(false));
    (!bad.is_empty()).then(|| {
        format!(
            "allowPrivilegeEscalation != false ({} must set \
             securityContext.allowPrivilegeEscalation=false)",
            containers(&bad)
        )
    })
}

fn capabilities(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 22 || subject.is_exempt_as_windows() {
        return None;
    }
    let mut details = Vec::new();
    let keeping =
        subject.where_bad(|container| !container.drop.iter().any(|drop| &**drop == "ALL"));
    if !keeping.is_empty() {
        let keeping = containers(&keeping);
        details.push(format!(r#"{keeping} must set securityContext.capabilities.drop=["ALL"]"#));
    }
    let forbidden = |added: &&Text| &***added != "NET_BIND_SERVICE";
    let adding = subject.where_bad(|container| container.add.iter().any(|added| forbidden(&added)));
    if !adding.is_empty() {
        let added = subject.containers.iter().flat_map(|container| &container.add);
        let added = distinct(added.filter(forbidden).map(|added| &**added));
        details.push(format!(
            "{} must not include {} in securityContext.capabilities.add",
            containers(&adding),
            quoted(added)
        ));
    }
    (!details.is_empty()).then(|| format!("unrestricted capabilities ({})", details.join("; ")))
}

fn proc_mount(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 35 { None } else { baseline::proc_mount(subject) }
}

const ALLOWED_VOLUMES: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

fn volumes(subject: &Subject<'_>) -> Option<String> {
    let bad = subject.pod.volumes.iter().filter(|(_, kind)| !ALLOWED_VOLUMES.contains(&&**kind));
    let bad: Vec<_> = bad.collect();
    let kinds = distinct(bad.iter().map(|(_, kind)| &**kind));
    (!bad.is_empty()).then(|| {
        format!(
            "restricted volume types ({} {} {} {} {})",
            number(bad.len(), "volume", "volumes"),
            quoted(bad.iter().map(|(name, _)| &**name)),
            number(bad.len(), "uses", "use"),
            number(kinds.len(), "restricted volume type", "restricted volume types"),
            quoted(kinds)
        )
    })
}

fn run_as_non_root(subject: &Subject<'_>) -> Option<String> {
    if subject.is_relaxed_by_user_namespace() {
        return None;
    }
    let of_pod = subject.pod.run_as_non_root;
    let refusing = subject.where_bad(|container| container.run_as_non_root == Some(false));
    if let Some(by) = setters(of_pod == Some(false), &refusing) {
        return Some(format!(
            "runAsNonRoot != true ({by} must not set securityContext.runAsNonRoot=false)"
        ));
    }
    let silent =
        |container: &ContainerSecurity| container.run_as_non_root.is_none() && of_pod != Some(true);
    let silent = subject.where_bad(silent);
    (!silent.is_empty()).then(|| {
        let silent = containers(&silent);
        format!("runAsNonRoot != true (pod or {silent} must set securityContext.runAsNonRoot=true)")
    })
}

fn run_as_user(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 23 || subject.is_relaxed_by_user_namespace() {
        return None;
    }
    let root = subject.where_bad(|container| container.run_as_user == Some(0));
    let by = setters(subject.pod.run_as_user == Some(0), &root)?;
    Some(format!("runAsUser=0 ({by} must not set runAsUser=0)"))
}

fn seccomp(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 19 || subject.is_exempt_as_windows() {
        return None;
    }
    baseline::seccomp(subject).or_else(|| {
        let of_pod = subject.pod.seccomp.is_some();
        let silent = subject.where_bad(|container| !of_pod && container.seccomp.is_none());
        (!silent.is_empty()).then(|| {
            format!(
                "seccompProfile (pod or {} must set securityContext.seccompProfile.type to \
                 \"RuntimeDefault\" or \"Localhost\")",
                containers(&silent)
            )
        })
    })
}
