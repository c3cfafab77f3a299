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
use crate::cluster::{Input, Scope, Silent, file, query, wire};
use crate::flags::grammar::as_pflag;
use crate::flags::{ClusterFlags, input};
use crate::model::{Meta, Namespace, Resource, Text};

/// A user waits for a tab this long; what has come by then is offered.
const PATIENCE: Duration = Duration::from_millis(1500);
const PAGE: u32 = 500;

/// What the words typed so far say about the cluster.
#[derive(Clone, Default)]
struct Typed {
    options: ConnectOptions,
    /// `--snapshot`: the names are those of these files.
    files: Vec<Input>,
    namespace: Option<String>,
    all_namespaces: bool,
}

/// `command` with completers for names, which ask the cluster that the words typed so far mean.
pub(super) fn with_names(command: clap::Command, words: &[OsString]) -> clap::Command {
    let typed = Typed::of(&command, words);
    command.mut_subcommands(|subcommand| {
        let typed = typed.clone();
        let subjects: fn(&Typed, &str) -> Vec<String> = match subcommand.get_name() {
            "cronjob-history" => |typed, _| cron_jobs(typed),
            "job-history" => |typed, _| jobs(typed),
            "job-wait" => jobs_or_runs,
            _ => |typed, _| daemon_sets(typed),
        };
        subcommand.mut_args(|arg| match arg.get_id().as_str() {
            "names" => arg.add(names_of(&typed, subjects)),
            "from" => arg.add(names(&typed, cron_jobs)),
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
    names_of(typed, move |typed, _| of(typed))
}

/// Completes names; `of` is given what stands before them: `ds/`, `a,`, or nothing.
fn names_of(
    typed: &Typed,
    of: impl Fn(&Typed, &str) -> Vec<String> + Send + Sync + 'static,
) -> ArgValueCompleter {
    let typed = typed.clone();
    ArgValueCompleter::new(move |current: &OsStr| {
        let current = current.to_string_lossy();
        // `ds/x` is completed as it was begun, and after a comma the next name.
        let kept = current.rfind(['/', ',']).map_or(0, |at| at + 1);
        let (kept, begun) = current.split_at(kept);
        let mut found = of(&typed, kept);
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
        let files = matches.try_get_many::<OsString>("snapshot").ok().flatten();
        let files = files.into_iter().flatten().filter(|path| *path != "-");
        let files = files.cloned().map(input).collect();
        Typed { options, files, namespace, all_namespaces }
    }
}

fn configured(typed: &Typed) -> KubeconfigNames {
    kubeconfig_names(&typed.options, &Environment::of_process()).unwrap_or_default()
}

fn namespaces(typed: &Typed) -> Vec<String> {
    let name = |namespace: &Namespace| (None, namespace.name.clone());
    objects::<wire::Namespace>(typed, |_| query::path(Resource::Namespaces, None), name)
}

fn nodes(typed: &Typed) -> Vec<String> {
    objects::<wire::Node>(
        typed,
        |_| query::path(Resource::Nodes, None),
        |node| (None, node.name.clone()),
    )
}

fn daemon_sets(typed: &Typed) -> Vec<String> {
    namespaced::<wire::DaemonSet>(typed, |set| &set.meta)
}

fn jobs(typed: &Typed) -> Vec<String> {
    namespaced::<wire::Job>(typed, |job| &job.meta)
}

fn cron_jobs(typed: &Typed) -> Vec<String> {
    namespaced::<wire::CronJob>(typed, |cron_job| &cron_job.meta)
}

/// `cronjob/x` stands for its latest run.
fn jobs_or_runs(typed: &Typed, kind: &str) -> Vec<String> {
    if kind.to_ascii_lowercase().starts_with('c') { cron_jobs(typed) } else { jobs(typed) }
}

fn namespaced<K: Object>(typed: &Typed, meta: fn(&K::Model) -> &Meta) -> Vec<String> {
    let (namespace, all) = (typed.namespace.as_deref(), typed.all_namespaces);
    let path = |current: &str| {
        let namespace = namespace.filter(|name| !name.is_empty()).unwrap_or(current);
        query::path(K::RESOURCE, (!all).then_some(namespace))
    };
    objects::<K>(typed, path, |object| {
        let meta = meta(object);
        (Some(meta.namespace.clone()), meta.name.clone())
    })
}

/// The names of a kind: in the files, or in the cluster, where `path` is given the connection's namespace.
fn objects<K: Object>(
    typed: &Typed,
    path: impl FnOnce(&str) -> String,
    name: impl Fn(&K::Model) -> (Option<Text>, Text),
) -> Vec<String> {
    if typed.files.is_empty() {
        return listed::<K>(typed, path);
    }
    let Ok(mut snapshot) = file::load(&typed.files, &Scope::default(), &Silent) else {
        return Vec::new();
    };
    let wanted =
        typed.namespace.as_deref().filter(|name| !name.is_empty() && !typed.all_namespaces);
    let here = |namespace: &Option<Text>| {
        wanted.is_none_or(|wanted| namespace.as_deref().is_none_or(|namespace| namespace == wanted))
    };
    let found = K::slot(&mut snapshot).iter().map(name).filter(|(namespace, _)| here(namespace));
    found.map(|(_, name)| name.to_string()).collect()
}

/// The names in a list, as many as come in time; `path` is given the connection's namespace.
fn listed<K: Object>(typed: &Typed, path: impl FnOnce(&str) -> String) -> Vec<String> {
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
        let mut names_only = ListReader::<K>::new(move |object| {
            let mut names = sees.lock().unwrap_or_else(PoisonError::into_inner);
            names.push(object.identity().name.to_owned());
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
