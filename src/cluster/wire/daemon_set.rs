use super::message::messages;
use super::{IntOrString, LabelSelector, ObjectMeta, PodSpec};

messages! {
    /// `apps/v1` DaemonSet; `extensions/v1beta1` and `apps/v1beta2` are of the same shape.
    DaemonSet {
        1 metadata: ObjectMeta [message, required],
        2 spec: DaemonSetSpec [message, required],
        3 status: DaemonSetStatus [message, required],
    }

    DaemonSetSpec {
        1 selector: Option<LabelSelector> [message, optional],
        2 template: PodTemplateSpec [message, required],
        3 update_strategy: DaemonSetUpdateStrategy [message, required],
        4 min_ready_seconds: i32 [int32],
    }

    PodTemplateSpec {
        1 metadata: ObjectMeta [message, required],
        2 spec: PodSpec [message, required],
    }

    DaemonSetUpdateStrategy {
        #[serde(rename = "type")]
        1 kind: String [string],
        2 rolling_update: RollingUpdateDaemonSet [message, required],
    }

    RollingUpdateDaemonSet {
        1 max_unavailable: Option<IntOrString> [message, optional],
        2 max_surge: Option<IntOrString> [message, optional],
    }

    DaemonSetStatus {
        1 current_number_scheduled: i32 [int32],
        2 number_misscheduled: i32 [int32],
        3 desired_number_scheduled: i32 [int32],
        4 number_ready: i32 [int32],
        5 observed_generation: i64 [int64],
        6 updated_number_scheduled: i32 [int32],
        7 number_available: i32 [int32],
        8 number_unavailable: i32 [int32],
    }

    /// `apps/v1` ControllerRevision, without its data.
    ControllerRevision {
        1 metadata: ObjectMeta [message, required],
        3 revision: i64 [int64],
    }
}
