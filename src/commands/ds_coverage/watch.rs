//! The answer, again whenever something that it depends on changes.
//!
//! Nodes, DaemonSets, their Pods and warnings are watched, one watch for each kind; what is seen of them only says
//! *that* the answer may have changed. The answer itself is gathered anew, so that it is the same as without
//! `--watch`, whatever a watch missed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{DsCoverage, show};
use crate::cluster::convert::Object;
use crate::cluster::live::{Connection, Environment, ListRequest, Pace, Seen, follow};
use crate::cluster::{Namespaces, Progress, Query, Question, Scope, Source, query, wire};
use crate::commands::beside;
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::model::{Node, Pod, Resource, Text};
use crate::scheduling::World;
use crate::scheduling::coverage::coverage;
use crate::ui::{self, Ui};

/// Changes come in bursts: a rollout step is a deletion, a creation and several updates.
const BURST: Duration = Duration::from_millis(200);

const WARNINGS: &str = "involvedObject.kind=DaemonSet,type=Warning";

/// How long to leave a server alone that does not answer.
const AWAY: Duration = Duration::from_secs(1);

/// Shows the answer whenever it changes (`--watch`), or waits until every DaemonSet is where it should be
/// (`--wait`), for as long as `--timeout` allows.
pub(super) async fn watch(
    command: &DsCoverage,
    view: &show::View,
    source: &Source,
    scope: &Scope,
    ui: &Ui,
) -> Result<Exit, Error> {
    let Source::Live(options) = source else {
        let message = "a file cannot change: --watch and --wait need a cluster";
        return Err(Error::new(ErrorKind::Usage, message));
    };
    let deadline = command.timeout.and_then(|limit| Instant::now().checked_add(limit));
    let connection = Arc::new(Connection::open(options, &Environment::of_process()).await?);
    let namespace = match &scope.namespaces {
        Namespaces::All => None,
        Namespaces::One(name) => Some(name.clone()),
        Namespaces::Current => Some(connection.namespace().to_owned()),
    };
    let question = Query {
        scope: scope.clone(),
        question: Question::Coverage,
        chunk_size: command.page.chunk_size,
    };
    let changed = Arc::new(Notify::new());
    let talk = Arc::new(Talk::default());
    let mut watches = watches(&connection, namespace.as_deref(), &changed, &talk);
    let mut shown: Option<String> = None;
    loop {
        let asked = Box::pin(query::ask(&connection, &question, &*talk));
        // Who has no time at all is told how things are, once.
        let looks_once = shown.is_none() && command.timeout.is_some_and(|limit| limit.is_zero());
        let snapshot = match or_timeout(deadline.filter(|_| !looks_once), asked).await {
            None => return Err(timed_out(command, shown, ui)),
            Some(Ok(snapshot)) => snapshot,
            Some(Err(why)) if shown.is_some() && may_pass(&why) => {
                tokio::time::sleep(AWAY).await;
                continue;
            }
            Some(Err(why)) => return Err(why),
        };
        let world = World::new(&snapshot);
        let sets = &snapshot.daemon_sets;
        let coverages = sets.iter().map(|set| coverage(&world, set));
        let answer = view.answer(coverages, &command.filter(&snapshot)?);
        let is_wrong = answer.is_wrong(command.ignore_not_ready_nodes);
        let text = view.print(answer, &snapshot, ui)?;
        if command.wait && !is_wrong && !sets.is_empty() {
            ui.answer(&text)?;
            beside::tell(&snapshot, ui);
            return Ok(beside::exit(&snapshot, false));
        }
        if shown.as_deref().is_none_or(|shown| timeless(shown).ne(timeless(&text))) {
            if command.watch {
                ui.again(&text)?;
            }
            shown = Some(text);
        }
        let next = async {
            tokio::select! {
                () = changed.notified() => Ok(()),
                Some(ended) = watches.join_next() => ended.unwrap_or(Ok(())),
            }
        };
        match or_timeout(deadline, next).await {
            None => return Err(timed_out(command, shown, ui)),
            Some(end) => end?,
        }
        tokio::time::sleep(BURST).await;
    }
}

