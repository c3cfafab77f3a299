//! Which view of the answer the flags ask for.

use super::DsCoverage;
use crate::commands::answer;
use crate::error::{Error, ErrorKind};
use crate::model::Snapshot;
use crate::render::jsonpath::Path;
use crate::render::{Format, Look, ds_coverage as render};
use crate::report::Envelope;
use crate::report::ds_coverage::{DaemonSetCoverage, RowFilter, State};
use crate::report::ds_summary::{NodeGroup, Summary};
use crate::scheduling::coverage::Coverage;
use crate::ui::Ui;

/// What to print, and with what.
pub(super) struct View {
    drawing: Drawing,
    format: Format,
    sort_by: Option<Path>,
    all: bool,
    no_headers: bool,
}

/// What people see.
enum Drawing {
    Summary,
    Details,
    Matrix,
    Nodes(Vec<String>),
    Groups(String),
}

impl View {
    /// The view meant. A drawing together with a format for machines makes no sense.
    pub(super) fn of(command: &DsCoverage) -> Result<Self, Error> {
        let named = !command.scope.names.is_empty() || command.filename.is_some();
        let drawing = match &command.group_by {
            Some(by) => Drawing::Groups(by.clone()),
            None if command.by_node => Drawing::Matrix,
            None if named => Drawing::Details,
            None if !command.nodes.node.is_empty() => Drawing::Nodes(command.nodes.node.clone()),
            None => Drawing::Summary,
        };
        let format = command.output.output.clone();
        let drawn = match &drawing {
            Drawing::Matrix => Some("--by-node"),
            Drawing::Groups(_) => Some("--group-by"),
            _ => None,
        };
        if let Some(flag) = drawn.filter(|_| format != Format::Table) {
            let message = format!("{flag} draws a table: it cannot be combined with --output");
            return Err(Error::new(ErrorKind::Usage, message));
        }
        Ok(View {
            drawing,
            format,
            sort_by: command.output.sort_by.clone(),
            all: command.all,
            no_headers: command.output.no_headers,
        })
    }

    /// The answer as text.
    pub(super) fn print(
        &self,
        coverages: &[Coverage<'_>],
        filter: &RowFilter,
        snapshot: &Snapshot,
        ui: &Ui,
    ) -> Result<String, Error> {
        let rows = || -> Result<Vec<DaemonSetCoverage>, Error> {
            let mut items: Vec<_> =
                coverages.iter().map(|coverage| DaemonSetCoverage::new(coverage, filter)).collect();
            items.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
            answer::sorted(items, self.sort_by.as_ref())
        };
        let envelope = || -> Result<_, Error> {
            Ok(Envelope::new("DaemonSetCoverageList", snapshot, rows()?))
        };
        let look = ui.look(self.no_headers);
        match &self.format {
            Format::Table | Format::Wide => self.draw(coverages, filter, snapshot, &rows()?, &look),
            Format::Name => {
                Ok(answer::names("daemonset.apps", rows()?.iter().map(|item| item.name.as_str())))
            }
            Format::Csv => {
                render::csv(&rows()?, self.no_headers).map_err(|why| answer::failed(&why))
            }
            format => answer::for_machines(format, &envelope()?),
        }
    }

    fn draw(
        &self,
        coverages: &[Coverage<'_>],
        filter: &RowFilter,
        snapshot: &Snapshot,
        rows: &[DaemonSetCoverage],
        look: &Look,
    ) -> Result<String, Error> {
        let is_wide = self.format == Format::Wide;
        Ok(match &self.drawing {
            Drawing::Summary if is_wide => {
                let items = self.summaries(coverages, filter)?;
                let age = |item: &Summary| {
                    Some(snapshot.now()?.as_second() - item.created_at?.as_second())
                };
                let ages: Vec<_> = items.iter().map(age).collect();
                render::wide(&items, &ages, look)
            }
            Drawing::Details | Drawing::Nodes(_) if is_wide => render::rows(rows, look),
            Drawing::Summary => {
                render::summary(&self.summaries(coverages, filter)?, self.all, look)
            }
            Drawing::Details => {
                let items = self.summaries(coverages, filter)?;
                let of = |item: &Summary| {
                    rows.iter()
                        .find(|row| (&row.namespace, &row.name) == (&item.namespace, &item.name))
                };
                let texts: Vec<String> = items
                    .iter()
                    .filter_map(|item| Some(render::detail(item, of(item)?, self.all, look)))
                    .collect();
                texts.join("\n")
            }
            Drawing::Matrix => render::matrix(rows, self.all, look),
            Drawing::Nodes(names) => {
                let texts: Vec<String> =
                    names.iter().map(|name| render::node(name, rows, look)).collect();
                texts.join("\n")
            }
            Drawing::Groups(by) => {
                let groups = |coverage: &Coverage<'_>| match by.as_str() {
                    "taints" => NodeGroup::by_taints(coverage),
                    label => NodeGroup::by_label(coverage, label),
                };
                let items: Vec<_> = coverages
                    .iter()
                    .map(|coverage| {
                        let meta = &coverage.daemon_set.meta;
                        (&*meta.namespace, &*meta.name, groups(coverage))
                    })
                    .collect();
                render::groups(by, &items, look)
            }
        })
    }

    fn summaries(
        &self,
        coverages: &[Coverage<'_>],
        filter: &RowFilter,
    ) -> Result<Vec<Summary>, Error> {
        let mut items: Vec<_> =
            coverages.iter().map(|coverage| Summary::new(coverage, filter)).collect();
        render::worst_first(&mut items);
        answer::sorted(items, self.sort_by.as_ref())
    }
}

/// Whether a DaemonSet is not where it should be, on the nodes that are asked for.
pub(super) fn is_wrong(
    coverages: &[Coverage<'_>],
    filter: &RowFilter,
    ignore_not_ready_nodes: bool,
) -> bool {
    coverages.iter().map(|coverage| Summary::new(coverage, filter)).any(|item| {
        let fine = [State::Ready, State::Excluded, State::WouldSchedule];
        let wrong: usize =
            item.states.iter().filter(|(state, _)| !fine.contains(state)).map(|(_, n)| n).sum();
        let excused = if ignore_not_ready_nodes { item.on_unready_nodes } else { 0 };
        wrong > excused
    })
}
