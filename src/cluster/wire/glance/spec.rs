use prost::{DecodeError, Message, encoding};

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
        for field in Fields(bytes) {
            let field = field?;
            match (field.number, field.value) {
                (field::NODE_NAME, Value::Bytes(name)) => spec.node_name = text(name)?,
                (field::AFFINITY, Value::Bytes(affinity)) => match pin(affinity) {
                    Some(node) => spec.pinned_to = Some(node),
                    None => spec.rest.extend_from_slice(field.bytes),
                },
                (field::CONTAINERS | field::INIT_CONTAINERS, Value::Bytes(container)) => {
                    spec.keep_container(field.number, container)?;
                }
                (field::VOLUMES, Value::Bytes(volume)) if !counts(volume)? => {}
                (field::VOLUMES, Value::Bytes(_)) => spec.rest.extend_from_slice(field.bytes),
                (number, _) if field::PLAIN.contains(&number) => {
                    spec.rest.extend_from_slice(field.bytes);
                }
                _ => {}
            }
        }
        Ok(spec)
    }

    /// Keeps the fields of a container that count.
    fn keep_container(&mut self, number: u32, container: &[u8]) -> Result<(), DecodeError> {
        let mut kept = Vec::with_capacity(container.len().min(256));
        for field in Fields(container) {
            let field = field?;
            if field::OF_CONTAINER.contains(&field.number) {
                kept.extend_from_slice(field.bytes);
            }
        }
        encoding::bytes::encode(number, &kept, &mut self.rest);
        Ok(())
    }
}

/// Whether the model has such volumes. None that hold nothing but a service account token, whose names are
/// random.
fn counts(volume: &[u8]) -> Result<bool, DecodeError> {
    let mut counts = false;
    for field in Fields(volume) {
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
