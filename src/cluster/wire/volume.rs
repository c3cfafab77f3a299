use super::message::messages;

messages! {
    PersistentVolumeClaimSource {
        1 claim_name: String [string],
    }

    CsiSource {
        1 driver: String [string],
    }

    /// A ConfigMap, whole or projected: its name stands in a message of its own in protobuf, in line in JSON.
    ConfigMapSource {
        #[serde(skip)]
        1 reference: LocalObjectReference [message, required],
        4 optional: bool [bool],
        1001 name: String [string],
    }

    SecretSource {
        1 secret_name: String [string],
        4 optional: bool [bool],
    }

    SecretProjection {
        #[serde(skip)]
        1 reference: LocalObjectReference [message, required],
        4 optional: bool [bool],
        1001 name: String [string],
    }

    ProjectedSource {
        1 sources: Vec<VolumeProjection> [message, repeated],
    }

    VolumeProjection {
        1 secret: Option<SecretProjection> [message, optional],
        3 config_map: Option<ConfigMapSource> [message, optional],
        4 service_account_token: Option<Present> [message, optional],
    }

    LocalObjectReference {
        1 name: String [string],
    }

    /// A message of which only matters that it is there.
    Present {}
}

impl ConfigMapSource {
    /// Whether it is the one that the root CA publisher puts in every namespace.
    pub fn is_ca(&self) -> bool {
        self.name() == "kube-root-ca.crt"
    }

    pub fn name(&self) -> &str {
        if self.name.is_empty() { &self.reference.name } else { &self.name }
    }
}

impl ProjectedSource {
    /// Whether it holds a service account token and nothing that could lack: the cluster's CA certificate
    /// beside it is put in every namespace.
    pub(super) fn is_token(&self) -> bool {
        let ca = |source: &VolumeProjection| {
            source.config_map.as_ref().is_none_or(ConfigMapSource::is_ca)
        };
        self.sources.iter().any(|source| source.service_account_token.is_some())
            && self.sources.iter().all(|source| source.secret.is_none() && ca(source))
    }
}

impl SecretProjection {
    pub fn name(&self) -> &str {
        if self.name.is_empty() { &self.reference.name } else { &self.name }
    }
}

/// Declares a volume and its sources, which stand in a message of their own in protobuf and in line in
/// JSON, and gives each source its key.
macro_rules! volume_sources {
    ($( $tag:literal $field:ident $key:literal $type:ty, )*) => {
        #[derive(Clone, PartialEq, Eq, Hash, prost::Message, serde::Deserialize)]
        #[serde(from = "InlineVolume")]
        pub struct Volume {
            #[prost(string, tag = 1)]
            pub name: String,
            #[prost(message, required, tag = 2)]
            pub source: VolumeSource,
        }

        impl super::message::Element for Volume {}

        /// At most one of these is there.
        #[derive(Clone, PartialEq, Eq, Hash, prost::Message)]
        pub struct VolumeSource { $(
            #[prost(message, optional, tag = $tag)]
            pub $field: Option<$type>,
        )* }

        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct InlineVolume {
            #[serde(deserialize_with = "super::message::nullable")]
            name: String,
            $( #[serde(rename = $key)] $field: Option<$type>, )*
        }

        impl From<InlineVolume> for Volume {
            fn from(inline: InlineVolume) -> Self {
                Volume { name: inline.name, source: VolumeSource { $( $field: inline.$field, )* } }
            }
        }

        impl VolumeSource {
            /// The key that says its kind. A volume without a source is an `emptyDir` by default
            /// (`SetDefaults_Volume`).
            pub fn key(&self) -> &'static str {
                $( if self.$field.is_some() { return $key; } )*
                "emptyDir"
            }
        }
    };
}

volume_sources! {
    1 host_path "hostPath" Present,
    2 empty_dir "emptyDir" Present,
    3 gce_persistent_disk "gcePersistentDisk" Present,
    4 aws_elastic_block_store "awsElasticBlockStore" Present,
    5 git_repo "gitRepo" Present,
    6 secret "secret" SecretSource,
    7 nfs "nfs" Present,
    8 iscsi "iscsi" Present,
    9 glusterfs "glusterfs" Present,
    10 persistent_volume_claim "persistentVolumeClaim" PersistentVolumeClaimSource,
    11 rbd "rbd" Present,
    12 flex_volume "flexVolume" Present,
    13 cinder "cinder" Present,
    14 cephfs "cephfs" Present,
    15 flocker "flocker" Present,
    16 downward_api "downwardAPI" Present,
    17 fc "fc" Present,
    18 azure_file "azureFile" Present,
    19 config_map "configMap" ConfigMapSource,
    20 vsphere_volume "vsphereVolume" Present,
    21 quobyte "quobyte" Present,
    22 azure_disk "azureDisk" Present,
    23 photon_persistent_disk "photonPersistentDisk" Present,
    24 portworx_volume "portworxVolume" Present,
    25 scale_io "scaleIO" Present,
    26 projected "projected" ProjectedSource,
    27 storageos "storageos" Present,
    28 csi "csi" CsiSource,
    29 ephemeral "ephemeral" Present,
    30 image "image" Present,
}
