use super::LabelSelector;
use super::message::messages;

messages! {
    Affinity {
        1 node_affinity: Option<NodeAffinity> [message, optional],
        2 pod_affinity: Option<PodAffinity> [message, optional],
        3 pod_anti_affinity: Option<PodAffinity> [message, optional],
    }

    NodeAffinity {
        #[serde(rename = "requiredDuringSchedulingIgnoredDuringExecution")]
        1 required: Option<NodeSelector> [message, optional],
    }

    NodeSelector {
        1 node_selector_terms: Vec<NodeSelectorTerm> [message, repeated],
    }

    NodeSelectorTerm {
        1 match_expressions: Vec<NodeSelectorRequirement> [message, repeated],
        2 match_fields: Vec<NodeSelectorRequirement> [message, repeated],
    }

    NodeSelectorRequirement {
        1 key: String [string],
        2 operator: String [string],
        3 values: Vec<String> [string, repeated],
    }

    /// PodAffinity and PodAntiAffinity, which are of one shape.
    PodAffinity {
        #[serde(rename = "requiredDuringSchedulingIgnoredDuringExecution")]
        1 required: Vec<PodAffinityTerm> [message, repeated],
    }

    PodAffinityTerm {
        1 label_selector: Option<LabelSelector> [message, optional],
        2 namespaces: Vec<String> [string, repeated],
        3 topology_key: String [string],
        4 namespace_selector: Option<LabelSelector> [message, optional],
        5 match_label_keys: Vec<String> [string, repeated],
        6 mismatch_label_keys: Vec<String> [string, repeated],
    }
}
