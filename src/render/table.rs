use comfy_table::{ColumnConstraint, ContentArrangement, Row, Width, presets};

use super::line::Line;
use super::look::Look;

/// A table that looks like kubectl's: upper-case headers, three blanks between columns, no borders.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Line>>,
}

/// A column, and what becomes of it where the terminal is too narrow.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    header: &'static str,
    narrow: Narrow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Narrow {
    Keep,
    Cut,
    Wrap,
}

/// As Go's tabwriter is set up in cli-runtime's pkg/printers/tabwriter.go.
const PADDING: u16 = 3;
/// Of a column with its padding.
const MIN_WIDTH: u16 = 6;
/// A column that is cut keeps this much.
const LEAST: usize = 12;

impl Column {
    /// A column that stays as wide as its widest cell.
    pub const fn new(header: &'static str) -> Self {
        Column { header, narrow: Narrow::Keep }
    }

    /// Its cells are cut where the table would be too wide.
    pub const fn cut(header: &'static str) -> Self {
        Column { header, narrow: Narrow::Cut }
    }

    /// Its cells take several lines where the table would be too wide.
    pub const fn wrap(header: &'static str) -> Self {
        Column { header, narrow: Narrow::Wrap }
    }
}

impl Table {
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Table { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row; an empty cell shows kubectl's `<none>`.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Line>) {
        let cells =
            cells.into_iter().map(|cell| if cell.is_empty() { Line::of("<none>") } else { cell });
        self.rows.push(cells.collect());
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The whole table, a newline after each line.
    pub fn print(self, look: &Look) -> String {
        self.print_with(look, |_| String::new())
    }

    /// The table with `below` under each row (counted from 0). Cells of a [`Column::wrap`] are kept in one
    /// line, so that rows can be told apart, unless nothing stands below.
    pub fn print_with(mut self, look: &Look, below: impl Fn(usize) -> String) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        self.fit(look);
        let last = self.columns.len().saturating_sub(1);
        let mut table = comfy_table::Table::new();
        // The decision about colour and width is ours: nothing is asked of the environment.
        table.force_no_tty().load_style(presets::NOTHING);
        if let Some(width) = look.width.filter(|width| self.leaves_room_to_wrap(*width, look)) {
            table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
            table.set_content_arrangement(ContentArrangement::Dynamic);
        } else {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
        if !look.no_headers {
            table.set_header(self.columns.iter().map(|column| column.header));
        }
        for row in &self.rows {
            let mut cells = Row::from(row.iter().map(Line::print));
            cells.max_height(usize::MAX);
            table.add_row(cells);
        }
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if at == last { 0 } else { PADDING }));
            if self.columns[at].narrow != Narrow::Wrap {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            if at != last && self.widest(at, look) < usize::from(MIN_WIDTH - PADDING) {
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(MIN_WIDTH)));
            }
        }
        let headers = usize::from(!look.no_headers);
        let mut out = String::new();
        for (at, line) in table.lines().enumerate() {
            out.push_str(line.trim_end_matches(' '));
            out.push('\n');
            if at >= headers {
                out.push_str(&below(at - headers));
            }
        }
        out
    }

    /// Whether a column wraps, and the others leave enough of `width` for its lines to be read.
    fn leaves_room_to_wrap(&self, width: usize, look: &Look) -> bool {
        let (wrapped, kept): (Vec<usize>, Vec<usize>) =
            (0..self.columns.len()).partition(|at| self.columns[*at].narrow == Narrow::Wrap);
        let taken: usize =
            kept.iter().map(|at| self.widest(*at, look) + usize::from(PADDING)).sum();
        !wrapped.is_empty() && taken + LEAST * 2 <= width
    }

    fn widest(&self, at: usize, look: &Look) -> usize {
        let header = if look.no_headers { 0 } else { self.columns[at].header.len() };
        self.rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(Line::width)
            .max()
            .unwrap_or(0)
            .max(header)
    }

    /// Cuts the cells of [`Column::cut`] columns, the widest first, until the table fits.
    fn fit(&mut self, look: &Look) {
        let Some(room) = look.width else { return };
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|at| match self.columns[at].narrow {
                Narrow::Wrap => self.widest(at, look).min(LEAST * 2),
                _ => self.widest(at, look).max((MIN_WIDTH - PADDING).into()),
            })
            .collect();
        let gaps = usize::from(PADDING) * self.columns.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > room {
            let widest = (0..widths.len())
                .filter(|at| self.columns[*at].narrow == Narrow::Cut && widths[*at] > LEAST)
                .max_by_key(|at| widths[*at]);
            let Some(at) = widest else { break };
            widths[at] -= 1;
        }
        for row in &mut self.rows {
            for (at, cell) in row.iter_mut().enumerate() {
                if self.columns[at].narrow == Narrow::Cut {
                    *cell = std::mem::take(cell).cut(widths[at], look);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, str};

    use super::*;
    use crate::render::Styles;

    const COLUMNS: [Column; 3] = [Column::cut("NAME"), Column::new("READY"), Column::wrap("WHY")];

    fn table(styles: &Styles) -> Table {
        let mut table = Table::new(COLUMNS);
        table.row([
            Line::of("kube-proxy"),
            Line::new().styled(styles.good, "3"),
            Line::of("everything is where it should be"),
        ]);
        table.row([Line::of("東京"), Line::new().styled(styles.bad, "0"), Line::new()]);
        table
    }

    #[test]
    fn it_looks_like_kubectls() {
        assert_data_eq!(
            table(&Styles::default()).print(&Look::default()),
            str![[r#"
NAME         READY   WHY
kube-proxy   3       everything is where it should be
東京         0       <none>

"#]]
        );
    }

    #[test]
    fn colour_does_not_move_columns() {
        let styles = Styles::coloured();
        let coloured = table(&styles).print(&Look { styles, ..Look::default() });
        let plain =
            coloured.replace("\u{1b}[32m", "").replace("\u{1b}[31m", "").replace("\u{1b}[0m", "");
        assert_ne!(coloured, plain);
        assert_eq!(plain, table(&Styles::default()).print(&Look::default()));
    }

    #[test]
    fn a_narrow_terminal_wraps_the_last_column() {
        assert_data_eq!(
            table(&Styles::default()).print(&Look { width: Some(44), ..Look::default() }),
            str![[r#"
NAME         READY   WHY
kube-proxy   3       everything is where it should be
東京         0       <none>

"#]]
        );
    }

    #[test]
    fn names_are_cut_where_nothing_wraps() {
        let mut table =
            Table::new([Column::cut("NAMESPACE"), Column::cut("NAME"), Column::new("DESIRED")]);
        table.row(
            ["a-rather-long-namespace", "an-even-longer-name-of-a-daemon-set", "12"].map(Line::of),
        );
        table.row(["x", "y", "3"].map(Line::of));
        assert_data_eq!(
            table.print_with(&Look { width: Some(50), ..Look::default() }, |row| format!(
                "  under {row}\n"
            )),
            str![[r#"
NAMESPACE             NAME                 DESIRED
a-rather-long-na...   an-even-longer-...   12
  under 0
x                     y                    3
  under 1

"#]]
        );
    }

    #[test]
    fn without_headers_only_rows_are_left() {
        let look = Look { no_headers: true, ..Look::default() };
        assert_eq!(table(&Styles::default()).print(&look).lines().count(), 2);
        assert_eq!(Table::new(COLUMNS).print(&Look::default()), "");
    }
}
