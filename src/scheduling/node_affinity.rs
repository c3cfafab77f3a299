//! nodeSelector and required node affinity, as `GetRequiredNodeAffinity(pod).Match(node)` decides
//! (k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go).

use super::label_syntax::{is_label_key, is_label_value};
use super::{RequirementMismatch, TermMismatch};
use crate::model::{Labels, Node, NodeOperator, NodeRequirement, NodeSelectorTerm, Text};

/// Why a node is not one that the Pod asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// The first pair of the nodeSelector, by key, that is not on the node.
    Selector { key: Text, wanted: Text, found: Option<Text> },
    /// No term of the required affinity matches: what is first in the way of each. Where there are no terms,
    /// a term 0 stands for the list, which is empty.
    Terms(Vec<TermMismatch>),
}

/// Whether the node is not one that the Pod asks for, and why; None: it is.
///
/// `terms` are the alternatives of the required node affinity: None imposes nothing, an empty list matches
/// no node. A term with a requirement that is not valid never matches, and spoils no other.
pub fn mismatch(
    selector: &Labels,
    terms: Option<&[NodeSelectorTerm]>,
    node: &Node,
) -> Option<Mismatch> {
    for (key, wanted) in selector.iter() {
        let found = node.labels.get(key);
        if found != Some(wanted) {
            let (key, wanted, found) = (key.clone(), wanted.clone(), found.cloned());
            return Some(Mismatch::Selector { key, wanted, found });
        }
    }
    let terms = terms?;
    if terms.iter().any(|term| term_mismatch(term, node).is_none()) {
        return None;
    }
    if terms.is_empty() {
        let none = TermMismatch { term: 0, mismatch: RequirementMismatch::Empty };
        return Some(Mismatch::Terms(vec![none]));
    }
    let of = |(at, term)| Some(TermMismatch { term: at + 1, mismatch: term_mismatch(term, node)? });
    Some(Mismatch::Terms(terms.iter().enumerate().filter_map(of).collect()))
}

/// Whether any of a list of alternatives matches the node: a volume's node affinity is read so.
pub fn any_matches(terms: &[NodeSelectorTerm], node: &Node) -> bool {
    terms.iter().any(|term| term_mismatch(term, node).is_none())
}

/// What keeps a term from matching: first anything that is not valid, which kills the term whatever the
/// node, then the first label that differs, then the first field.
fn term_mismatch(term: &NodeSelectorTerm, node: &Node) -> Option<RequirementMismatch> {
    if term.match_expressions.is_empty() && term.match_fields.is_empty() {
        return Some(RequirementMismatch::Empty);
    }
    let invalid = |(requirement, why): (&NodeRequirement, Option<&'static str>)| {
        let (requirement, why) = (requirement.clone(), why?.into());
        Some(RequirementMismatch::Invalid { requirement, why })
    };
    let labels = term.match_expressions.iter();
    let fields = term.match_fields.iter();
    labels
        .clone()
        .map(|label| (label, label_problem(label)))
        .chain(fields.clone().map(|field| (field, field_problem(field))))
        .find_map(invalid)
        .or_else(|| {
            labels.clone().find(|label| !label_holds(label, &node.labels)).map(|label| {
                let found = node.labels.get(&label.key).cloned();
                RequirementMismatch::Label { requirement: label.clone(), found }
            })
        })
        .or_else(|| {
            fields.clone().find(|field| !field_holds(field, node)).map(|field| {
                let found = field_value(field, node);
                RequirementMismatch::Field { requirement: field.clone(), found }
            })
        })
}

