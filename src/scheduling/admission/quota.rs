//! ResourceQuotas (`CheckRequest` of k8s.io/apiserver, admission/plugin/resourcequota; the Pod evaluator of
//! pkg/quota/v1/evaluator/core/pods.go).

use std::collections::{BTreeMap, BTreeSet};

use super::admit::Refuse;
use super::quantity_text::written;
use crate::model::{
    CPU, Container, EPHEMERAL_STORAGE, MEMORY, PODS, PodAffinityTerm, PodSpec, QuotaScope,
    ResourceQuota, Resources, Text,
};
use crate::scheduling::fit::requests;
use crate::scheduling::{Reason, World};

/// A quota that lets some more of the Pods in, and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRoom {
    pub quota: Text,
    /// How many Pods it lets in.
    pub pods: usize,
    /// What it says to the next one.
    pub refusal: Reason,
}

/// What the quotas of a namespace say of a Pod.
pub(super) struct Judgement {
    pub(super) refusals: Vec<Reason>,
    /// The tightest.
    pub(super) room: Option<QuotaRoom>,
}

/// Asks every quota of `namespace` that is about such a Pod.
pub(super) fn judge(
    world: &World<'_>,
    namespace: &str,
    spec: &PodSpec,
    refuse: &Refuse<'_>,
) -> Judgement {
    let mut judgement = Judgement { refusals: Vec::new(), room: None };
    let usage = usage(spec);
    let quotas = world.snapshot.quotas.iter().filter(|quota| &*quota.namespace == namespace);
    for quota in quotas.filter(|quota| concerns(quota, spec)) {
        let refusal = unspecified(quota, spec).or_else(|| without_usage(quota));
        if let Some(cause) = refusal {
            judgement.refusals.push(refuse.by("ResourceQuota", &cause));
            continue;
        }
        let mut used = used(world, quota);
        let Some(pods) = room(quota, &used, &usage) else { continue };
        for (name, amount) in usage.iter() {
            if let Some(now) = used.get(name) {
                let taken = amount.saturating_mul(i64::try_from(pods).unwrap_or(i64::MAX));
                used.set(name.clone(), now.saturating_add(taken));
            }
        }
        let refusal = refuse.by("ResourceQuota", &exceeded(quota, &used, &usage));
        if pods == 0 {
            judgement.refusals.push(refusal);
        } else if judgement.room.as_ref().is_none_or(|tightest| pods < tightest.pods) {
            judgement.room = Some(QuotaRoom { quota: quota.name.clone(), pods, refusal });
        }
    }
    judgement
}

/// What is used of the quota, without what the Pods gave back that are taken for gone.
fn used(world: &World<'_>, quota: &ResourceQuota) -> Resources {
    let mut used = quota.used.clone();
    let gone = world.gone().iter().filter(|pod| pod.meta.namespace == quota.namespace);
    for pod in gone.filter(|pod| !pod.is_terminal() && concerns(quota, &pod.spec)) {
        for (name, amount) in usage(&pod.spec).iter() {
            if let Some(now) = used.get(name) {
                used.set(name.clone(), now.saturating_sub(amount).max(0));
            }
        }
    }
    used
}

/// Whether the quota counts such a Pod: it has a resource of Pods, and every scope fits.
fn concerns(quota: &ResourceQuota, spec: &PodSpec) -> bool {
    quota.hard.iter().any(|(name, _)| is_of_pods(name))
        && quota.scopes.iter().all(|scope| in_scope(scope, spec))
}

/// The resources that Pods use up (`MatchingResources`).
fn is_of_pods(name: &str) -> bool {
    let bare = name.strip_prefix("requests.").unwrap_or(name);
    let compute = |bare: &str| [CPU, MEMORY, EPHEMERAL_STORAGE].contains(&bare);
    name == PODS
        || name == "count/pods"
        || compute(bare)
        || name.strip_prefix("limits.").is_some_and(compute)
        || bare.starts_with("hugepages-")
        // An extended resource has a domain that is not Kubernetes' own.
        || (name != bare && bare.contains('/') && !bare.contains("kubernetes.io/"))
}

/// `podMatchesScopeFunc`. A daemon Pod has no deadline: it is never Terminating in the quota's sense.
fn in_scope(scope: &QuotaScope, spec: &PodSpec) -> bool {
    match &*scope.name {
        "NotTerminating" => true,
        "BestEffort" => is_best_effort(spec),
        "NotBestEffort" => !is_best_effort(spec),
        "PriorityClass" => {
            let class = spec.priority_class.as_ref().filter(|class| !class.is_empty());
            let listed = class.is_some_and(|class| scope.values.contains(class));
            match &*scope.operator {
                "In" => listed,
                "NotIn" => !listed,
                "DoesNotExist" => class.is_none(),
                _ => class.is_some(),
            }
        }
        "CrossNamespacePodAffinity" => {
            let elsewhere = |term: &PodAffinityTerm| {
                !term.namespaces.is_empty() || term.namespace_selector.is_some()
            };
            spec.pod_affinity.iter().chain(&spec.pod_anti_affinity).any(elsewhere)
        }
        _ => false,
    }
}

