//! What a question needs to know of a live cluster, and no more, gathered at the same time where it
//! can be.
//!
//! First the DaemonSets in scope, and beside them the nodes, revisions and events; then the Pods of
//! those DaemonSets; then, only where a Pod is waiting for a node, who else is on that node and what
//! the Pod's spec refers to.

mod daemon_sets;
mod endpoint;
mod fold;
mod histories;
mod lists;
mod needs;
mod occupancy;
mod permissions;
mod preview;
mod record;
mod selection;

use std::sync::Arc;

use super::live::{ConnectOptions, Connection, DEFAULT_CHUNK_SIZE, Environment};
use super::{Namespaces, Progress, Query, Question};
use crate::error::Error;
use crate::model::{Snapshot, TakenAt, Text, Time};
use lists::Lists;
use needs::Needs;

pub use endpoint::path;
pub use histories::{ABOUT_BATCH, OF_JOBS};
pub use permissions::{Asker, Permission, cluster_role, required_permissions};
pub use record::{Recording, record};

/// Gathers from the cluster what `query` needs.
///
/// What the user may not read is missing from the snapshot and named in its `unread`.
///
/// # Errors
/// No cluster, no answer, or no permission to list what the question is about; a DaemonSet that is
/// named and does not exist.
pub async fn ask(
    connection: &Arc<Connection>,
    query: &Query,
    progress: &Arc<dyn Progress>,
) -> Result<Snapshot, Error> {
    let chunk_size = query.chunk_size.unwrap_or(DEFAULT_CHUNK_SIZE);
    let lists = Lists::new(connection, progress, chunk_size);
    let version = async { Ok(connection.version(&**progress).await) };
    let gathered = async {
        let namespace = match &query.scope.namespaces {
            Namespaces::All => None,
            Namespaces::Current => Some(connection.namespace().to_owned()),
            Namespaces::One(namespace) => Some(namespace.clone()),
        };
        let diagnosis = match &query.question {
            Question::CronJobHistory => {
                return Box::pin(histories::cron_jobs(&lists, &query.scope, namespace)).await;
            }
            Question::JobHistory => {
                return Box::pin(histories::jobs(&lists, &query.scope, namespace)).await;
            }
            Question::Coverage => false,
            Question::Diagnosis => true,
            Question::Preview { namespace, template } => {
                let namespace = Text::from(namespace.as_str());
                let needs = Needs::of_template(&namespace, &template.spec);
                return Box::pin(preview::gather(&lists, &namespace, &needs)).await;
            }
        };
        Box::pin(daemon_sets::gather(&lists, &query.scope, namespace, diagnosis)).await
    };
    let (server, mut snapshot) = futures_util::try_join!(version, gathered)?;
    snapshot.server = server;
    snapshot.taken_at = TakenAt::Now(connection.now());
    Ok(snapshot)
}

#[expect(clippy::disallowed_methods, reason = "a live snapshot is taken now")]
fn now() -> Time {
    Time::now()
}

/// Connects as `options` say, and gathers what `query` needs.
pub async fn gather(
    options: &ConnectOptions,
    query: &Query,
    progress: &Arc<dyn Progress>,
) -> Result<Snapshot, Error> {
    let connection = Connection::open(options, &Environment::of_process()).await?;
    ask(&Arc::new(connection), query, progress).await
}