/// What is not valid in a label requirement (`labels.NewRequirement`).
fn label_problem(label: &NodeRequirement) -> Option<&'static str> {
    let count = label.values.len();
    if !is_label_key(&label.key) {
        return Some("the key is not a label key");
    }
    match label.operator {
        NodeOperator::In | NodeOperator::NotIn if count == 0 => Some("it needs a value"),
        NodeOperator::Exists | NodeOperator::DoesNotExist if count > 0 => Some("it takes no value"),
        NodeOperator::Gt | NodeOperator::Lt if count != 1 => Some("it needs exactly one value"),
        NodeOperator::Gt | NodeOperator::Lt if integer(&label.values[0]).is_none() => {
            Some("the value is not an integer")
        }
        NodeOperator::Other(_) => Some("the operator is not known"),
        _ if label.values.iter().any(|value| !is_label_value(value)) => {
            Some("the value is not a label value")
        }
        _ => None,
    }
}

/// What is not valid in a field requirement (`nodeSelectorRequirementsAsFieldSelector`).
fn field_problem(field: &NodeRequirement) -> Option<&'static str> {
    match field.operator {
        NodeOperator::In | NodeOperator::NotIn if field.values.len() == 1 => None,
        NodeOperator::In | NodeOperator::NotIn => Some("it needs exactly one value"),
        _ => Some("a field takes only In and NotIn"),
    }
}

/// Whether a valid label requirement holds (`Requirement.Matches`).
fn label_holds(label: &NodeRequirement, labels: &Labels) -> bool {
    let found = labels.get(&label.key);
    let compared = |by: fn(&i64, &i64) -> bool| {
        let bound = label.values.first().and_then(|value| integer(value));
        let value = found.and_then(|value| integer(value));
        value.zip(bound).is_some_and(|(value, bound)| by(&value, &bound))
    };
    match label.operator {
        NodeOperator::In => found.is_some_and(|value| label.values.contains(value)),
        NodeOperator::NotIn => found.is_none_or(|value| !label.values.contains(value)),
        NodeOperator::Exists => found.is_some(),
        NodeOperator::DoesNotExist => found.is_none(),
        NodeOperator::Gt => compared(i64::gt),
        NodeOperator::Lt => compared(i64::lt),
        NodeOperator::Other(_) => false,
    }
}

/// Whether a valid field requirement holds.
fn field_holds(field: &NodeRequirement, node: &Node) -> bool {
    let equal = field.values.contains(&field_value(field, node));
    equal == (field.operator == NodeOperator::In)
}

/// A node has one field, its name; any other reads as empty.
fn field_value(field: &NodeRequirement, node: &Node) -> Text {
    if &*field.key == "metadata.name" { node.name.clone() } else { "".into() }
}

