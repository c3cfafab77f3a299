use super::state::{styled, whys, word};
use super::summary::in_short;
use crate::render::{Column, Line, Look, Table, age, machine};
use crate::report::ds_coverage::{DaemonSetCoverage, NodeRow};
use crate::report::ds_summary::Summary;

/// A row per DaemonSet with every counter. `ages` holds the seconds since each was made, None where that is
/// not known.
pub fn wide(items: &[Summary], ages: &[Option<i64>], look: &Look) -> String {
    let mut table = Table::new([
        Column::new("NAMESPACE"),
        Column::new("NAME"),
        Column::new("NODES"),
        Column::new("DESIRED"),
        Column::new("CURRENT"),
        Column::new("READY"),
        Column::new("UP-TO-DATE"),
        Column::new("AVAILABLE"),
        Column::new("MISSCHEDULED"),
        Column::new("STATUS"),
        Column::new("AGE"),
        Column::wrap("WHY"),
    ]);
    for (at, item) in items.iter().enumerate() {
        let counts = &item.counts;
        let number = |number: usize| Line::of(&number.to_string());
        let status = match (item.observed, item.status_agrees) {
            (true, true) => "agrees",
            (true, false) => "differs",
            (false, _) => "not-observed",
        };
        let created = ages.get(at).copied().flatten();
        table.row([
            Line::of(&item.namespace),
            Line::of(&item.name),
            number(item.node_count),
            number(counts.desired),
            number(counts.current),
            number(counts.ready),
            number(counts.updated),
            number(counts.available),
            number(counts.misscheduled),
            Line::of(status),
            Line::of(&created.map_or_else(|| "<unknown>".into(), age)),
            in_short(item, look),
        ]);
    }
    table.print(look)
}

/// A row per node of each DaemonSet.
pub fn rows(items: &[DaemonSetCoverage], look: &Look) -> String {
    let mut table = Table::new([
        Column::new("NAMESPACE"),
        Column::new("NAME"),
        Column::new("NODE"),
        Column::new("STATE"),
        Column::new("POD"),
        Column::new("RESTARTS"),
        Column::new("UP-TO-DATE"),
        Column::wrap("WHY"),
    ]);
    for item in items {
        for row in &item.nodes {
            table.row([
                Line::of(&item.namespace),
                Line::of(&item.name),
                Line::of(&row.node),
                styled(row.state, look),
                Line::of(row.pod.as_deref().unwrap_or_default()),
                Line::of(&row.restarts.map(|n| n.to_string()).unwrap_or_default()),
                Line::of(row.updated.map_or("", |updated| if updated { "yes" } else { "no" })),
                Line::of(&story(row)),
            ]);
        }
    }
    table.print(look)
}

/// Why a row is as it is, and what else is to be told of its Pods.
pub(super) fn story(row: &NodeRow) -> String {
    let mut parts = Vec::new();
    let whys = whys(&row.reasons);
    if !whys.is_empty() {
        parts.push(whys);
    }
    if let Some(evicted) = row.will_be_evicted {
        parts.push(if evicted { "will be evicted".into() } else { "stays".into() });
    }
    if row.terminating {
        parts.push("Terminating".into());
    }
    if row.node_not_ready && !row.reasons.iter().any(|reason| reason.reason == "NodeNotReady") {
        parts.push("the node is not ready".into());
    }
    if !row.other_pods.is_empty() {
        parts.push(format!("also {}", row.other_pods.join(", ")));
    }
    if !row.preempts.is_empty() {
        parts.push(format!("would evict {}", row.preempts.join(", ")));
    }
    if parts.is_empty() { "-".into() } else { parts.join("; ") }
}

/// `daemonset.apps/x`, a line each, as kubectl names them.
pub fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().flat_map(|name| ["daemonset.apps/", name, "\n"]).collect()
}

/// A record per node of each DaemonSet; the reasons' tokens are joined by semicolons.
pub fn csv(items: &[DaemonSetCoverage], no_headers: bool) -> Result<String, csv::Error> {
    const HEADERS: [&str; 10] = [
        "NAMESPACE",
        "NAME",
        "NODE",
        "STATE",
        "POD",
        "REVISION",
        "UP-TO-DATE",
        "RESTARTS",
        "REASONS",
        "MESSAGE",
    ];
    let records = items.iter().flat_map(|item| {
        item.nodes.iter().map(|row| {
            let now = || row.reasons.iter().filter(|reason| !reason.further);
            [
                item.namespace.clone(),
                item.name.clone(),
                row.node.clone(),
                word(row.state).to_owned(),
                row.pod.clone().unwrap_or_default(),
                row.revision.clone().unwrap_or_default(),
                row.updated.map(|updated| updated.to_string()).unwrap_or_default(),
                row.restarts.map(|restarts| restarts.to_string()).unwrap_or_default(),
                now().map(|reason| reason.reason.as_str()).collect::<Vec<_>>().join(";"),
                now().map(|reason| reason.message.as_str()).collect::<Vec<_>>().join("; "),
            ]
        })
    });
    machine::csv(&HEADERS, records, no_headers)
}
