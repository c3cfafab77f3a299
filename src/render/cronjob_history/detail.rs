use std::fmt::Write as _;

use jiff::Timestamp;

use super::fleet::lost;
use super::runs::table;
use super::{clock, health, outcome, seconds, since};
use crate::render::strip::{legend, strip};
use crate::render::words::count;
use crate::render::{Line, Look, age};
use crate::report::cronjob_history::{ClockEffect, CronJobHistory, NextState};
use crate::report::run::{Outcome, Run};

/// The room for the words before each line.
const WORD: usize = 10;

/// The story of one CronJob: how it is, what it did last, what it does next, what is known of its past, and
/// a line for each run and each due time without one, newest first.
pub fn detail(item: &CronJobHistory, now: Option<Timestamp>, look: &Look) -> String {
    let mut out = head(item, look);
    out.push('\n');
    out.push_str(&last(item, now, look));
    out.push_str(&next(item, now, look));
    out.push_str(&past(item, look));
    for warning in &item.warnings {
        out.push_str(&said("Warning", look.styles.warning, &warning.message, look));
    }
    if !item.timeline.is_empty() {
        let room = look.width.unwrap_or(usize::MAX).saturating_sub(2).max(20);
        out.push('\n');
        out.push_str(&Line::of("  ").join(strip(&item.timeline, room, look)).paragraph(look, 2));
        out.push_str(&Line::of("  ").join(legend(&item.timeline, look)).paragraph(look, 2));
    }
    let table = table(item, look);
    if !table.is_empty() {
        out.push('\n');
        out.push_str(&table);
    }
    out
}

/// Its name, its schedule in words and its zone.
fn head(item: &CronJobHistory, look: &Look) -> String {
    let name = format!("{}/{}", item.namespace, item.name);
    let line = Line::new().styled(look.styles.strong, &name).plain("   ").plain(&item.schedule);
    let zone = match (&item.time_zone, item.time_zone_assumed) {
        (Some(zone), true) => format!(", {zone} (assumed)"),
        (Some(zone), false) => format!(", {zone}"),
        (None, _) => String::new(),
    };
    let words = item.schedule_in_words.clone().unwrap_or_else(|| "not a schedule".to_owned());
    let second = Line::of(&format!("{words}{zone}, concurrencyPolicy {}", item.concurrency_policy));
    let lost = lost(item);
    let lost = if lost.is_empty() { lost } else { format!(": {lost}") };
    line.paragraph(look, 2)
        + &second.paragraph(look, 2)
        + &health(item.health, look).plain(&lost).paragraph(look, 2)
}

fn said(word: &str, style: owo_colors::Style, text: &str, look: &Look) -> String {
    let gap = " ".repeat(WORD.saturating_sub(word.len()));
    Line::new().styled(style, word).plain(&gap).plain(text).paragraph(look, WORD)
}

/// The last finished run, and those that go on.
fn last(item: &CronJobHistory, now: Option<Timestamp>, look: &Look) -> String {
    let usual = |run: &Run| match (item.durations.p50_seconds, run.outcome) {
        (Some(usual), Outcome::Complete | Outcome::Running) if item.durations.samples > 2 => {
            format!(" (usually {})", age(usual))
        }
        _ => String::new(),
    };
    let mut out = match &item.last_finished {
        Some(run) => {
            let why = run.why();
            let why = if why.is_empty() { why } else { format!(": {why}") };
            let text = format!(
                " {} ago, took {}{}{why}",
                since(run.ended_at, now),
                seconds(run.duration_seconds),
                usual(run)
            );
            let gap = " ".repeat(WORD - 4);
            Line::of("Last")
                .plain(&gap)
                .join(outcome(run.outcome, look))
                .plain(&text)
                .paragraph(look, WORD)
        }
        None => match item.last_successful_time {
            Some(at) => said(
                "Last",
                look.styles.strong,
                &format!("a success {} ago; its Job is gone", since(Some(at), now)),
                look,
            ),
            None => said("Last", look.styles.strong, "no finished run is known", look),
        },
    };
    for run in item.runs.iter().filter(|run| run.outcome == Outcome::Running) {
        let why = run.why();
        let why = if why.is_empty() { why } else { format!(": {why}") };
        let text = format!("{} for {}{}{why}", run.job, seconds(run.duration_seconds), usual(run));
        out.push_str(&said("Running", look.styles.strong, &text, look));
    }
    out
}

