use crate::render::{Glyphs, Line, Look, age};
use crate::report::job_wait::{JobWaitEvent, Standing};

/// What happened, as a line of a log: `2026-01-31T12:00:00Z job/x: …`.
pub fn line(event: &JobWaitEvent, namespaced: bool, look: &Look) -> String {
    let namespace = if namespaced { format!("{}/", event.namespace) } else { String::new() };
    let at = event.at.strftime("%Y-%m-%dT%H:%M:%SZ");
    let styles = &look.styles;
    let style = match (event.kind, event.outcome) {
        ("Ended", Some(crate::report::job_wait::Outcome::Complete)) => styles.good,
        ("PodFailed" | "FailureTarget" | "Ended", _) => styles.bad,
        ("Stuck" | "Suspended" | "Terminating", _) => styles.warning,
        _ => owo_colors::Style::new(),
    };
    let message = event.message.replace('\n', " ");
    Line::of(&format!("{at} {namespace}job/{}: ", event.name)).styled(style, &message).print()
}

/// A Job's live line, which is drawn again and again: name, a bar, where it stands, how long it has taken,
/// and how long it has left.
pub fn live(
    name: &str,
    standing: Option<&Standing>,
    now: crate::model::Time,
    look: &Look,
) -> String {
    let Some(standing) = standing else { return format!("{name}  waiting for it to be created") };
    let mut text = format!("{name}  ");
    if let Some(completions) = standing.completions.filter(|completions| *completions > 1) {
        text.push_str(&bar(standing.succeeded, completions, look.glyphs));
        text.push(' ');
    }
    text.push_str(&standing.phrase());
    if let Some(start) = standing.started_at {
        text.push_str(&format!(", {}", age(now.duration_since(start).as_secs().max(0))));
    }
    if let Some(deadline) = standing.deadline_at {
        let left = deadline.duration_since(now).as_secs().max(0);
        text.push_str(&format!(", deadline in {}", age(left)));
    }
    if let Some(next) = standing.next_attempt_at {
        let left = next.duration_since(now).as_secs().max(0);
        text.push_str(&format!(", next attempt in {}", age(left)));
    }
    text
}

fn bar(done: i32, all: i32, glyphs: Glyphs) -> String {
    const CELLS: i64 = 10;
    let filled = (i64::from(done.max(0)) * CELLS / i64::from(all.max(1))).min(CELLS);
    let filled = usize::try_from(filled).unwrap_or(0);
    let (full, empty) = match glyphs {
        Glyphs::Ascii => ("#", "."),
        Glyphs::Unicode => ("█", "░"),
    };
    format!("{}{}", full.repeat(filled), empty.repeat(10 - filled))
}
