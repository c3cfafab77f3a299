//! The answer, again whenever something that it depends on changes.
//!
//! Nodes, DaemonSets, their Pods and warnings are watched, one watch for each kind.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::time::Instant;

use super::{DsCoverage, show};
use crate::cluster::live::{Connection, Environment, ListRequest, Seen};
use crate::cluster::{Namespaces, Query, Question, Scope, Source, query, wire};
use crate::commands::beside;
use crate::commands::changes::{Changes, bear, is_news};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::model::{Node, Pod, Resource, Text};
use crate::scheduling::World;
use crate::scheduling::coverage::coverage;
use crate::ui::Ui;

const WARNINGS: &str = "involvedObject.kind=DaemonSet,type=Warning";

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
    let mut changes = changes(&connection, namespace.as_deref());
    let mut shown: Option<String> = None;
    loop {
        let asked = Box::pin(query::ask(&connection, &question, changes.talk()));
        // Who has no time at all is told how things are, once.
        let looks_once = shown.is_none() && command.timeout.is_some_and(|limit| limit.is_zero());
        let snapshot = match or_timeout(deadline.filter(|_| !looks_once), asked).await {
            None => return Err(timed_out(command, shown, ui)),
            Some(Ok(snapshot)) => snapshot,
            Some(Err(why)) if shown.is_some() => {
                bear(why).await?;
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
            return Ok(beside::exit(&snapshot, beside::OF_DAEMON_SETS, false));
        }
        if is_news(shown.as_deref(), &text) {
            if command.watch {
                ui.again(&text)?;
            }
            shown = Some(text);
        }
        match or_timeout(deadline, changes.next()).await {
            None => return Err(timed_out(command, shown, ui)),
            Some(changed) => changed?,
        }
    }
}

/// Watches what the answer depends on.
fn changes(connection: &Arc<Connection>, namespace: Option<&str>) -> Changes {
    let within =
        |resource| ListRequest { path: query::path(resource, namespace), ..ListRequest::default() };
    let mut changes = Changes::new(connection.clone());
    // Nodes are updated by their heartbeats, of which the model knows nothing.
    let mut known: HashMap<Text, Node> = HashMap::new();
    let path = query::path(Resource::Nodes, None);
    let nodes = ListRequest { path, ..ListRequest::default() };
    changes.follow::<wire::Node>(nodes, move |seen| match seen {
        Seen::Now(node) => known.insert(node.name.clone(), node.clone()).as_ref() != Some(node),
        _ => true,
    });
    changes.follow::<wire::DaemonSet>(within(Resource::DaemonSets), |_| true);
    // Why a Pod is refused is told after the DaemonSet's counters are written, if they change at all.
    let warnings =
        ListRequest { field_selector: Some(WARNINGS.into()), ..within(Resource::Events) };
    changes.follow::<wire::Event>(warnings, |_| true);
    let is_daemon =
        |pod: &Pod| pod.meta.owner.as_ref().is_none_or(|owner| &*owner.kind == "DaemonSet");
    changes.follow::<wire::Pod>(within(Resource::Pods), move |seen| match seen {
        Seen::Now(pod) | Seen::Gone(pod) => is_daemon(pod),
        _ => true,
    });
    changes
}

/// What `future` comes to, or None once the deadline has passed.
async fn or_timeout<T>(deadline: Option<Instant>, future: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
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
