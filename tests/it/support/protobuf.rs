//! JSON lists as an API server writes them in protobuf.

use kubectl_workloads::cluster::wire;
use prost::Message;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `k8s\0` and a `runtime.Unknown` around the list, with the fields that this project reads.
pub fn encode(list: &Value) -> Option<Vec<u8>> {
    let kind = list["kind"].as_str()?;
    let items = list["items"].as_array()?;
    let encode_item = encoder(kind.strip_suffix("List")?)?;
    let mut raw = Vec::new();
    let meta: wire::ListMeta = serde_json::from_value(list["metadata"].clone()).unwrap();
    field(&mut raw, 1, &meta.encode_to_vec());
    for item in items {
        field(&mut raw, 2, &encode_item(item));
    }
    let mut type_meta = Vec::new();
    field(&mut type_meta, 1, list["apiVersion"].as_str()?.as_bytes());
    field(&mut type_meta, 2, kind.as_bytes());
    let mut body = b"k8s\0".to_vec();
    field(&mut body, 1, &type_meta);
    field(&mut body, 2, &raw);
    Some(body)
}

fn encoder(kind: &str) -> Option<fn(&Value) -> Vec<u8>> {
    fn one<K: Message + DeserializeOwned>(item: &Value) -> Vec<u8> {
        serde_json::from_value::<K>(item.clone()).unwrap().encode_to_vec()
    }
    Some(match kind {
        "Node" => one::<wire::Node>,
        "Pod" => one::<wire::Pod>,
        "Event" => one::<wire::Event>,
        "Namespace" => one::<wire::Namespace>,
        "LimitRange" => one::<wire::LimitRange>,
        "ResourceQuota" => one::<wire::ResourceQuota>,
        "ServiceAccount" => one::<wire::ServiceAccount>,
        "PersistentVolumeClaim" => one::<wire::PersistentVolumeClaim>,
        "PersistentVolume" => one::<wire::PersistentVolume>,
        "DaemonSet" => one::<wire::DaemonSet>,
        "ControllerRevision" => one::<wire::ControllerRevision>,
        "PriorityClass" => one::<wire::PriorityClass>,
        "RuntimeClass" => one::<wire::RuntimeClass>,
        "StorageClass" => one::<wire::StorageClass>,
        "CSINode" => one::<wire::CsiNode>,
        _ => return None,
    })
}

/// A field of bytes.
fn field(message: &mut Vec<u8>, number: u8, bytes: &[u8]) {
    message.push(number << 3 | 2);
    prost::encoding::encode_varint(bytes.len() as u64, message);
    message.extend_from_slice(bytes);
}
