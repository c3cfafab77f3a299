use super::state::{is_fine, style, styled, word};
use super::tables::story;
use crate::render::words::count;
use crate::render::{Column, Line, Look, Table};
use crate::report::ds_coverage::{DaemonSetCoverage, NodeRow, State};

/// One node: every DaemonSet, and why it is or is not there; trouble first.
pub fn node(name: &str, items: &[DaemonSetCoverage], look: &Look) -> String {
    let mut here: Vec<(&DaemonSetCoverage, &NodeRow)> = items
        .iter()
        .filter_map(|item| Some((item, item.nodes.iter().find(|row| row.node == name)?)))
        .collect();
    here.sort_by_key(|(_, row)| (is_fine(row.state), row.state));
    let mut table = Table::new([
        Column::cut("NAMESPACE"),
        Column::cut("NAME"),
        Column::new("STATE"),
        Column::wrap("WHY"),
    ]);
    for (item, row) in &here {
        table.row([
            Line::of(&item.namespace),
            Line::of(&item.name),
            styled(row.state, look),
            Line::of(&story(row)),
        ]);
    }
    let states: Vec<State> = here.iter().map(|(_, row)| row.state).collect();
    let mut out = heading(name, &states, look).paragraph(look, 2);
    if !table.is_empty() {
        out.push('\n');
        out.push_str(&table.print(look));
    }
    out
}

fn heading(name: &str, states: &[State], look: &Look) -> Line {
    let total = count(states.len(), "DaemonSet");
    let mut line = Line::of("Node ").styled(look.styles.strong, name).plain(&format!(": {total}"));
    for run in states.chunk_by(|left, right| left == right) {
        let text = format!("{} {}", run.len(), word(run[0]));
        line = line.plain(", ").styled(style(run[0], &look.styles), &text);
    }
    line
}
