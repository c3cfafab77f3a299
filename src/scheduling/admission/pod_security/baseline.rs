//! The checks of the level `baseline` (k8s.io/pod-security-admission/policy/check_*.go).

use super::Check;
use super::subject::{Subject, containers, distinct, number, quoted, setters};
use crate::model::{ContainerSecurity, Text};

/// By identifier, which is also the order in which they speak.
pub(super) const CHECKS: [(&str, Check); 12] = [
    ("appArmorProfile", app_armor),
    ("capabilities_baseline", capabilities),
    ("hostNamespaces", host_namespaces),
    ("hostPathVolumes", host_path),
    ("hostPorts", host_ports),
    ("hostProbesAndHostLifecycle", probe_hosts),
    ("privileged", privileged),
    ("procMount", proc_mount_unless_relaxed),
    ("seLinuxOptions", se_linux),
    ("seccompProfile_baseline", seccomp),
    ("sysctls", sysctls),
    ("windowsHostProcess", host_process),
];

pub(super) fn checks() -> Vec<Check> {
    CHECKS.iter().map(|(_, check)| *check).collect()
}

fn app_armor(subject: &Subject<'_>) -> Option<String> {
    let bad = |profile: &Option<Text>| {
        profile.as_deref().is_some_and(|kind| !["RuntimeDefault", "Localhost"].contains(&kind))
    };
    let in_pod = bad(&subject.pod.app_armor);
    let in_containers = subject.where_bad(|container| bad(&container.app_armor));
    let profiles = subject.containers.iter().map(|container| &container.app_armor);
    let profiles = [&subject.pod.app_armor].into_iter().chain(profiles).filter(|kind| bad(kind));
    let values = distinct(profiles.filter_map(|kind| kind.as_deref()));
    let mut values: Vec<String> = values.into_iter().map(str::to_owned).collect();
    let allowed = |profile: &str| {
        profile.is_empty() || profile == "runtime/default" || profile.starts_with("localhost/")
    };
    let annotations = subject.pod.app_armor_annotations.iter();
    let mut annotations: Vec<String> = annotations
        .filter(|(_, profile)| !allowed(profile))
        .map(|(container, profile)| {
            format!("container.apparmor.security.beta.kubernetes.io/{container}={profile:?}")
        })
        .collect();
    annotations.sort();
    let mut by = Vec::from_iter(setters(in_pod, &in_containers));
    if !annotations.is_empty() {
        by.push(number(annotations.len(), "annotation", "annotations").to_owned());
    }
    values.extend(annotations);
    let what = number(values.len(), "forbidden AppArmor profile", "forbidden AppArmor profiles");
    let values = quoted(values.iter().map(String::as_str));
    (!by.is_empty()).then(|| {
        format!("{what} ({} must not set AppArmor profile type to {values})", by.join(" and "))
    })
}

const ALLOWED_CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

fn capabilities(subject: &Subject<'_>) -> Option<String> {
    let forbidden = |added: &&Text| !ALLOWED_CAPABILITIES.contains(&&***added);
    let bad = subject.where_bad(|container| container.add.iter().any(|added| forbidden(&added)));
    let added = subject.containers.iter().flat_map(|container| &container.add);
    let added = distinct(added.filter(forbidden).map(|added| &**added));
    (!bad.is_empty()).then(|| {
        format!(
            "non-default capabilities ({} must not include {} in securityContext.capabilities.add)",
            containers(&bad),
            quoted(added)
        )
    })
}

fn host_namespaces(subject: &Subject<'_>) -> Option<String> {
    let pod = subject.pod;
    let shared: Vec<&str> = [
        (pod.host_network, "hostNetwork=true"),
        (pod.host_pid, "hostPID=true"),
        (pod.host_ipc, "hostIPC=true"),
    ]
    .into_iter()
    .filter_map(|(shared, text)| shared.then_some(text))
    .collect();
    (!shared.is_empty()).then(|| format!("host namespaces ({})", shared.join(", ")))
}

fn host_path(subject: &Subject<'_>) -> Option<String> {
    let volumes = subject.pod.volumes.iter().filter(|(_, kind)| &**kind == "hostPath");
    let volumes: Vec<&str> = volumes.map(|(name, _)| &**name).collect();
    let word = number(volumes.len(), "volume", "volumes");
    (!volumes.is_empty()).then(|| format!("hostPath volumes ({word} {})", quoted(volumes)))
}

fn host_ports(subject: &Subject<'_>) -> Option<String> {
    let bad = subject.where_bad(|container| container.host_ports.iter().any(|port| *port != 0));
    let ports = subject.containers.iter().flat_map(|container| &container.host_ports);
    let ports: Vec<String> = ports.filter(|port| **port != 0).map(u16::to_string).collect();
    let ports = distinct(ports.iter().map(String::as_str));
    (!bad.is_empty()).then(|| {
        format!(
            "hostPort ({} {} {} {})",
            containers(&bad),
            number(bad.len(), "uses", "use"),
            number(ports.len(), "hostPort", "hostPorts"),
            Vec::from_iter(ports).join(", ")
        )
    })
}

fn probe_hosts(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 34 {
        return None;
    }
    let named =
        |container: &ContainerSecurity| container.probe_hosts.iter().any(|host| !host.is_empty());
    let bad: Vec<&str> = distinct(subject.where_bad(named)).into_iter().collect();
    let hosts = subject.containers.iter().flat_map(|container| &container.probe_hosts);
    let hosts = distinct(hosts.map(|host| &**host).filter(|host| !host.is_empty()));
    (!bad.is_empty()).then(|| {
        format!(
            "probe or lifecycle host ({} {} {} {})",
            containers(&bad),
            number(bad.len(), "uses", "use"),
            number(hosts.len(), "probe or lifecycle host", "probe or lifecycle hosts"),
            quoted(hosts)
        )
    })
}

