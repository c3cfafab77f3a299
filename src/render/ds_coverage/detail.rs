use super::state::{STATE_WIDTH, is_fine, style, why};
use super::summary::{cause, labelled};
use crate::render::words::{count, nodes};
use crate::render::{Column, Line, Look, Table};
use crate::report::ds_coverage::{Counts, DaemonSetCoverage, State};
use crate::report::ds_summary::Summary;

/// How many nodes of a cause are named.
const NODES: usize = 10;

/// The story of one DaemonSet: its counts, what its status makes of them, and its nodes by state and
/// reason. `rows` names the nodes that are well; `all` names every node.
pub fn detail(item: &Summary, rows: &DaemonSetCoverage, all: bool, look: &Look) -> String {
    let most = if all { usize::MAX } else { NODES };
    let mut out = heading(item, look).paragraph(look, 2);
    out.push('\n');
    if let Some(status) = item.status {
        out.push_str(&counters(item, status, look));
        out.push('\n');
    }
    for group in item.groups.iter().filter(|group| !is_fine(group.state)) {
        out.push_str(&cause(group, most, usize::MAX, look));
    }
    for state in [State::Ready, State::WouldSchedule] {
        let names: Vec<String> = rows
            .nodes
            .iter()
            .filter(|row| row.state == state)
            .map(|row| row.node.clone())
            .collect();
        if !names.is_empty() {
            let line = labelled(
                super::state::word(state),
                style(state, &look.styles),
                &nodes(&names, most),
            );
            out.push_str(&line.paragraph(look, STATE_WIDTH + 2));
        }
    }
    for group in item.groups.iter().filter(|group| group.state == State::Excluded) {
        out.push_str(&cause(group, most, usize::MAX, look));
    }
    out.push_str(&asides(item, rows, most, look));
    out
}

fn heading(item: &Summary, look: &Look) -> Line {
    let counts = &item.counts;
    let name = format!("{}/{}", item.namespace, item.name);
    let line = Line::of("DaemonSet ").styled(look.styles.strong, &name);
    let on = count(item.node_count, "node");
    if item.status.is_none() {
        let fits = states(item, State::WouldSchedule);
        let pends = states(item, State::WouldPend);
        let wanted = fits + pends;
        let line = line.plain(&format!(" would want {wanted} of {on}: "));
        let line = line.styled(look.styles.good, &format!("{fits} would run"));
        return match pends {
            0 => line.plain("."),
            _ => line
                .plain(", ")
                .styled(look.styles.bad, &format!("{pends} would stay Pending"))
                .plain("."),
        };
    }
    let style = if counts.ready < counts.desired { look.styles.bad } else { look.styles.good };
    let where_else = if item.node_count == counts.desired {
        " nodes.".to_owned()
    } else {
        format!(" nodes where it should be ({on} in all).")
    };
    line.plain(" is ready on ")
        .styled(style, &format!("{} of {}", counts.ready, counts.desired))
        .plain(&where_else)
}

fn states(item: &Summary, of: State) -> usize {
    item.states.iter().find(|(state, _)| *state == of).map_or(0, |(_, nodes)| *nodes)
}

/// The counts as `kubectl get ds` shows them, and the status's own where they differ.
fn counters(item: &Summary, status: Counts, look: &Look) -> String {
    let mut table = Table::new([
        Column::new("DESIRED"),
        Column::new("CURRENT"),
        Column::new("READY"),
        Column::new("UP-TO-DATE"),
        Column::new("AVAILABLE"),
        Column::new("MISSCHEDULED"),
        Column::new("FROM"),
    ]);
    let mut row = |counts: Counts, from: &str| {
        let numbers = [
            counts.desired,
            counts.current,
            counts.ready,
            counts.updated,
            counts.available,
            counts.misscheduled,
        ];
        let cells = numbers.map(|number| Line::of(&number.to_string()));
        table.row(cells.into_iter().chain([Line::of(from)]));
    };
    row(item.counts, "nodes and Pods");
    if !item.status_agrees {
        row(status, "its status");
    }
    table.print(look)
}

/// What holds for the whole DaemonSet, and what the states do not show.
fn asides(item: &Summary, rows: &DaemonSetCoverage, most: usize, look: &Look) -> String {
    let mut lines: Vec<Line> = Vec::new();
    if let Some(disagreement) = &item.disagreement {
        lines.push(
            Line::new()
                .styled(look.styles.warning, "Status differs")
                .plain(&format!(": {disagreement}")),
        );
    }
    let old: Vec<String> = rows
        .nodes
        .iter()
        .filter(|row| row.updated == Some(false))
        .map(|row| row.node.clone())
        .collect();
    if !old.is_empty() {
        lines.push(
            Line::new()
                .styled(look.styles.warning, "Old revision")
                .plain(&format!(" on {}", nodes(&old, most))),
        );
    }
    let preempting: Vec<String> = rows
        .nodes
        .iter()
        .filter(|row| !row.preempts.is_empty())
        .map(|row| format!("{} ({})", row.node, row.preempts.join(", ")))
        .collect();
    if !preempting.is_empty() {
        lines.push(
            Line::new()
                .styled(look.styles.warning, "Would evict")
                .plain(&format!(" on {}", nodes(&preempting, most))),
        );
    }
    for note in &item.notes {
        lines.push(
            Line::new()
                .styled(look.styles.warning, "Note")
                .plain(&format!(": {}", why(&note.reason, &note.message))),
        );
    }
    let text: String = lines.iter().map(|line| line.paragraph(look, 2)).collect();
    if text.is_empty() { text } else { format!("\n{text}") }
}
