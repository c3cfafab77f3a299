use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::state::{STATE_WIDTH, is_fine, style, why, word};
use crate::render::words::{count, list, nodes};
use crate::render::{Column, Line, Look, Table};
use crate::report::Reason;
use crate::report::ds_summary::{Group, Summary};

/// How many DaemonSets are told with their causes, causes of one, and nodes and characters of a cause, so that
/// the answer fits in a screen.
const TOLD: usize = 5;
const CAUSES: usize = 3;
const NODES: usize = 5;
const CHARACTERS: usize = 250;

/// Is every DaemonSet where it should be, and if not, where and why: those in trouble with their causes, in
/// the order given, then the others in a line, or with `all` in the table too.
pub fn summary(items: &[Summary], all: bool, look: &Look) -> String {
    let (shown, fine): (Vec<&Summary>, Vec<&Summary>) =
        items.iter().partition(|item| all || is_in_trouble(item));
    let nowhere: Vec<&Summary> = fine.iter().copied().filter(|item| is_nowhere(item)).collect();
    let fine: Vec<&Summary> = fine.into_iter().filter(|item| !is_nowhere(item)).collect();

    let mut out = verdict(items, look).paragraph(look, 0);
    if !shown.is_empty() {
        out.push('\n');
        out.push_str(&table(&shown, all, look));
    }
    if !shown.is_empty() && fine.len() + nowhere.len() > 0 {
        out.push('\n');
    }
    if shown.is_empty() {
        let names = list(&full_names(&fine), NODES);
        out.push_str(&if names.is_empty() { names } else { Line::of(&names).paragraph(look, 0) });
    } else if !fine.is_empty() {
        out.push_str(&folded("where they should be", "where it should be", &fine, look));
    }
    if !nowhere.is_empty() {
        out.push_str(&folded("eligible on no node", "eligible on no node", &nowhere, look));
    }
    out.push_str(&caveats(items, look));
    out
}

/// Those in trouble first: those with the most nodes that lack a ready Pod, then by name.
pub fn worst_first(items: &mut [Summary]) {
    items.sort_by_cached_key(|item| {
        (
            Reverse(is_in_trouble(item)),
            Reverse(item.counts.desired.saturating_sub(item.counts.ready)),
            Reverse(item.counts.misscheduled),
            item.namespace.clone(),
            item.name.clone(),
        )
    });
}

pub(super) fn is_in_trouble(item: &Summary) -> bool {
    item.states.iter().any(|(state, nodes)| *nodes > 0 && !is_fine(*state))
        || !item.status_agrees
        || item.notes.iter().any(is_trouble)
}

/// Notes that only say what is not known or not judged. They are told once for all DaemonSets.
const CAVEATS: [&str; 6] = [
    "RevisionsUnknown",
    "EventsUnread",
    "NamespaceNodeSelector",
    "Replaces",
    "AdmissionUnknown",
    "OtherScheduler",
];

fn is_trouble(note: &Reason) -> bool {
    !CAVEATS.contains(&note.reason.as_str())
}

/// What weakens the answer, each once, and for how many DaemonSets it holds.
fn caveats(items: &[Summary], look: &Look) -> String {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for note in items.iter().flat_map(|item| &item.notes).filter(|note| !is_trouble(note)) {
        *told.entry(why(&note.reason, &note.message)).or_default() += 1;
    }
    let line = |(note, sets): (&String, &usize)| {
        let of = if *sets < items.len() {
            format!(" ({})", count(*sets, "DaemonSet"))
        } else {
            String::new()
        };
        Line::new()
            .styled(look.styles.warning, "Note")
            .plain(&format!(": {note}{of}"))
            .paragraph(look, 2)
    };
    told.iter().map(line).collect()
}

fn is_nowhere(item: &Summary) -> bool {
    item.counts.desired == 0 && item.counts.misscheduled == 0 && item.node_count > 0
}

/// The first line: the answer to the question.
fn verdict(items: &[Summary], look: &Look) -> Line {
    let total = count(items.len(), "DaemonSet");
    let on = count(items.iter().map(|item| item.node_count).max().unwrap_or(0), "node");
    let trouble = items.iter().filter(|item| is_in_trouble(item)).count();
    let styles = &look.styles;
    let line = Line::of(&format!("{total} on {on}: "));
    match (trouble, items.len()) {
        (0, 1) => line.styled(styles.good, "it is where it should be."),
        (0, _) => line.styled(styles.good, "all are where they should be."),
        (1, 1) => line.styled(styles.bad, "it is not everywhere it should be."),
        (1, _) => line.styled(styles.bad, "1 is not as it should be."),
        (n, total) if n == total => line.styled(styles.bad, "none is as it should be."),
        (n, _) => line.styled(styles.bad, &format!("{n} are not as they should be.")),
    }
}

