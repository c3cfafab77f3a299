use bytes::{Buf, BufMut, Bytes};
use prost::encoding::{self, WireType};
use prost::{DecodeError, Message};
use serde::{Deserialize, Deserializer};

use super::fields::broken;
use super::message::{self, nullable};

/// A message inside another, of which protobuf is decoded only when somebody needs it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lazy<T> {
    /// From protobuf: the message's bytes, which are the list's own and not copied.
    Encoded(Bytes),
    /// From JSON.
    Whole(Box<T>),
}

impl<T: Message + Default> Lazy<T> {
    /// Takes the bytes of a field that holds the message.
    pub(super) fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
    ) -> Result<(), DecodeError> {
        encoding::check_wire_type(WireType::LengthDelimited, wire_type)?;
        let length = encoding::decode_varint(buf)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= buf.remaining());
        let more = buf.copy_to_bytes(length.ok_or_else(broken)?);
        match self {
            Lazy::Whole(whole) => whole.merge(more)?,
            Lazy::Encoded(bytes) if bytes.is_empty() => *bytes = more,
            // A message that comes twice is merged, as its bytes are when they are put together.
            Lazy::Encoded(bytes) => *bytes = [&**bytes, &*more].concat().into(),
        }
        Ok(())
    }

    /// Writes the message as a field.
    pub(super) fn encode(&self, number: u32, buf: &mut impl BufMut) {
        match self {
            Lazy::Encoded(bytes) => encoding::bytes::encode(number, bytes, buf),
            Lazy::Whole(whole) => encoding::message::encode(number, &**whole, buf),
        }
    }

    /// How many bytes that takes.
    pub(super) fn encoded_len(&self, number: u32) -> usize {
        match self {
            Lazy::Encoded(bytes) => encoding::bytes::encoded_len(number, bytes),
            Lazy::Whole(whole) => encoding::message::encoded_len(number, &**whole),
        }
    }
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Lazy::Encoded(Bytes::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lazy<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Box::deserialize(json).map(Lazy::Whole)
    }
}

impl<T: for<'de> Deserialize<'de>> message::Field for Lazy<T> {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        nullable(json)
    }
}
