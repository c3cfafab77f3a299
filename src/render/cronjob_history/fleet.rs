use jiff::Timestamp;

use super::{health, next, outcome, rate, seconds, since};
use crate::render::strip::strip;
use crate::render::words::{count, list};
use crate::render::{Column, Line, Look, Table};
use crate::report::cronjob_history::{CronJobHistory, Health};

/// So many runs a strip shows.
const STRIP: usize = 10;

/// In a narrow terminal it is shorter, for the names.
const NARROW: usize = 100;
const SHORT_STRIP: usize = 5;

/// So many CronJobs without trouble still have a row; of more, only the number is told.
const ROWS: usize = 20;

/// So many names stand in a line.
const NAMES: usize = 6;

/// Which CronJobs are in trouble: a row for each, in the order given, and why under the row. Those without
/// trouble follow, or are told of in a line where they are too many and `all` is not asked for.
pub fn fleet(items: &[CronJobHistory], all: bool, now: Option<Timestamp>, look: &Look) -> String {
    let fine = items.iter().filter(|item| !item.is_in_trouble()).count();
    let folds = !all && fine > ROWS;
    let (shown, folded): (Vec<&CronJobHistory>, Vec<&CronJobHistory>) =
        items.iter().partition(|item| !folds || item.is_in_trouble());
    let mut out = verdict(items, look).paragraph(look, 0);
    if !shown.is_empty() {
        out.push('\n');
        out.push_str(&table(&shown, now, look));
    }
    if !folded.is_empty() {
        out.push('\n');
        for (word, of) in [
            ("healthy", Health::Healthy),
            ("not due yet", Health::New),
            ("suspended", Health::Suspended),
        ] {
            out.push_str(&folded_line(word, of, &folded, look));
        }
    }
    out
}

fn verdict(items: &[CronJobHistory], look: &Look) -> Line {
    let trouble = items.iter().filter(|item| item.is_in_trouble()).count();
    let suspended = items.iter().filter(|item| item.suspended).count();
    let line = Line::of(&format!("{}: ", count(items.len(), "CronJob")));
    let line = match trouble {
        0 => line.styled(look.styles.good, "none is in trouble"),
        1 => line.styled(look.styles.bad, "1 is in trouble"),
        n => line.styled(look.styles.bad, &format!("{n} are in trouble")),
    };
    match suspended {
        0 => line.plain("."),
        n => line.plain(&format!(", {n} suspended.")),
    }
}

fn table(items: &[&CronJobHistory], now: Option<Timestamp>, look: &Look) -> String {
    let many = items.iter().any(|item| item.namespace != items[0].namespace);
    let mut columns = vec![
        Column::cut("NAME"),
        Column::cut("SCHEDULE"),
        Column::new("LAST"),
        Column::new("TOOK"),
        Column::new("NEXT"),
        Column::new("OK"),
        Column::new("RUNS"),
    ];
    if many {
        columns.insert(0, Column::cut("NAMESPACE"));
    }
    let narrow = look.width.is_some_and(|width| width < NARROW);
    let most = if narrow { SHORT_STRIP } else { STRIP };
    let mut table = Table::new(columns);
    for item in items {
        let last = item.last_finished.as_ref();
        let mut cells = vec![
            Line::new().styled(look.styles.strong, &item.name),
            Line::of(&item.schedule),
            last.map_or_else(
                || Line::of("-"),
                |run| outcome(run.outcome, look).plain(&format!(" {}", since(run.ended_at, now))),
            ),
            Line::of(&seconds(last.and_then(|run| run.duration_seconds))),
            Line::of(&next(item, now)),
            Line::of(&rate(&item.success_rate)),
            match strip(&item.timeline, most, look) {
                line if line.is_empty() => Line::of("-"),
                line => line,
            },
        ];
        if many {
            cells.insert(0, Line::of(&item.namespace));
        }
        table.row(cells);
    }
    table.print_with(look, |at| items.get(at).map_or_else(String::new, |item| why(item, look)))
}

/// Under a row in trouble: how it is, and what the warnings say.
fn why(item: &CronJobHistory, look: &Look) -> String {
    if !item.is_in_trouble() {
        return String::new();
    }
    let lost = lost(item);
    let said: Vec<&str> = item
        .warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .chain((!lost.is_empty()).then_some(lost.as_str()))
        .take(2)
        .collect();
    let gap = " ".repeat(WORD.saturating_sub(health(item.health, look).width()));
    let line = Line::of("  ").join(health(item.health, look)).plain(&gap).plain(&said.join("; "));
    line.paragraph(look, WORD + 2)
}

/// The room for the word that says how a CronJob is.
const WORD: usize = 10;

/// `4 of 11 due times had no run (ConcurrencyForbid)`
pub(super) fn lost(item: &CronJobHistory) -> String {
    let Some(newest) = item.missed.first() else { return String::new() };
    let due = item.missed.len() + item.runs.iter().filter(|run| run.due_at.is_some()).count();
    let mut causes: Vec<&str> =
        item.missed.iter().map(|missed| missed.cause.reason.as_str()).collect();
    causes.sort_unstable();
    causes.dedup();
    let why = match causes.as_slice() {
        ["Unknown"] => newest.cause.message.clone(),
        causes => causes.join(", "),
    };
    format!("{} of {due} due times had no run: {why}", item.missed.len())
}

fn folded_line(word: &str, of: Health, items: &[&CronJobHistory], look: &Look) -> String {
    let names: Vec<String> = items
        .iter()
        .filter(|item| item.health == of)
        .map(|item| format!("{}/{}", item.namespace, item.name))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    Line::of(&format!("{} {word}: {}", names.len(), list(&names, NAMES))).paragraph(look, 2)
}
