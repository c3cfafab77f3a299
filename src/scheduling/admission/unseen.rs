use std::fmt;

use super::pod_security;
use crate::model::{PodSpec, Resource, Text};
use crate::scheduling::World;

/// Something that could change or refuse a Pod and cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unseen {
    /// Admission webhooks and policies: what they would say only they know.
    Webhooks,
    /// The namespace is not there yet, and with it its policies.
    Namespace(Text),
    /// A kind that was not read.
    Kind(Resource),
    /// The namespace asks for a nodeSelector, which counts only where the admission plugin
    /// PodNodeSelector (or OpenShift's) is on.
    NodeSelector(Text),
    /// The namespace enforces a Pod Security level in the server's own version, which is not known.
    PodSecurityVersion,
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unseen::Webhooks => {
                write!(f, "admission webhooks and policies can change or refuse the Pods")
            }
            Unseen::Namespace(name) => {
                write!(f, "namespace {name} was not found: its limits and policies are not known")
            }
            Unseen::Kind(resource) => write!(f, "{} could not be read", resource.plural()),
            Unseen::NodeSelector(selector) => write!(
                f,
                "the namespace's annotation asks for nodeSelector {selector}, which counts only where the \
                 admission plugin PodNodeSelector is on"
            ),
            Unseen::PodSecurityVersion => write!(
                f,
                "the server's version is not known: Pod Security is judged by the policy of Kubernetes \
                 1.{}",
                pod_security::NEWEST
            ),
        }
    }
}

/// What cannot be seen of the admission of a Pod with this spec into `namespace`.
pub(super) fn unseen(world: &World<'_>, namespace: &str, spec: &PodSpec) -> Vec<Unseen> {
    let snapshot = world.snapshot;
    let mut unseen = vec![Unseen::Webhooks];
    let known = world.namespace(namespace);
    if known.is_none() && snapshot.knows(Resource::Namespaces, "") {
        unseen.push(Unseen::Namespace(namespace.into()));
    }
    if let Some(known) = known {
        let selectors = known.node_selector.iter().chain(&known.openshift_node_selector);
        let selectors = selectors.filter(|selector| !selector.is_empty());
        unseen.extend(selectors.map(|selector| Unseen::NodeSelector(selector.clone())));
        if snapshot.server.is_none() && pod_security::goes_by_the_server(&known.labels) {
            unseen.push(Unseen::PodSecurityVersion);
        }
    }
    let asked = [
        (Resource::Namespaces, true),
        (Resource::LimitRanges, true),
        (Resource::ResourceQuotas, true),
        (Resource::ServiceAccounts, spec.service_account.is_some()),
        (Resource::PriorityClasses, true),
        (Resource::RuntimeClasses, spec.runtime_class.is_some()),
    ];
    let of_cluster = [Resource::Namespaces, Resource::PriorityClasses, Resource::RuntimeClasses];
    for (resource, _) in asked.into_iter().filter(|(_, asked)| *asked) {
        let scope = if of_cluster.contains(&resource) { "" } else { namespace };
        if !snapshot.knows(resource, scope) {
            unseen.push(Unseen::Kind(resource));
        }
    }
    unseen
}
