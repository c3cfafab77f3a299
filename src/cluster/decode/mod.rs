//! One object: from its bytes to the model, or to what is said of it where that cannot be.

pub(super) mod identity;

use prost::Message;

use super::convert::Object;
use crate::model::{Interner, Unread, UnreadCause};

/// An object that cannot be understood: which one, and why.
#[derive(Debug)]
pub(super) struct Undecodable {
    namespace: String,
    name: String,
    pub(super) why: String,
    /// It is not even well-formed, so that what comes after it cannot be trusted.
    pub(super) garbled: bool,
}

/// The object in these bytes of protobuf.
pub(super) fn protobuf<K: Object>(bytes: &[u8]) -> Result<K, Undecodable> {
    K::decode(bytes).map_err(|error| {
        let identity = identity::Protobuf::decode(bytes).unwrap_or_default().metadata;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Undecodable {
            namespace: text(identity.namespace),
            name: text(identity.name),
            why: error.to_string(),
            garbled: false,
        }
    })
}

/// The object in this JSON text.
pub(super) fn json<K: Object>(bytes: &[u8]) -> Result<K, Undecodable> {
    serde_json::from_slice(bytes).map_err(|error| {
        // Only now is it worth the time to find out where.
        let deserializer = &mut serde_json::Deserializer::from_slice(bytes);
        let located = serde_path_to_error::deserialize::<_, K>(deserializer).err();
        let identity: identity::Text = serde_json::from_slice(bytes).unwrap_or_default();
        let why = located.map_or(error.to_string(), |located| {
            let path = located.path().to_string();
            let why = located.into_inner();
            if path == "." { why.to_string() } else { format!("{path}: {why}") }
        });
        identity.undecodable(why, !error.is_data())
    })
}

/// The object, reduced to the model.
pub(super) fn into_model<K: Object>(
    object: K,
    interner: &mut Interner,
) -> Result<K::Model, Undecodable> {
    let (namespace, name) = (object.metadata().namespace.clone(), object.metadata().name.clone());
    if name.is_empty() {
        let why = "metadata.name: there is none".to_owned();
        return Err(Undecodable { namespace, name, why, garbled: false });
    }
    object.into_model(interner).map_err(|error| Undecodable {
        namespace,
        name,
        why: error.to_string(),
        garbled: false,
    })
}

impl Undecodable {
    /// What a snapshot says of it.
    pub(super) fn unread<K: Object>(self, interner: &mut Interner) -> Unread {
        let Undecodable { namespace, name, why, .. } = self;
        let separator = if namespace.is_empty() { "" } else { "/" };
        let identity = match name.as_str() {
            "" => "without a name".to_owned(),
            name => format!("{namespace}{separator}{name}"),
        };
        Unread {
            resource: K::RESOURCE,
            namespace: (!namespace.is_empty()).then(|| interner.text(&namespace)),
            cause: UnreadCause::Malformed,
            message: format!("{} {identity}: {why}", K::KIND),
        }
    }
}
