//! Names from the cluster and the kubeconfig, as far as they come in time.

use std::ffi::{OsStr, OsString};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::{Args as _, FromArgMatches as _};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::cluster::convert::Object;
use crate::cluster::list::ListReader;
use crate::cluster::live::{
    ConnectOptions, Connection, Environment, KubeconfigNames, ListRequest, kubeconfig_names,
};
use crate::cluster::{Progress, wire};
use crate::flags::ClusterFlags;
use crate::flags::grammar::as_pflag;
use crate::model::Resource;

/// A user waits for a tab this long; what has come by then is offered.
const PATIENCE: Duration = Duration::from_millis(1500);
const PAGE: u32 = 500;

/// What the words typed so far say about the cluster.
#[derive(Clone, Default)]
struct Typed {
    options: ConnectOptions,
    namespace: Option<String>,
    all_namespaces: bool,
}

/// `command` with completers for names, which ask the cluster that the words typed so far mean.
pub(super) fn with_names(command: clap::Command, words: &[OsString]) -> clap::Command {
    let typed = Typed::of(&command, words);
    command.mut_subcommands(|subcommand| {
        let typed = typed.clone();
        subcommand.mut_args(|arg| match arg.get_id().as_str() {
            "names" => arg.add(names(&typed, daemon_sets)),
            "namespace" => arg.add(names(&typed, namespaces)),
            "node" => arg.add(names(&typed, nodes)),
            "context" => arg.add(names(&typed, |typed| configured(typed).contexts)),
            "cluster" => arg.add(names(&typed, |typed| configured(typed).clusters)),
            "user" => arg.add(names(&typed, |typed| configured(typed).users)),
            _ => arg,
        })
    })
}

fn names(typed: &Typed, of: fn(&Typed) -> Vec<String>) -> ArgValueCompleter {
    let typed = typed.clone();
    ArgValueCompleter::new(move |current: &OsStr| {
        let current = current.to_string_lossy();
        // `ds/x` is completed as it was begun, and after a comma the next name.
        let kept = current.rfind(['/', ',']).map_or(0, |at| at + 1);
        let (kept, begun) = current.split_at(kept);
        let mut found = of(&typed);
        found.retain(|name| name.starts_with(begun));
        found.sort();
        found.into_iter().map(|name| CompletionCandidate::new(format!("{kept}{name}"))).collect()
    })
}

impl Typed {
    fn of(command: &clap::Command, words: &[OsString]) -> Self {
        let parsed = as_pflag(command.clone().ignore_errors(true)).try_get_matches_from(words);
        let Ok(matches) = parsed else { return Typed::default() };
        let Some((_, matches)) = matches.subcommand() else { return Typed::default() };
        // Subcommands without these flags ask no cluster.
        let known = |id: &str| matches.try_contains_id(id).unwrap_or(false);
        if !ClusterFlags::augment_args(clap::Command::new("x"))
            .get_arguments()
            .all(|arg| matches.try_contains_id(arg.get_id().as_str()).is_ok())
        {
            return Typed::default();
        }
        let options = ClusterFlags::from_arg_matches(matches).map(ClusterFlags::options);
        let options = options.unwrap_or_default();
        let namespace = matches.try_get_one::<String>("namespace").ok().flatten().cloned();
        let all_namespaces = known("all_namespaces") && matches.get_flag("all_namespaces");
        Typed { options, namespace, all_namespaces }
    }
}

fn configured(typed: &Typed) -> KubeconfigNames {
    kubeconfig_names(&typed.options, &Environment::of_process()).unwrap_or_default()
}

fn namespaces(typed: &Typed) -> Vec<String> {
    listed::<wire::Namespace>(typed, |_| "/api/v1/namespaces".into())
}

fn nodes(typed: &Typed) -> Vec<String> {
    listed::<wire::Node>(typed, |_| "/api/v1/nodes".into())
}

fn daemon_sets(typed: &Typed) -> Vec<String> {
    let (namespace, all) = (typed.namespace.clone(), typed.all_namespaces);
    listed::<wire::DaemonSet>(typed, move |current| match namespace.as_deref() {
        _ if all => "/apis/apps/v1/daemonsets".into(),
        Some(namespace) if !namespace.is_empty() => {
            format!("/apis/apps/v1/namespaces/{namespace}/daemonsets")
        }
        _ => format!("/apis/apps/v1/namespaces/{current}/daemonsets"),
    })
}

/// The names in a list, as many as come in time; `path` is given the connection's namespace.
fn listed<K: Object + 'static>(typed: &Typed, path: impl FnOnce(&str) -> String) -> Vec<String> {
    let found: Arc<Mutex<Vec<String>>> = Arc::default();
    let sees = Arc::clone(&found);
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return Vec::new();
    };
    let reading = async {
        // A credential plugin may ask the user something, which must not happen in mid-line.
        let environment = Environment { stdin_is_terminal: false, ..Environment::of_process() };
        let connection = Connection::open(&typed.options, &environment).await?;
        let path = path(connection.namespace());
        let mut names_only = ListReader::<K>::new(Arc::default(), move |object| {
            let mut names = sees.lock().unwrap_or_else(PoisonError::into_inner);
            names.push(object.metadata().name.clone());
            false
        });
        let request = ListRequest { path, chunk_size: PAGE, ..ListRequest::default() };
        connection.list(&request, &mut names_only, &Silent).await
    };
    // What went wrong is nobody's business here: there are just fewer names.
    let _ = runtime.block_on(async { tokio::time::timeout(PATIENCE, reading).await });
    runtime.shutdown_background();
    let mut names = found.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *names)
}

struct Silent;

impl Progress for Silent {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, _: &str) {}
}
