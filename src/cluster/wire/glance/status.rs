use prost::Message;

use super::super::Time;
use super::super::fields::{Field, Fields, Value};

/// What is to be said of a Pod that runs and is ready, with containers that do and always did.
pub(in crate::cluster) struct AllWell<'a> {
    pub(in crate::cluster) ready_since: Option<Time>,
    pub(in crate::cluster) containers: Vec<WellContainer<'a>>,
}

/// A container of such a Pod.
pub(in crate::cluster) struct WellContainer<'a> {
    pub(in crate::cluster) name: &'a [u8],
    pub(in crate::cluster) init: bool,
    /// Its fields `allocatedResources` and `resources`, one behind the other.
    pub(in crate::cluster) resources: &'a [u8],
}

/// The fields of a PodStatus that count.
mod field {
    pub(super) const PHASE: u32 = 1;
    pub(super) const CONDITIONS: u32 = 2;
    pub(super) const CONTAINERS: u32 = 8;
    pub(super) const INIT_CONTAINERS: u32 = 10;
    /// Those, and message, reason, nominatedNodeName.
    pub(super) const ALL: [u32; 7] = [PHASE, CONDITIONS, 3, 4, CONTAINERS, INIT_CONTAINERS, 11];
}

/// The conditions that every Pod has, and that say nothing while they are True.
pub(in crate::cluster) const STANDARD_CONDITIONS: [&str; 5] =
    ["PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"];

impl<'a> AllWell<'a> {
    /// Reads the bytes of a `PodStatus`: what there is to say, if all is well as far as one can see at a
    /// glance; None if one must look closer.
    pub(in crate::cluster) fn of(status: &'a [u8]) -> Option<Self> {
        let mut well = AllWell { ready_since: None, containers: Vec::new() };
        let (mut running, mut ready) = (false, false);
        for field in Fields(status) {
            let Field { number, value, .. } = field.ok()?;
            if !field::ALL.contains(&number) {
                continue;
            }
            let Value::Bytes(bytes) = value else { return None };
            match number {
                field::PHASE => running = bytes == b"Running",
                field::CONDITIONS => {
                    let (kind, since) = true_condition(bytes)?;
                    if kind == b"Ready" {
                        (ready, well.ready_since) = (true, Some(Time::decode(since).ok()?));
                    }
                }
                field::CONTAINERS => well.containers.push(well_container(bytes, false)?),
                field::INIT_CONTAINERS => well.containers.push(well_container(bytes, true)?),
                _ if bytes.is_empty() => {}
                _ => return None,
            }
        }
        (running && ready).then_some(well)
    }
}

/// The type of a standard condition that is True, and since when it is, as a [`Time`]'s bytes.
fn true_condition(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut kind, mut is_true, mut since) = (&[][..], false, &[][..]);
    for field in Fields(bytes) {
        match field.ok()? {
            Field { number: 1, value: Value::Bytes(bytes), .. } => kind = bytes,
            Field { number: 2, value: Value::Bytes(bytes), .. } => is_true = bytes == b"True",
            Field { number: 4, value: Value::Bytes(bytes), .. } => since = bytes,
            _ => {}
        }
    }
    let standard = STANDARD_CONDITIONS.iter().any(|standard| standard.as_bytes() == kind);
    (standard && is_true).then_some((kind, since))
}

/// A container that runs and is ready, or an init container that has done its work, that has never been
/// restarted.
fn well_container(bytes: &[u8], init: bool) -> Option<WellContainer<'_>> {
    let (mut name, mut ready, mut running, mut done) = (&[][..], false, false, false);
    // Fields come in the order of their numbers, so that 10 and 11 are neighbours.
    let (mut from, mut at) = (bytes.len(), 0);
    let mut to = from;
    for field in Fields(bytes) {
        let field = field.ok()?;
        let start = at;
        at += field.bytes.len();
        match (field.number, field.value) {
            (1, Value::Bytes(bytes)) => name = bytes,
            (2, Value::Bytes(state)) => {
                for state in Fields(state) {
                    match state.ok()? {
                        Field { number: 2, .. } => running = true,
                        Field { number: 3, value: Value::Bytes(ended), .. } => {
                            done = init && exit_code(ended)? == 0;
                        }
                        _ => {}
                    }
                }
            }
            (3, Value::Bytes(last)) if !last.is_empty() => return None,
            (4, Value::Number(value)) => ready = value != 0,
            (5, Value::Number(restarts)) if restarts != 0 => return None,
            (10 | 11, _) if to == start || to == bytes.len() => {
                (from, to) = (from.min(start), at);
            }
            (10 | 11, _) => return None,
            _ => {}
        }
    }
    let resources = if from < to { &bytes[from..to] } else { &[] };
    (done || (ready && running)).then_some(WellContainer { name, init, resources })
}

fn exit_code(terminated: &[u8]) -> Option<u64> {
    let mut code = 0;
    for field in Fields(terminated) {
        if let Field { number: 1, value: Value::Number(value), .. } = field.ok()? {
            code = value;
        }
    }
    Some(code)
}
