//! The one place where text from a cluster is made fit for a terminal.
//!
//! Names, messages and labels are whatever someone wrote. On a terminal, control characters move the
//! cursor and set the title, and bidirectional controls make a line read as what it is not
//! (kubernetes/kubernetes #101695). Formats for machines keep the text as it is: there, JSON escapes it.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` in one line that shows what it holds: line breaks and tabs are blanks, ESC is `^[` as in kubectl,
/// and what has no visible form is gone.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !c.is_control() && !is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{1b}' => clean.push_str("^["),
            '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            _ if c.is_control() || is_invisible(c) => {}
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// The first line of `text`, with `...` where there is more, as kubectl's cells have it
/// (`formatCell` in cli-runtime's pkg/printers/tableprinter.go).
pub fn first_line(text: &str) -> Cow<'_, str> {
    match text.find(['\n', '\r', '\u{c}']) {
        Some(at) => Cow::Owned(format!("{}...", &text[..at])),
        None => Cow::Borrowed(text),
    }
}

/// The columns that `text` takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `room` columns, with `mark` where it is cut.
pub(crate) fn cut<'t>(text: &'t str, room: usize, mark: &str) -> Cow<'t, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let room = room.saturating_sub(width(mark));
    let mut used = 0;
    let kept = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > room
    });
    Cow::Owned(format!("{}{mark}", &text[..kept.map_or(text.len(), |(at, _)| at)]))
}

/// Bidirectional controls, zero-width characters, tags and other characters without a form of their own.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_cluster_steers_a_terminal() {
        for (text, shown) in [
            ("node-1", "node-1"),
            ("\u{1b}[31mred\u{1b}[0m", "^[[31mred^[[0m"),
            ("\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{7}", "^[]8;;http://xlink^[]8;;"),
            ("\u{9b}31mred", "31mred"),
            ("good\rbad", "goodbad"),
            ("two\nlines\tand a tab", "two lines and a tab"),
            ("bell\u{7}back\u{8}del\u{7f}", "bellbackdel"),
            ("user\u{202e}nimda\u{202c}", "usernimda"),
            ("\u{2066}a\u{2069}\u{200b}b\u{200d}c\u{feff}", "abc"),
            ("tag\u{e0041}", "tag"),
            ("Zürich 東京 e\u{301}", "Zürich 東京 e\u{301}"),
        ] {
            assert_eq!(printable(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_cut_counts_columns() {
        assert_eq!(cut("node-12", 7, "…"), "node-12");
        assert_eq!(cut("node-123", 7, "…"), "node-1…");
        assert_eq!(cut("東京都", 5, "…"), "東京…");
        assert_eq!(cut("東京都", 4, "…"), "東…");
        assert_eq!(cut("abcdef", 4, "..."), "a...");
    }

    #[test]
    fn a_cell_ends_with_its_first_line() {
        assert_eq!(first_line("one\ntwo"), "one...");
        assert_eq!(first_line("one"), "one");
    }
}
