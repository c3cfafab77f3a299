use prost::{DecodeError, Message};

use super::super::Time;
use super::super::fields::{Field, Fields, Value};
use super::text;

/// An `ObjectMeta` at a glance.
#[derive(Default)]
pub(in crate::cluster) struct MetaGlance<'a> {
    pub(in crate::cluster) name: &'a str,
    pub(in crate::cluster) namespace: &'a str,
    pub(in crate::cluster) creation_timestamp: Option<Time>,
    pub(in crate::cluster) deletion_timestamp: Option<Time>,
    pub(in crate::cluster) deletion_grace_period_seconds: Option<i64>,
    /// Labels and owners: an `ObjectMeta` with no other fields. Equal bytes are equal labels and owners.
    pub(in crate::cluster) kin: Vec<u8>,
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

impl<'a> MetaGlance<'a> {
    /// Reads the bytes of an `ObjectMeta`.
    pub(in crate::cluster) fn of(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut meta = MetaGlance::default();
        for field in Fields(bytes) {
            let field = field?;
            match (field.number, field.value) {
                (field::NAME, Value::Bytes(bytes)) => meta.name = text(bytes)?,
                (field::NAMESPACE, Value::Bytes(bytes)) => meta.namespace = text(bytes)?,
                (field::CREATION_TIMESTAMP, Value::Bytes(bytes)) => {
                    meta.creation_timestamp = Some(Time::decode(bytes)?);
                }
                (field::DELETION_TIMESTAMP, Value::Bytes(bytes)) => {
                    meta.deletion_timestamp = Some(Time::decode(bytes)?);
                }
                (field::DELETION_GRACE_PERIOD_SECONDS, Value::Number(seconds)) => {
                    meta.deletion_grace_period_seconds = Some(seconds.cast_signed());
                }
                (field::LABELS | field::OWNER_REFERENCES, _) => {
                    if meta.kin.is_empty() {
                        meta.kin.reserve(512);
                    }
                    meta.kin.extend_from_slice(field.bytes);
                }
                _ => {}
            }
        }
        Ok(meta)
    }
}

/// The kind of the owner that is the controller, of an `ObjectMeta`, if there is one that can be read.
pub(in crate::cluster) fn controller_kind(meta: &[u8]) -> Option<&str> {
    Fields(meta).find_map(|field| match field.ok()? {
        Field { number: field::OWNER_REFERENCES, value: Value::Bytes(owner), .. } => {
            kind_of_controller(owner)
        }
        _ => None,
    })
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
