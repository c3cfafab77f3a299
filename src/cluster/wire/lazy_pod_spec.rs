use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};
use prost::{DecodeError, Message};
use serde::{Deserialize, Deserializer};

use super::fields::{Field, Fields, Value, broken, copy};
use super::message::{self, nullable};
use super::{PodSpec, Volume};

/// A Pod's spec, of which protobuf is decoded only as far as Pods of one template differ.
///
/// Such Pods are most of a cluster. What they have in common stays as bytes, without the fields that no
/// Pod in the model has, so that equal bytes need to be understood only once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LazyPodSpec {
    pub node_name: String,
    /// From protobuf: the node that the affinity pins the Pod to, where it does nothing else.
    pinned_to: Option<String>,
    /// From protobuf: what else counts of it.
    encoded: Vec<u8>,
    /// From JSON: the spec, without its node.
    whole: Option<Box<PodSpec>>,
}

/// A Pod's spec without its node.
pub(in crate::cluster) enum Rest {
    Whole(Box<PodSpec>),
    /// A `PodSpec`, without its affinity if that is the pin. Equal bytes are equal specs.
    Encoded {
        bytes: Vec<u8>,
        pinned_to: Option<String>,
    },
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
    /// Of a volume's source: secret, persistentVolumeClaim, configMap, csi, ephemeral.
    pub(super) const SOURCES: [u32; 5] = [6, 10, 19, 28, 29];
    pub(super) const PROJECTED: u32 = 26;
}

impl LazyPodSpec {
    pub(in crate::cluster) fn rest(self) -> Rest {
        match self.whole {
            Some(whole) => Rest::Whole(whole),
            None => Rest::Encoded { bytes: self.encoded, pinned_to: self.pinned_to },
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
        if buf.chunk().len() < length {
            let bytes = buf.copy_to_bytes(length);
            return self.keep_bytes(number, &bytes, of);
        }
        self.keep_bytes(number, &buf.chunk()[..length], of)?;
        buf.advance(length);
        Ok(())
    }

    fn keep_bytes(
        &mut self,
        number: u32,
        bytes: &[u8],
        of: impl FnOnce(&[u8], &mut Vec<u8>) -> Result<bool, DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut kept = Vec::with_capacity(bytes.len().min(512));
        if of(bytes, &mut kept)? {
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
        if self.encoded.is_empty() {
            self.encoded.reserve(buf.remaining().min(2048));
        }
        match (number, wire_type) {
            (field::NODE_NAME, _) => {
                encoding::string::merge(wire_type, &mut self.node_name, buf, context)
            }
            (field::AFFINITY, WireType::LengthDelimited) => {
                let mut pinned_to = None;
                self.keep(number, buf, |bytes, kept| {
                    pinned_to = pin(bytes).map(str::to_owned);
                    if pinned_to.is_none() {
                        kept.extend_from_slice(bytes);
                    }
                    Ok(pinned_to.is_none())
                })?;
                self.pinned_to = pinned_to;
                Ok(())
            }
            (field::CONTAINERS | field::INIT_CONTAINERS, WireType::LengthDelimited) => {
                self.keep(number, buf, container)
            }
            (field::VOLUMES, WireType::LengthDelimited) => self.keep(number, buf, volume),
            _ if field::PLAIN.contains(&number) => copy(number, wire_type, buf, &mut self.encoded),
            _ => encoding::skip_field(wire_type, number, buf, context),
        }
    }

    /// What was dropped in decoding stays dropped: nobody here encodes.
    fn encode_raw(&self, buf: &mut impl BufMut) {
        encoding::string::encode(field::NODE_NAME, &self.node_name, buf);
        buf.put_slice(&self.encoded);
        if let Some(whole) = &self.whole {
            whole.encode_raw(buf);
        }
    }

    fn encoded_len(&self) -> usize {
        encoding::string::encoded_len(field::NODE_NAME, &self.node_name)
            + self.encoded.len()
            + self.whole.as_ref().map_or(0, Message::encoded_len)
    }

    fn clear(&mut self) {
        *self = LazyPodSpec::default();
    }
}

/// Keeps the fields of a container that count.
fn container(bytes: &[u8], kept: &mut Vec<u8>) -> Result<bool, DecodeError> {
    for field in Fields(bytes) {
        let field = field?;
        if field::OF_CONTAINER.contains(&field.number) {
            kept.extend_from_slice(field.bytes);
        }
    }
    Ok(true)
}

/// Keeps a volume if the model has such volumes, but for those that hold nothing but a service account token,
/// whose names are random.
fn volume(bytes: &[u8], kept: &mut Vec<u8>) -> Result<bool, DecodeError> {
    let mut counts = false;
    for field in Fields(bytes) {
        if let Field { number: 2, value: Value::Bytes(source), .. } = field? {
            for source in Fields(source) {
                counts |= match source?.number {
                    field::PROJECTED => !Volume::decode(bytes)?.is_token(),
                    number => field::SOURCES.contains(&number),
                };
            }
        }
    }
    if counts {
        kept.extend_from_slice(bytes);
    }
    Ok(counts)
}

/// The node that an affinity names, if it is a pin and nothing else: one node selector term of one field
/// requirement, `metadata.name In [node]`.
fn pin(affinity: &[u8]) -> Option<&str> {
    let terms = Fields::only(Fields::only(affinity, 1)?, 1)?;
    let requirement = Fields::only(Fields::only(terms, 1)?, 2)?;
    let mut fields = Fields(requirement);
    for expected in [(1, "metadata.name"), (2, "In")] {
        let field = fields.next()?.ok()?;
        if (field.number, field.value) != (expected.0, Value::Bytes(expected.1.as_bytes())) {
            return None;
        }
    }
    str::from_utf8(Fields::only(fields.0, 3)?).ok()
}

impl<'de> Deserialize<'de> for LazyPodSpec {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let mut whole = Box::new(PodSpec::deserialize(json)?);
        Ok(LazyPodSpec {
            node_name: std::mem::take(&mut whole.node_name),
            whole: Some(whole),
            ..LazyPodSpec::default()
        })
    }
}

impl message::Field for LazyPodSpec {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        nullable(json)
    }
}
