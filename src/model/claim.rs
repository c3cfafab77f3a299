use std::sync::Arc;

use super::{Labels, NodeSelectorTerm, Text};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersistentVolumeClaim {
    pub namespace: Text,
    pub name: Text,
    /// `spec.volumeName`: the volume it is bound to.
    pub volume: Option<Text>,
    /// The annotation `pv.kubernetes.io/bind-completed` is there: the binding is whole.
    pub bound: bool,
    pub storage_class: Option<Text>,
    pub access_modes: Vec<Text>,
    /// `spec.resources.requests.storage`, in bytes.
    pub requested: Option<i64>,
    /// The annotation `volume.kubernetes.io/selected-node`.
    pub selected_node: Option<Text>,
    pub terminating: bool,
    /// The controller owner's UID; an ephemeral volume's claim is owned by its Pod.
    pub owner: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersistentVolume {
    pub name: Text,
    pub labels: Arc<Labels>,
    /// `spec.nodeAffinity.required`; None: every node.
    pub node_affinity: Option<Vec<NodeSelectorTerm>>,
    pub csi_driver: Option<Text>,
    pub storage_class: Option<Text>,
    pub access_modes: Vec<Text>,
    /// Bytes.
    pub capacity: Option<i64>,
    /// `Available`, `Bound`, `Released`, …
    pub phase: Text,
    /// `spec.claimRef`: namespace and name.
    pub claim: Option<(Text, Text)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageClass {
    pub name: Text,
    pub provisioner: Text,
    /// `volumeBindingMode: WaitForFirstConsumer`.
    pub waits_for_consumer: bool,
    /// The annotation `storageclass.kubernetes.io/is-default-class`.
    pub is_default: bool,
    pub allowed_topologies: Vec<NodeSelectorTerm>,
}

/// Which CSI drivers a node has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsiNode {
    pub node: Text,
    pub drivers: Vec<CsiDriverOnNode>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsiDriverOnNode {
    pub name: Text,
    /// How many volumes of it the node takes; None: no limit known.
    pub allocatable: Option<i32>,
}
