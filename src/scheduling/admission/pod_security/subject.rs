use std::collections::BTreeSet;

use crate::model::{ContainerSecurity, PodSecurityContext, PodSpec};

/// A Pod under examination.
pub(super) struct Subject<'a> {
    pub(super) pod: &'a PodSecurityContext,
    /// Init containers first, as upstream visits them.
    pub(super) containers: Vec<&'a ContainerSecurity>,
    /// The policy's minor version.
    pub(super) minor: u32,
}

impl<'a> Subject<'a> {
    pub(super) fn new(pod: &'a PodSecurityContext, spec: &PodSpec, minor: u32) -> Self {
        let is_init = |container: &&ContainerSecurity| {
            spec.init_containers.iter().any(|init| init.name == container.name)
        };
        let (init, others): (Vec<_>, Vec<_>) = pod.containers.iter().partition(is_init);
        Subject { pod, containers: init.into_iter().chain(others).collect(), minor }
    }

    /// The names of the containers for which `bad` holds.
    pub(super) fn where_bad(&self, bad: impl Fn(&ContainerSecurity) -> bool) -> Vec<&'a str> {
        self.containers.iter().filter(|container| bad(container)).map(|bad| &*bad.name).collect()
    }

    /// Whether it is a Pod for Windows, which some checks leave alone since 1.25.
    pub(super) fn is_exempt_as_windows(&self) -> bool {
        self.minor >= 25 && self.pod.os.as_deref() == Some("windows")
    }

    /// Whether it runs in a user namespace, where being root means little (since 1.35).
    pub(super) fn is_relaxed_by_user_namespace(&self) -> bool {
        self.minor >= 35 && self.pod.host_users == Some(false)
    }
}

/// `singular` for one, `plural` otherwise.
pub(super) fn number<'t>(count: usize, singular: &'t str, plural: &'t str) -> &'t str {
    if count == 1 { singular } else { plural }
}

/// `"a", "b"`
pub(super) fn quoted<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

/// `container "a"` or `containers "a", "b"`
pub(super) fn containers(names: &[&str]) -> String {
    let word = number(names.len(), "container", "containers");
    format!("{word} {}", quoted(names.iter().copied()))
}

/// `pod`, `container "a"`, or `pod and container "a"`; None: nobody.
pub(super) fn setters(pod: bool, bad: &[&str]) -> Option<String> {
    let mut setters = Vec::from_iter(pod.then(|| "pod".to_owned()));
    if !bad.is_empty() {
        setters.push(containers(bad));
    }
    (!setters.is_empty()).then(|| setters.join(" and "))
}

/// Values in order, each once.
pub(super) fn distinct<'t>(values: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
    values.into_iter().collect()
}