fn table(items: &[&Summary], all: bool, look: &Look) -> String {
    let mut table = Table::new([
        Column::cut("NAMESPACE"),
        Column::cut("NAME"),
        Column::new("NODES"),
        Column::new("DESIRED"),
        Column::new("READY"),
        Column::cut("WHY"),
    ]);
    let told = if all { usize::MAX } else { TOLD };
    for (at, item) in items.iter().enumerate() {
        let counts = &item.counts;
        let ready = if counts.ready < counts.desired { look.styles.bad } else { look.styles.good };
        table.row([
            Line::of(&item.namespace),
            Line::new().styled(look.styles.strong, &item.name),
            Line::of(&item.node_count.to_string()),
            Line::of(&counts.desired.to_string()),
            Line::new().styled(ready, &counts.ready.to_string()),
            if at < told { in_short(item, look) } else { in_a_line(item, look) },
        ]);
    }
    let untold = items.len().saturating_sub(told);
    let mut out = table.print_with(look, |at| match items.get(at) {
        Some(item) if at < told => causes(item, all, look),
        _ => String::new(),
    });
    if untold > 0 {
        let hint =
            "Causes are shown in full for the worst; name a DaemonSet, or use --all, for more.";
        out.push_str(&Line::of(hint).paragraph(look, 0));
    }
    out
}

/// `2 Pending, 1 NotReady`, or a dash.
pub(super) fn in_short(item: &Summary, look: &Look) -> Line {
    let mut line = Line::new();
    for (state, nodes) in item.states.iter().filter(|(state, nodes)| *nodes > 0 && !is_fine(*state))
    {
        if !line.is_empty() {
            line = line.plain(", ");
        }
        line = line.styled(style(*state, &look.styles), &format!("{nodes} {}", word(*state)));
    }
    let aside = if !item.observed {
        "not observed yet"
    } else if !item.status_agrees {
        "status differs"
    } else if item.notes.iter().any(is_trouble) {
        "see below"
    } else {
        "-"
    };
    if line.is_empty() { Line::of(aside) } else { line }
}

/// The same, and the worst cause in a word.
fn in_a_line(item: &Summary, look: &Look) -> Line {
    let line = in_short(item, look);
    match item.groups.first().filter(|group| !is_fine(group.state)) {
        Some(group) => line.plain(&format!(" ({})", group.reason)),
        None => line,
    }
}

/// The paragraphs under a DaemonSet's row.
fn causes(item: &Summary, all: bool, look: &Look) -> String {
    let groups: Vec<&Group> = item.groups.iter().filter(|group| !is_fine(group.state)).collect();
    let whole = (usize::MAX, usize::MAX, usize::MAX);
    let (most, nodes, characters) = if all { whole } else { (CAUSES, NODES, CHARACTERS) };
    let told = groups.iter().take(most).map(|group| cause(group, nodes, characters, look));
    let mut out: String = told.collect();
    if let Some(more) = groups.len().checked_sub(most).filter(|more| *more > 0) {
        let more = format!("  {:STATE_WIDTH$}and {}", "", count(more, "more cause"));
        out.push_str(&Line::of(&more).paragraph(look, 2));
    }
    for note in item.notes.iter().filter(|note| is_trouble(note)) {
        out.push_str(&aside("Note", &why(&note.reason, &note.message), look));
    }
    if let Some(disagreement) = &item.disagreement {
        out.push_str(&aside("Status", disagreement, look));
    }
    out
}

/// `Pending   NodeResourcesFit: Insufficient cpu …` in so many characters, and so many of the nodes, indented.
pub(super) fn cause(group: &Group, most: usize, characters: usize, look: &Look) -> String {
    let mut phrase = why(&group.reason, &group.message);
    if group.node_not_ready && group.reason != "NodeNotReady" {
        phrase.push_str(" (the node itself is not ready)");
    }
    let style = style(group.state, &look.styles);
    let first = labelled(word(group.state), style, &phrase);
    let second = labelled("", style, &nodes(&group.nodes, most));
    first.cut(characters, look).paragraph(look, STATE_WIDTH + 2)
        + &second.paragraph(look, STATE_WIDTH + 2)
}

fn aside(word: &str, text: &str, look: &Look) -> String {
    labelled(word, look.styles.warning, text).paragraph(look, STATE_WIDTH + 2)
}

pub(super) fn labelled(word: &str, style: owo_colors::Style, text: &str) -> Line {
    let gap = STATE_WIDTH.saturating_sub(word.len());
    Line::of("  ").styled(style, word).plain(&" ".repeat(gap)).plain(text)
}

fn folded(many: &str, one: &str, items: &[&Summary], look: &Look) -> String {
    let names = full_names(items);
    let text = match names.len() {
        1 => format!("1 is {one}: {}", names[0]),
        n => format!("{n} are {many}: {}", list(&names, NODES)),
    };
    Line::of(&text).paragraph(look, 2)
}

fn full_names(items: &[&Summary]) -> Vec<String> {
    items.iter().map(|item| format!("{}/{}", item.namespace, item.name)).collect()
}
