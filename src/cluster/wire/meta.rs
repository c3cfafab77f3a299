use super::message::messages;
use super::{StringEntry, Time};

messages! {
    /// `metav1.ObjectMeta`.
    ObjectMeta {
        1 name: String [string],
        3 namespace: String [string],
        5 uid: String [string],
        6 resource_version: String [string],
        7 generation: i64 [int64],
        8 creation_timestamp: Option<Time> [message, optional],
        9 deletion_timestamp: Option<Time> [message, optional],
        10 deletion_grace_period_seconds: Option<i64> [int64, optional],
        11 labels: Vec<StringEntry> [message, repeated],
        12 annotations: Vec<StringEntry> [message, repeated],
        13 owner_references: Vec<OwnerReference> [message, repeated],
    }

    /// `metav1.OwnerReference`.
    OwnerReference {
        1 kind: String [string],
        3 name: String [string],
        4 uid: String [string],
        6 controller: bool [bool],
    }

    /// `runtime.TypeMeta`.
    TypeMeta {
        1 api_version: String [string],
        2 kind: String [string],
    }

    /// `metav1.ListMeta`.
    ListMeta {
        2 resource_version: String [string],
        #[serde(rename = "continue")]
        3 continue_token: String [string],
        4 remaining_item_count: Option<i64> [int64, optional],
    }

    /// `metav1.LabelSelector`.
    LabelSelector {
        1 match_labels: Vec<StringEntry> [message, repeated],
        2 match_expressions: Vec<LabelSelectorRequirement> [message, repeated],
    }

    /// `metav1.LabelSelectorRequirement`.
    LabelSelectorRequirement {
        1 key: String [string],
        2 operator: String [string],
        3 values: Vec<String> [string, repeated],
    }
}

impl ObjectMeta {
    /// The value of an annotation, if it is there.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.annotations.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str())
    }
}
