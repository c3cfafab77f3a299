//! What became of Jobs, for people: a line for those that are well, the story of those that are not.

mod annotation;
mod live;
mod tables;

pub use annotation::{Forge, annotation};
pub use live::{line, live};
pub use tables::{csv, table};

use super::look::Look;
use super::{Line, printable};
use crate::report::job_wait::{JobWaitResult, Outcome, PodFailure};

/// How many failed Pods of one Job are told in full; of a large Indexed Job, the rest is counted.
const MOST_FAILURES: usize = 5;

/// The results: a line for one Job, a table for several, and below it what went wrong with each.
pub fn results(items: &[JobWaitResult], namespaced: bool, wide: bool, look: &Look) -> String {
    let mut out = String::new();
    if let [one] = items {
        out.push_str(&headline(one, look).paragraph(look, 2));
        out.push_str(&details(one, look));
        return out;
    }
    out.push_str(&table(items, namespaced, wide, look));
    for item in items.iter().filter(|item| needs_telling(item)) {
        out.push('\n');
        out.push_str(&headline(item, look).paragraph(look, 2));
        out.push_str(&details(item, look));
    }
    out
}

fn needs_telling(item: &JobWaitResult) -> bool {
    !matches!(item.outcome, Outcome::Complete | Outcome::Unfinished)
}

/// What became of the Job, in one line.
fn headline(item: &JobWaitResult, look: &Look) -> Line {
    let styles = &look.styles;
    let style = match item.outcome {
        Outcome::Complete => styles.good,
        Outcome::Failed | Outcome::NotFound => styles.bad,
        Outcome::Unfinished => styles.neutral,
        _ => styles.warning,
    };
    Line::new().styled(style, &item.headline())
}

/// Pod, container, exit code or signal, termination message; the last log lines; what to type next.
fn details(item: &JobWaitResult, look: &Look) -> String {
    let mut out = String::new();
    for failure in item.failures.iter().take(MOST_FAILURES) {
        out.push_str(&pod(failure, look));
    }
    if item.failures.len() > MOST_FAILURES {
        let more = item.failures.len() - MOST_FAILURES;
        out.push_str(&format!("  and {more} more failed Pods\n"));
    }
    if !item.stopped.is_empty() {
        let pods = crate::render::words::list(&item.stopped, MOST_FAILURES);
        out.push_str(&Line::of("  ended by the deadline: Pod ").plain(&pods).paragraph(look, 4));
    }
    for (at, command) in item.next.iter().enumerate() {
        let lead = if at == 0 { "  next: " } else { "        " };
        out.push_str(lead);
        out.push_str(&Line::new().styled(look.styles.command, command).print());
        out.push('\n');
    }
    out
}

fn pod(failure: &PodFailure, look: &Look) -> String {
    let mut out = Line::of("  ").plain(&failure.phrase()).paragraph(look, 4);
    for line in failure.message.iter().flat_map(|text| text.trim_end().lines()) {
        out.push_str(&Line::of("    message: ").plain(line).paragraph(look, 6));
    }
    match (&failure.log, &failure.log_unread) {
        (Some(lines), _) if lines.is_empty() => out.push_str("    its log is empty\n"),
        (Some(lines), _) => {
            out.push_str("    last log lines:\n");
            for line in lines {
                out.push_str(&format!("      | {}\n", printable(line)));
            }
        }
        (None, Some(why)) => {
            out.push_str(&Line::of("    log not read: ").plain(why).paragraph(look, 6));
        }
        (None, None) => {}
    }
    out
}
