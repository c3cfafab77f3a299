use owo_colors::Style;

use crate::render::{Glyphs, Line, Look, Styles};
use crate::report::Reason;
use crate::report::ds_coverage::State;

/// Columns that the longest state takes, and a gap.
pub(super) const STATE_WIDTH: usize = 15;

/// The state as a word.
pub(super) fn word(state: State) -> &'static str {
    match state {
        State::Ready => "Ready",
        State::NotReady => "NotReady",
        State::Pending => "Pending",
        State::Missing => "Missing",
        State::Misscheduled => "Misscheduled",
        State::Excluded => "Excluded",
        State::WouldSchedule => "WouldSchedule",
        State::WouldPend => "WouldPend",
    }
}

pub(super) fn style(state: State, styles: &Styles) -> Style {
    match state {
        State::Ready | State::WouldSchedule => styles.good,
        State::NotReady | State::Pending | State::Missing | State::WouldPend => styles.bad,
        State::Misscheduled => styles.warning,
        State::Excluded => styles.neutral,
    }
}

/// The state as one character, a different one for each state.
pub(super) fn glyph(state: State, glyphs: Glyphs) -> &'static str {
    match (glyphs, state) {
        (Glyphs::Unicode, State::Ready | State::WouldSchedule) => "●",
        (Glyphs::Unicode, State::NotReady) => "✗",
        (Glyphs::Unicode, State::Pending | State::WouldPend) => "◌",
        (Glyphs::Unicode, State::Missing) => "○",
        (Glyphs::Unicode, State::Excluded) => "·",
        (Glyphs::Ascii, State::Ready | State::WouldSchedule) => "+",
        (Glyphs::Ascii, State::NotReady) => "x",
        (Glyphs::Ascii, State::Pending | State::WouldPend) => "?",
        (Glyphs::Ascii, State::Missing) => "O",
        (Glyphs::Ascii, State::Excluded) => ".",
        (_, State::Misscheduled) => "!",
    }
}

/// Whether the DaemonSet is there as it should be, or rightly is not.
pub(super) fn is_fine(state: State) -> bool {
    matches!(state, State::Ready | State::Excluded | State::WouldSchedule)
}

pub(super) fn styled(state: State, look: &Look) -> Line {
    Line::new().styled(style(state, &look.styles), word(state))
}

/// `Token: phrase`; the phrase alone where it says the token itself.
pub(super) fn why(token: &str, phrase: &str) -> String {
    if phrase.is_empty() {
        token.to_owned()
    } else if phrase.contains(token) && token != "NotReady" {
        phrase.to_owned()
    } else {
        format!("{token}: {phrase}")
    }
}

/// All that blocks now, in one text; what would only block next follows in parentheses.
pub(super) fn whys(reasons: &[Reason]) -> String {
    let text = |further: bool| {
        let of: Vec<String> = reasons
            .iter()
            .filter(|reason| reason.further == further)
            .map(|reason| why(&reason.reason, &reason.message))
            .collect();
        of.join("; ")
    };
    match (text(false), text(true)) {
        (now, next) if next.is_empty() => now,
        (now, next) => format!("{now} (next: {next})"),
    }
}
