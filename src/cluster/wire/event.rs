use super::message::messages;
use super::{ObjectMeta, Time};

messages! {
    /// `core/v1` Event, and in JSON `events.k8s.io/v1` too, which is the same object under other names.
    Event {
        1 metadata: ObjectMeta [message, required],
        #[serde(alias = "regarding")]
        2 involved_object: ObjectReference [message, required],
        3 reason: String [string],
        #[serde(alias = "note")]
        4 message: Vec<u8> [bytes = "vec"],
        #[serde(alias = "deprecatedSource")]
        5 source: EventSource [message, required],
        #[serde(alias = "deprecatedFirstTimestamp")]
        6 first_timestamp: Option<Time> [message, optional],
        #[serde(alias = "deprecatedLastTimestamp")]
        7 last_timestamp: Option<Time> [message, optional],
        #[serde(alias = "deprecatedCount")]
        8 count: i32 [int32],
        #[serde(rename = "type")]
        9 kind: String [string],
        10 event_time: Option<Time> [message, optional],
        11 series: Option<EventSeries> [message, optional],
        #[serde(alias = "reportingController")]
        14 reporting_component: String [string],
    }

    ObjectReference {
        1 kind: String [string],
        2 namespace: String [string],
        3 name: String [string],
        4 uid: String [string],
    }

    EventSource {
        1 component: String [string],
    }

    EventSeries {
        1 count: i32 [int32],
        2 last_observed_time: Option<Time> [message, optional],
    }
}
