use super::note::Idle;
use super::{Counts, Row, State};
use crate::model::DaemonSet;
use crate::scheduling::revision::is_observed;

/// Why the DaemonSet's own counters are not those computed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// The controller has not seen the newest generation.
    NotObserved { generation: i64, observed: i64 },
    /// The controller does not act on the DaemonSet, and leaves its counters alone.
    Idle(Idle),
    /// Nodes were tainted or relabelled, which makes the controller count again only when something else
    /// happens to the DaemonSet: these many are no longer, or are now, eligible.
    Stale { left: usize, joined: usize },
    /// Pods have come, gone or changed since the controller last counted.
    Behind,
}

/// Why `status` is not `computed`; None: they agree. `judged` says which of the counters could be computed.
pub(super) fn disagreement(
    daemon_set: &DaemonSet,
    idle: Option<&Idle>,
    rows: &[Row<'_>],
    computed: Counts,
    knows_updated: bool,
) -> Option<Disagreement> {
    let status = Counts::from(&daemon_set.status);
    let comparable =
        if knows_updated { computed } else { Counts { updated: status.updated, ..computed } };
    if status == comparable {
        return None;
    }
    if let Some(idle) = idle {
        return Some(Disagreement::Idle(idle.clone()));
    }
    let (generation, observed) = (daemon_set.generation, daemon_set.status.observed_generation);
    if !is_observed(daemon_set) {
        return Some(Disagreement::NotObserved { generation, observed });
    }
    if status.desired == computed.desired && status.misscheduled == computed.misscheduled {
        return Some(Disagreement::Behind);
    }
    let misscheduled = rows.iter().filter(|row| row.state == State::Misscheduled).count();
    let left = status
        .desired
        .saturating_sub(computed.desired)
        .max(misscheduled.saturating_sub(status.misscheduled));
    let joined = computed
        .desired
        .saturating_sub(status.desired)
        .max(status.misscheduled.saturating_sub(misscheduled));
    Some(Disagreement::Stale { left, joined })
}
