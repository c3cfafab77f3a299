use jiff::Timestamp;

use super::pods;
use crate::render::cronjob_history::{outcome, seconds, since};
use crate::render::{Column, Line, Look, Table};
use crate::report::job_history::JobHistory;

/// A row per Job.
pub fn wide(jobs: &[JobHistory], now: Option<Timestamp>, look: &Look) -> String {
    let mut table = Table::new(
        ["NAMESPACE", "NAME", "OF", "STATUS", "PODS", "FAILED", "TOOK", "STARTED", "ENDED", "WHY"]
            .map(Column::new),
    );
    for job in jobs {
        let run = &job.run;
        let why = run.why();
        let of = match job.group.kind.as_str() {
            "Job" => "-".to_owned(),
            kind => format!("{}/{}", kind.to_lowercase(), job.group.name),
        };
        let status = match outcome(run.outcome, look) {
            line if job.status == run.outcome.as_str() => line,
            _ => Line::of(&job.status),
        };
        table.row([
            Line::of(&job.namespace),
            Line::new().styled(look.styles.strong, &job.name),
            Line::of(&of),
            status,
            Line::of(&pods(job)),
            Line::of(&job.failed.to_string()),
            Line::of(&seconds(run.duration_seconds)),
            Line::of(&since(run.started_at, now)),
            Line::of(&since(run.ended_at, now)),
            Line::of(if why.is_empty() { "-" } else { &why }),
        ]);
    }
    table.print(look)
}

/// A line per attempt, or per Job of which none is kept; times in RFC 3339, durations in seconds.
pub fn csv(jobs: &[JobHistory], no_headers: bool) -> Result<String, csv::Error> {
    const HEADERS: [&str; 13] = [
        "NAMESPACE",
        "JOB",
        "STATUS",
        "POD",
        "INDEX",
        "OUTCOME",
        "REASON",
        "EXITCODE",
        "RESTARTS",
        "NODE",
        "STARTED",
        "ENDED",
        "SECONDS",
    ];
    let text = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for job in jobs {
        let row = |rest: [String; 10]| {
            let mut row = vec![job.namespace.clone(), job.name.clone(), job.status.clone()];
            row.extend(rest);
            row
        };
        for attempt in &job.attempts {
            rows.push(row([
                attempt.pod.clone(),
                number(attempt.index.map(i64::from)),
                format!("{:?}", attempt.outcome),
                attempt.reason.clone().unwrap_or_default(),
                number(attempt.exit_code.map(i64::from)),
                attempt.restarts.to_string(),
                attempt.node.clone().unwrap_or_default(),
                text(attempt.started_at),
                text(attempt.ended_at),
                number(attempt.duration_seconds),
            ]));
        }
        if job.attempts.is_empty() {
            let run = &job.run;
            rows.push(row([
                String::new(),
                String::new(),
                run.outcome.as_str().to_owned(),
                run.reason.clone().unwrap_or_default(),
                number(run.exit_code.map(i64::from)),
                run.restarts.to_string(),
                String::new(),
                text(run.started_at),
                text(run.ended_at),
                number(run.duration_seconds),
            ]));
        }
    }
    crate::render::csv(&HEADERS, rows, no_headers)
}
