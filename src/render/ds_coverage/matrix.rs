use std::collections::BTreeMap;

use super::state::{glyph, is_fine, style, word};
use crate::render::words::{count, list};
use crate::render::{Glyphs, Line, Look};
use crate::report::ds_coverage::{DaemonSetCoverage, State};

/// Columns that a DaemonSet takes.
const STEP: usize = 3;
/// Node names are cut beyond this.
const LONGEST_NAME: usize = 40;

/// Nodes × DaemonSets, a character per pair and a legend. Nodes with the same row share one, unless `all`;
/// DaemonSets that do not fit in the width follow in a matrix below.
pub fn matrix(items: &[DaemonSetCoverage], all: bool, look: &Look) -> String {
    let rows = folded(&by_node(items), all);
    let label =
        rows.iter().map(|row| row.label().width()).max().unwrap_or(0).clamp(4, LONGEST_NAME);
    let per_block = look
        .width
        .map_or(items.len(), |width| width.saturating_sub(label) / STEP)
        .clamp(1, items.len().max(1));
    let mut out = String::new();
    for (block, items) in items.chunks(per_block).enumerate() {
        if block > 0 {
            out.push('\n');
        }
        out.push_str(&header(items, label, look));
        for row in &rows {
            out.push_str(&row.line(block * per_block, items.len(), label, look));
        }
    }
    out.push('\n');
    out.push_str(&legend(&rows, look));
    out
}

type Cells = Vec<Option<State>>;

/// Nodes with the same cells.
struct Row {
    nodes: Vec<String>,
    cells: Cells,
}

fn by_node(items: &[DaemonSetCoverage]) -> BTreeMap<&str, Cells> {
    let mut nodes: BTreeMap<&str, Cells> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        for row in &item.nodes {
            nodes.entry(&row.node).or_insert_with(|| vec![None; items.len()])[at] = Some(row.state);
        }
    }
    nodes
}

/// Rows in the order of their first node, those with trouble first.
fn folded(nodes: &BTreeMap<&str, Cells>, all: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: BTreeMap<&Cells, usize> = BTreeMap::new();
    for (node, cells) in nodes {
        if let Some(at) = known.get(cells).filter(|_| !all) {
            rows[*at].nodes.push((*node).to_owned());
        } else {
            known.insert(cells, rows.len());
            rows.push(Row { nodes: vec![(*node).to_owned()], cells: cells.clone() });
        }
    }
    if !all {
        rows.sort_by_key(|row| row.cells.iter().flatten().all(|state| is_fine(*state)));
    }
    rows
}

impl Row {
    /// The node, or the first of several and how many more.
    fn label(&self) -> Line {
        match self.nodes.as_slice() {
            [one] => Line::of(one),
            [first, more @ ..] => Line::of(&format!("{first} +{}", more.len())),
            [] => Line::new(),
        }
    }

    fn line(&self, from: usize, cells: usize, label: usize, look: &Look) -> String {
        let name = self.label().cut(label, look);
        let gap = label.saturating_sub(name.width());
        let mut line = name.plain(&" ".repeat(gap));
        for cell in &self.cells[from..from + cells] {
            line = line.plain(&" ".repeat(STEP - 1));
            line = match cell {
                Some(state) => line.styled(style(*state, &look.styles), glyph(*state, look.glyphs)),
                None => line.plain(" "),
            };
        }
        line.print().trim_end_matches(' ').to_owned() + "\n"
    }
}

/// The DaemonSets' names, each above its column, one a line so that they can be read.
fn header(items: &[DaemonSetCoverage], label: usize, look: &Look) -> String {
    let bar = if look.glyphs == Glyphs::Unicode { "│" } else { "|" };
    let bars = |before: usize| format!("{}{bar}", " ".repeat(STEP - 1)).repeat(before);
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let line = Line::of(&" ".repeat(label))
            .plain(&bars(at))
            .plain(&" ".repeat(STEP - 1))
            .styled(look.styles.strong, &format!("{}/{}", item.namespace, item.name));
        let line = look.width.map_or(line.clone(), |width| line.cut(width, look));
        out.push_str(&line.print());
        out.push('\n');
    }
    let node = format!("{:label$}{}\n", "NODE", bars(items.len()));
    out.push_str(&node);
    out
}

/// Which character means what, of those drawn, and which nodes share a row.
fn legend(rows: &[Row], look: &Look) -> String {
    let mut drawn: Vec<State> =
        rows.iter().flat_map(|row| row.cells.iter().flatten()).copied().collect();
    drawn.sort_unstable();
    drawn.dedup();
    let mut out = String::new();
    let mut line = Line::new();
    for state in drawn {
        let style = style(state, &look.styles);
        let entry = Line::new()
            .styled(style, glyph(state, look.glyphs))
            .plain(&format!(" {}", word(state)));
        if line.is_empty() {
            line = entry;
        } else if look.width.is_some_and(|width| line.width() + entry.width() + 3 > width) {
            out.push_str(&(line.print() + "\n"));
            line = entry;
        } else {
            line = line.plain("   ").join(entry);
        }
    }
    out.push_str(&(line.print() + "\n"));
    for row in rows.iter().filter(|row| row.nodes.len() > 1) {
        let text =
            format!("{} +{}: {}", row.nodes[0], row.nodes.len() - 1, list(&row.nodes[1..], 8));
        out.push_str(&Line::of(&text).paragraph(look, 2));
    }
    let total: usize = rows.iter().map(|row| row.nodes.len()).sum();
    if total > rows.len() {
        let text = format!("{}, in rows that say the same; --all shows each", count(total, "node"));
        out.push_str(&Line::of(&text).paragraph(look, 2));
    }
    out
}