/// Watches what the answer depends on, and notifies of every change.
fn watches(
    connection: &Arc<Connection>,
    namespace: Option<&str>,
    changed: &Arc<Notify>,
    talk: &Arc<Talk>,
) -> JoinSet<Result<(), Error>> {
    let within = |group: &str, resource: Resource| match namespace {
        Some(namespace) => format!("{group}/namespaces/{namespace}/{}", resource.plural()),
        None => format!("{group}/{}", resource.plural()),
    };
    let mut watches = JoinSet::new();
    // Nodes are updated by their heartbeats, of which the model knows nothing.
    let mut nodes: HashMap<Text, Node> = HashMap::new();
    let nodes_changed = changed.clone();
    let node_seen = move |seen: Seen<Node>| {
        if let Seen::Now(node) = seen {
            let known = nodes.insert(node.name.clone(), node.clone());
            if known.as_ref() == Some(&node) {
                return;
            }
        }
        nodes_changed.notify_one();
    };
    let all_nodes = all("/api/v1/nodes".into());
    watches.spawn(followed::<wire::Node>(connection.clone(), all_nodes, talk.clone(), node_seen));
    let sets = all(within("/apis/apps/v1", Resource::DaemonSets));
    let sets_changed = changed.clone();
    let set_seen = move |_: Seen<_>| sets_changed.notify_one();
    watches.spawn(followed::<wire::DaemonSet>(connection.clone(), sets, talk.clone(), set_seen));
    // Why a Pod is refused is told after the DaemonSet's counters are written, if they change at all.
    let events = ListRequest {
        field_selector: Some(WARNINGS.into()),
        ..all(within("/api/v1", Resource::Events))
    };
    let warned = changed.clone();
    let event_seen = move |_: Seen<_>| warned.notify_one();
    watches.spawn(followed::<wire::Event>(connection.clone(), events, talk.clone(), event_seen));
    let pods_changed = changed.clone();
    let is_daemon =
        |pod: &Pod| pod.meta.owner.as_ref().is_none_or(|owner| &*owner.kind == "DaemonSet");
    let pods = all(within("/api/v1", Resource::Pods));
    let pod_seen = move |seen: Seen<Pod>| match seen {
        Seen::Now(pod) | Seen::Gone(pod) if !is_daemon(&pod) => {}
        _ => pods_changed.notify_one(),
    };
    watches.spawn(followed::<wire::Pod>(connection.clone(), pods, talk.clone(), pod_seen));
    watches
}

fn all(path: String) -> ListRequest {
    ListRequest { path, ..ListRequest::default() }
}

/// Follows one kind until that is no longer possible.
async fn followed<K: Object>(
    connection: Arc<Connection>,
    request: ListRequest,
    talk: Arc<Talk>,
    tell: impl FnMut(Seen<K::Model>) + Send,
) -> Result<(), Error> {
    let end =
        follow::<K>(&connection, &request, Pace::default(), &Arc::default(), &*talk, tell).await;
    match end {
        // Without the nodes there is still an answer, that says so.
        Err(why) if why.kind == ErrorKind::Forbidden => Ok(()),
        Err(why) => Err(why),
        Ok(never) => match never {},
    }
}

/// What `future` comes to, or None once the deadline has passed.
async fn or_timeout<T>(deadline: Option<Instant>, future: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
}

/// Whether an API server that has answered before is likely to answer again.
fn may_pass(why: &Error) -> bool {
    matches!(
        why.kind,
        ErrorKind::Connect
            | ErrorKind::Unavailable
            | ErrorKind::RequestTimeout
            | ErrorKind::Expired
    )
}

/// An answer without the moment at which it was given, which alone is no news.
fn timeless(text: &str) -> impl Iterator<Item = &str> {
    let is_time = |line: &&str| !line.trim_start().trim_start_matches('"').starts_with("takenAt");
    text.lines().filter(is_time)
}

/// That time is up; and, of `--wait`, the last answer, which is not the one that was waited for.
fn timed_out(command: &DsCoverage, shown: Option<String>, ui: &Ui) -> Error {
    if command.watch {
        return Error::new(ErrorKind::TimedOut, "timed out: --timeout has passed");
    }
    if let Some(text) = shown
        && let Err(why) = ui.answer(&text)
    {
        return why;
    }
    let message = "timed out waiting for every DaemonSet to be where it should be";
    Error::new(ErrorKind::TimedOut, message)
}

/// Notes go to stderr, but for what was said a moment ago: three watches and the answer lose a server, and find
/// it again, together. How many objects were read is nobody's interest here.
#[derive(Default)]
struct Talk(Mutex<HashMap<String, Instant>>);

impl Talk {
    /// For how long a note need not be repeated.
    const FRESH: Duration = Duration::from_secs(30);
}

impl Progress for Talk {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.retain(|_, at| at.elapsed() < Self::FRESH);
        if said.insert(text.to_owned(), Instant::now()).is_none() {
            ui::note(text);
        }
    }
}
