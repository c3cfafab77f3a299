use std::sync::Arc;
use std::time::Duration;

use crate::cluster::live::{Connection, Environment, ListRequest};
use crate::cluster::{Namespaces, Query, Question, Source, query, wire};
use crate::commands::beside;
use crate::commands::changes::{Changes, bear, is_news};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::model::{Resource, Snapshot};
use crate::ui::Ui;

/// A due time passes, and a run becomes late, without anything that changes in the cluster: the answer is
/// looked at again after so long. On a terminal ages go on.
const TICK: Duration = Duration::from_secs(10);
const SLOW_TICK: Duration = Duration::from_secs(60);

/// Shows the answer again whenever something changes that it depends on, until interrupted. `print` makes
/// the text of what was gathered.
pub(in crate::commands) async fn watch(
    source: &Source,
    question: &Query,
    ui: &Ui,
    print: impl Fn(&Snapshot) -> Result<String, Error>,
) -> Result<Exit, Error> {
    let Source::Live(options) = source else {
        let message = "a file cannot change: --watch needs a cluster";
        return Err(Error::new(ErrorKind::Usage, message));
    };
    let connection = Arc::new(Connection::open(options, &Environment::of_process()).await?);
    let mut changes = changes(&connection, question);
    let tick = if ui.facts.stdout_is_terminal { TICK } else { SLOW_TICK };
    let mut shown: Option<String> = None;
    let mut told = Vec::new();
    loop {
        match Box::pin(query::ask(&connection, question, changes.talk())).await {
            Ok(snapshot) => {
                let text = print(&snapshot)?;
                if is_news(shown.as_deref(), &text) {
                    ui.again(&text)?;
                    shown = Some(text);
                }
                if snapshot.unread != told {
                    beside::tell_unread(&snapshot.unread, ui);
                    told = snapshot.unread;
                }
            }
            Err(why) if shown.is_some() => {
                bear(why).await?;
                continue;
            }
            Err(why) => return Err(why),
        }
        if let Ok(changed) = tokio::time::timeout(tick, changes.next()).await {
            changed?;
        }
    }
}

/// Watches what the answer depends on.
fn changes(connection: &Arc<Connection>, question: &Query) -> Changes {
    let namespace = match &question.scope.namespaces {
        Namespaces::All => None,
        Namespaces::Current => Some(connection.namespace()),
        Namespaces::One(name) => Some(name.as_str()),
    };
    let within =
        |resource| ListRequest { path: query::path(resource, namespace), ..ListRequest::default() };
    let mut changes = Changes::new(connection.clone());
    if matches!(question.question, Question::CronJobHistory) {
        changes.follow::<wire::CronJob>(within(Resource::CronJobs), |_| true);
    }
    changes.follow::<wire::Job>(within(Resource::Jobs), |_| true);
    let pods = within(Resource::Pods);
    let pods = ListRequest { label_selector: Some(query::OF_JOBS.into()), ..pods };
    changes.follow::<wire::Pod>(pods, |_| true);
    // That the API refuses a Job, or its Pods, nothing but an event tells.
    let events = within(Resource::Events);
    let events = ListRequest { field_selector: Some(query::ABOUT_BATCH.into()), ..events };
    changes.follow::<wire::Event>(events, |_| true);
    changes
}
