use std::collections::BTreeMap;

use crate::model::{Node, Text};

/// What a selector may have meant, or why no node can satisfy it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearMiss {
    /// Nodes have a label of almost that name.
    Key { key: Text, nodes: usize },
    /// Nodes have almost that value.
    Value { value: Text, nodes: usize },
    /// No node has the label.
    NoSuchLabel,
    /// No node has any of the values; these are there.
    NoSuchValue { present: Vec<Text> },
}

/// What comes nearest to `key` with one of `wanted` (any value, where that is empty) on all nodes. None: some
/// node has just that.
pub(super) fn near_miss(nodes: &[Node], key: &str, wanted: &[Text]) -> Option<NearMiss> {
    let values = counted(nodes.iter().filter_map(|node| node.labels.get(key)));
    if values.is_empty() {
        let keys = counted(nodes.iter().flat_map(|node| node.labels.iter().map(|(key, _)| key)));
        let nearest = nearest(&keys, key);
        return Some(
            nearest.map_or(NearMiss::NoSuchLabel, |(key, nodes)| NearMiss::Key { key, nodes }),
        );
    }
    if wanted.is_empty() || wanted.iter().any(|value| values.contains_key(value)) {
        return None;
    }
    let nearest = wanted.iter().find_map(|value| nearest(&values, value));
    Some(nearest.map_or_else(
        || NearMiss::NoSuchValue { present: values.keys().map(|value| (*value).clone()).collect() },
        |(value, nodes)| NearMiss::Value { value, nodes },
    ))
}

fn counted<'n>(texts: impl Iterator<Item = &'n Text>) -> BTreeMap<&'n Text, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

/// The text that differs least from `wanted`, if it could be a slip.
fn nearest(present: &BTreeMap<&Text, usize>, wanted: &str) -> Option<(Text, usize)> {
    let slips = |text: &str| {
        if text.eq_ignore_ascii_case(wanted) {
            return Some(0);
        }
        let allowed = if wanted.len() < 5 { 1 } else { 2 };
        Some(distance(text, wanted)).filter(|slips| *slips <= allowed && wanted.len() > 2)
    };
    let near = present.iter().filter_map(|(text, count)| Some((slips(text)?, *text, *count)));
    near.min_by_key(|(slips, ..)| *slips).map(|(_, text, count)| (text.clone(), count))
}

/// How many letters must be put in, left out or changed to make one of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let change = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduling::given;

    #[test]
    fn slips_are_found_and_differences_are_not_slips() {
        let labelled = |name: &str, labels: &[(&str, &str)]| Node {
            labels: std::sync::Arc::new(labels.iter().copied().collect()),
            ..given::node(name)
        };
        let nodes = [
            labelled("a", &[("disk", "SSD"), ("zone", "eu-west-1a")]),
            labelled("b", &[("disk", "hdd"), ("zone", "eu-west-1b")]),
        ];
        let value = |value: &str| Some(NearMiss::Value { value: value.into(), nodes: 1 });
        let none = |present: &[&str]| {
            let present = present.iter().map(|value| (*value).into()).collect();
            Some(NearMiss::NoSuchValue { present })
        };
        let key = || Some(NearMiss::Key { key: "disk".into(), nodes: 2 });
        for (shows, key, wanted, expected) in [
            ("it is there", "disk", &["hdd"][..], None),
            ("another case", "disk", &["ssd"], value("SSD")),
            ("a slip of the pen", "zone", &["eu-west1a"], value("eu-west-1a")),
            ("no such zone", "zone", &["us-east-2c"], none(&["eu-west-1a", "eu-west-1b"])),
            ("two letters of four are no slip", "dsik", &["ssd"], Some(NearMiss::NoSuchLabel)),
            ("one letter too many", "disks", &["ssd"], key()),
            ("no such label", "accelerator", &[], Some(NearMiss::NoSuchLabel)),
            ("any value will do", "disk", &[], None),
        ] {
            let wanted: Vec<Text> = wanted.iter().map(|value| (*value).into()).collect();
            let found = near_miss(&nodes, key, &wanted);
            assert_eq!(found, expected, "{shows}");
        }
    }
}
