use super::container::host_port;
use super::meta::{text, texts};
use crate::cluster::wire;
use crate::model::{ContainerSecurity, Interner, PodSecurityContext, Text};

/// The annotation by which a Pod asked for an AppArmor profile before there was a field for it; the
/// container's name follows.
const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// What Pod Security admission looks at.
pub(super) fn security(
    metadata: &wire::ObjectMeta,
    spec: &wire::PodSpec,
    interner: &mut Interner,
) -> PodSecurityContext {
    let own = spec.security_context.clone().unwrap_or_default();
    let containers = spec.init_containers.iter().chain(&spec.containers);
    PodSecurityContext {
        host_network: spec.host_network,
        host_pid: spec.host_pid,
        host_ipc: spec.host_ipc,
        host_users: spec.host_users,
        host_process: own.windows_options.and_then(|windows| windows.host_process),
        os: spec.os.as_ref().and_then(|os| text(&os.name, interner)),
        volumes: spec
            .volumes
            .iter()
            .map(|volume| (interner.text(&volume.name), interner.text(volume.source.key())))
            .collect(),
        run_as_non_root: own.run_as_non_root,
        run_as_user: own.run_as_user,
        seccomp: own.seccomp_profile.map(|profile| interner.text(&profile.kind)),
        app_armor: own.app_armor_profile.map(|profile| interner.text(&profile.kind)),
        se_linux: own.se_linux_options.map(|options| se_linux(&options, interner)),
        sysctls: own.sysctls.iter().map(|sysctl| interner.text(&sysctl.name)).collect(),
        app_armor_annotations: metadata
            .annotations
            .iter()
            .filter_map(|entry| {
                let container = entry.key.strip_prefix(APP_ARMOR)?;
                Some((interner.text(container), interner.text(&entry.value)))
            })
            .collect(),
        containers: containers
            .map(|container| container_security(container, spec.host_network, interner))
            .collect(),
    }
}

fn container_security(
    container: &wire::Container,
    host_network: bool,
    interner: &mut Interner,
) -> ContainerSecurity {
    let own = container.security_context.clone().unwrap_or_default();
    let capabilities = own.capabilities.unwrap_or_default();
    let ports = container.ports.iter();
    ContainerSecurity {
        name: interner.text(&container.name),
        privileged: own.privileged,
        allow_privilege_escalation: own.allow_privilege_escalation,
        run_as_non_root: own.run_as_non_root,
        run_as_user: own.run_as_user,
        add: texts(&capabilities.add, interner),
        drop: texts(&capabilities.drop, interner),
        seccomp: own.seccomp_profile.map(|profile| interner.text(&profile.kind)),
        app_armor: own.app_armor_profile.map(|profile| interner.text(&profile.kind)),
        se_linux: own.se_linux_options.map(|options| se_linux(&options, interner)),
        proc_mount: own.proc_mount.map(|mount| interner.text(&mount)),
        host_process: own.windows_options.and_then(|windows| windows.host_process),
        host_ports: ports
            .filter_map(|port| host_port(port, host_network, interner).ok().flatten())
            .map(|port| port.port)
            .collect(),
        probe_hosts: probe_hosts(container, interner),
    }
}

fn se_linux(options: &wire::SELinuxOptions, interner: &mut Interner) -> [Text; 3] {
    [&options.kind, &options.user, &options.role].map(|text| interner.text(text))
}

fn probe_hosts(container: &wire::Container, interner: &mut Interner) -> Vec<Text> {
    let probes = [&container.liveness_probe, &container.readiness_probe, &container.startup_probe];
    let probes = probes.into_iter().flatten().flat_map(wire::Probe::hosts);
    let hooks = container.lifecycle.iter().flat_map(|hooks| [&hooks.post_start, &hooks.pre_stop]);
    let hooks = hooks.flatten().flat_map(wire::Handler::hosts);
    probes.chain(hooks).map(|host| interner.text(host)).collect()
}
