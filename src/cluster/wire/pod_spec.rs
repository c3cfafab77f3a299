use super::message::messages;
use super::{
    Affinity, Container, LabelSelector, PodSecurityContext, QuantityEntry, ResourceRequirements,
    StringEntry, Volume,
};

messages! {
    PodSpec {
        1 volumes: Vec<Volume> [message, repeated],
        20 init_containers: Vec<Container> [message, repeated],
        2 containers: Vec<Container> [message, repeated],
        3 restart_policy: String [string],
        7 node_selector: Vec<StringEntry> [message, repeated],
        8 service_account_name: String [string],
        9 service_account: String [string],
        10 node_name: String [string],
        11 host_network: bool [bool],
        #[serde(rename = "hostPID")]
        12 host_pid: bool [bool],
        #[serde(rename = "hostIPC")]
        13 host_ipc: bool [bool],
        14 security_context: Option<PodSecurityContext> [message, optional],
        18 affinity: Affinity [message, required],
        19 scheduler_name: String [string],
        22 tolerations: Vec<Toleration> [message, repeated],
        24 priority_class_name: String [string],
        25 priority: Option<i32> [int32, optional],
        29 runtime_class_name: Option<String> [string, optional],
        31 preemption_policy: Option<String> [string, optional],
        32 overhead: Vec<QuantityEntry> [message, repeated],
        33 topology_spread_constraints: Vec<TopologySpreadConstraint> [message, repeated],
        36 os: Option<Named> [message, optional],
        37 host_users: Option<bool> [bool, optional],
        38 scheduling_gates: Vec<Named> [message, repeated],
        39 resource_claims: Vec<Named> [message, repeated],
        40 resources: ResourceRequirements [message, required],
    }

    Toleration {
        1 key: String [string],
        2 operator: String [string],
        3 value: String [string],
        4 effect: String [string],
        5 toleration_seconds: Option<i64> [int64, optional],
    }

    TopologySpreadConstraint {
        1 max_skew: i32 [int32],
        2 topology_key: String [string],
        3 when_unsatisfiable: String [string],
        4 label_selector: Option<LabelSelector> [message, optional],
        5 min_domains: Option<i32> [int32, optional],
        6 node_affinity_policy: Option<String> [string, optional],
        7 node_taints_policy: Option<String> [string, optional],
        8 match_label_keys: Vec<String> [string, repeated],
    }

    /// PodOS, PodSchedulingGate and PodResourceClaim, of which only the name counts.
    Named {
        1 name: String [string],
    }
}
