use crate::render::{Column, Line, Look, Table, age};
use crate::report::job_wait::{JobWaitResult, Outcome, Standing};

/// A row for each Job.
pub fn table(items: &[JobWaitResult], namespaced: bool, wide: bool, look: &Look) -> String {
    let mut columns = Vec::new();
    if namespaced {
        columns.push(Column::cut("NAMESPACE"));
    }
    columns.extend([
        Column::cut("NAME"),
        Column::new("OUTCOME"),
        Column::new("REASON"),
        Column::new("COMPLETIONS"),
        Column::new("DURATION"),
        Column::new("ATTEMPTS"),
    ]);
    if wide {
        columns.extend([Column::new("RESTARTS"), Column::cut("FAILED POD"), Column::new("EXIT")]);
    }
    let mut table = Table::new(columns);
    for item in items {
        let style = match item.outcome {
            Outcome::Complete => look.styles.good,
            Outcome::Failed | Outcome::NotFound => look.styles.bad,
            Outcome::Unfinished => look.styles.neutral,
            _ => look.styles.warning,
        };
        let standing = item.standing.as_ref();
        let mut cells = Vec::new();
        if namespaced {
            cells.push(Line::of(&item.namespace));
        }
        let cell = |text: Option<String>| Line::of(&text.unwrap_or_default());
        cells.extend([
            Line::of(&item.name),
            Line::new().styled(style, word(item.outcome)),
            cell(item.reason.clone()),
            cell(standing.map(Standing::done)),
            cell(standing.and_then(|it| it.duration_seconds).map(age)),
            cell(standing.map(|it| it.attempts.to_string())),
        ]);
        if wide {
            let failure = item.failures.first();
            cells.extend([
                cell(standing.map(|it| it.restarts.to_string())),
                cell(failure.map(|failure| failure.pod.clone())),
                cell(failure.and_then(|failure| failure.exit_code).map(|code| code.to_string())),
            ]);
        }
        table.row(cells);
    }
    table.print(look)
}

/// A record for each Job.
pub fn csv(items: &[JobWaitResult], no_headers: bool) -> Result<String, csv::Error> {
    const HEADERS: [&str; 13] = [
        "NAMESPACE",
        "NAME",
        "OUTCOME",
        "REASON",
        "MESSAGE",
        "SUCCEEDED",
        "FAILED",
        "ATTEMPTS",
        "RESTARTS",
        "SECONDS",
        "POD",
        "CONTAINER",
        "EXITCODE",
    ];
    let rows = items.iter().map(|item| {
        let standing = item.standing.as_ref();
        let failure = item.failures.first();
        let number = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
        [
            item.namespace.clone(),
            item.name.clone(),
            word(item.outcome).to_owned(),
            item.reason.clone().unwrap_or_default(),
            item.message.clone().unwrap_or_default(),
            number(standing.map(|it| it.succeeded.into())),
            number(standing.map(|it| it.failed.into())),
            standing.map(|it| it.attempts.to_string()).unwrap_or_default(),
            number(standing.map(|it| it.restarts.into())),
            number(standing.and_then(|it| it.duration_seconds)),
            failure.map(|it| it.pod.clone()).unwrap_or_default(),
            failure.and_then(|it| it.container.clone()).unwrap_or_default(),
            number(failure.and_then(|it| it.exit_code).map(Into::into)),
        ]
    });
    crate::render::csv(&HEADERS, rows, no_headers)
}

/// As JSON writes it.
fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "Complete",
        Outcome::Failed => "Failed",
        Outcome::Deleted => "Deleted",
        Outcome::Replaced => "Replaced",
        Outcome::NotFound => "NotFound",
        Outcome::Stuck => "Stuck",
        Outcome::Suspended => "Suspended",
        Outcome::TimedOut => "TimedOut",
        Outcome::Interrupted => "Interrupted",
        Outcome::Unfinished => "Unfinished",
    }
}
