/// The word as a POSIX shell takes it for one word, whatever is in it: names come from files, too.
pub(super) fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,@+".contains(&byte);
    if !word.is_empty() && !word.starts_with('-') && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A command line: each word quoted where it must be.
pub(super) fn command<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words = words.into_iter().map(|word| match word {
        // Our own flags, which begin with a dash.
        flag if FLAGS.contains(&flag) => flag.to_owned(),
        word => quoted(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

const FLAGS: [&str; 8] =
    ["-n", "-p", "-c", "-o", "-A", "--previous", "--type=json", "--type=merge"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stays_one_word() {
        for (word, expected) in [
            ("agent-x1", "agent-x1"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(reboot)", "'$(reboot)'"),
            ("it's", r"'it'\''s'"),
            ("--all", "'--all'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }
}
