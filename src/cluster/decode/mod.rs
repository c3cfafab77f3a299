//! One object: from its bytes to the model, or to what is said of it where that cannot be.

pub(super) mod identity;

use std::fmt;

use bytes::Bytes;
use prost::Message;
use serde::{Deserialize, Deserializer};

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
pub(super) fn protobuf<K: Object>(bytes: Bytes) -> Result<K, Undecodable> {
    K::decode(bytes.clone()).map_err(|error| {
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
        // Only now is it worth the time to find out where. The line would be that within the object.
        let located = located::<K, _>(&mut serde_json::Deserializer::from_slice(bytes)).err();
        let identity: identity::Text = serde_json::from_slice(bytes).unwrap_or_default();
        let why = located.map_or(error.to_string(), |located| located.why);
        identity.undecodable(why, !error.is_data())
    })
}

/// What is wrong with a text, and where.
#[derive(Debug)]
pub(super) struct Located {
    /// The field, and what is wrong with it.
    pub(super) why: String,
    /// From 1.
    pub(super) line: Option<u64>,
}

/// Reads a value of which an error says where it stands. Slow, and the same code for all formats.
pub(super) fn located<'de, T, D>(deserializer: D) -> Result<T, Located>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(deserializer, &mut track);
    let read = erased_serde::deserialize(&mut <dyn erased_serde::Deserializer<'_>>::erase(tracked));
    read.map_err(|error| {
        let path = track.path().to_string();
        let located = Located::of(&error);
        if path == "." { located } else { located.within(&path) }
    })
}

impl Located {
    /// As the parsers put it, some of them twice: ` at line 7 column 2`, ` at line 7, column 2`.
    pub(super) fn of(error: &impl fmt::Display) -> Self {
        let text = error.to_string();
        let (mut why, mut line) = (&*text, None);
        while let Some((before, place)) = why.rsplit_once(" at line ")
            && place.chars().all(|c| c.is_ascii_digit() || ", column".contains(c))
        {
            let number = place.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            (why, line) = (before, number.parse().ok());
        }
        Located { why: why.to_owned(), line }
    }

    fn within(self, path: &str) -> Self {
        Located { why: format!("{path}: {}", self.why), ..self }
    }
}

/// The object, reduced to the model.
pub(super) fn model<K: Object>(
    object: &K,
    interner: &mut Interner,
) -> Result<K::Model, Undecodable> {
    object.model(interner).map_err(|error| {
        let identity = object.identity();
        Undecodable {
            namespace: identity.namespace.to_owned(),
            name: identity.name.to_owned(),
            why: error.to_string(),
            garbled: false,
        }
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
