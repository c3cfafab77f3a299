use clap::ValueEnum;

use crate::cluster::Source;
use crate::cluster::live::{Connection, Environment, LogSource};
use crate::error::{Error, ErrorKind};
use crate::model::Snapshot;
use crate::report::run::{Outcome, Run};
use crate::ui::Ui;

/// The values of `--logs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::commands) enum Which {
    /// The newest run
    Last,
    /// The newest that failed
    LastFailed,
    /// The newest that was successful
    LastSuccess,
}

/// Prints the log of a run, of the container that failed or of the first one. `runs` are newest first.
///
/// An error (`NotFound`) means that there is no such run, or that its Pods are gone, and their logs with them.
pub(in crate::commands) async fn print(
    which: Which,
    namespace: &str,
    runs: &[Run],
    snapshot: &Snapshot,
    source: &Source,
    ui: &Ui,
) -> Result<(), Error> {
    let wanted = |run: &&Run| match which {
        Which::Last => true,
        Which::LastFailed => run.outcome == Outcome::Failed,
        Which::LastSuccess => run.outcome == Outcome::Complete,
    };
    let not_found = |text: String| Error::new(ErrorKind::NotFound, text);
    let run = runs.iter().find(wanted).ok_or_else(|| not_found("no such run is known".into()))?;
    let log = log_of(run, namespace, snapshot).ok_or_else(|| {
        not_found(format!("the Pods of {} are gone, and their logs with them", run.job))
    })?;
    let Source::Live(options) = source else {
        return Err(Error::new(ErrorKind::Usage, "a file holds no logs"));
    };
    ui.note(&format!("Log of {}, Pod {}, container {}:", run.job, log.pod, log.container));
    let connection = Connection::open(options, &Environment::of_process()).await?;
    let mut lines = String::new();
    connection
        .log(&log, None, &*ui.reading().progress(), |line| {
            lines.push_str(line);
            lines.push('\n');
        })
        .await?;
    ui.answer(&lines)
}

/// The container that failed, else the first one of the newest Pod.
fn log_of(run: &Run, namespace: &str, snapshot: &Snapshot) -> Option<LogSource> {
    let uid = run.uid.as_deref()?;
    let owned =
        |pod: &&crate::model::Pod| pod.meta.owner.as_ref().is_some_and(|owner| &*owner.uid == uid);
    let pods = snapshot.pods.iter().filter(owned);
    let pod = match &run.pod {
        Some(name) => pods.clone().find(|pod| *pod.meta.name == **name),
        None => None,
    };
    let pod = pod.or_else(|| pods.max_by_key(|pod| pod.meta.created_at))?;
    let failed = crate::batch::failure(pod);
    let container = match &failed {
        Some(failure) => failure.container.to_string(),
        None => pod.spec.containers.first()?.name.to_string(),
    };
    Some(LogSource {
        namespace: namespace.to_owned(),
        pod: pod.meta.name.to_string(),
        container,
        previous: failed.is_some_and(|failure| failure.previous),
        // Of a run that goes on, what it has written so far.
        ended: true,
    })
}
