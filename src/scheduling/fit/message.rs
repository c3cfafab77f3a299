/// The scheduler's message about a Pod for which it found no node, taken apart (`FitError.Error`,
/// framework/types.go): `0/T nodes are available: <reasons>.[ <what preemption says>]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message<'t> {
    /// Without their counts, in the order of the text.
    pub(super) reasons: Vec<&'t str>,
    /// What PostFilter plugins added, verbatim.
    pub(super) after: Option<&'t str>,
}

impl<'t> Message<'t> {
    /// Takes any text apart: what is not of that form is one reason.
    pub(super) fn parse(text: &'t str) -> Self {
        let text = text.trim();
        let Some(rest) = after_count(text) else {
            return Message {
                reasons: Vec::from_iter(Some(text).filter(|t| !t.is_empty())),
                after: None,
            };
        };
        let (head, after) = split_sentence(rest);
        let after = Some(after).filter(|after| !after.is_empty());
        Message { reasons: items(head).into_iter().map(without_count).collect(), after }
    }
}

/// What follows `0/T nodes are available:`.
fn after_count(text: &str) -> Option<&str> {
    let (count, rest) = text.split_once(" nodes are available:")?;
    let (feasible, all) = count.split_once('/')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(feasible) && digits(all)).then(|| rest.trim())
}

/// The first sentence without its full stop, and the rest. A full stop in quotation marks ends nothing.
fn split_sentence(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '.' if !quoted && text[at + 1..].starts_with(' ') => {
                return (&text[..at], text[at + 1..].trim());
            }
            _ => {}
        }
    }
    (text.strip_suffix('.').unwrap_or(text), "")
}

/// The counted reasons: a comma separates two only where a count follows.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(", ") {
        if has_count(&text[at + 2..]) {
            items.push(&text[start..at]);
            start = at + 2;
        }
    }
    items.push(&text[start..]);
    items.retain(|item| !item.is_empty());
    items
}

fn has_count(item: &str) -> bool {
    without_count(item).len() < item.len()
}

fn without_count(item: &str) -> &str {
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < item.len() { rest.strip_prefix(' ').unwrap_or(item) } else { item }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_apart_and_what_follows_them_stays_as_it_is() {
        let noise = "node(s) didn't satisfy plugin(s) [NodeAffinity]";
        for (text, reasons, after) in [
            (
                "0/30 nodes are available: 1 Insufficient cpu, 1 Too many pods, 28 node(s) didn't \
                 satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/30 nodes \
                 are available: 30 Preemption is not helpful for scheduling.",
                vec!["Insufficient cpu", "Too many pods", noise],
                Some(
                    "no new claims to deallocate, preemption: 0/30 nodes are available: 30 Preemption \
                     is not helpful for scheduling.",
                ),
            ),
            (
                r#"0/3 nodes are available: persistentvolumeclaim "data. 1" not found. not found"#,
                vec![r#"persistentvolumeclaim "data. 1" not found"#],
                Some("not found"),
            ),
            (
                "0/1 nodes are available: 1 Insufficient example.com/a.b, 1 who, what.",
                vec!["Insufficient example.com/a.b", "who, what"],
                None,
            ),
            ("Scheduling is blocked", vec!["Scheduling is blocked"], None),
            ("0/0 nodes are available: .", vec![], None),
            ("", vec![], None),
        ] {
            assert_eq!(Message::parse(text), Message { reasons, after }, "{text}");
        }
    }
}
