use jiff::Timestamp;

use crate::render::cronjob_history::{outcome, seconds, since};
use crate::render::strip::strip;
use crate::render::words::count;
use crate::render::{Column, Line, Look, Table};
use crate::report::job_history::{Group, JobGroup, JobHistory, grouped};
use crate::report::run::{Outcome, Run};

/// So many Jobs a strip shows.
const STRIP: usize = 10;

/// In a narrow terminal it is shorter, for the reasons.
const NARROW: usize = 100;
const SHORT_STRIP: usize = 5;

/// What Jobs there are, a row for those that belong together: those whose newest end is a failure first.
pub fn fleet(jobs: &[JobHistory], now: Option<Timestamp>, look: &Look) -> String {
    let groups = grouped(jobs);
    let mut out = verdict(jobs, look).paragraph(look, 0);
    if !groups.is_empty() {
        out.push('\n');
        out.push_str(&table(&groups, now, look));
    }
    out
}

fn verdict(jobs: &[JobHistory], look: &Look) -> Line {
    let of = |outcome| jobs.iter().filter(|job| job.run.outcome == outcome).count();
    let stuck = jobs
        .iter()
        .filter(|job| job.run.outcome == Outcome::Running && job.run.reason.is_some())
        .count();
    let line = Line::of(&format!("{}: ", count(jobs.len(), "Job")));
    let mut parts: Vec<(owo_colors::Style, String)> = Vec::new();
    let styles = &look.styles;
    for (number, style, word) in [
        (of(Outcome::Failed), styles.bad, "failed"),
        (stuck, styles.warning, "kept from getting on"),
        (of(Outcome::Running) - stuck, styles.neutral, "running"),
        (of(Outcome::Suspended), styles.neutral, "suspended"),
        (of(Outcome::Complete), styles.good, "complete"),
    ] {
        if number > 0 {
            parts.push((style, format!("{number} {word}")));
        }
    }
    let mut line = line;
    for (at, (style, text)) in parts.iter().enumerate() {
        line = if at > 0 { line.plain(", ") } else { line };
        line = line.styled(*style, text);
    }
    if parts.is_empty() { line.plain("none.") } else { line.plain(".") }
}

fn table(groups: &[JobGroup<'_>], now: Option<Timestamp>, look: &Look) -> String {
    let many = groups.iter().any(|group| group.namespace != groups[0].namespace);
    let mut columns = vec![
        Column::cut("NAME"),
        Column::new("LAST"),
        Column::new("TOOK"),
        Column::new("OK"),
        Column::new("RUNS"),
        Column::cut("WHY"),
    ];
    if many {
        columns.insert(0, Column::cut("NAMESPACE"));
    }
    let narrow = look.width.is_some_and(|width| width < NARROW);
    let most = if narrow { SHORT_STRIP } else { STRIP };
    let mut table = Table::new(columns);
    for group in groups {
        let Some(newest) = group.jobs.first() else { continue };
        let telling = telling(group, newest);
        let finished: Vec<_> = group
            .jobs
            .iter()
            .filter(|run| matches!(run.outcome, Outcome::Complete | Outcome::Failed))
            .collect();
        let complete = finished.iter().filter(|run| run.outcome == Outcome::Complete).count();
        let ago = since(telling.ended_at.or(telling.started_at), now);
        let why = telling.why();
        let mut cells = vec![
            Line::new().styled(look.styles.strong, &name(&group.group)),
            outcome(telling.outcome, look).plain(&format!(" {ago}")),
            Line::of(&seconds(telling.duration_seconds)),
            Line::of(&match finished.len() {
                0 => "-".to_owned(),
                finished => format!("{complete}/{finished}"),
            }),
            strip(&group.timeline, most, look),
            Line::of(if why.is_empty() { "-" } else { &why }),
        ];
        if many {
            cells.insert(0, Line::of(&group.namespace));
        }
        table.row(cells);
    }
    table.print(look)
}

/// The run that a group's row tells of: one that something keeps, else the newest that has finished, else
/// the newest.
fn telling<'r>(group: &JobGroup<'r>, newest: &'r Run) -> &'r Run {
    let kept = group
        .jobs
        .iter()
        .copied()
        .find(|run| run.outcome == Outcome::Running && run.reason.is_some())
        .filter(|_| group.badness() == 1);
    let finished = group
        .jobs
        .iter()
        .copied()
        .find(|run| matches!(run.outcome, Outcome::Complete | Outcome::Failed));
    kept.or(finished).unwrap_or(newest)
}

/// `cronjob/x`, `release/x`, `load-*`, or the Job's own name.
fn name(group: &Group) -> String {
    match group.kind.as_str() {
        "Job" => group.name.clone(),
        "GenerateName" => format!("{}*", group.name),
        kind => format!("{}/{}", kind.to_lowercase(), group.name),
    }
}
