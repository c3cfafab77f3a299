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

    /// What is told of the coverages, each of which is let go once it has been looked at.
    pub(super) fn answer<'a>(
        &self,
        coverages: impl IntoIterator<Item = Coverage<'a>>,
        filter: &RowFilter,
    ) -> Answer {
        let mut answer = Answer::default();
        for coverage in coverages {
            answer.summaries.push(Summary::new(&coverage, filter));
            if self.tells_rows() {
                answer.rows.push(DaemonSetCoverage::new(&coverage, filter));
            }
            if let Drawing::Groups(by) = &self.drawing {
                let meta = &coverage.daemon_set.meta;
                let groups = match by.as_str() {
                    "taints" => NodeGroup::by_taints(&coverage),
                    label => NodeGroup::by_label(&coverage, label),
                };
                answer.groups.push((meta.namespace.to_string(), meta.name.to_string(), groups));
            }
        }
        answer
    }

    /// Whether the view speaks of single nodes that are as they should be.
    fn tells_rows(&self) -> bool {
        let drawn = matches!(self.format, Format::Table | Format::Wide);
        !drawn || !matches!(self.drawing, Drawing::Summary | Drawing::Groups(_))
    }

    /// The answer as text.
    pub(super) fn print(
        &self,
        Answer { mut summaries, mut rows, groups }: Answer,
        snapshot: &Snapshot,
        ui: &Ui,
    ) -> Result<String, Error> {
        rows.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
        let rows = answer::sorted(rows, self.sort_by.as_ref())?;
        match &self.format {
            Format::Table | Format::Wide => {
                render::worst_first(&mut summaries);
                let summaries = answer::sorted(summaries, self.sort_by.as_ref())?;
                let answer = Answer { summaries, rows, groups };
                Ok(self.draw(&answer, snapshot, &ui.look(self.no_headers)))
            }
            Format::Name => {
                Ok(answer::names("daemonset.apps", rows.iter().map(|item| item.name.as_str())))
            }
            Format::Csv => render::csv(&rows, self.no_headers).map_err(|why| answer::failed(&why)),
            format => {
                let envelope = Envelope::new("DaemonSetCoverageList", snapshot, rows);
                answer::for_machines(format, &envelope)
            }
        }
    }

    fn draw(
        &self,
        Answer { summaries, rows, groups }: &Answer,
        snapshot: &Snapshot,
        look: &Look,
    ) -> String {
        let is_wide = self.format == Format::Wide;
        match &self.drawing {
            Drawing::Summary if is_wide => {
                let age = |item: &Summary| {
                    Some(snapshot.now()?.as_second() - item.created_at?.as_second())
                };
                let ages: Vec<_> = summaries.iter().map(age).collect();
                render::wide(summaries, &ages, look)
            }
            Drawing::Details | Drawing::Nodes(_) if is_wide => render::rows(rows, look),
            Drawing::Details => {
                let of = |item: &Summary| {
                    rows.iter()
                        .find(|row| (&row.namespace, &row.name) == (&item.namespace, &item.name))
                };
                let texts: Vec<String> = summaries
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
            Drawing::Summary => render::summary(summaries, self.all, look),
            Drawing::Groups(by) => render::groups(by, groups, look),
        }
    }
}

/// What a view needs of the coverages.
#[derive(Default)]
pub(super) struct Answer {
    summaries: Vec<Summary>,
    /// Of the views that speak of single nodes.
    rows: Vec<DaemonSetCoverage>,
    /// By namespace and name, where `--group-by` asks for them.
    groups: Vec<(String, String, Vec<NodeGroup>)>,
}

impl Answer {
    pub(super) fn is_empty(&self) -> bool {
        self.summaries.is_empty()
    }

    /// Whether a DaemonSet is not where it should be, on the nodes that are asked for.
    pub(super) fn is_wrong(&self, ignore_not_ready_nodes: bool) -> bool {
        self.summaries.iter().any(|item| {
            let fine = [State::Ready, State::Excluded, State::WouldSchedule];
            let wrong: usize =
                item.states.iter().filter(|(state, _)| !fine.contains(state)).map(|(_, n)| n).sum();
            let excused = if ignore_not_ready_nodes { item.on_unready_nodes } else { 0 };
            wrong > excused
        })
    }
}
