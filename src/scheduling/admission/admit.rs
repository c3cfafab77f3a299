use super::quota::QuotaRoom;
use super::unseen::{Unseen, unseen};
use super::{limit_range, pod_security, priority, quota, runtime_class, service_account};
use crate::model::{DaemonSet, PodSpec, Text};
use crate::scheduling::{Reason, World, taints};

/// A daemon Pod as it would be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// What the scheduler would see: the template's spec with the controller's tolerations and all that
    /// admission adds, and without the required node affinity, in whose place the controller pins the Pod.
    pub spec: PodSpec,
    /// Everything that would refuse the Pod ([`Reason::Refused`]), in the order in which the API server
    /// asks; it says only the first.
    pub refusals: Vec<Reason>,
    /// Where a quota has room for some of the Pods only. None: no quota counts them, or it refuses all.
    pub room: Option<QuotaRoom>,
    /// What cannot be known of the admission.
    pub unseen: Vec<Unseen>,
}

/// Refuses the Pod that is being admitted, in the API server's words.
pub(super) struct Refuse<'a> {
    daemon_set: &'a DaemonSet,
}

impl Refuse<'_> {
    /// The refusal by the admission plugin `by`.
    pub(super) fn by(&self, by: &str, cause: &str) -> Reason {
        // The Pod's name is made up before admission; what is known of it is how it begins.
        let message = format!(r#"pods "{}-" is forbidden: {cause}"#, self.daemon_set.meta.name);
        Reason::Refused { by: by.into(), message: message.into() }
    }
}

/// What the API server would make of the Pods of `daemon_set`.
///
/// An object that is absent refuses the Pod only where its kind was read.
pub fn admit(world: &World<'_>, daemon_set: &DaemonSet) -> Admitted {
    let namespace: &Text = &daemon_set.meta.namespace;
    let mut spec = PodSpec::clone(&daemon_set.template.spec);
    spec.tolerations = taints::with_controllers(&spec);
    spec.node_affinity = None;
    let refuse = Refuse { daemon_set };
    // First all that changes the Pod, and then all that only looks at it.
    limit_range::set_defaults(world, namespace, &mut spec);
    let mut refusals = Vec::new();
    refusals.extend(service_account::missing(world, namespace, &spec, &refuse));
    refusals.extend(priority::resolve(world, &mut spec, &refuse));
    refusals.extend(runtime_class::apply(world, &mut spec, &refuse));
    refusals.extend(limit_range::violations(world, namespace, &spec, &refuse));
    refusals.extend(pod_security::violation(world, daemon_set, &spec, &refuse));
    let quotas = quota::judge(world, namespace, &spec, &refuse);
    refusals.extend(quotas.refusals);
    let unseen = unseen(world, namespace, &spec);
    Admitted { spec, refusals, room: quotas.room, unseen }
}
