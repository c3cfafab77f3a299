//! Words: plurals, and lists that stay short.

/// `1 node`, `2 nodes`.
pub(crate) fn count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}

/// `a, b, c`, with `… and 34 more` in place of what would be more than `most` names.
pub(crate) fn list(names: &[String], most: usize) -> String {
    // Naming the last one takes no more room than saying that there is one more.
    if names.len().saturating_sub(1) <= most {
        return names.join(", ");
    }
    format!("{} and {} more", names[..most].join(", "), names.len() - most)
}

/// `37 nodes: a, b, c and 34 more`; a single node is named alone.
pub(crate) fn nodes(names: &[String], most: usize) -> String {
    match names {
        [one] => one.clone(),
        _ => format!("{}: {}", count(names.len(), "node"), list(names, most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_stay_short_and_plurals_right() {
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(String::from).to_vec();
        assert_eq!(count(0, "node"), "0 nodes");
        assert_eq!(nodes(&names[..1], 3), "a");
        assert_eq!(nodes(&names[..4], 3), "4 nodes: a, b, c, d");
        assert_eq!(nodes(&names, 3), "5 nodes: a, b, c and 2 more");
        assert_eq!(list(&names, usize::MAX), "a, b, c, d, e");
        assert_eq!(list(&[], 3), "");
    }
}
