//! The logs of the Pods, read while they live, so that they outlive them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

use super::watching::Message;
use crate::cluster::Silent;
use crate::cluster::live::{Connection, LogSource};
use crate::model::{ContainerState, Phase, Pod};
use crate::report::job_wait::PodFailure;

/// How many logs are followed at once where nobody wants to see them: those of a few Pods. Of many, only what
/// failed is read.
const MOST_FOLLOWED: usize = 8;

/// Lines of one container, between two restarts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Log {
    pub(super) pod: String,
    pub(super) container: String,
    restart: u32,
}

/// What comes of a log.
pub(super) struct Piece {
    log: Log,
    what: What,
}

enum What {
    Line(String),
    End(Option<String>),
}

/// A line that is to be shown.
pub(super) struct Line {
    pub(super) pod: String,
    pub(super) container: String,
    pub(super) text: String,
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<String>,
    ended: bool,
    error: Option<String>,
    reader: Option<JoinHandle<()>>,
    /// The result waits for it.
    wanted: bool,
    /// The next line is the first of those that are kept: they are read once more.
    anew: bool,
}

pub(super) struct Logs {
    connection: Arc<Connection>,
    tell: UnboundedSender<Message>,
    /// How many lines of each are kept.
    keep: u32,
    /// All of them are shown.
    shown: bool,
    kept: BTreeMap<Log, Kept>,
}

impl Logs {
    pub(super) fn new(
        connection: Arc<Connection>,
        tell: UnboundedSender<Message>,
        keep: u32,
        shown: bool,
    ) -> Self {
        Logs { connection, tell, keep, shown, kept: BTreeMap::new() }
    }

    /// Begins to read what a Pod of a Job that is waited for says, where that is worth it.
    pub(super) fn see(&mut self, pod: &Pod, finished: bool) {
        if finished && !self.shown {
            return;
        }
        for (container, restart, state) in streams(pod) {
            let log = Log { pod: pod.meta.name.to_string(), container, restart };
            if self.kept.contains_key(&log) {
                continue;
            }
            let follows = self.shown
                || state == State::Failed
                || (state == State::Running && self.followed() < MOST_FOLLOWED);
            if follows {
                let previous = restart < restarts(pod, &log.container);
                self.read(&pod.meta.namespace, log, previous, state != State::Running);
            }
        }
    }

    fn followed(&self) -> usize {
        self.kept.values().filter(|kept| !kept.ended).count()
    }

    fn read(&mut self, namespace: &str, log: Log, previous: bool, ended: bool) {
        let source = LogSource {
            namespace: namespace.to_owned(),
            pod: log.pod.clone(),
            container: log.container.clone(),
            previous,
            ended,
        };
        let (connection, tell, of) = (self.connection.clone(), self.tell.clone(), log.clone());
        let tail = (!self.shown).then_some(self.keep);
        let reader = tokio::spawn(async move {
            let send = |what| {
                // Nobody listens once the wait is over.
                let _ = tell.send(Message::Log(Piece { log: of.clone(), what }));
            };
            let line = |line: &str| send(What::Line(line.to_owned()));
            let end = connection.log(&source, tail, &Silent, line).await;
            send(What::End(end.err().map(|why| why.message)));
        });
        let kept = self.kept.entry(log).or_default();
        if let Some(before) = kept.reader.replace(reader) {
            before.abort();
            kept.anew = true;
        }
    }

    /// Keeps a piece, and returns the line if it is to be shown.
    pub(super) fn take(&mut self, piece: Piece) -> Option<Line> {
        let Piece { log, what } = piece;
        let kept = self.kept.entry(log.clone()).or_default();
        match what {
            What::End(error) => {
                kept.ended = true;
                kept.error = error;
                None
            }
            What::Line(text) => {
                let line = self.shown.then(|| Line {
                    pod: log.pod.clone(),
                    container: log.container.clone(),
                    text: text.clone(),
                });
                if std::mem::take(&mut kept.anew) {
                    kept.lines.clear();
                }
                if kept.lines.len() >= self.keep as usize {
                    kept.lines.pop_front();
                }
                if self.keep > 0 {
                    kept.lines.push_back(text);
                }
                line
            }
        }
    }

    /// Reads what a failed container said, unless that is known.
    pub(super) fn ask(&mut self, namespace: &str, failure: &PodFailure) {
        let Some(log) = log_of(failure) else { return };
        // A kubelet notices only every few seconds that what is followed has ended (`stateCheckPeriod` in
        // pkg/kubelet/kuberuntime/logs): what was said to the end is read once more instead, if it is there.
        let is_followed = |kept: &Kept| !kept.ended && !kept.wanted && !self.shown;
        if self.kept.get(&log).is_none_or(is_followed) {
            self.read(namespace, log.clone(), failure.previous, true);
        }
        if let Some(kept) = self.kept.get_mut(&log) {
            kept.wanted = true;
        }
    }

    /// Whether lines are still to come, of those that were asked for or of `all`.
    pub(super) fn is_reading(&self, all: bool) -> bool {
        self.kept.values().any(|kept| !kept.ended && (all || kept.wanted))
    }

    /// Adds to a failure what its container said.
    pub(super) fn explain(&self, failure: &mut PodFailure) {
        let Some(kept) = log_of(failure).and_then(|log| self.kept.get(&log)) else { return };
        if kept.lines.is_empty() && (kept.error.is_some() || !kept.ended) {
            let late = || "it did not come in time".to_owned();
            failure.log_unread = Some(kept.error.clone().unwrap_or_else(late));
        } else if self.keep > 0 {
            failure.log = Some(kept.lines.iter().cloned().collect());
        }
    }

    pub(super) fn stop(&mut self) {
        self.kept.values_mut().filter_map(|kept| kept.reader.take()).for_each(|it| it.abort());
    }
}

fn log_of(failure: &PodFailure) -> Option<Log> {
    Some(Log {
        pod: failure.pod.clone(),
        container: failure.container.clone()?,
        restart: failure.restart.unwrap_or(0),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Running,
    Succeeded,
    Failed,
}

/// The logs that a Pod has now: by container, by how often it had been restarted.
fn streams(pod: &Pod) -> Vec<(String, u32, State)> {
    let told = pod.details().map_or(&[][..], |details| &details.containers);
    let mut streams = Vec::new();
    for container in told {
        let name = || container.name.to_string();
        if let Some(last) = &container.last
            && container.restarts > 0
        {
            let state = if last.exit_code == 0 { State::Succeeded } else { State::Failed };
            streams.push((name(), container.restarts - 1, state));
        }
        let state = match &container.state {
            ContainerState::Waiting { .. } => continue,
            ContainerState::Running { .. } => State::Running,
            ContainerState::Terminated(end) if end.exit_code == 0 => State::Succeeded,
            ContainerState::Terminated(_) => State::Failed,
        };
        streams.push((name(), container.restarts, state));
    }
    if pod.status.phase == Phase::Running {
        // Of those that are well nothing is told.
        let well =
            pod.spec.containers.iter().filter(|own| told.iter().all(|it| it.name != own.name));
        streams.extend(well.map(|own| (own.name.to_string(), 0, State::Running)));
    }
    streams
}

fn restarts(pod: &Pod, container: &str) -> u32 {
    let told = pod.details().map_or(&[][..], |details| &details.containers);
    told.iter().find(|it| *it.name == *container).map_or(0, |it| it.restarts)
}
