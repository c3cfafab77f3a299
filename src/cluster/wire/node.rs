use super::message::messages;
use super::{ObjectMeta, QuantityEntry, Time};

messages! {
    /// `core/v1` Node.
    Node {
        1 metadata: ObjectMeta [message, required],
        2 spec: NodeSpec [message, required],
        3 status: NodeStatus [message, required],
    }

    NodeSpec {
        4 unschedulable: bool [bool],
        5 taints: Vec<Taint> [message, repeated],
    }

    Taint {
        1 key: String [string],
        2 value: String [string],
        3 effect: String [string],
        4 time_added: Option<Time> [message, optional],
    }

    NodeStatus {
        2 allocatable: Vec<QuantityEntry> [message, repeated],
        4 conditions: Vec<NodeCondition> [message, repeated],
    }

    NodeCondition {
        #[serde(rename = "type")]
        1 kind: String [string],
        2 status: String [string],
        3 last_heartbeat_time: Option<Time> [message, optional],
        4 last_transition_time: Option<Time> [message, optional],
        5 reason: String [string],
        6 message: Vec<u8> [bytes = "vec"],
    }
}
