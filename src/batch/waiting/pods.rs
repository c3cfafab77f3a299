use std::collections::BTreeMap;

use crate::batch::{Attempt, AttemptOutcome, Failure, Stuck, stuck_pod};
use crate::model::{ContainerState, Pod, Text, Time};

/// The Pods of one Job, as they were seen: those that are gone are remembered.
#[derive(Debug, Default)]
pub(super) struct Pods {
    seen: BTreeMap<Text, Seen>,
}

#[derive(Debug)]
struct Seen {
    attempt: Attempt,
    stuck: Option<Stuck>,
    /// How the containers ended the last time each did.
    exits: BTreeMap<Text, i32>,
    gone: bool,
}

/// What a new sight of a Pod tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// It has not been seen before.
    pub(super) new: bool,
    /// A container of it has failed since.
    pub(super) failed: bool,
}

impl Pods {
    /// Takes in what a Pod looks like now.
    pub(super) fn see(&mut self, pod: &Pod, gone: bool) -> Told {
        let mut attempt = Attempt::of(pod);
        let before = self.seen.remove(&pod.meta.name);
        let new = before.is_none();
        let was_gone = before.as_ref().is_some_and(|seen| seen.gone);
        let known = before.as_ref().and_then(|seen| seen.attempt.failure.clone());
        let failed =
            attempt.failure.is_some() && !is_same(attempt.failure.as_ref(), known.as_ref());
        // A Pod that has ended does not begin again: this is an old sight of it.
        if let Some(ended) = before.as_ref().filter(|seen| seen.attempt.has_ended()) {
            if !attempt.has_ended() {
                attempt = ended.attempt.clone();
            }
        }
        if attempt.failure.is_none() {
            // What the kubelet no longer tells has happened all the same: a container that is ended by
            // force loses its `lastState`.
            attempt.failure = known.filter(|_| attempt.outcome != AttemptOutcome::Succeeded);
        }
        attempt.restarts =
            attempt.restarts.max(before.as_ref().map_or(0, |seen| seen.attempt.restarts));
        let mut exits = before.map(|seen| seen.exits).unwrap_or_default();
        exits.extend(latest_exits(pod));
        let gone = gone || was_gone;
        let stuck = if gone || attempt.has_ended() { None } else { stuck_pod(pod) };
        self.seen.insert(pod.meta.name.clone(), Seen { attempt, stuck, exits, gone });
        Told { new, failed }
    }

    /// After a fresh list: those that are not in it are gone.
    pub(super) fn keep(&mut self, present: impl Fn(&str) -> bool) {
        for (name, seen) in &mut self.seen {
            if !present(name) {
                seen.gone = true;
                seen.stuck = None;
            }
        }
    }

    pub(super) fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.seen.values().map(|seen| &seen.attempt)
    }

    pub(super) fn attempt(&self, pod: &str) -> Option<&Attempt> {
        self.seen.get(pod).map(|seen| &seen.attempt)
    }

    /// How many there ever were, as far as was seen.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    pub(super) fn restarts(&self) -> u32 {
        self.attempts().map(|attempt| attempt.restarts).sum()
    }

    /// Those that run, and are not gone.
    pub(super) fn any_runs(&self) -> bool {
        self.seen.values().any(|seen| {
            !seen.gone && seen.stuck.is_none() && seen.attempt.outcome == AttemptOutcome::Running
        })
    }

    /// The first Pod that is stuck.
    pub(super) fn stuck(&self) -> Option<&Stuck> {
        self.seen.values().find_map(|seen| seen.stuck.as_ref())
    }

    /// How many are.
    pub(super) fn stuck_count(&self) -> usize {
        self.seen.values().filter(|seen| seen.stuck.is_some()).count()
    }

    /// How the container of that name ended in the Pod that ended last.
    pub(super) fn exit_of(&self, container: &str) -> Option<i32> {
        let ends = self
            .seen
            .values()
            .filter_map(|seen| Some((seen.attempt.ended_at, *seen.exits.get(container)?)));
        ends.max_by_key(|(at, _)| *at).map(|(_, code)| code)
    }
}

/// The same end of the same container.
fn is_same(one: Option<&Failure>, other: Option<&Failure>) -> bool {
    fn key(failure: &Failure) -> (&Text, i32, Option<Time>) {
        (&failure.container, failure.exit_code, failure.finished_at)
    }
    one.map(key) == other.map(key)
}

fn latest_exits(pod: &Pod) -> impl Iterator<Item = (Text, i32)> {
    pod.details().into_iter().flat_map(|details| &details.containers).filter_map(|container| {
        let end = match &container.state {
            ContainerState::Terminated(end) => end,
            _ => container.last.as_ref()?,
        };
        Some((container.name.clone(), end.exit_code))
    })
}
