use super::*;
use crate::model::{ContainerSecurity, PodSecurityContext, ServerVersion, Text};

type Change = fn(&mut PodSecurityContext);

/// A Pod with an init container `i` and a container `main`, as strict as the strictest level wants it.
fn strict() -> PodSecurityContext {
    let container = |name: &str| ContainerSecurity {
        name: name.into(),
        allow_privilege_escalation: Some(false),
        drop: vec!["ALL".into()],
        ..ContainerSecurity::default()
    };
    PodSecurityContext {
        run_as_non_root: Some(true),
        seccomp: Some("RuntimeDefault".into()),
        containers: vec![container("main"), container("i")],
        ..PodSecurityContext::default()
    }
}

/// What is wrong with the strict Pod after `change`, at `level` (`baseline`, `restricted:v1.25`).
fn violation(level: &str, change: Change) -> Option<String> {
    let (level, version) = level.split_once(':').unwrap_or((level, "latest"));
    let mut cluster = cluster(&[
        ("pod-security.kubernetes.io/enforce", level),
        ("pod-security.kubernetes.io/enforce-version", version),
    ]);
    cluster.server = Some(ServerVersion { major: 1, minor: 36 });
    let named = |name: &str| Container { name: name.into(), ..Container::default() };
    let spec = PodSpec {
        containers: vec![named("main")],
        init_containers: vec![named("i")],
        ..PodSpec::default()
    };
    let mut subject = with_spec(spec);
    subject.template.security = strict();
    change(&mut subject.template.security);
    let refusals = admit(&World::new(&cluster), &subject).refusals;
    let cause = causes(&refusals).pop()?;
    let prefix = format!(r#"PodSecurity: violates PodSecurity "{level}:{version}": "#);
    Some(cause.strip_prefix(&prefix).unwrap_or_else(|| panic!("{cause}")).to_owned())
}

fn texts(values: &[&str]) -> Vec<Text> {
    values.iter().map(|value| (*value).into()).collect()
}

#[test]
fn every_check_of_baseline_speaks_the_api_servers_words() {
    let cases: [(Change, &str); 22] = [
        (
            |pod| pod.app_armor = Some("Unconfined".into()),
            r#"forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")"#,
        ),
        (
            |pod| pod.app_armor_annotations = vec![("main".into(), "unconfined".into())],
            "forbidden AppArmor profile (annotation must not set AppArmor profile type to \
             \"container.apparmor.security.beta.kubernetes.io/main=\"unconfined\"\")",
        ),
        (|pod| pod.app_armor_annotations = vec![("main".into(), "localhost/x".into())], ""),
        (
            |pod| pod.containers[0].add = texts(&["NET_RAW", "CHOWN", "BPF"]),
            "non-default capabilities (container \"main\" must not include \"BPF\", \"NET_RAW\" in \
             securityContext.capabilities.add)",
        ),
        (
            |pod| (pod.host_network, pod.host_pid, pod.host_ipc) = (true, true, true),
            "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)",
        ),
        (
            |pod| {
                pod.volumes = vec![("logs".into(), "hostPath".into()), ("c".into(), "nfs".into())];
            },
            r#"hostPath volumes (volume "logs")"#,
        ),
        (
            |pod| pod.containers[0].host_ports = vec![9100, 80, 0],
            r#"hostPort (container "main" uses hostPorts 80, 9100)"#,
        ),
        (
            |pod| pod.containers[1].probe_hosts = texts(&["10.0.0.1", ""]),
            r#"probe or lifecycle host (container "i" uses probe or lifecycle host "10.0.0.1")"#,
        ),
        (
            |pod| pod.containers[0].privileged = Some(true),
            r#"privileged (container "main" must not set securityContext.privileged=true)"#,
        ),
        (|pod| pod.containers[0].privileged = Some(false), ""),
        (
            |pod| pod.containers[0].proc_mount = Some("Unmasked".into()),
            r#"procMount (container "main" must not set securityContext.procMount to "Unmasked")"#,
        ),
        (
            |pod| {
                pod.containers[0].proc_mount = Some("Unmasked".into());
                pod.host_users = Some(false);
            },
            "",
        ),
        (
            |pod| pod.se_linux = Some(["spc_t".into(), "root".into(), "".into()]),
            "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"spc_t\"; user \
             may not be set)",
        ),
        (
            |pod| pod.containers[0].se_linux = Some(["".into(), "".into(), "sys".into()]),
            "seLinuxOptions (container \"main\" set forbidden securityContext.seLinuxOptions: role may \
             not be set)",
        ),
        (|pod| pod.se_linux = Some(["container_engine_t".into(), "".into(), "".into()]), ""),
        (
            |pod| pod.seccomp = Some("Unconfined".into()),
            "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")",
        ),
        (
            |pod| {
                pod.seccomp = Some("Unconfined".into());
                for container in &mut pod.containers {
                    container.seccomp = Some("Odd".into());
                }
            },
            "seccompProfile (pod and containers \"i\", \"main\" must not set \
             securityContext.seccompProfile.type to \"Odd\", \"Unconfined\")",
        ),
        (
            |pod| pod.sysctls = texts(&["net.ipv4.tcp_rmem", "kernel.msgmax", "vm.max_map_count"]),
            "forbidden sysctls (kernel.msgmax, vm.max_map_count)",
        ),
        (
            |pod| pod.host_process = Some(true),
            "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)",
        ),
        (|pod| pod.run_as_non_root = None, ""),
        (|pod| pod.containers[0].allow_privilege_escalation = None, ""),
        (|_| (), ""),
    ];
    for (change, wanted) in cases {
        assert_eq!(violation("baseline", change).unwrap_or_default(), wanted);
    }
}

