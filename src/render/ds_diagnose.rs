//! Diagnoses for people: one paragraph for each cause, worst first, with what shows it and what to do.

#[cfg(test)]
mod tests;

use owo_colors::Style;

use super::ds_coverage::state;
use super::words::{count, list, nodes};
use super::{Line, Look, Styles, machine, printable};
use crate::report::ds_coverage::State;
use crate::report::ds_diagnose::{DaemonSetDiagnosis, Finding, Log, Remedy, Severity};

/// How many nodes of a cause are named.
const NODES: usize = 8;
/// Columns of the words in front of a paragraph.
const MARGIN: usize = 12;

/// The diagnoses in the order given: those with something wrong in full, the others in a line. `all` names
/// every node, and tells in full what is as it is meant to be.
pub fn diagnoses(items: &[DaemonSetDiagnosis], all: bool, look: &Look) -> String {
    let (told, fine): (Vec<_>, Vec<_>) =
        items.iter().partition(|item| all || items.len() == 1 || is_wrong(item));
    let mut texts: Vec<String> = told.iter().map(|item| diagnosis(item, all, look)).collect();
    if !fine.is_empty() {
        let names: Vec<String> =
            fine.iter().map(|item| format!("{}/{}", item.namespace, item.name)).collect();
        let most = if told.is_empty() { usize::MAX } else { NODES };
        let text = match fine.len() {
            1 => format!("1 has nothing wrong: {}", names[0]),
            n => format!("{n} have nothing wrong: {}", list(&names, most)),
        };
        texts.push(Line::of(&text).paragraph(look, 2));
    }
    texts.join("\n")
}

/// Whether anything is worse than what is meant to be.
pub fn is_wrong(item: &DaemonSetDiagnosis) -> bool {
    item.findings.iter().any(|finding| finding.severity != Severity::Info)
}

fn diagnosis(item: &DaemonSetDiagnosis, all: bool, look: &Look) -> String {
    let mut out = heading(item, look).paragraph(look, 2);
    let (meant, found): (Vec<&Finding>, Vec<&Finding>) =
        item.findings.iter().partition(|finding| !all && is_meant(finding));
    for finding in found {
        out.push('\n');
        out.push_str(&told(finding, all, look));
    }
    if !meant.is_empty() {
        let excluded: usize = meant.iter().map(|finding| finding.nodes.len()).sum();
        let text = format!("not eligible: {} (--all says why)", count(excluded, "node"));
        out.push('\n');
        out.push_str(&labelled("info", look.styles.neutral, &text, look));
    }
    out
}

/// Whether it is only that the template does not want those nodes.
fn is_meant(finding: &Finding) -> bool {
    finding.severity == Severity::Info && finding.state == Some(State::Excluded)
}

fn heading(item: &DaemonSetDiagnosis, look: &Look) -> Line {
    let (ready, desired) = (item.counts.ready, item.counts.desired);
    let style = if ready < desired { look.styles.bad } else { look.styles.good };
    let of = |severity| item.findings.iter().filter(|found| found.severity == severity).count();
    let mut line = Line::of("DaemonSet ")
        .styled(look.styles.strong, &format!("{}/{}", item.namespace, item.name))
        .plain(": ")
        .styled(style, &format!("{ready} of {desired} ready"));
    for severity in [Severity::Blocker, Severity::Warning] {
        if of(severity) > 0 {
            let text = count(of(severity), word(severity));
            line = line.plain(", ").styled(colour(severity, &look.styles), &text);
        }
    }
    if is_wrong(item) { line } else { line.plain(", nothing wrong") }
}

fn told(finding: &Finding, all: bool, look: &Look) -> String {
    let severity = word(finding.severity);
    let phrase = state::why(&finding.reason, &finding.message);
    let mut out = labelled(severity, colour(finding.severity, &look.styles), &phrase, look);
    let most = if all { usize::MAX } else { NODES };
    if !finding.nodes.is_empty() {
        let on = nodes(&finding.nodes, most);
        let on = match finding.state {
            Some(state) => format!("{} on {on}", state::word(state)),
            None => format!("on {on}"),
        };
        out.push_str(&labelled("", Style::new(), &on, look));
    }
    if finding.severity == Severity::Info && !all {
        return out;
    }
    for (at, evidence) in finding.evidence.iter().enumerate() {
        let word = if at == 0 { "evidence" } else { "" };
        let fact = format!("{} = {}", evidence.path, evidence.value);
        out.push_str(&labelled(word, Style::new(), &fact, look));
    }
    if let Some(log) = &finding.log {
        out.push_str(&last_words(log, look));
    }
    if let Some(remedy) = &finding.remedy {
        out.push_str(&what_to_do(remedy, look));
    }
    out
}

/// What a container wrote last, as it stands there.
fn last_words(log: &Log, look: &Look) -> String {
    let Log { pod, container, lines, unread, .. } = log;
    if let Some(why) = unread {
        let text = format!("of {pod}, container {container}, not read: {why}");
        return labelled("log", Style::new(), &text, look);
    }
    let told = if lines.is_empty() { ", is empty" } else { ":" };
    let mut out =
        labelled("log", Style::new(), &format!("{pod}, container {container}{told}"), look);
    for line in lines {
        out.push_str(&format!("{}| {}\n", " ".repeat(MARGIN), printable(line)));
    }
    out
}

fn what_to_do(remedy: &Remedy, look: &Look) -> String {
    let mut out = labelled("remedy", look.styles.strong, &remedy.text, look);
    // What is to be copied stays as it is, however long.
    let copied = |text: &str, out: &mut String| {
        for line in text.lines() {
            let line = Line::of(&" ".repeat(MARGIN)).styled(look.styles.command, line);
            out.push_str(line.print().trim_end());
            out.push('\n');
        }
    };
    for text in [&remedy.command, &remedy.patch].into_iter().flatten() {
        copied(text, &mut out);
    }
    if let Some(risk) = &remedy.risk {
        out.push_str(&labelled("risk", look.styles.warning, risk, look));
    }
    out
}

/// A word, then a paragraph beside it.
fn labelled(word: &str, style: Style, text: &str, look: &Look) -> String {
    let gap = " ".repeat(MARGIN.saturating_sub(word.len() + 2));
    Line::of("  ").styled(style, word).plain(&gap).plain(text).paragraph(look, MARGIN)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "blocker",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn colour(severity: Severity, styles: &Styles) -> Style {
    match severity {
        Severity::Blocker => styles.bad,
        Severity::Warning => styles.warning,
        Severity::Info => styles.neutral,
    }
}

/// A record for each finding; nodes are joined by semicolons.
pub fn csv(items: &[DaemonSetDiagnosis], no_headers: bool) -> Result<String, csv::Error> {
    const HEADERS: [&str; 8] =
        ["NAMESPACE", "NAME", "SEVERITY", "REASON", "MESSAGE", "NODES", "REMEDY", "COMMAND"];
    let records = items.iter().flat_map(|item| {
        item.findings.iter().map(|finding| {
            let remedy = finding.remedy.as_ref();
            [
                item.namespace.clone(),
                item.name.clone(),
                word(finding.severity).to_owned(),
                finding.reason.clone(),
                finding.message.clone(),
                finding.nodes.join(";"),
                remedy.map(|remedy| remedy.text.clone()).unwrap_or_default(),
                remedy.and_then(|remedy| remedy.command.clone()).unwrap_or_default(),
            ]
        })
    });
    machine::csv(&HEADERS, records, no_headers)
}