/// No container asks for cpu or memory (`GetPodQOS`).
fn is_best_effort(spec: &PodSpec) -> bool {
    let asks = |resources: &Resources| {
        [CPU, MEMORY].iter().any(|name| resources.get(name).is_some_and(|amount| amount > 0))
    };
    let all = spec.containers.iter().chain(&spec.init_containers);
    !asks(&spec.pod_requests)
        && !all.into_iter().any(|container| asks(&container.requests) || asks(&container.limits))
}

/// What one Pod uses up, by the quota's names (`PodUsageFunc`).
fn usage(spec: &PodSpec) -> Resources {
    let mut limits = requests::limits_of_spec(spec);
    for (name, amount) in spec.overhead.iter() {
        // Overhead adds to a limit that is there; it makes none.
        if let Some(limit) = limits.get(name).filter(|limit| *limit != 0) {
            limits.set(name.clone(), limit.saturating_add(amount));
        }
    }
    let mut usage = by_quota_name(&requests::of_spec(spec), &limits);
    usage.set("count/pods".into(), 1);
    usage
}

/// `podComputeUsageHelper`.
fn by_quota_name(requests: &Resources, limits: &Resources) -> Resources {
    let mut usage = Resources::from_iter([(PODS, 1)]);
    for (name, amount) in requests.iter() {
        if !name.contains('/') {
            usage.set(name.clone(), amount);
        }
        usage.set(format!("requests.{name}").into(), amount);
    }
    for (name, amount) in limits.iter() {
        if [CPU, MEMORY, EPHEMERAL_STORAGE].contains(&&**name) {
            usage.set(format!("limits.{name}").into(), amount);
        }
    }
    usage
}

/// A quota of cpu or memory wants every container to say how much (`podEvaluator.Constraints`), unless the
/// Pod says it as a whole.
fn unspecified(quota: &ResourceQuota, spec: &PodSpec) -> Option<String> {
    if !spec.pod_requests.is_empty() {
        return None;
    }
    let must = |name: &str| {
        let bare = name.strip_prefix("requests.").or(name.strip_prefix("limits.")).unwrap_or(name);
        bare == CPU || bare == MEMORY
    };
    let mut missing: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, _) in quota.hard.iter().filter(|(name, _)| must(name)) {
        for Container { name: container, requests, limits, .. } in
            spec.containers.iter().chain(&spec.init_containers)
        {
            if by_quota_name(requests, limits).get(name).is_none() {
                missing.entry(name).or_default().insert(container);
            }
        }
    }
    let missing: Vec<String> = missing
        .into_iter()
        .map(|(name, containers)| format!("{name} for: {}", Vec::from_iter(containers).join(",")))
        .collect();
    let specify = missing.join("; ");
    (!missing.is_empty()).then(|| format!("failed quota: {}: must specify {specify}", quota.name))
}

/// A quota whose use nobody has counted yet refuses everything.
fn without_usage(quota: &ResourceQuota) -> Option<String> {
    let names = || quota.hard.iter().map(|(name, _)| &**name).filter(|name| is_of_pods(name));
    let uncounted = names().any(|name| quota.used.get(name).is_none());
    let all = names().collect::<Vec<_>>().join(",");
    uncounted.then(|| format!("status unknown for quota: {}, resources: {all}", quota.name))
}

/// How many such Pods the quota lets in yet; None: it does not count what they use.
fn room(quota: &ResourceQuota, used: &Resources, usage: &Resources) -> Option<usize> {
    let room = |(name, hard): (&Text, i64)| {
        let amount = usage.get(name).filter(|amount| *amount > 0)?;
        let left = hard.saturating_sub(used.get(name).unwrap_or(0)).max(0);
        usize::try_from(left / amount).ok()
    };
    quota.hard.iter().filter_map(room).min()
}

/// What the quota says to a Pod for which it has no room.
fn exceeded(quota: &ResourceQuota, used: &Resources, usage: &Resources) -> String {
    let over: Vec<(&Text, i64, i64, i64)> = quota
        .hard
        .iter()
        .filter_map(|(name, hard)| {
            let (amount, used) = (usage.get(name)?, used.get(name).unwrap_or(0));
            (amount > 0 && used.saturating_add(amount) > hard).then_some((name, amount, used, hard))
        })
        .collect();
    let list = |of: fn(&(&Text, i64, i64, i64)) -> i64| {
        let pairs = over.iter().map(|entry| format!("{}={}", entry.0, written(entry.0, of(entry))));
        pairs.collect::<Vec<_>>().join(",")
    };
    format!(
        "exceeded quota: {}, requested: {}, used: {}, limited: {}",
        quota.name,
        list(|entry| entry.1),
        list(|entry| entry.2),
        list(|entry| entry.3)
    )
}
