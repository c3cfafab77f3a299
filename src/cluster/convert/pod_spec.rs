use super::Malformed;
use super::container::containers;
use super::meta::{labels, resources, text};
use super::pod_level::pod_requests;
use super::scheduling::{node_selector_term, pod_affinity_terms, toleration, topology_spread};
use super::volume::volumes;
use crate::cluster::wire;
use crate::model::{DEFAULT_SCHEDULER, Interner, PodSpec, PreemptionPolicy};

/// A Pod's spec, or a template's.
pub(super) fn spec(spec: &wire::PodSpec, interner: &mut Interner) -> Result<PodSpec, Malformed> {
    let affinity = &spec.affinity;
    let terms = affinity.node_affinity.as_ref().and_then(|affinity| affinity.required.as_ref());
    let containers = containers(&spec.containers, spec.host_network, interner)
        .map_err(|error| error.within("containers"))?;
    let init_containers = self::containers(&spec.init_containers, spec.host_network, interner)
        .map_err(|error| error.within("initContainers"))?;
    Ok(PodSpec {
        node_name: text(&spec.node_name, interner),
        node_selector: labels(&spec.node_selector, interner),
        node_affinity: terms.map(|terms| {
            let terms = terms.node_selector_terms.iter();
            terms.map(|term| node_selector_term(term, interner)).collect()
        }),
        tolerations: spec
            .tolerations
            .iter()
            .map(|tolerates| toleration(tolerates, interner))
            .collect(),
        pod_requests: pod_requests(&spec.resources, &containers, &init_containers, interner)?,
        containers,
        init_containers,
        overhead: resources(&spec.overhead, interner).map_err(|error| error.within("overhead"))?,
        host_network: spec.host_network,
        priority: spec.priority,
        priority_class: text(&spec.priority_class_name, interner),
        preemption_policy: spec
            .preemption_policy
            .as_deref()
            .filter(|policy| !policy.is_empty())
            .map(PreemptionPolicy::from),
        scheduler_name: interner.text(match &*spec.scheduler_name {
            "" => DEFAULT_SCHEDULER,
            named => named,
        }),
        scheduling_gates: spec
            .scheduling_gates
            .iter()
            .map(|gate| interner.text(&gate.name))
            .collect(),
        runtime_class: spec.runtime_class_name.as_deref().and_then(|name| text(name, interner)),
        service_account: text(service_account(spec), interner),
        pod_affinity: pod_affinity_terms(affinity.pod_affinity.as_ref(), interner),
        pod_anti_affinity: pod_affinity_terms(affinity.pod_anti_affinity.as_ref(), interner),
        topology_spread: spec
            .topology_spread_constraints
            .iter()
            .map(|constraint| topology_spread(constraint, interner))
            .collect(),
        volumes: volumes(&spec.volumes, interner),
        resource_claims: spec
            .resource_claims
            .iter()
            .map(|claim| interner.text(&claim.name))
            .collect(),
    })
}

/// `serviceAccountName`, or the deprecated `serviceAccount` that it is an alias of.
fn service_account(spec: &wire::PodSpec) -> &str {
    if spec.service_account_name.is_empty() {
        &spec.service_account
    } else {
        &spec.service_account_name
    }
}
