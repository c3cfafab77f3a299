use std::collections::BTreeSet;

/// Tokens, with the resource of NodeResourcesFit: `NodeResourcesFit/cpu`.
pub(super) type Tokens = BTreeSet<String>;

/// What the scheduler said of the one node that it looked at, by the plugins that say so
/// (`ErrReason…` in pkg/scheduler/framework/plugins). What is not known here becomes a token of its own, so
/// that nothing passes for agreement.
pub(super) fn scheduler_tokens(message: &str) -> Tokens {
    let said = message.split("preemption:").next().unwrap_or_default();
    let said = said.split_once("are available:").map_or(said, |(_, reasons)| reasons);
    said.trim()
        .trim_end_matches(['.', ','])
        .split(", ")
        .flat_map(|part| part.split(". "))
        .map(str::trim)
        .map(|reason| reason.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '))
        // What follows the reasons says how preemption went.
        .filter(|reason| !["", "not found", "no new claims to deallocate"].contains(reason))
        .filter(|reason| !reason.starts_with("node(s) didn't satisfy plugin(s)"))
        .map(token)
        .collect()
}

fn token(reason: &str) -> String {
    if let Some(resource) = reason.strip_prefix("Insufficient ") {
        return format!("NodeResourcesFit/{resource}");
    }
    let plugins = [
        ("Too many pods", "NodeResourcesFit/pods"),
        ("untolerated taint", "TaintToleration"),
        ("didn't match Pod's node affinity/selector", "NodeAffinity"),
        ("free ports", "NodePorts"),
        ("pod affinity rules", "InterPodAffinity"),
        ("anti-affinity rules", "InterPodAffinity"),
        ("pod topology spread constraints", "PodTopologySpread"),
        ("ReadWriteOncePod", "VolumeRestrictions"),
        ("max volume count", "NodeVolumeLimits"),
        ("CSI driver is not installed", "NodeVolumeLimits"),
        ("no available volume zone", "VolumeZone"),
        ("PersistentVolume", "VolumeBinding"),
        ("persistentvolume", "VolumeBinding"),
        ("persistent volumes to bind", "VolumeBinding"),
        ("scheduling gates", "SchedulingGates"),
    ];
    let known = plugins.iter().find(|(words, _)| reason.contains(words));
    known.map_or_else(|| format!("?{reason}"), |(_, plugin)| (*plugin).to_owned())
}
