use bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};
use prost::{DecodeError, Message};
use serde::Deserialize;

use super::message::{Field, messages};
use super::{Lazy, ObjectMeta, PodSpec, QuantityEntry, Time, glance};

/// `core/v1` Pod.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct Pod {
    #[serde(deserialize_with = "Field::read")]
    pub metadata: Lazy<ObjectMeta>,
    #[serde(deserialize_with = "Field::read")]
    pub spec: Lazy<PodSpec>,
    #[serde(deserialize_with = "Field::read")]
    pub status: Lazy<PodStatus>,
}

/// The fields of a Pod.
mod field {
    pub(super) const METADATA: u32 = 1;
    pub(super) const SPEC: u32 = 2;
    pub(super) const STATUS: u32 = 3;
}

impl Pod {
    /// The kind of the owner that is the controller, if there is one that can be read.
    pub(in crate::cluster) fn controller_kind(&self) -> Option<&str> {
        match &self.metadata {
            Lazy::Encoded(bytes) => glance::controller_kind(bytes),
            Lazy::Whole(meta) => {
                let controller = meta.owner_references.iter().find(|owner| owner.controller);
                controller.map(|owner| owner.kind.as_str())
            }
        }
    }
}

impl Message for Pod {
    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            field::METADATA => self.metadata.merge(wire_type, buf),
            field::SPEC => self.spec.merge(wire_type, buf),
            field::STATUS => self.status.merge(wire_type, buf),
            _ => encoding::skip_field(wire_type, number, buf, context),
        }
    }

    fn encode_raw(&self, buf: &mut impl BufMut) {
        self.metadata.encode(field::METADATA, buf);
        self.spec.encode(field::SPEC, buf);
        self.status.encode(field::STATUS, buf);
    }

    fn encoded_len(&self) -> usize {
        self.metadata.encoded_len(field::METADATA)
            + self.spec.encoded_len(field::SPEC)
            + self.status.encoded_len(field::STATUS)
    }

    fn clear(&mut self) {
        *self = Pod::default();
    }
}

messages! {
    PodStatus {
        1 phase: String [string],
        2 conditions: Vec<PodCondition> [message, repeated],
        3 message: Vec<u8> [bytes = "vec"],
        4 reason: String [string],
        11 nominated_node_name: String [string],
        10 init_container_statuses: Vec<ContainerStatus> [message, repeated],
        8 container_statuses: Vec<ContainerStatus> [message, repeated],
    }

    PodCondition {
        #[serde(rename = "type")]
        1 kind: String [string],
        2 status: String [string],
        4 last_transition_time: Option<Time> [message, optional],
        5 reason: String [string],
        6 message: Vec<u8> [bytes = "vec"],
    }

    ContainerStatus {
        1 name: String [string],
        2 state: ContainerState [message, required],
        3 last_state: ContainerState [message, required],
        4 ready: bool [bool],
        5 restart_count: i32 [int32],
        10 allocated_resources: Vec<QuantityEntry> [message, repeated],
        11 resources: ContainerRequests [message, required],
    }

    /// ResourceRequirements, of which only the requests count.
    ContainerRequests {
        2 requests: Vec<QuantityEntry> [message, repeated],
    }

    /// At most one of these is there; none means waiting.
    ContainerState {
        1 waiting: Option<ContainerStateWaiting> [message, optional],
        2 running: Option<ContainerStateRunning> [message, optional],
        3 terminated: Option<ContainerStateTerminated> [message, optional],
    }

    ContainerStateWaiting {
        1 reason: String [string],
        2 message: Vec<u8> [bytes = "vec"],
    }

    ContainerStateRunning {
        1 started_at: Option<Time> [message, optional],
    }

    ContainerStateTerminated {
        1 exit_code: i32 [int32],
        2 signal: i32 [int32],
        3 reason: String [string],
        4 message: Vec<u8> [bytes = "vec"],
        5 started_at: Option<Time> [message, optional],
        6 finished_at: Option<Time> [message, optional],
    }
}
