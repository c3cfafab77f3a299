use super::message::messages;
use super::{NodeSelector, ObjectMeta, ObjectReference, ResourceRequirements};
use super::{QuantityEntry, volume::CsiSource};

messages! {
    /// `core/v1` PersistentVolumeClaim.
    PersistentVolumeClaim {
        1 metadata: ObjectMeta [message, required],
        2 spec: PersistentVolumeClaimSpec [message, required],
    }

    PersistentVolumeClaimSpec {
        1 access_modes: Vec<String> [string, repeated],
        2 resources: ResourceRequirements [message, required],
        3 volume_name: String [string],
        5 storage_class_name: Option<String> [string, optional],
    }

    /// `core/v1` PersistentVolume.
    PersistentVolume {
        1 metadata: ObjectMeta [message, required],
        2 spec: PersistentVolumeSpec [message, required],
        3 status: PersistentVolumeStatus [message, required],
    }

    /// Its source stands in a message of its own in protobuf, in line in JSON.
    PersistentVolumeSpec {
        1 capacity: Vec<QuantityEntry> [message, repeated],
        #[serde(skip)]
        2 source: PersistentVolumeSource [message, required],
        3 access_modes: Vec<String> [string, repeated],
        4 claim_ref: Option<ObjectReference> [message, optional],
        6 storage_class_name: String [string],
        9 node_affinity: Option<VolumeNodeAffinity> [message, optional],
        1001 csi: Option<CsiSource> [message, optional],
    }

    PersistentVolumeSource {
        22 csi: Option<CsiSource> [message, optional],
    }

    VolumeNodeAffinity {
        1 required: Option<NodeSelector> [message, optional],
    }

    PersistentVolumeStatus {
        1 phase: String [string],
    }

    /// `storage.k8s.io/v1` StorageClass.
    StorageClass {
        1 metadata: ObjectMeta [message, required],
        2 provisioner: String [string],
        7 volume_binding_mode: Option<String> [string, optional],
        8 allowed_topologies: Vec<TopologySelectorTerm> [message, repeated],
    }

    TopologySelectorTerm {
        1 match_label_expressions: Vec<TopologyRequirement> [message, repeated],
    }

    TopologyRequirement {
        1 key: String [string],
        2 values: Vec<String> [string, repeated],
    }

    /// `storage.k8s.io/v1` CSINode.
    CsiNode {
        1 metadata: ObjectMeta [message, required],
        2 spec: CsiNodeSpec [message, required],
    }

    CsiNodeSpec {
        1 drivers: Vec<CsiNodeDriver> [message, repeated],
    }

    CsiNodeDriver {
        1 name: String [string],
        4 allocatable: VolumeNodeResources [message, required],
    }

    VolumeNodeResources {
        1 count: Option<i32> [int32, optional],
    }
}
