//! That something has changed, as watches tell it: the answer itself is gathered anew, so that it is the same
//! as without `--watch`, whatever a watch missed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::cluster::Progress;
use crate::cluster::convert::Object;
use crate::cluster::live::{Connection, ListRequest, Pace, Seen, follow};
use crate::error::{Error, ErrorKind};
use crate::model::Resource;
use crate::ui;

/// Changes come in bursts: a rollout step is a deletion, a creation and several updates.
const BURST: Duration = Duration::from_millis(200);

/// How long to leave a server alone that does not answer.
const AWAY: Duration = Duration::from_secs(1);

/// What an answer depends on, one watch for each kind.
pub(super) struct Changes {
    connection: Arc<Connection>,
    changed: Arc<Notify>,
    talk: Arc<dyn Progress>,
    watches: JoinSet<Result<(), Error>>,
}

impl Changes {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Changes {
            connection,
            changed: Arc::default(),
            talk: Arc::new(Talk::default()),
            watches: JoinSet::new(),
        }
    }

    /// Whom to tell what the user should know.
    pub(super) fn talk(&self) -> &Arc<dyn Progress> {
        &self.talk
    }

    /// Follows one kind, and minds what `matters`, until that is no longer possible.
    pub(super) fn follow<K: Object>(
        &mut self,
        request: ListRequest,
        mut matters: impl FnMut(&Seen<K::Model>) -> bool + Send + 'static,
    ) {
        let (connection, changed) = (self.connection.clone(), self.changed.clone());
        let talk = self.talk.clone();
        self.watches.spawn(async move {
            let tell = |seen| {
                if matters(&seen) {
                    changed.notify_one();
                }
            };
            let pace = Pace::default();
            match follow::<K>(&connection, &request, pace, &*talk, tell).await {
                // Without this kind there is still an answer, that says so.
                Err(why) if why.kind == ErrorKind::Forbidden => Ok(()),
                Err(why) => Err(why),
            }
        });
    }

    /// Ends when something has changed, and the burst of changes is over.
    ///
    /// An error means that a watch cannot go on.
    pub(super) async fn next(&mut self) -> Result<(), Error> {
        tokio::select! {
            () = self.changed.notified() => {}
            Some(ended) = self.watches.join_next() => ended.unwrap_or(Ok(()))?,
        }
        tokio::time::sleep(BURST).await;
        Ok(())
    }
}

/// Waits a little where an API server that has answered before is likely to answer again.
///
/// The error is `why` itself, where it is not.
pub(super) async fn bear(why: Error) -> Result<(), Error> {
    let may_pass = matches!(
        why.kind,
        ErrorKind::Connect
            | ErrorKind::Unavailable
            | ErrorKind::RequestTimeout
            | ErrorKind::Expired
    );
    if !may_pass {
        return Err(why);
    }
    tokio::time::sleep(AWAY).await;
    Ok(())
}

/// Whether `text` is another answer than the one that is `shown`: the moment at which it was given alone is
/// no news.
pub(super) fn is_news(shown: Option<&str>, text: &str) -> bool {
    shown.is_none_or(|shown| timeless(shown).ne(timeless(text)))
}

fn timeless(text: &str) -> impl Iterator<Item = &str> {
    let is_time = |line: &&str| !line.trim_start().trim_start_matches('"').starts_with("takenAt");
    text.lines().filter(is_time)
}

/// Notes go to stderr, but for what was said a moment ago: several watches and the answer lose a server, and
/// find it again, together. How many objects were read is nobody's interest here.
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
