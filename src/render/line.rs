use std::fmt::Write as _;

use owo_colors::Style;

use super::look::Look;
use super::text::{printable, width};

/// A line of an answer: pieces of text, each with its style. What is put into it is made fit for a
/// terminal here, so that only the styles can write escapes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line(Vec<(Style, String)>);

impl Line {
    pub fn new() -> Self {
        Line::default()
    }

    /// A line with one plain text.
    pub fn of(text: &str) -> Self {
        Line::new().plain(text)
    }

    #[must_use]
    pub fn plain(self, text: &str) -> Self {
        self.styled(Style::new(), text)
    }

    #[must_use]
    pub fn styled(mut self, style: Style, text: &str) -> Self {
        if !text.is_empty() {
            self.0.push((style, printable(text).into_owned()));
        }
        self
    }

    /// Both lines as one.
    #[must_use]
    pub fn join(mut self, other: Line) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The columns it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| width(text)).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line with its escapes, however long.
    pub fn print(&self) -> String {
        let mut out = String::new();
        for (style, text) in &self.0 {
            // Writing to a String does not fail.
            let _ = write!(out, "{}", style.style(text));
        }
        out
    }

    /// The line in at most `room` columns, cut with a mark if it is longer.
    #[must_use]
    pub fn cut(self, room: usize, look: &Look) -> Self {
        if self.width() <= room {
            return self;
        }
        let mark = look.glyphs.cut();
        let mut left = room;
        let mut kept = Vec::new();
        for (style, text) in self.0 {
            let wide = width(&text);
            // What fits with room for the mark stays whole; the next piece is cut.
            if wide + width(mark) <= left {
                left -= wide;
                kept.push((style, text));
            } else {
                let short = super::text::cut(&format!("{text}{mark}"), left, mark).into_owned();
                kept.push((style, short));
                break;
            }
        }
        Line(kept)
    }

    /// The line as a paragraph: broken between words at the look's width, what follows the first line
    /// indented by `indent` columns. Ends with a newline.
    pub fn paragraph(&self, look: &Look, indent: usize) -> String {
        let mut out = String::new();
        let mut used = 0;
        let room = look.width.unwrap_or(usize::MAX).max(indent + 20);
        for (style, text) in &self.0 {
            let mut rest = text.as_str();
            let mut piece = String::new();
            while !rest.is_empty() {
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                let end = rest[blanks..].find(' ').map_or(rest.len(), |at| at + blanks);
                let (token, after) = rest.split_at(end);
                let word = &token[blanks..];
                if used > indent && blanks > 0 && used + width(token) > room && !word.is_empty() {
                    let _ = write!(out, "{}", style.style(&piece));
                    piece.clear();
                    let _ = write!(out, "\n{:indent$}", "");
                    used = indent;
                    piece.push_str(word);
                    used += width(word);
                } else {
                    piece.push_str(token);
                    used += width(token);
                }
                rest = after;
            }
            if !piece.is_empty() {
                let _ = write!(out, "{}", style.style(&piece));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Styles;

    fn look(width: usize) -> Look {
        Look { width: Some(width), ..Look::default() }
    }

    #[test]
    fn a_paragraph_breaks_between_words_and_hangs() {
        let line = Line::of("  - ").plain("37 nodes: alpha, beta, gamma, delta");
        assert_eq!(line.paragraph(&look(25), 4), "  - 37 nodes: alpha,\n    beta, gamma, delta\n");
        assert_eq!(
            line.paragraph(&Look::default(), 4),
            "  - 37 nodes: alpha, beta, gamma, delta\n"
        );
    }

    #[test]
    fn a_word_longer_than_the_line_stays_whole() {
        let line = Line::of("see https://example.com/a/very/long/address now");
        assert_eq!(
            line.paragraph(&look(20), 2),
            "see\n  https://example.com/a/very/long/address\n  now\n"
        );
    }

    #[test]
    fn only_styles_write_escapes() {
        let styles = Styles::coloured();
        let line = Line::new().styled(styles.bad, "\u{1b}[2Jbad").plain(" and good");
        assert_eq!(line.print(), "\u{1b}[31m^[[2Jbad\u{1b}[0m and good");
        assert_eq!(line.width(), 17);
    }

    #[test]
    fn a_cut_counts_all_pieces() {
        let line = || Line::of("kube-system/").plain("node-exporter");
        assert_eq!(line().cut(25, &look(80)).print(), "kube-system/node-exporter");
        assert_eq!(line().cut(20, &look(80)).print(), "kube-system/node-...");
        assert_eq!(line().cut(10, &look(80)).print(), "kube-sy...");
    }
}
