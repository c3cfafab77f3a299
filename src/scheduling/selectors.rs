//! Label selectors, as `metav1.LabelSelectorAsSelector` (apimachinery, meta/v1/helpers.go) and
//! `labels.Requirement` (labels/selector.go) read them.

use std::fmt;

use super::label_syntax::{is_label_key, is_label_value};
use crate::model::{LabelSelector, Labels, SelectorOperator, SelectorRequirement};

/// The selector cannot be read; whoever reads it selects nothing with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSelector {
    /// What is wrong with it, e.g. `operator "in" is not known`.
    pub why: String,
}

impl fmt::Display for InvalidSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for InvalidSelector {}

/// A selector that can be read: what is asked of many objects is checked once.
#[derive(Debug, Clone, Copy)]
pub struct Valid<'s>(&'s LabelSelector);

impl Valid<'_> {
    /// Whether an object with these labels is selected. An empty selector selects everything.
    pub fn selects(self, labels: &Labels) -> bool {
        let Valid(selector) = self;
        selector.match_labels.iter().all(|(key, value)| labels.get(key) == Some(value))
            && selector.match_expressions.iter().all(|requirement| holds(requirement, labels))
    }
}

/// Whether an object with these labels is selected. What an absent selector means is the caller's to say.
pub fn matches(selector: &LabelSelector, labels: &Labels) -> Result<bool, InvalidSelector> {
    Ok(validate(selector)?.selects(labels))
}

/// Whether the selector selects everything (`Selector.Empty`).
pub fn is_empty(selector: &LabelSelector) -> bool {
    selector.match_labels.is_empty() && selector.match_expressions.is_empty()
}

/// The selector, if it can be read at all: an invalid part spoils the whole.
pub fn validate(selector: &LabelSelector) -> Result<Valid<'_>, InvalidSelector> {
    for (key, value) in selector.match_labels.iter() {
        check_key(key)?;
        check_value(value)?;
    }
    for SelectorRequirement { key, operator, values } in &selector.match_expressions {
        check_key(key)?;
        match operator {
            SelectorOperator::In | SelectorOperator::NotIn if values.is_empty() => {
                return invalid(format!("{key}: In and NotIn need a value"));
            }
            SelectorOperator::Exists | SelectorOperator::DoesNotExist if !values.is_empty() => {
                return invalid(format!("{key}: Exists and DoesNotExist take no value"));
            }
            SelectorOperator::Other(operator) => {
                return invalid(format!("{key}: operator {operator:?} is not known"));
            }
            _ => values.iter().try_for_each(|value| check_value(value))?,
        }
    }
    Ok(Valid(selector))
}

fn check_key(key: &str) -> Result<(), InvalidSelector> {
    if is_label_key(key) { Ok(()) } else { invalid(format!("{key:?} is not a label key")) }
}

fn check_value(value: &str) -> Result<(), InvalidSelector> {
    if is_label_value(value) { Ok(()) } else { invalid(format!("{value:?} is not a label value")) }
}

fn invalid<T>(why: String) -> Result<T, InvalidSelector> {
    Err(InvalidSelector { why })
}

/// Whether one requirement of a valid selector holds: what is not there is not In, but is NotIn.
fn holds(requirement: &SelectorRequirement, labels: &Labels) -> bool {
    let found = labels.get(&requirement.key);
    match requirement.operator {
        SelectorOperator::In => found.is_some_and(|value| requirement.values.contains(value)),
        SelectorOperator::NotIn => found.is_none_or(|value| !requirement.values.contains(value)),
        SelectorOperator::Exists => found.is_some(),
        SelectorOperator::DoesNotExist => found.is_none(),
        SelectorOperator::Other(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(labels: &[(&str, &str)], expressions: &[(&str, &str, &[&str])]) -> LabelSelector {
        LabelSelector {
            match_labels: labels.iter().copied().collect(),
            match_expressions: expressions
                .iter()
                .map(|(key, operator, values)| SelectorRequirement {
                    key: (*key).into(),
                    operator: (*operator).into(),
                    values: values.iter().map(|value| (*value).into()).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn every_pair_and_expression_must_hold() {
        let labels: Labels = [("app", "agent"), ("tier", "")].into_iter().collect();
        for (shows, selector, expected) in [
            ("an empty selector selects everything", selector(&[], &[]), Some(true)),
            ("a pair that is there", selector(&[("app", "agent")], &[]), Some(true)),
            ("a pair with another value", selector(&[("app", "Agent")], &[]), Some(false)),
            ("a value that is empty", selector(&[("tier", "")], &[]), Some(true)),
            ("In an absent label", selector(&[], &[("x", "In", &["a"])]), Some(false)),
            ("NotIn an absent label", selector(&[], &[("x", "NotIn", &["a"])]), Some(true)),
            ("NotIn its value", selector(&[], &[("app", "NotIn", &["agent"])]), Some(false)),
            ("Exists", selector(&[], &[("tier", "Exists", &[])]), Some(true)),
            ("DoesNotExist", selector(&[], &[("tier", "DoesNotExist", &[])]), Some(false)),
            (
                "pairs and expressions together",
                selector(&[("app", "agent")], &[("x", "Exists", &[])]),
                Some(false),
            ),
            ("In without values", selector(&[], &[("app", "In", &[])]), None),
            ("Exists with a value", selector(&[], &[("app", "Exists", &["a"])]), None),
            ("an operator in lower case", selector(&[], &[("app", "in", &["a"])]), None),
            ("a node's operator", selector(&[], &[("app", "Gt", &["1"])]), None),
            ("a key that is none", selector(&[("a b", "c")], &[]), None),
            (
                "a value that is none, though another value would match",
                selector(&[], &[("app", "In", &["agent", "a b"])]),
                None,
            ),
        ] {
            assert_eq!(matches(&selector, &labels).ok(), expected, "{shows}");
        }
    }
}
