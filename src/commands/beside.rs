//! What is told on stderr beside an answer: what it lacks, and the time it is about.

use crate::cluster::live::{Environment, current_namespace};
use crate::cluster::query::{Asker, cluster_role, required_permissions};
use crate::cluster::{Namespaces, Scope, Source};
use crate::error::Error;
use crate::exit::Exit;
use crate::model::{Resource, Snapshot, TakenAt, Unread, UnreadCause};
use crate::ui::Ui;

/// Says which resources could not be read, and, of a file, the moment that ages are relative to.
pub(super) fn tell(snapshot: &Snapshot, ui: &Ui) {
    tell_unread(&snapshot.unread, ui);
    match snapshot.taken_at {
        TakenAt::Now(_) => {}
        TakenAt::Recorded(time) => ui.note(&format!("As of {time}, when the snapshot was taken.")),
        TakenAt::Newest(time) => {
            ui.note(&format!("As of {time}, the newest time in the snapshot."));
        }
        TakenAt::Unknown => ui.note("The snapshot holds no time: ages are unknown."),
    }
}

/// Names what could not be read, and why.
pub(super) fn tell_unread(unread: &[Unread], ui: &Ui) {
    for unread in unread {
        let namespace = unread.namespace.as_deref();
        let place = namespace.map_or_else(String::new, |name| format!(" in namespace {name}"));
        let kind = unread.resource.plural();
        ui.note(&format!("Warning: {kind}{place} not read: {}", unread.message));
    }
}

/// What an answer about DaemonSets cannot do without.
pub(super) const OF_DAEMON_SETS: &[Resource] =
    &[Resource::Nodes, Resource::Pods, Resource::DaemonSets];

/// The exit code of an answer. Without one of the `essential` resources it is not the whole answer, whatever
/// it says.
pub(super) fn exit(snapshot: &Snapshot, essential: &[Resource], is_wrong: bool) -> Exit {
    let lacks = snapshot.unread.iter().any(|unread| {
        essential.contains(&unread.resource)
            && !matches!(unread.cause, UnreadCause::Malformed | UnreadCause::Partial)
    });
    match (lacks, is_wrong) {
        (true, _) => Exit::NoAnswer,
        (false, true) => Exit::Wrong,
        (false, false) => Exit::Answered,
    }
}

/// Prints the role that `subcommand` needs.
pub(super) fn permissions(subcommand: &str, asker: Asker, ui: &Ui) -> Result<Exit, Error> {
    let name = format!("kubectl-workloads-{subcommand}");
    ui.answer(&cluster_role(&name, &required_permissions(asker)))?;
    Ok(Exit::Answered)
}

/// The namespace that is meant where an object names none.
pub(super) fn namespace(source: &Source, scope: &Scope) -> Result<String, Error> {
    match (&scope.namespaces, source) {
        (Namespaces::One(name), _) => Ok(name.clone()),
        (_, Source::Live(options)) => current_namespace(options, &Environment::of_process()),
        (_, Source::Files(_)) => Ok("default".into()),
    }
}

/// Says in kubectl's words that there is nothing. A file without `-n` is looked through in all namespaces.
pub(super) fn tell_nothing(source: &Source, scope: &Scope, ui: &Ui) {
    let everywhere = matches!(
        (&scope.namespaces, source),
        (Namespaces::All, _) | (Namespaces::Current, Source::Files(_))
    );
    match namespace(source, scope) {
        Ok(name) if !everywhere => ui.note(&format!("No resources found in {name} namespace.")),
        _ => ui.note("No resources found"),
    }
}
