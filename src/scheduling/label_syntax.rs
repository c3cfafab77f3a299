//! What the API takes for a label (k8s.io/apimachinery/pkg/util/validation): a selector that names
//! anything else is not valid, and matches nothing.

/// Whether `key` is a qualified name: `[prefix/]name`, the prefix a DNS subdomain (`IsQualifiedName`).
pub(super) fn is_label_key(key: &str) -> bool {
    match key.split_once('/') {
        Some((prefix, name)) => is_dns_subdomain(prefix) && is_name(name),
        None => is_name(key),
    }
}

/// Whether `value` may stand in a label: empty, or a name (`IsValidLabelValue`).
pub(super) fn is_label_value(value: &str) -> bool {
    value.is_empty() || is_name(value)
}

/// At most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
fn is_name(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.len() <= 63 && text.bytes().all(inner) && has_ends(text, u8::is_ascii_alphanumeric)
}

/// At most 253 lower-case letters, digits, `-` and `.`, each part with a letter or digit at both ends.
fn is_dns_subdomain(text: &str) -> bool {
    let end = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= 253
        && text
            .split('.')
            .all(|part| part.bytes().all(|byte| end(&byte) || byte == b'-') && has_ends(part, end))
}

/// Whether the first and the last byte are of that sort; false of an empty text.
fn has_ends(text: &str, of: impl Fn(&u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(&of) && bytes.last().is_some_and(&of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_qualified_names() {
        let long = "a".repeat(64);
        for (key, valid) in [
            ("disk", true),
            ("Disk_1.a-b", true),
            ("topology.kubernetes.io/zone", true),
            ("a/b/c", false),
            ("/zone", false),
            ("zone/", false),
            ("", false),
            ("-disk", false),
            ("disk-", false),
            ("invalid key", false),
            ("Upper.io/zone", false),
            ("a..b/zone", false),
            (&long[..63], true),
            (&long, false),
        ] {
            assert_eq!(is_label_key(key), valid, "{key:?}");
        }
    }

    #[test]
    fn values_may_be_empty_but_not_signed() {
        for (value, valid) in
            [("", true), ("ssd", true), ("-5", false), ("+5", false), ("a b", false), ("é", false)]
        {
            assert_eq!(is_label_value(value), valid, "{value:?}");
        }
    }
}
