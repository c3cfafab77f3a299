use crate::model::{LabelSelector, SelectorOperator};

/// Which objects of a kind: by namespace, labels and fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// None: of every namespace, or of a kind that has none.
    pub(super) namespace: Option<String>,
    pub(super) labels: Option<String>,
    pub(super) fields: Option<String>,
}

impl Selection {
    pub(super) fn in_namespace(namespace: Option<String>) -> Self {
        Selection { namespace, ..Selection::default() }
    }

    #[must_use]
    pub(super) fn with_fields(mut self, fields: impl Into<String>) -> Self {
        self.fields = Some(fields.into());
        self
    }
}

/// The selector as the API's `labelSelector` parameter takes it; None where it holds an operator that
/// the API does not know, so that the server cannot be asked.
pub(super) fn label_selector(selector: &LabelSelector) -> Option<String> {
    let mut terms: Vec<String> =
        selector.match_labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    for requirement in &selector.match_expressions {
        let (key, values) = (&requirement.key, requirement.values.join(","));
        terms.push(match &requirement.operator {
            SelectorOperator::In => format!("{key} in ({values})"),
            SelectorOperator::NotIn => format!("{key} notin ({values})"),
            SelectorOperator::Exists => key.to_string(),
            SelectorOperator::DoesNotExist => format!("!{key}"),
            SelectorOperator::Other(_) => return None,
        });
    }
    Some(terms.join(","))
}
