use super::message::messages;

messages! {
    PodSecurityContext {
        1 se_linux_options: Option<SELinuxOptions> [message, optional],
        8 windows_options: Option<WindowsOptions> [message, optional],
        2 run_as_user: Option<i64> [int64, optional],
        3 run_as_non_root: Option<bool> [bool, optional],
        7 sysctls: Vec<Sysctl> [message, repeated],
        10 seccomp_profile: Option<Profile> [message, optional],
        11 app_armor_profile: Option<Profile> [message, optional],
    }

    /// A container's.
    SecurityContext {
        1 capabilities: Option<Capabilities> [message, optional],
        2 privileged: Option<bool> [bool, optional],
        3 se_linux_options: Option<SELinuxOptions> [message, optional],
        10 windows_options: Option<WindowsOptions> [message, optional],
        4 run_as_user: Option<i64> [int64, optional],
        5 run_as_non_root: Option<bool> [bool, optional],
        7 allow_privilege_escalation: Option<bool> [bool, optional],
        9 proc_mount: Option<String> [string, optional],
        11 seccomp_profile: Option<Profile> [message, optional],
        12 app_armor_profile: Option<Profile> [message, optional],
    }

    Capabilities {
        1 add: Vec<String> [string, repeated],
        2 drop: Vec<String> [string, repeated],
    }

    /// SeccompProfile and AppArmorProfile, of which only the type counts.
    Profile {
        #[serde(rename = "type")]
        1 kind: String [string],
    }

    SELinuxOptions {
        1 user: String [string],
        2 role: String [string],
        #[serde(rename = "type")]
        3 kind: String [string],
    }

    WindowsOptions {
        4 host_process: Option<bool> [bool, optional],
    }

    Sysctl {
        1 name: String [string],
    }
}
