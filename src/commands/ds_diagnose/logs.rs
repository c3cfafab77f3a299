//! What containers that fail wrote last.

use std::time::Duration;

use futures_util::{StreamExt, stream};

use crate::cluster::Silent;
use crate::cluster::live::{Connection, LogSource};
use crate::report::ds_diagnose::{DaemonSetDiagnosis, Log};

/// Of how many findings the log is read: those that stand first.
const MOST_LOGS: usize = 10;

/// How many are read at the same time.
const AT_ONCE: usize = 5;

/// A kubelet that does not answer keeps nobody from the rest.
const COMES_WITHIN: Duration = Duration::from_secs(3);

/// Adds to each finding that a log may explain its last `lines`, or why they were not read. A file has no logs,
/// and findings beyond the first ones have the command to read theirs: of those none is told.
pub(super) async fn read(
    items: &mut [DaemonSetDiagnosis],
    connection: Option<&Connection>,
    lines: u32,
) {
    let mut wanted: Vec<(String, &mut Log)> = Vec::new();
    for item in items {
        for finding in &mut item.findings {
            let reads = connection.is_some() && lines > 0 && wanted.len() < MOST_LOGS;
            if !reads {
                finding.log = None;
            }
            wanted.extend(finding.log.as_mut().map(|log| (item.namespace.clone(), log)));
        }
    }
    let Some(connection) = connection else { return };
    let mut reading = Vec::new();
    for (namespace, log) in wanted {
        reading.push(read_one(connection, namespace, log, lines));
    }
    stream::iter(reading).buffer_unordered(AT_ONCE).collect::<()>().await;
}

async fn read_one(connection: &Connection, namespace: String, log: &mut Log, lines: u32) {
    let source = LogSource {
        namespace,
        pod: log.pod.clone(),
        container: log.container.clone(),
        previous: log.previous,
        ended: false,
    };
    let end = connection.log_end(&source, lines, &Silent);
    match tokio::time::timeout(COMES_WITHIN, end).await {
        Ok(Ok(lines)) => log.lines = lines,
        Ok(Err(why)) => log.unread = Some(why.message),
        Err(_) => log.unread = Some("it did not come in time".to_owned()),
    }
}
