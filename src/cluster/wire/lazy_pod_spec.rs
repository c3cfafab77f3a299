use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};
use prost::{DecodeError, Message};
use serde::{Deserialize, Deserializer};

use super::message::{Field, nullable};
use super::{Affinity, PodSpec, Volume};

/// A Pod's spec, of which protobuf is decoded only as far as Pods of one template differ.
///
/// Such Pods are most of a cluster. What they have in common stays as bytes, without the fields that no
/// Pod in the model has, so that equal bytes need to be understood only once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LazyPodSpec {
    pub node_name: String,
    pub affinity: Affinity,
    /// From JSON: the spec, without those two.
    whole: Option<Box<PodSpec>>,
    /// From protobuf: what else counts of it.
    encoded: Vec<u8>,
}

/// A Pod's spec without its node.
pub(in crate::cluster) enum Rest {
    Whole(Box<PodSpec>),
    /// A `PodSpec`; equal bytes are equal specs.
    Encoded(Vec<u8>),
}

/// The fields of a PodSpec.
mod field {
    pub(super) const VOLUMES: u32 = 1;
    pub(super) const CONTAINERS: u32 = 2;
    pub(super) const NODE_NAME: u32 = 10;
    pub(super) const AFFINITY: u32 = 18;
    pub(super) const INIT_CONTAINERS: u32 = 20;
    /// Those that count as they are: nodeSelector, serviceAccountName, serviceAccount, hostNetwork,
    /// schedulerName, tolerations, priorityClassName, priority, runtimeClassName, preemptionPolicy, overhead,
    /// topologySpreadConstraints, schedulingGates, resourceClaims, resources.
    pub(super) const PLAIN: [u32; 15] = [7, 8, 9, 11, 19, 22, 24, 25, 29, 31, 32, 33, 38, 39, 40];
    /// Of a container: name, image, ports, resources, restartPolicy.
    pub(super) const OF_CONTAINER: [u32; 5] = [1, 2, 6, 8, 24];
    /// Of a volume's source: secret, persistentVolumeClaim, configMap, projected, csi, ephemeral.
    pub(super) const SOURCES: [u32; 6] = [6, 10, 19, PROJECTED, 28, 29];
    pub(super) const PROJECTED: u32 = 26;
}

impl LazyPodSpec {
    /// The spec, with the affinity as it stands now.
    pub(in crate::cluster) fn rest(self) -> Rest {
        let LazyPodSpec { affinity, whole, mut encoded, .. } = self;
        match whole {
            Some(mut whole) => {
                whole.affinity = affinity;
                Rest::Whole(whole)
            }
            None => {
                if affinity != Affinity::default() {
                    encoding::message::encode(field::AFFINITY, &affinity, &mut encoded);
                }
                Rest::Encoded(encoded)
            }
        }
    }

    /// Keeps a field that is a message, as far as `of` says.
    fn keep(
        &mut self,
        number: u32,
        buf: &mut impl Buf,
        of: impl FnOnce(&[u8], &mut Vec<u8>) -> Result<bool, DecodeError>,
    ) -> Result<(), DecodeError> {
        let length = usize::try_from(encoding::decode_varint(buf)?).unwrap_or(usize::MAX);
        if length > buf.remaining() {
            return Err(broken());
        }
        let bytes = buf.copy_to_bytes(length);
        let mut kept = Vec::with_capacity(128);
        if of(&bytes, &mut kept)? {
            encoding::encode_key(number, WireType::LengthDelimited, &mut self.encoded);
            encoding::encode_varint(kept.len() as u64, &mut self.encoded);
            self.encoded.append(&mut kept);
        }
        Ok(())
    }
}

