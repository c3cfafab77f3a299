use crate::model::Taint;

/// What a well-known taint is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Keeps ordinary Pods off the control plane.
    ControlPlane,
    /// Keeps costly devices for those that ask for them.
    Device,
    /// The node is about to be removed.
    Removal,
    /// The node is not set up yet; whoever sets it up takes the taint away.
    StartUp,
    /// The node itself is in trouble, and its controller takes the taint away when that is over.
    NodeCondition,
    /// Somebody has said that the node is shut down.
    OutOfService,
    /// There is no kubelet that could run a daemon Pod.
    Virtual,
}

const CONTROL_PLANE: [&str; 2] =
    ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
const REMOVAL: [&str; 5] = [
    "ToBeDeletedByClusterAutoscaler",
    "DeletionCandidateOfClusterAutoscaler",
    "karpenter.sh/disrupted",
    "karpenter.sh/disruption",
    "node.kubernetes.io/unschedulable",
];
const START_UP: [&str; 5] = [
    "node.cloudprovider.kubernetes.io/uninitialized",
    "karpenter.sh/unregistered",
    "node.cilium.io/agent-not-ready",
    "ebs.csi.aws.com/agent-not-ready",
    "efs.csi.aws.com/agent-not-ready",
];
const VIRTUAL: [&str; 3] =
    ["eks.amazonaws.com/compute-type", "virtual-kubelet.io/provider", "kwok.x-k8s.io/node"];

impl Purpose {
    /// What the taint is there for, as far as its key tells.
    pub fn of(taint: &Taint) -> Option<Self> {
        let key = &*taint.key;
        let about_gpus = |text: &str| {
            text.split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| word.eq_ignore_ascii_case("gpu"))
        };
        Some(if CONTROL_PLANE.contains(&key) {
            Purpose::ControlPlane
        } else if REMOVAL.contains(&key) {
            Purpose::Removal
        } else if START_UP.contains(&key)
            || key.ends_with("/agent-not-ready")
            || key.contains("startup")
        {
            Purpose::StartUp
        } else if key == "node.kubernetes.io/out-of-service" {
            Purpose::OutOfService
        } else if key.starts_with("node.kubernetes.io/") {
            Purpose::NodeCondition
        } else if VIRTUAL.contains(&key) {
            Purpose::Virtual
        } else if about_gpus(key) || about_gpus(&taint.value) {
            Purpose::Device
        } else {
            return None;
        })
    }

    /// Whether the taint goes by itself as the node comes up.
    pub fn passes(self) -> bool {
        matches!(self, Purpose::StartUp | Purpose::NodeCondition)
    }
}