fn privileged(subject: &Subject<'_>) -> Option<String> {
    let bad = subject.where_bad(|container| container.privileged == Some(true));
    (!bad.is_empty()).then(|| {
        format!("privileged ({} must not set securityContext.privileged=true)", containers(&bad))
    })
}

fn proc_mount_unless_relaxed(subject: &Subject<'_>) -> Option<String> {
    if subject.is_relaxed_by_user_namespace() { None } else { proc_mount(subject) }
}

/// Also a check of the level `restricted` since 1.35, where a user namespace changes nothing.
pub(super) fn proc_mount(subject: &Subject<'_>) -> Option<String> {
    let unusual = |container: &ContainerSecurity| {
        container.proc_mount.as_deref().is_some_and(|mount| mount != "Default")
    };
    let bad = subject.where_bad(unusual);
    let mounts = subject.containers.iter().filter(|container| unusual(container));
    let mounts = distinct(mounts.filter_map(|container| container.proc_mount.as_deref()));
    (!bad.is_empty()).then(|| {
        let bad = containers(&bad);
        format!("procMount ({bad} must not set securityContext.procMount to {})", quoted(mounts))
    })
}

fn se_linux(subject: &Subject<'_>) -> Option<String> {
    let allowed = |kind: &str| {
        ["", "container_t", "container_init_t", "container_kvm_t"].contains(&kind)
            || (kind == "container_engine_t" && subject.minor >= 31)
    };
    let is_bad = |options: &Option<[Text; 3]>| {
        options.as_ref().is_some_and(|[kind, user, role]| {
            !allowed(kind) || !user.is_empty() || !role.is_empty()
        })
    };
    let bad = subject.where_bad(|container| is_bad(&container.se_linux));
    let by = setters(is_bad(&subject.pod.se_linux), &bad)?;
    let all = subject.containers.iter().map(|container| &container.se_linux);
    let all = || [&subject.pod.se_linux].into_iter().chain(all.clone()).flatten();
    let kinds = distinct(all().map(|[kind, _, _]| &**kind).filter(|kind| !allowed(kind)));
    let mut what = Vec::new();
    if !kinds.is_empty() {
        what.push(format!("{} {}", number(kinds.len(), "type", "types"), quoted(kinds)));
    }
    if all().any(|[_, user, _]| !user.is_empty()) {
        what.push("user may not be set".to_owned());
    }
    if all().any(|[_, _, role]| !role.is_empty()) {
        what.push("role may not be set".to_owned());
    }
    let what = what.join("; ");
    Some(format!("seLinuxOptions ({by} set forbidden securityContext.seLinuxOptions: {what})"))
}

/// A seccomp profile that is not allowed, at either level.
pub(super) fn seccomp(subject: &Subject<'_>) -> Option<String> {
    if subject.minor < 19 {
        return None;
    }
    let bad = |profile: &Option<Text>| {
        profile.as_deref().is_some_and(|kind| !["RuntimeDefault", "Localhost"].contains(&kind))
    };
    let in_containers = subject.where_bad(|container| bad(&container.seccomp));
    let by = setters(bad(&subject.pod.seccomp), &in_containers)?;
    let profiles = subject.containers.iter().map(|container| &container.seccomp);
    let profiles = [&subject.pod.seccomp].into_iter().chain(profiles).filter(|kind| bad(kind));
    let values = quoted(distinct(profiles.filter_map(|kind| kind.as_deref())));
    Some(format!(
        "seccompProfile ({by} must not set securityContext.seccompProfile.type to {values})"
    ))
}

/// With the version that first allowed them.
const ALLOWED_SYSCTLS: [(&str, u32); 12] = [
    ("kernel.shm_rmid_forced", 0),
    ("net.ipv4.ip_local_port_range", 0),
    ("net.ipv4.tcp_syncookies", 0),
    ("net.ipv4.ping_group_range", 0),
    ("net.ipv4.ip_unprivileged_port_start", 0),
    ("net.ipv4.ip_local_reserved_ports", 27),
    ("net.ipv4.tcp_keepalive_time", 29),
    ("net.ipv4.tcp_fin_timeout", 29),
    ("net.ipv4.tcp_keepalive_intvl", 29),
    ("net.ipv4.tcp_keepalive_probes", 29),
    ("net.ipv4.tcp_rmem", 32),
    ("net.ipv4.tcp_wmem", 32),
];

fn sysctls(subject: &Subject<'_>) -> Option<String> {
    let allowed = |sysctl: &str| {
        ALLOWED_SYSCTLS.iter().any(|(name, since)| *name == sysctl && subject.minor >= *since)
    };
    let sysctls = subject.pod.sysctls.iter().map(|sysctl| &**sysctl);
    let forbidden: Vec<&str> = sysctls.filter(|sysctl| !allowed(sysctl)).collect();
    (!forbidden.is_empty()).then(|| format!("forbidden sysctls ({})", forbidden.join(", ")))
}

fn host_process(subject: &Subject<'_>) -> Option<String> {
    let bad = subject.where_bad(|container| container.host_process == Some(true));
    let by = setters(subject.pod.host_process == Some(true), &bad)?;
    Some(format!("hostProcess ({by} must not set securityContext.windowsOptions.hostProcess=true)"))
}
