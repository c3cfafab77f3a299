use super::message::messages;
use super::{ObjectMeta, QuantityEntry, StringEntry, Toleration};

messages! {
    /// `core/v1` Namespace.
    Namespace {
        1 metadata: ObjectMeta [message, required],
        3 status: NamespaceStatus [message, required],
    }

    NamespaceStatus {
        1 phase: String [string],
    }

    /// `core/v1` LimitRange.
    LimitRange {
        1 metadata: ObjectMeta [message, required],
        2 spec: LimitRangeSpec [message, required],
    }

    LimitRangeSpec {
        1 limits: Vec<LimitRangeItem> [message, repeated],
    }

    LimitRangeItem {
        #[serde(rename = "type")]
        1 kind: String [string],
        2 max: Vec<QuantityEntry> [message, repeated],
        3 min: Vec<QuantityEntry> [message, repeated],
        4 default: Vec<QuantityEntry> [message, repeated],
        5 default_request: Vec<QuantityEntry> [message, repeated],
        6 max_limit_request_ratio: Vec<QuantityEntry> [message, repeated],
    }

    /// `core/v1` ResourceQuota.
    ResourceQuota {
        1 metadata: ObjectMeta [message, required],
        2 spec: ResourceQuotaSpec [message, required],
        3 status: ResourceQuotaStatus [message, required],
    }

    ResourceQuotaSpec {
        1 hard: Vec<QuantityEntry> [message, repeated],
        2 scopes: Vec<String> [string, repeated],
        3 scope_selector: ScopeSelector [message, required],
    }

    ResourceQuotaStatus {
        1 hard: Vec<QuantityEntry> [message, repeated],
        2 used: Vec<QuantityEntry> [message, repeated],
    }

    ScopeSelector {
        1 match_expressions: Vec<ScopeRequirement> [message, repeated],
    }

    ScopeRequirement {
        1 scope_name: String [string],
        2 operator: String [string],
        3 values: Vec<String> [string, repeated],
    }

    /// `core/v1` ServiceAccount: that it exists is all that counts.
    ServiceAccount {
        1 metadata: ObjectMeta [message, required],
    }

    /// `scheduling.k8s.io/v1` PriorityClass.
    PriorityClass {
        1 metadata: ObjectMeta [message, required],
        2 value: i32 [int32],
        3 global_default: bool [bool],
        5 preemption_policy: Option<String> [string, optional],
    }

    /// `node.k8s.io/v1` RuntimeClass.
    RuntimeClass {
        1 metadata: ObjectMeta [message, required],
        3 overhead: Overhead [message, required],
        4 scheduling: Scheduling [message, required],
    }

    Overhead {
        1 pod_fixed: Vec<QuantityEntry> [message, repeated],
    }

    Scheduling {
        1 node_selector: Vec<StringEntry> [message, repeated],
        2 tolerations: Vec<Toleration> [message, repeated],
    }
}