fn next(item: &CronJobHistory, now: Option<Timestamp>, look: &Look) -> String {
    let times = || {
        let mut day = item.local_time.as_deref().unwrap_or("");
        let mut times = Vec::new();
        for upcoming in &item.upcoming {
            times.push(clock(&upcoming.local, std::mem::replace(&mut day, &upcoming.local)));
        }
        times.join(", ")
    };
    let wait = super::next(item, now);
    let text = match item.next.state {
        NextState::At => format!("in {wait}: {}", times()),
        NextState::DueNow => {
            let late = since(item.next.scheduled, now);
            format!("due for {late} and not started; then {}", times())
        }
        NextState::Never => "never within five years".to_owned(),
        NextState::Suspended => "not while it is suspended".to_owned(),
        NextState::Invalid => "never: the schedule or its zone cannot be read".to_owned(),
        NextState::Unknown => "not known: the snapshot tells no time".to_owned(),
    };
    let mut out = said("Next", look.styles.strong, &text, look);
    for change in &item.clock_changes {
        let span = if change.from == change.to {
            change.from.replace('T', " ")
        } else {
            format!("{} to {}", change.from.replace('T', " "), &change.to[11..])
        };
        let what = match change.effect {
            ClockEffect::Skipped => "does not come: the clock goes forward over it",
            ClockEffect::Repeated => "comes twice: the clock goes back",
        };
        out.push_str(&said("Clock", look.styles.warning, &format!("{span} {what}"), look));
    }
    out
}

/// How much of the past is known, and how it went.
fn past(item: &CronJobHistory, look: &Look) -> String {
    let mut out = String::new();
    let success = &item.success_rate;
    if success.finished > 0 {
        let all = if success.everything {
            "every run that it ever had"
        } else {
            "the latest without a gap; of those before, not everything is known"
        };
        let text = format!(
            "{} of {} succeeded: {all}",
            success.succeeded,
            count(success.finished, "finished run")
        );
        out.push_str(&said("Runs", look.styles.strong, &text, look));
    }
    let took = &item.durations;
    if let (Some(p50), Some(p95)) = (took.p50_seconds, took.p95_seconds) {
        let text = format!(
            "p50 {}, p95 {}, of {}",
            age(p50),
            age(p95),
            count(took.samples, "successful run")
        );
        out.push_str(&said("Took", look.styles.strong, &text, look));
    }
    out.push_str(&said("Kept", look.styles.strong, &kept(item), look));
    out
}

fn kept(item: &CronJobHistory) -> String {
    let kept = &item.kept;
    let limit = |limit: Option<i32>| limit.map_or("all".to_owned(), |limit| limit.to_string());
    let mut text = format!(
        "{} (limits: {} successful, {} failed",
        count(kept.jobs, "Job"),
        limit(kept.successful_jobs_history_limit),
        limit(kept.failed_jobs_history_limit)
    );
    if let Some(ttl) = kept.ttl_seconds_after_finished {
        let _ = write!(text, ", for {} after the end", age(ttl.into()));
    }
    text.push(')');
    if kept.by_store > 0 {
        let _ = write!(text, "; {} more by the store", kept.by_store);
    }
    if kept.by_events > 0 {
        let _ = write!(text, "; {} more by events, which last an hour", kept.by_events);
    }
    if kept.not_kept > 0 {
        let _ = write!(text, "; of {} nothing is kept", count(kept.not_kept, "due time"));
    }
    if !kept.everything && kept.not_kept == 0 {
        text.push_str("; what was before is not kept");
    }
    text
}
