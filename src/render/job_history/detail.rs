use std::fmt::Write as _;

use jiff::Timestamp;

use crate::render::cronjob_history::{outcome, seconds, since};
use crate::render::strip::bar;
use crate::render::{Column, Line, Look, Table, age};
use crate::report::job_history::{Attempt, AttemptOutcome, JobHistory};
use crate::report::run::Outcome;

const WORD: usize = 10;
const BAR: usize = 12;

/// In a narrower terminal there is no room for bars.
const WIDE: usize = 100;

/// The story of one Job: how it stands or ended, and a line for each attempt, newest first.
pub fn detail(job: &JobHistory, now: Option<Timestamp>, look: &Look) -> String {
    let name = format!("{}/{}", job.namespace, job.name);
    let mut head = Line::new().styled(look.styles.strong, &name);
    if job.group.kind != "Job" {
        head = head.plain(&format!("   of {} {}", job.group.kind, job.group.name));
    }
    let mut out = head.paragraph(look, 2);
    out.push_str(&state(job, now, look));
    if let Some(message) = job.run.message.as_ref().filter(|text| !text.is_empty()) {
        out.push_str(&said("Message", message, look));
    }
    out.push_str(&said("Pods", &counts(job), look));
    for (word, indexes) in [("Complete", &job.completed_indexes), ("Failed", &job.failed_indexes)] {
        if let Some(indexes) = indexes.as_ref().filter(|indexes| !indexes.is_empty()) {
            out.push_str(&said(word, &format!("indexes {indexes}"), look));
        }
    }
    if let (Some(at), Some(now)) = (job.deadline_at, now) {
        let left = at.duration_since(now).as_secs();
        out.push_str(&said("Deadline", &format!("in {}", age(left.max(0))), look));
    }
    if let (Some(at), Some(now)) = (job.next_attempt_at, now) {
        let wait = at.duration_since(now).as_secs();
        out.push_str(&said("Next", &format!("attempt in {} at the earliest", age(wait)), look));
    }
    let table = table(job, look);
    if !table.is_empty() {
        out.push('\n');
        out.push_str(&table);
    }
    out
}

fn said(word: &str, text: &str, look: &Look) -> String {
    let gap = " ".repeat(WORD.saturating_sub(word.len()));
    Line::of(word).plain(&gap).plain(text).paragraph(look, WORD)
}

/// `Failed 12m ago after 37s: BackoffLimitExceeded`
fn state(job: &JobHistory, now: Option<Timestamp>, look: &Look) -> String {
    let run = &job.run;
    let took = seconds(run.duration_seconds);
    let time = match run.outcome {
        Outcome::Complete | Outcome::Failed => {
            format!(" {} ago, took {took}", since(run.ended_at, now))
        }
        Outcome::Running if run.started_at.is_some() => format!(" for {took}"),
        _ => String::new(),
    };
    let mut why = run.why();
    if let Some(condition) = run.condition.as_ref().filter(|it| !why.contains(it.as_str())) {
        let gap = if why.is_empty() { "" } else { "; " };
        why = format!("{why}{gap}{condition}");
    }
    let word = if run.outcome == Outcome::Unknown {
        outcome(run.outcome, look)
    } else {
        let style = match run.outcome {
            Outcome::Complete => look.styles.good,
            Outcome::Failed => look.styles.bad,
            _ => look.styles.neutral,
        };
        Line::new().styled(style, &job.status)
    };
    let why = if why.is_empty() { why } else { format!(": {why}") };
    word.plain(&time).plain(&why).paragraph(look, 2)
}

fn counts(job: &JobHistory) -> String {
    let wanted = match job.completions {
        Some(completions) => format!("{}/{completions} succeeded", job.succeeded),
        None => format!("{} succeeded (a work queue)", job.succeeded),
    };
    let limit = match job.backoff_limit {
        Some(limit) => format!(" (backoffLimit {limit})"),
        None => String::new(),
    };
    format!(
        "{wanted}, {} failed{limit}, {} active; {} ever made, {} kept",
        job.failed, job.active, job.run.attempts, job.run.pods_kept
    )
}

fn table(job: &JobHistory, look: &Look) -> String {
    let longest = job.attempts.iter().filter_map(|it| it.duration_seconds).max().unwrap_or(0);
    let any = |has: fn(&Attempt) -> bool| job.attempts.iter().any(has);
    let wide = look.width.is_none_or(|width| width >= WIDE);
    let indexed = any(|attempt| attempt.index.is_some());
    let restarted = wide || any(|attempt| attempt.restarts > 0);
    let columns = [
        (true, Column::cut("POD")),
        (indexed, Column::new("INDEX")),
        (true, Column::new("OUTCOME")),
        (true, Column::new("TOOK")),
        (wide, Column::new("")),
        (restarted, Column::new("RESTARTS")),
        (true, Column::cut("NODE")),
        (true, Column::wrap("WHY")),
    ];
    let shown = columns.map(|(shown, _)| shown);
    let columns = columns.into_iter().filter(|(shown, _)| *shown).map(|(_, column)| column);
    let mut table = Table::new(columns);
    for attempt in &job.attempts {
        let style = style(attempt.outcome, look);
        let drawn = bar(attempt.duration_seconds.unwrap_or(0), longest, BAR, look);
        let cells = [
            Line::of(&attempt.pod),
            Line::of(&attempt.index.map_or("-".to_owned(), |it| it.to_string())),
            Line::new().styled(style, word(attempt.outcome)),
            Line::of(&seconds(attempt.duration_seconds)),
            if drawn.is_empty() { Line::of(" ") } else { Line::new().styled(style, &drawn) },
            Line::of(&attempt.restarts.to_string()),
            Line::of(attempt.node.as_deref().unwrap_or("-")),
            Line::of(&why(attempt)),
        ];
        let cells = cells.into_iter().zip(shown).filter(|(_, shown)| *shown).map(|(cell, _)| cell);
        table.row(cells);
    }
    if table.is_empty() {
        let made =
            if job.run.attempts == 0 { "No Pod was made" } else { "None of its Pods is kept" };
        return format!("{made}.\n");
    }
    table.print(look)
}

fn why(attempt: &Attempt) -> String {
    let mut why = attempt.reason.clone().unwrap_or_default();
    if let (Some(code), Some(container)) = (attempt.exit_code, &attempt.container) {
        let gap = if why.is_empty() { "" } else { ", " };
        let _ = write!(why, "{gap}{container} exited with {code}");
    }
    if let Some(message) = attempt.message.as_ref().filter(|text| !text.trim().is_empty()) {
        let _ = write!(why, ": {}", message.trim());
    }
    if why.is_empty() { "-".to_owned() } else { why }
}

fn word(outcome: AttemptOutcome) -> &'static str {
    match outcome {
        AttemptOutcome::Waiting => "Waiting",
        AttemptOutcome::Running => "Running",
        AttemptOutcome::Succeeded => "Succeeded",
        AttemptOutcome::Failed => "Failed",
        AttemptOutcome::Stopped => "Stopped",
    }
}

fn style(outcome: AttemptOutcome, look: &Look) -> owo_colors::Style {
    match outcome {
        AttemptOutcome::Succeeded => look.styles.good,
        AttemptOutcome::Failed => look.styles.bad,
        AttemptOutcome::Waiting => look.styles.warning,
        AttemptOutcome::Running | AttemptOutcome::Stopped => look.styles.neutral,
    }
}
