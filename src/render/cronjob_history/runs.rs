use jiff::Timestamp;

use super::{clock, outcome, seconds};
use crate::render::strip::{bar, style};
use crate::render::words::count;
use crate::render::{Column, Line, Look, Table, age};
use crate::report::cronjob_history::{CronJobHistory, Missed, What};
use crate::report::run::{KnownBy, Outcome, Run, Trigger};

/// The room for a bar, and the column that it stands in.
const BAR: usize = 16;
const BAR_AT: usize = 4;

/// In a narrow terminal a bar leaves room for the reasons.
const NARROW: usize = 100;
const SHORT_BAR: usize = 8;

/// A line of the table: a run, or a due time without one.
enum Row<'a> {
    Run(&'a Run),
    Missed(&'a Missed),
}

/// A line for each run and each due time without one, newest first.
pub(super) fn table(item: &CronJobHistory, look: &Look) -> String {
    let mut rows: Vec<(Option<Timestamp>, Row<'_>)> =
        item.runs.iter().map(|run| (run.at(), Row::Run(run))).collect();
    rows.extend(item.missed.iter().map(|missed| (Some(missed.due_at), Row::Missed(missed))));
    rows.sort_by_key(|row| std::cmp::Reverse(row.0));
    let longest = item.runs.iter().filter_map(|run| run.duration_seconds).max().unwrap_or(0);
    let narrow = look.width.is_some_and(|width| width < NARROW);
    let room = if narrow { SHORT_BAR } else { BAR };
    // The day is told where it is not the same as on the line above.
    // Restarts take the room of the bars.
    let bars = !narrow || item.runs.iter().all(|run| run.restarts == 0);
    let mut columns = vec![
        Column::new("DUE"),
        Column::new("LATE"),
        Column::new("OUTCOME"),
        Column::new("TOOK"),
        Column::new("PODS"),
        Column::wrap("WHY"),
    ];
    if bars {
        columns.insert(BAR_AT, Column::new(""));
    }
    let mut table = Table::new(columns);
    let mut day = item.local_time.as_deref().unwrap_or("");
    for (at, row) in &rows {
        let (local, at) = match &row {
            Row::Run(run) => (&run.local, at),
            Row::Missed(missed) => (&missed.local, at),
        };
        let due = match local {
            Some(local) => clock(local, std::mem::replace(&mut day, local)),
            None => at.map_or_else(|| "-".to_owned(), |at| at.to_string()),
        };
        let mut cells = match row {
            Row::Run(run) => vec![
                Line::of(&due),
                Line::of(&late(run)),
                outcome(run.outcome, look),
                Line::of(&seconds(run.duration_seconds)),
                Line::of(&pods(run)),
                Line::of(&why(run)),
            ],
            Row::Missed(missed) => vec![
                Line::of(&due),
                Line::of("-"),
                if missed.skipped {
                    Line::new().styled(style(What::Skipped, look), "Skipped")
                } else {
                    Line::new().styled(style(What::Missed, look), "Missed")
                },
                Line::of("-"),
                Line::of("-"),
                Line::of(&missed.cause.message),
            ],
        };
        if bars {
            let drawn = match row {
                Row::Run(run) => drawn(run, longest, room, look),
                Row::Missed(_) => Line::of(" "),
            };
            cells.insert(BAR_AT, drawn);
        }
        table.row(cells);
    }
    table.print(look)
}

fn late(run: &Run) -> String {
    match (run.trigger, run.delay_seconds) {
        (Trigger::Manual, _) => "manual".to_owned(),
        (_, Some(0) | None) => "-".to_owned(),
        (_, Some(delay)) => format!("+{}", age(delay)),
    }
}

fn drawn(run: &Run, longest: i64, room: usize, look: &Look) -> Line {
    let bar = bar(run.duration_seconds.unwrap_or(0), longest, room, look);
    let style = match run.outcome {
        Outcome::Complete => look.styles.good,
        Outcome::Failed => look.styles.bad,
        _ => look.styles.neutral,
    };
    if bar.is_empty() { Line::of(" ") } else { Line::new().styled(style, &bar) }
}

/// `2`, or `1/2` where fewer are kept than were made.
pub(in crate::render) fn pods(run: &Run) -> String {
    let restarts = match run.restarts {
        0 => String::new(),
        n => format!(" (+{})", count(n as usize, "restart")),
    };
    match run.attempts {
        0 => "-".to_owned(),
        made if made == run.pods_kept => format!("{made}{restarts}"),
        made => format!("{}/{made}{restarts}", run.pods_kept),
    }
}

fn why(run: &Run) -> String {
    let why = run.why();
    let source = match run.known_by {
        KnownBy::Job => "",
        KnownBy::Store => "its Job is gone (store)",
        KnownBy::Events => "its Job is gone (events)",
    };
    match (why.is_empty(), source.is_empty()) {
        (true, true) => "-".to_owned(),
        (false, true) => why,
        (true, false) => source.to_owned(),
        (false, false) => format!("{why}; {source}"),
    }
}