impl Message for LazyPodSpec {
    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match (number, wire_type) {
            (field::NODE_NAME, _) => {
                encoding::string::merge(wire_type, &mut self.node_name, buf, context)
            }
            (field::AFFINITY, _) => {
                encoding::message::merge(wire_type, &mut self.affinity, buf, context)
            }
            (field::CONTAINERS | field::INIT_CONTAINERS, WireType::LengthDelimited) => {
                self.keep(number, buf, container)
            }
            (field::VOLUMES, WireType::LengthDelimited) => self.keep(number, buf, volume),
            _ if field::PLAIN.contains(&number) => copy(number, wire_type, buf, &mut self.encoded),
            _ => encoding::skip_field(wire_type, number, buf, context),
        }
    }

    fn encode_raw(&self, buf: &mut impl BufMut) {
        encoding::string::encode(field::NODE_NAME, &self.node_name, buf);
        encoding::message::encode(field::AFFINITY, &self.affinity, buf);
        buf.put_slice(&self.encoded);
        if let Some(whole) = &self.whole {
            whole.encode_raw(buf);
        }
    }

    fn encoded_len(&self) -> usize {
        encoding::string::encoded_len(field::NODE_NAME, &self.node_name)
            + encoding::message::encoded_len(field::AFFINITY, &self.affinity)
            + self.encoded.len()
            + self.whole.as_ref().map_or(0, |whole| whole.encoded_len())
    }

    fn clear(&mut self) {
        *self = LazyPodSpec::default();
    }
}

/// Keeps the fields of a container that count.
fn container(bytes: &[u8], kept: &mut Vec<u8>) -> Result<bool, DecodeError> {
    let mut rest = bytes;
    while rest.has_remaining() {
        let (number, wire_type) = encoding::decode_key(&mut rest)?;
        if field::OF_CONTAINER.contains(&number) {
            copy(number, wire_type, &mut rest, kept)?;
        } else {
            encoding::skip_field(wire_type, number, &mut rest, DecodeContext::default())?;
        }
    }
    Ok(true)
}

/// Keeps a volume if the model has such volumes, but for those that hold nothing but a service account token,
/// whose names are random.
fn volume(bytes: &[u8], kept: &mut Vec<u8>) -> Result<bool, DecodeError> {
    let (mut counts, mut projected, mut rest) = (false, false, bytes);
    while rest.has_remaining() {
        let (number, wire_type) = encoding::decode_key(&mut rest)?;
        if (number, wire_type) == (2, WireType::LengthDelimited) {
            let length = usize::try_from(encoding::decode_varint(&mut rest)?).unwrap_or(usize::MAX);
            let (mut source, behind) = rest.split_at_checked(length).ok_or_else(broken)?;
            rest = behind;
            while source.has_remaining() {
                let (number, wire_type) = encoding::decode_key(&mut source)?;
                counts |= field::SOURCES.contains(&number);
                projected |= number == field::PROJECTED;
                encoding::skip_field(wire_type, number, &mut source, DecodeContext::default())?;
            }
        } else {
            encoding::skip_field(wire_type, number, &mut rest, DecodeContext::default())?;
        }
    }
    if projected {
        counts = !Volume::decode(bytes)?.is_token();
    }
    if counts {
        kept.extend_from_slice(bytes);
    }
    Ok(counts)
}

/// Copies a field as it is.
fn copy(
    number: u32,
    wire_type: WireType,
    buf: &mut impl Buf,
    into: &mut Vec<u8>,
) -> Result<(), DecodeError> {
    encoding::encode_key(number, wire_type, into);
    let length = match wire_type {
        WireType::Varint => {
            encoding::encode_varint(encoding::decode_varint(buf)?, into);
            return Ok(());
        }
        WireType::SixtyFourBit => 8,
        WireType::ThirtyTwoBit => 4,
        WireType::LengthDelimited => {
            let length = encoding::decode_varint(buf)?;
            encoding::encode_varint(length, into);
            usize::try_from(length).unwrap_or(usize::MAX)
        }
        WireType::StartGroup | WireType::EndGroup => return Err(broken()),
    };
    if length > buf.remaining() {
        return Err(broken());
    }
    into.put(buf.take(length));
    Ok(())
}

#[expect(deprecated, reason = "meant for implementations of Message, as this is one")]
fn broken() -> DecodeError {
    DecodeError::new("a field reaches beyond the end")
}

impl<'de> Deserialize<'de> for LazyPodSpec {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let mut whole = Box::new(PodSpec::deserialize(json)?);
        Ok(LazyPodSpec {
            node_name: std::mem::take(&mut whole.node_name),
            affinity: std::mem::take(&mut whole.affinity),
            whole: Some(whole),
            encoded: Vec::new(),
        })
    }
}

impl Field for LazyPodSpec {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        nullable(json)
    }
}
