use jiff::Timestamp;

use super::{health, last_run, next, outcome, rate, seconds, since, streak};
use crate::render::strip::strip;
use crate::render::{Column, Line, Look, Table};
use crate::report::cronjob_history::CronJobHistory;

/// So many runs the strip of the wide table shows.
const STRIP: usize = 30;

/// A row per CronJob with all that a row can tell.
pub fn wide(items: &[CronJobHistory], now: Option<Timestamp>, look: &Look) -> String {
    let mut table = Table::new(
        [
            "NAMESPACE",
            "NAME",
            "SCHEDULE",
            "TIMEZONE",
            "SUSPEND",
            "HEALTH",
            "LAST",
            "AGO",
            "TOOK",
            "P50",
            "P95",
            "NEXT",
            "STREAK",
            "OK",
            "MISSED",
            "RUNS",
        ]
        .map(Column::new),
    );
    for item in items {
        let last = item.last_finished.as_ref();
        let zone = item.time_zone.clone().filter(|_| !item.time_zone_assumed).unwrap_or_default();
        table.row([
            Line::of(&item.namespace),
            Line::new().styled(look.styles.strong, &item.name),
            Line::of(&item.schedule),
            Line::of(&zone),
            Line::of(if item.suspended { "True" } else { "False" }),
            health(item.health, look),
            last.map_or_else(|| Line::of("-"), |run| outcome(run.outcome, look)),
            Line::of(&since(last_run(item), now)),
            Line::of(&seconds(last.and_then(|run| run.duration_seconds))),
            Line::of(&seconds(item.durations.p50_seconds)),
            Line::of(&seconds(item.durations.p95_seconds)),
            Line::of(&next(item, now)),
            Line::of(&streak(&item.failing_streak)),
            Line::of(&rate(&item.success_rate)),
            Line::of(&item.missed.len().to_string()),
            match strip(&item.timeline, STRIP, look) {
                line if line.is_empty() => Line::of("-"),
                line => line,
            },
        ]);
    }
    table.print(look)
}

/// A line per run, for spreadsheets; times in RFC 3339, durations in seconds.
pub fn csv(items: &[CronJobHistory], no_headers: bool) -> Result<String, csv::Error> {
    const HEADERS: [&str; 13] = [
        "NAMESPACE",
        "CRONJOB",
        "JOB",
        "TRIGGER",
        "DUE",
        "STARTED",
        "ENDED",
        "SECONDS",
        "OUTCOME",
        "REASON",
        "EXITCODE",
        "ATTEMPTS",
        "KNOWNBY",
    ];
    let text = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let rows = items.iter().flat_map(|item| {
        item.runs.iter().map(move |run| {
            [
                item.namespace.clone(),
                item.name.clone(),
                run.job.clone(),
                format!("{:?}", run.trigger),
                text(run.due_at),
                text(run.started_at),
                text(run.ended_at),
                run.duration_seconds.map(|it| it.to_string()).unwrap_or_default(),
                run.outcome.as_str().to_owned(),
                run.reason.clone().unwrap_or_default(),
                run.exit_code.map(|it| it.to_string()).unwrap_or_default(),
                run.attempts.to_string(),
                format!("{:?}", run.known_by),
            ]
        })
    });
    crate::render::csv(&HEADERS, rows, no_headers)
}
