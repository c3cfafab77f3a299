//! Many outcomes and durations in one cell: a character each, the newest last.

use owo_colors::Style;

use super::{Glyphs, Line, Look};
use crate::report::cronjob_history::{Moment, What};

/// The heights of a bar, from a fraction of the longest to the longest.
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The newest `most` moments: a successful run is a bar as high as it took long, beside the longest of them;
/// other ends have a sign each. Plain ASCII has a letter for each end, and no heights.
pub(super) fn strip(moments: &[Moment], most: usize, look: &Look) -> Line {
    let shown = &moments[moments.len().saturating_sub(most)..];
    let longest = shown.iter().filter_map(|moment| moment.duration_seconds).max().unwrap_or(0);
    shown.iter().fold(Line::new(), |line, moment| {
        line.styled(style(moment.what, look), sign(moment, longest, look.glyphs))
    })
}

/// The sign of a moment.
fn sign(moment: &Moment, longest: i64, glyphs: Glyphs) -> &'static str {
    match (moment.what, glyphs) {
        (What::Complete, Glyphs::Unicode) => height(moment.duration_seconds.unwrap_or(0), longest),
        (What::Complete, Glyphs::Ascii) => "o",
        (What::Failed, Glyphs::Unicode) => "✗",
        (What::Failed, Glyphs::Ascii) => "x",
        (What::Running, _) => ">",
        (What::Suspended, _) => "z",
        (What::Replaced, _) => "r",
        (What::Missed, _) => "!",
        (What::Skipped, _) => "-",
        (What::Waiting, _) => "~",
        (What::Unknown | What::NotKept, _) => "?",
    }
}

fn height(seconds: i64, longest: i64) -> &'static str {
    let step = match longest {
        // Nobody sees the difference between one second and two.
        ..=5 => 3,
        longest => (seconds.max(0) * 8 + longest - 1) / longest,
    };
    BARS[usize::try_from(step.clamp(1, 8) - 1).unwrap_or(0)]
}

/// The signs among `moments`, each with its word, for those who do not know them.
pub(super) fn legend(moments: &[Moment], look: &Look) -> Line {
    const ORDER: [(What, &str); 10] = [
        (What::Complete, "complete"),
        (What::Failed, "failed"),
        (What::Running, "running"),
        (What::Suspended, "suspended"),
        (What::Replaced, "replaced"),
        (What::Missed, "missed"),
        (What::Skipped, "skipped"),
        (What::Waiting, "due now"),
        (What::Unknown, "end not known"),
        (What::NotKept, "not kept"),
    ];
    let mut line = Line::new();
    for (what, word) in ORDER {
        let Some(moment) = moments.iter().find(|moment| moment.what == what) else { continue };
        if !line.is_empty() {
            line = line.plain("  ");
        }
        let sign = match (what, look.glyphs) {
            (What::Complete, Glyphs::Unicode) => "▄",
            _ => sign(moment, 0, look.glyphs),
        };
        line = line.styled(style(what, look), sign).plain(&format!(" {word}"));
    }
    line
}

/// What a moment's colour says.
pub(super) fn style(what: What, look: &Look) -> Style {
    match what {
        What::Complete => look.styles.good,
        What::Failed => look.styles.bad,
        What::Missed | What::Waiting | What::Unknown => look.styles.warning,
        What::Running | What::Suspended | What::Replaced | What::Skipped | What::NotKept => {
            look.styles.neutral
        }
    }
}

/// A bar for `part` of `whole`, at most `room` columns wide; what is more than nothing shows.
pub(super) fn bar(part: i64, whole: i64, room: usize, look: &Look) -> String {
    if part <= 0 || whole <= 0 {
        return String::new();
    }
    let room = i64::try_from(room).unwrap_or(i64::MAX);
    let wide = (part.min(whole).saturating_mul(room) / whole).max(1);
    let piece = match look.glyphs {
        Glyphs::Unicode => "█",
        Glyphs::Ascii => "#",
    };
    piece.repeat(usize::try_from(wide).unwrap_or(1))
}
