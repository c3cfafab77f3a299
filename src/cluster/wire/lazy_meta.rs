use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};
use prost::{DecodeError, Message};
use serde::{Deserialize, Deserializer};

use super::fields::{Field, Fields, Value, copy};
use super::message::{self, nullable};
use super::{ObjectMeta, Time};

/// `metav1.ObjectMeta` of Pods, of which protobuf is decoded only as far as Pods of one owner differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LazyMeta {
    pub name: String,
    pub namespace: String,
    pub creation_timestamp: Option<Time>,
    pub deletion_timestamp: Option<Time>,
    pub deletion_grace_period_seconds: Option<i64>,
    /// Empty unless the object comes from a file.
    pub resource_version: String,
    /// From protobuf: labels and owners.
    encoded: Vec<u8>,
    /// From JSON: labels and owners.
    whole: Option<Box<ObjectMeta>>,
}

/// The labels and owners of a Pod.
pub(in crate::cluster) enum Kin<'a> {
    Whole(&'a ObjectMeta),
    /// An `ObjectMeta` with no other fields. Equal bytes are equal labels and owners.
    Encoded(&'a [u8]),
}

/// The fields of an ObjectMeta.
mod field {
    pub(super) const NAME: u32 = 1;
    pub(super) const NAMESPACE: u32 = 3;
    pub(super) const CREATION_TIMESTAMP: u32 = 8;
    pub(super) const DELETION_TIMESTAMP: u32 = 9;
    pub(super) const DELETION_GRACE_PERIOD_SECONDS: u32 = 10;
    pub(super) const LABELS: u32 = 11;
    pub(super) const OWNER_REFERENCES: u32 = 13;
}

impl LazyMeta {
    pub(in crate::cluster) fn kin(&self) -> Kin<'_> {
        match &self.whole {
            Some(whole) => Kin::Whole(whole),
            None => Kin::Encoded(&self.encoded),
        }
    }

    /// The kind of the owner that is the controller, if there is one that can be read.
    pub(in crate::cluster) fn controller_kind(&self) -> Option<&str> {
        if let Some(whole) = &self.whole {
            let controller = whole.owner_references.iter().find(|owner| owner.controller);
            return controller.map(|owner| owner.kind.as_str());
        }
        Fields(&self.encoded).find_map(|field| match field.ok()? {
            Field { number: field::OWNER_REFERENCES, value: Value::Bytes(owner), .. } => {
                kind_of_controller(owner)
            }
            _ => None,
        })
    }
}

/// The kind of an `OwnerReference`, if it is the controller.
fn kind_of_controller(owner: &[u8]) -> Option<&str> {
    let (mut kind, mut is_controller) = (None, false);
    for field in Fields(owner) {
        match field.ok()? {
            Field { number: 1, value: Value::Bytes(bytes), .. } => {
                kind = str::from_utf8(bytes).ok();
            }
            Field { number: 6, value: Value::Number(value), .. } => is_controller = value != 0,
            _ => {}
        }
    }
    kind.filter(|_| is_controller)
}

impl Message for LazyMeta {
    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let time = |time: &mut Option<Time>, buf| {
            encoding::message::merge(wire_type, time.get_or_insert_default(), buf, context.clone())
        };
        match number {
            field::CREATION_TIMESTAMP => time(&mut self.creation_timestamp, buf),
            field::DELETION_TIMESTAMP => time(&mut self.deletion_timestamp, buf),
            field::NAME => encoding::string::merge(wire_type, &mut self.name, buf, context),
            field::NAMESPACE => {
                encoding::string::merge(wire_type, &mut self.namespace, buf, context)
            }
            field::DELETION_GRACE_PERIOD_SECONDS => {
                let grace = self.deletion_grace_period_seconds.get_or_insert_default();
                encoding::int64::merge(wire_type, grace, buf, context)
            }
            field::LABELS | field::OWNER_REFERENCES => {
                if self.encoded.is_empty() {
                    self.encoded.reserve(buf.remaining().min(512));
                }
                copy(number, wire_type, buf, &mut self.encoded)
            }
            _ => encoding::skip_field(wire_type, number, buf, context),
        }
    }

    /// What was dropped in decoding stays dropped.
    fn encode_raw(&self, buf: &mut impl BufMut) {
        self.as_message().encode_raw(buf);
        buf.put_slice(&self.encoded);
    }

    fn encoded_len(&self) -> usize {
        self.as_message().encoded_len() + self.encoded.len()
    }

    fn clear(&mut self) {
        *self = LazyMeta::default();
    }
}

impl LazyMeta {
    /// Everything but what is in `encoded`.
    fn as_message(&self) -> ObjectMeta {
        ObjectMeta {
            name: self.name.clone(),
            namespace: self.namespace.clone(),
            creation_timestamp: self.creation_timestamp,
            deletion_timestamp: self.deletion_timestamp,
            deletion_grace_period_seconds: self.deletion_grace_period_seconds,
            resource_version: self.resource_version.clone(),
            ..self.whole.as_deref().cloned().unwrap_or_default()
        }
    }
}

impl<'de> Deserialize<'de> for LazyMeta {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let mut whole = Box::new(ObjectMeta::deserialize(json)?);
        Ok(LazyMeta {
            name: std::mem::take(&mut whole.name),
            namespace: std::mem::take(&mut whole.namespace),
            creation_timestamp: whole.creation_timestamp,
            deletion_timestamp: whole.deletion_timestamp,
            deletion_grace_period_seconds: whole.deletion_grace_period_seconds,
            resource_version: std::mem::take(&mut whole.resource_version),
            encoded: Vec::new(),
            whole: Some(whole),
        })
    }
}

impl message::Field for LazyMeta {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        nullable(json)
    }
}
