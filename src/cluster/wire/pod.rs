use super::message::messages;
use super::{LazyMeta, LazyPodSpec, LazyPodStatus, QuantityEntry, Time};

messages! {
    /// `core/v1` Pod.
    Pod {
        1 metadata: LazyMeta [message, required],
        2 spec: LazyPodSpec [message, required],
        3 status: LazyPodStatus [message, required],
    }

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
