use prost::encoding::{self, WireType};
use prost::{DecodeError, Message};

use super::super::fields::{Field, Fields, Value};
use super::super::volume::ProjectedSource;
use super::text;

/// A `PodSpec` at a glance.
#[derive(Default)]
pub(in crate::cluster) struct SpecGlance<'a> {
    /// Empty while the Pod is bound to none.
    pub(in crate::cluster) node_name: &'a str,
    /// The node that the affinity pins the Pod to, where it does nothing else.
    pub(in crate::cluster) pinned_to: Option<&'a str>,
    /// What else counts of it: a `PodSpec`, without the affinity if that is the pin. Equal bytes are equal
    /// specs.
    pub(in crate::cluster) rest: Vec<u8>,
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

impl<'a> SpecGlance<'a> {
    /// Reads the bytes of a `PodSpec`.
    pub(in crate::cluster) fn of(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut spec = SpecGlance { rest: Vec::with_capacity(512), ..SpecGlance::default() };
        let mut kept = Vec::new();
        for field in Fields(bytes) {
            let field = field?;
            let counts = match (field.number, field.value) {
                (field::NODE_NAME, Value::Bytes(name)) => {
                    spec.node_name = text(name)?;
                    continue;
                }
                (field::AFFINITY, Value::Bytes(affinity)) => {
                    spec.pinned_to = pin(affinity);
                    if spec.pinned_to.is_none() {
                        spec.rest.extend_from_slice(field.bytes);
                    }
                    continue;
                }
                (field::CONTAINERS | field::INIT_CONTAINERS, Value::Bytes(bytes)) => {
                    container(bytes, &mut kept)?
                }
                (field::VOLUMES, Value::Bytes(bytes)) => volume(bytes, &mut kept)?,
                (number, _) => {
                    if field::PLAIN.contains(&number) {
                        spec.rest.extend_from_slice(field.bytes);
                    }
                    continue;
                }
            };
            if counts {
                encoding::encode_key(field.number, WireType::LengthDelimited, &mut spec.rest);
                encoding::encode_varint(kept.len() as u64, &mut spec.rest);
                spec.rest.append(&mut kept);
            }
        }
        Ok(spec)
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
                counts |= match source? {
                    Field { number: field::PROJECTED, value: Value::Bytes(projected), .. } => {
                        !ProjectedSource::decode(projected)?.is_token()
                    }
                    source => field::SOURCES.contains(&source.number),
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