#[test]
fn every_check_of_restricted_speaks_the_api_servers_words() {
    let cases: [(Change, &str); 15] = [
        (
            |pod| pod.containers[0].allow_privilege_escalation = None,
            "allowPrivilegeEscalation != false (container \"main\" must set \
             securityContext.allowPrivilegeEscalation=false)",
        ),
        (
            |pod| {
                pod.containers[0].drop = texts(&["NET_RAW"]);
                pod.containers[1].add = texts(&["CHOWN", "NET_BIND_SERVICE"]);
            },
            "unrestricted capabilities (container \"main\" must set \
             securityContext.capabilities.drop=[\"ALL\"]; container \"i\" must not include \"CHOWN\" in \
             securityContext.capabilities.add)",
        ),
        (
            |pod| {
                pod.containers[0].proc_mount = Some("Unmasked".into());
                pod.host_users = Some(false);
            },
            r#"procMount (container "main" must not set securityContext.procMount to "Unmasked")"#,
        ),
        (
            |pod| {
                pod.volumes = vec![("logs".into(), "hostPath".into()), ("c".into(), "nfs".into())];
            },
            "restricted volume types (volumes \"logs\", \"c\" use restricted volume types \
             \"hostPath\", \"nfs\")",
        ),
        (
            |pod| {
                pod.volumes = vec![("c".into(), "configMap".into()), ("i".into(), "image".into())];
            },
            "",
        ),
        (
            |pod| pod.run_as_non_root = None,
            "runAsNonRoot != true (pod or containers \"i\", \"main\" must set \
             securityContext.runAsNonRoot=true)",
        ),
        (
            |pod| pod.containers[0].run_as_non_root = Some(false),
            "runAsNonRoot != true (container \"main\" must not set securityContext.runAsNonRoot=false)",
        ),
        (|pod| (pod.run_as_non_root, pod.host_users) = (None, Some(false)), ""),
        (|pod| pod.run_as_user = Some(0), "runAsUser=0 (pod must not set runAsUser=0)"),
        (|pod| pod.run_as_user = Some(1), ""),
        (
            |pod| pod.seccomp = None,
            "seccompProfile (pod or containers \"i\", \"main\" must set \
             securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")",
        ),
        (
            |pod| pod.containers[0].seccomp = Some("Unconfined".into()),
            "seccompProfile (container \"main\" must not set securityContext.seccompProfile.type to \
             \"Unconfined\")",
        ),
        (
            |pod| pod.containers[0].add = texts(&["NET_ADMIN"]),
            "unrestricted capabilities (container \"main\" must not include \"NET_ADMIN\" in \
             securityContext.capabilities.add)",
        ),
        (
            |pod| {
                pod.os = Some("windows".into());
                pod.seccomp = None;
                pod.containers[0].drop.clear();
                pod.containers[0].allow_privilege_escalation = None;
            },
            "",
        ),
        (|_| (), ""),
    ];
    for (change, wanted) in cases {
        assert_eq!(violation("restricted", change).unwrap_or_default(), wanted);
    }
}

#[test]
fn all_that_is_wrong_is_told_baseline_first() {
    // As a real API server (1.36) said it of such Pods.
    let wanted = "host namespaces (hostNetwork=true), allowPrivilegeEscalation != false (containers \
                  \"i\", \"main\" must set securityContext.allowPrivilegeEscalation=false), unrestricted \
                  capabilities (containers \"i\", \"main\" must set \
                  securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or containers \
                  \"i\", \"main\" must set securityContext.runAsNonRoot=true), seccompProfile (pod or \
                  containers \"i\", \"main\" must set securityContext.seccompProfile.type to \
                  \"RuntimeDefault\" or \"Localhost\")";
    let plain: Change = |pod| {
        let container =
            |name: &str| ContainerSecurity { name: name.into(), ..ContainerSecurity::default() };
        *pod = PodSecurityContext {
            host_network: true,
            containers: vec![container("main"), container("i")],
            ..PodSecurityContext::default()
        };
    };
    assert_eq!(violation("restricted", plain).as_deref(), Some(wanted));
    assert_eq!(violation("privileged", plain), None);
}

#[test]
fn a_check_counts_from_the_version_that_brought_it() {
    let windows: Change = |pod| {
        pod.os = Some("windows".into());
        pod.containers[0].allow_privilege_escalation = None;
    };
    let relaxed: Change = |pod| (pod.run_as_user, pod.host_users) = (Some(0), Some(false));
    let cases: [(Change, &str, &str); 9] = [
        (|pod| pod.containers[0].probe_hosts = texts(&["x"]), "baseline:v1.33", "baseline:v1.34"),
        (relaxed, "restricted:v1.35", "restricted:v1.34"),
        (windows, "restricted:v1.25", "restricted:v1.24"),
        (|pod| pod.run_as_user = Some(0), "restricted:v1.22", "restricted:v1.23"),
        (|pod| pod.containers[0].drop.clear(), "restricted:v1.21", "restricted:v1.22"),
        (|pod| pod.seccomp = None, "restricted:v1.18", "restricted:v1.19"),
        (|pod| pod.sysctls = texts(&["net.ipv4.tcp_wmem"]), "baseline:v1.32", "baseline:v1.31"),
        (
            |pod| pod.se_linux = Some(["container_engine_t".into(), "".into(), "".into()]),
            "baseline:v1.31",
            "baseline:v1.30",
        ),
        (
            |pod| {
                pod.containers[0].proc_mount = Some("Unmasked".into());
                pod.host_users = Some(false);
            },
            "baseline:v1.35",
            "baseline:v1.34",
        ),
    ];
    for (change, lets_in, refuses) in cases {
        assert_eq!(violation(lets_in, change), None, "{lets_in}");
        assert!(violation(refuses, change).is_some(), "{refuses}");
    }
}
