//! That something has changed, as watches tell it: the answer itself is gathered anew, so that it is the same
//! as without `--watch`, whatever a watch missed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;

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
    watches: JoinSet<Result<(), Error>>,
}

impl Changes {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Changes { connection, changed: Arc::default(), watches: JoinSet::new() }
    }

    /// Follows one kind, and minds what `matters`, until that is no longer possible.
    pub(super) fn follow<K: Object>(
        &mut self,
        request: ListRequest,
        mut matters: impl FnMut(&Seen<K::Model>) -> bool + Send + 'static,
    ) {
        let (connection, changed) = (self.connection.clone(), self.changed.clone());
        self.watches.spawn(async move {
            let tell = |seen| {
                if matters(&seen) {
                    changed.notify_one();
                }
            };
            let interner = Arc::default();
            let pace = Pace::default();
            match follow::<K>(&connection, &request, pace, &interner, &Talk, tell).await {
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

/// Notes go to stderr; how many objects were read is nobody's interest here.
pub(super) struct Talk;

impl Progress for Talk {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        ui::note(text);
    }
}