/// Base 10, 64 bits, a sign allowed, as Go's `strconv.ParseInt` reads it.
fn integer(text: &str) -> Option<i64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduling::given;

    fn requirement((key, operator, values): &Requirement<'_>) -> NodeRequirement {
        NodeRequirement {
            key: (*key).into(),
            operator: (*operator).into(),
            values: values.iter().map(|value| (*value).into()).collect(),
        }
    }

    type Requirement<'a> = (&'a str, &'a str, &'a [&'a str]);

    /// A term of label requirements (`E` in the names) and field requirements (`F`).
    fn term(labels: &[Requirement<'_>], fields: &[Requirement<'_>]) -> NodeSelectorTerm {
        NodeSelectorTerm {
            match_expressions: labels.iter().map(requirement).collect(),
            match_fields: fields.iter().map(requirement).collect(),
        }
    }

    fn node(name: &str, labels: &[(&str, &str)]) -> Node {
        let labels = std::sync::Arc::new(labels.iter().copied().collect());
        Node { labels, ..given::node(name) }
    }

    fn selects(pairs: &[(&str, &str)], terms: Option<&[NodeSelectorTerm]>, node: &Node) -> bool {
        mismatch(&pairs.iter().copied().collect(), terms, node).is_none()
    }

    #[test]
    fn every_pair_of_the_node_selector_must_be_on_the_node() {
        let bar = node("n", &[("foo", "bar"), ("baz", "blah")]);
        for (shows, pairs, expected) in [
            ("nothing asked", &[][..], true),
            ("a pair that is there", &[("foo", "bar")], true),
            ("a pair of two that is missing", &[("foo", "bar"), ("disk", "ssd")], false),
            ("a value in another case", &[("foo", "Bar")], false),
        ] {
            assert_eq!(selects(pairs, None, &bar), expected, "{shows}");
        }
        assert!(!selects(&[("foo", "bar")], None, &node("n", &[])), "a node without labels");
    }

    #[test]
    #[allow(clippy::too_many_lines)]
    fn one_term_must_hold_as_a_whole() {
        let e = |key, operator, values| term(&[(key, operator, values)], &[]);
        let f = |values| term(&[], &[("metadata.name", "In", values)]);
        let bar: &[(&str, &str)] = &[("foo", "bar")];
        let gpu: &[(&str, &str)] = &[("GPU", "NVIDIA-GRID-K1")];
        for (shows, terms, name, labels, expected) in [
            ("In", vec![e("foo", "In", &["bar", "value2"])], "n", bar, true),
            ("In other values", vec![e("foo", "In", &["value1", "value2"])], "n", bar, false),
            (
                "leading zeros are decimal",
                vec![e("k", "Gt", &["0204"])],
                "n",
                &[("k", "0206")],
                true,
            ),
            ("NotIn", vec![e("m", "NotIn", &["DDR", "DDR2"])], "n", &[("m", "DDR3")], true),
            ("Exists", vec![e("GPU", "Exists", &[])], "n", gpu, true),
            ("no terms", vec![], "n", bar, false),
            ("one empty term", vec![term(&[], &[])], "n", bar, false),
            (
                "an empty term spoils no other",
                vec![term(&[], &[]), e("foo", "Exists", &[])],
                "n",
                bar,
                true,
            ),
            (
                "both of a term",
                vec![term(&[("GPU", "Exists", &[]), ("GPU", "NotIn", &["AMD", "INTER"])], &[])],
                "n",
                gpu,
                true,
            ),
            (
                "one of a term's two does not hold",
                vec![term(&[("GPU", "Exists", &[]), ("GPU", "In", &["AMD", "INTER"])], &[])],
                "n",
                gpu,
                false,
            ),
            (
                "one term of two",
                vec![e("foo", "In", &["bar", "value2"]), e("diffkey", "In", &["wrong", "value2"])],
                "n",
                bar,
                true,
            ),
            (
                "NotIn a value that is no label value",
                vec![e("foo", "NotIn", &["invalid value: ___@#$%^"])],
                "n",
                bar,
                false,
            ),
            ("the name", vec![f(&["node_1"])], "node_1", &[], true),
            ("another name", vec![f(&["node_1"])], "node_2", &[], false),
            (
                "a name or a label",
                vec![f(&["node_1"]), e("foo", "In", &["bar"])],
                "node_2",
                bar,
                true,
            ),
            (
                "the label without the name",
                vec![term(&[("foo", "In", &["bar"])], &[("metadata.name", "In", &["node_1"])])],
                "node_2",
                bar,
                false,
            ),
            (
                "the name without the label",
                vec![term(&[("foo", "In", &["bar"])], &[("metadata.name", "In", &["node_1"])])],
                "node_1",
                &[],
                false,
            ),
            (
                "the name and the label",
                vec![term(&[("foo", "In", &["bar"])], &[("metadata.name", "In", &["node_1"])])],
                "node_1",
                bar,
                true,
            ),
            ("two names are not valid", vec![f(&["host_1", "host_2"])], "host_1", &[], false),
            (
                "a label is no field",
                vec![f(&["host_1"])],
                "not_host_1",
                &[("metadata.name", "host_1")],
                false,
            ),
            (
                "a field is no label",
                vec![e("metadata.name", "In", &["host_1"])],
                "host_1",
                &[],
                false,
            ),
            (
                "invalid terms are passed over",
                vec![
                    f(&["host_1", "host_2"]),
                    e("foo", "In", &["bar"]),
                    e("invalid key", "Exists", &[]),
                ],
                "n",
                bar,
                true,
            ),
            ("Exists with values", vec![e("foo", "Exists", &["bar", "baz"])], "n", bar, false),
            ("NotIn what is absent", vec![e("x", "NotIn", &["a"])], "n", &[], true),
            ("DoesNotExist what is absent", vec![e("x", "DoesNotExist", &[])], "n", &[], true),
            ("Gt what is absent", vec![e("x", "Gt", &["1"])], "n", &[], false),
            ("Lt what is absent", vec![e("x", "Lt", &["1"])], "n", &[], false),
            ("Gt what is no number", vec![e("x", "Gt", &["5"])], "n", &[("x", "abc")], false),
            ("Gt an equal number", vec![e("x", "Gt", &["5"])], "n", &[("x", "5")], false),
            ("Gt a larger number", vec![e("x", "Gt", &["5"])], "n", &[("x", "6")], true),
            ("Gt with a leading zero", vec![e("x", "Gt", &["5"])], "n", &[("x", "06")], true),
            ("Lt a smaller number", vec![e("x", "Lt", &["5"])], "n", &[("x", "4")], true),
            (
                "a bound below zero is no label value",
                vec![e("x", "Gt", &["-5"])],
                "n",
                &[("x", "9")],
                false,
            ),
            (
                "a bound with a plus is no label value",
                vec![e("x", "Gt", &["+5"])],
                "n",
                &[("x", "9")],
                false,
            ),
            (
                "a bound beyond 64 bits",
                vec![e("x", "Lt", &["9223372036854775808"])],
                "n",
                &[("x", "1")],
                false,
            ),
            ("In the empty value", vec![e("x", "In", &[""])], "n", &[("x", "")], true),
            ("In the empty value, absent", vec![e("x", "In", &[""])], "n", &[], false),
            ("an operator in lower case", vec![e("foo", "in", &["bar"])], "n", bar, false),
            (
                "a field with Exists",
                vec![term(&[], &[("metadata.name", "Exists", &[])])],
                "n",
                &[],
                false,
            ),
            (
                "a name that is not",
                vec![term(&[], &[("metadata.name", "NotIn", &["a"])])],
                "n",
                &[],
                true,
            ),
        ] {
            assert_eq!(selects(&[], Some(&terms), &node(name, labels)), expected, "{shows}");
        }
    }

    #[test]
    fn selector_and_affinity_must_both_hold() {
        let terms = [term(&[("foo", "Exists", &[])], &[])];
        assert!(selects(&[("foo", "bar")], Some(&terms), &node("n", &[("foo", "bar")])));
        assert!(!selects(&[("foo", "bar")], Some(&terms), &node("n", &[("foo", "barrrrrr")])));
    }

    #[test]
    fn each_term_tells_what_is_first_in_its_way() {
        let terms = vec![
            term(&[("disk", "Exists", &[]), ("zone", "In", &["a", "b"])], &[]),
            term(&[("zone", "In", &["c"]), ("bad key", "Exists", &[])], &[]),
            term(&[], &[]),
        ];
        let node = node("n", &[("disk", "ssd"), ("zone", "c")]);
        let Some(Mismatch::Terms(found)) = mismatch(&Labels::default(), Some(&terms), &node) else {
            panic!("no term matches");
        };
        let zone = requirement(&("zone", "In", &["a", "b"]));
        let bad = requirement(&("bad key", "Exists", &[]));
        let why = "the key is not a label key".into();
        let expected = [
            RequirementMismatch::Label { requirement: zone, found: Some("c".into()) },
            RequirementMismatch::Invalid { requirement: bad, why },
            RequirementMismatch::Empty,
        ];
        for (at, expected) in expected.into_iter().enumerate() {
            assert_eq!(found[at], TermMismatch { term: at + 1, mismatch: expected });
        }
    }
}
