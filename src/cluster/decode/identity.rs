use serde::Deserialize;

use super::Undecodable;

/// The name of an object in protobuf that cannot be decoded whole.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Protobuf {
    #[prost(message, required, tag = 1)]
    pub(super) metadata: ProtobufMeta,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ProtobufMeta {
    #[prost(bytes = "vec", tag = 1)]
    pub(super) name: Vec<u8>,
    #[prost(bytes = "vec", tag = 3)]
    pub(super) namespace: Vec<u8>,
}

/// The name of an object in JSON or YAML that cannot be decoded whole.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cluster) struct Text {
    metadata: Option<TextMeta>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TextMeta {
    name: Option<String>,
    namespace: Option<String>,
}

impl Text {
    pub(in crate::cluster) fn undecodable(self, why: String, garbled: bool) -> Undecodable {
        let TextMeta { name, namespace } = self.metadata.unwrap_or_default();
        Undecodable {
            namespace: namespace.unwrap_or_default(),
            name: name.unwrap_or_default(),
            why,
            garbled,
        }
    }
}
