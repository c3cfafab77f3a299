use super::{Labels, Text};

/// `metav1.LabelSelector`: which labels an object must have.
///
/// What an empty or an absent selector means depends on who reads it; this type holds what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LabelSelector {
    pub match_labels: Labels,
    pub match_expressions: Vec<SelectorRequirement>,
}

/// One of a label selector's `matchExpressions`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SelectorRequirement {
    pub key: Text,
    pub operator: SelectorOperator,
    pub values: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SelectorOperator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Other(Text),
}

/// One of the terms of a node affinity or of a volume's `nodeAffinity`; terms are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct NodeSelectorTerm {
    pub match_expressions: Vec<NodeRequirement>,
    pub match_fields: Vec<NodeRequirement>,
}

/// One requirement of a term; all of a term must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeRequirement {
    pub key: Text,
    pub operator: NodeOperator,
    pub values: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NodeOperator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Gt,
    Lt,
    Other(Text),
}

impl From<&str> for SelectorOperator {
    fn from(text: &str) -> Self {
        match text {
            "In" => SelectorOperator::In,
            "NotIn" => SelectorOperator::NotIn,
            "Exists" => SelectorOperator::Exists,
            "DoesNotExist" => SelectorOperator::DoesNotExist,
            other => SelectorOperator::Other(other.into()),
        }
    }
}

impl From<&str> for NodeOperator {
    fn from(text: &str) -> Self {
        match text {
            "In" => NodeOperator::In,
            "NotIn" => NodeOperator::NotIn,
            "Exists" => NodeOperator::Exists,
            "DoesNotExist" => NodeOperator::DoesNotExist,
            "Gt" => NodeOperator::Gt,
            "Lt" => NodeOperator::Lt,
            other => NodeOperator::Other(other.into()),
        }
    }
}

impl NodeOperator {
    /// As the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            NodeOperator::In => "In",
            NodeOperator::NotIn => "NotIn",
            NodeOperator::Exists => "Exists",
            NodeOperator::DoesNotExist => "DoesNotExist",
            NodeOperator::Gt => "Gt",
            NodeOperator::Lt => "Lt",
            NodeOperator::Other(text) => text,
        }
    }
}
