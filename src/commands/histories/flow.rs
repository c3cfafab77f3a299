use serde::Serialize;

use super::{ESSENTIAL, HistoryFlags, print_logs, watch};
use crate::cluster::query::Asker;
use crate::cluster::{self, Query, Question, Scope};
use crate::commands::{answer, beside};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::model::{Snapshot, Time};
use crate::render::{Format, Look};
use crate::report::Envelope;
use crate::report::run::Run;
use crate::ui::{Facts, Ui};

/// What either history has of its own; [`run`] is what they share.
pub(in crate::commands) trait HistoryCommand: Sync {
    /// One object of the answer.
    type Item: Serialize + Clone;

    const SUBCOMMAND: &'static str;
    /// The kind of what is told.
    const KIND: &'static str;
    /// The kind of the answer.
    const LIST: &'static str;
    /// What `-o name` puts before each name.
    const RESOURCE: &'static str;
    const QUESTION: Question;

    fn flags(&self) -> &HistoryFlags;
    fn names(&self) -> &[String];
    fn asker(watches: bool) -> Asker;

    /// What a snapshot tells.
    fn told(&self, snapshot: &Snapshot, scope: &Scope) -> Result<Told<Self::Item>, Error>;
    /// Whether it is for `--exit-code` to tell.
    fn is_wrong(&self, items: &[Self::Item]) -> bool;
    /// Its namespace, and its runs, newest first.
    fn runs(item: &Self::Item) -> (&str, &[Run]);

    fn name(item: &Self::Item) -> &str;
    fn fleet(&self, items: &[Self::Item], now: Option<Time>, look: &Look) -> String;
    fn detail(item: &Self::Item, now: Option<Time>, look: &Look) -> String;
    fn wide(items: &[Self::Item], now: Option<Time>, look: &Look) -> String;
    fn csv(items: &[Self::Item], no_headers: bool) -> Result<String, csv::Error>;
}

/// An answer, and whether the store has taken what it tells: where it has not, the answer is given first.
pub(in crate::commands) struct Told<T> {
    pub(in crate::commands) items: Vec<T>,
    pub(in crate::commands) kept: Result<(), Error>,
}

/// Flags → query → snapshot → report → text.
pub(in crate::commands) async fn run<H: HistoryCommand>(
    command: &H,
    facts: Facts,
) -> Result<Exit, Error> {
    let flags = command.flags();
    let ui = Ui::new(facts, flags.terminal);
    if flags.required_permissions {
        return beside::permissions(H::SUBCOMMAND, H::asker(flags.watch), &ui);
    }
    if flags.logs.is_some() && command.names().len() != 1 {
        let message = format!("--logs needs the name of one {}", H::KIND);
        return Err(Error::new(ErrorKind::Usage, message));
    }
    let query = Query {
        scope: flags.scope(command.names())?,
        question: H::QUESTION,
        chunk_size: flags.page.chunk_size,
    };
    let source = flags.source.clone().source()?;
    if flags.watch {
        let text = |snapshot: &Snapshot| {
            let Told { items, kept } = command.told(snapshot, &query.scope)?;
            kept.and_then(|()| print(command, snapshot, items, &ui))
        };
        return watch(&source, &query, &ui, text).await;
    }

    let snapshot = Box::pin(cluster::gather(&source, &query, &ui.reading().progress())).await?;
    let Told { items, kept } = command.told(&snapshot, &query.scope)?;
    let exit = beside::exit(&snapshot, ESSENTIAL, command.is_wrong(&items));
    let telling = items.first().filter(|_| flags.logs.is_some()).cloned();
    if items.is_empty() && flags.output.output.is_for_people() {
        beside::tell_nothing(&source, &query.scope, &ui);
    } else {
        ui.answer(&print(command, &snapshot, items, &ui)?)?;
    }
    beside::tell(&snapshot, &ui);
    if let (Some(which), Some(item)) = (flags.logs, telling) {
        let (namespace, runs) = H::runs(&item);
        print_logs(which, namespace, runs, &snapshot, &source, &ui).await?;
    }
    kept.map(|()| exit)
}

fn print<H: HistoryCommand>(
    command: &H,
    snapshot: &Snapshot,
    items: Vec<H::Item>,
    ui: &Ui,
) -> Result<String, Error> {
    let output = &command.flags().output;
    let items = answer::sorted(items, output.sort_by.as_ref())?;
    let (now, look) = (snapshot.now(), ui.look(output.no_headers));
    Ok(match &output.output {
        Format::Table if command.names().is_empty() => command.fleet(&items, now, &look),
        Format::Table => {
            let texts: Vec<String> = items.iter().map(|item| H::detail(item, now, &look)).collect();
            texts.join("\n")
        }
        Format::Wide => H::wide(&items, now, &look),
        Format::Name => answer::names(H::RESOURCE, items.iter().map(H::name)),
        Format::Csv => H::csv(&items, output.no_headers).map_err(|why| answer::failed(&why))?,
        format => answer::for_machines(format, &Envelope::new(H::LIST, snapshot, items))?,
    })
}
