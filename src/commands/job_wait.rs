mod ask;
mod logs;
mod offline;
mod screen;
mod show;
mod watching;

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::beside;
use crate::cluster::Source;
use crate::cluster::live::{Connection, Environment};
use crate::cluster::query::Asker;
use crate::error::Error;
use crate::exit::Exit;
use crate::flags::duration::{go_duration, wait_timeout};
use crate::flags::{JobTarget, OutputFlags, SourceFlags, TerminalFlags, job_target};
use crate::ui::{Facts, Ui};

/// Wait until Jobs complete or fail, show how far they are, and tell why they failed
///
/// Ends with the Jobs: completed, failed, deleted, replaced, whichever comes first. Where a Job fails, the
/// Pod, container, exit code, termination message and last log lines are told. It watches, so that it ends
/// within a second of the Job, and goes on through broken connections and restarts of the API server.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct JobWait {
    /// Jobs, as NAME, job/NAME or job.batch/NAME; or cronjob/NAME for its latest run
    #[arg(value_name = "NAME", value_parser = job_target)]
    names: Vec<JobTarget>,

    /// If present, the namespace scope for this CLI request
    #[arg(short, long, value_name = "NAMESPACE", value_parser = crate::flags::namespace, help_heading = "Scope")]
    namespace: Option<String>,

    /// All Jobs that there are now, in all namespaces
    #[arg(short = 'A', long, help_heading = "Scope")]
    all_namespaces: bool,

    /// The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)
    #[arg(short = 'l', long, value_name = "SELECTOR", help_heading = "Scope")]
    selector: Option<String>,

    /// The Jobs that have these fields now: =, ==, != (e.g. --field-selector status.successful=0)
    #[arg(long, value_name = "SELECTOR", help_heading = "Scope")]
    field_selector: Option<String>,

    /// Wait until all are done, which is the default; without names and selectors: all Jobs that there are now
    #[arg(long, help_heading = "Waiting", conflicts_with = "any")]
    all: bool,

    /// The first Job that completes or fails ends the wait
    #[arg(long, help_heading = "Waiting")]
    any: bool,

    /// Give up after this long (1s, 2m, 3h); 0 looks once, a negative one is a week. Without it, the wait is
    /// as long as the Jobs are
    #[arg(long, value_name = "DURATION", value_parser = wait_timeout, allow_hyphen_values = true, help_heading = "Waiting")]
    timeout: Option<Duration>,

    /// Wait for Jobs that are not there yet
    #[arg(long, help_heading = "Waiting")]
    wait_for_create: bool,

    /// Jobs that are not there are no error
    #[arg(long, help_heading = "Waiting", conflicts_with = "wait_for_create")]
    ignore_not_found: bool,

    /// The first Job that is bound to fail (FailureTarget) ends the wait, before its Pods have ended
    #[arg(long, help_heading = "Waiting")]
    fail_fast: bool,

    /// Give up on a Job that has been stuck for this long: unschedulable, no image, no quota, … (10s if no
    /// duration is given)
    #[arg(
        long,
        value_name = "DURATION",
        value_parser = go_duration,
        num_args = 0..=1,
        default_missing_value = "10s",
        help_heading = "Waiting"
    )]
    fail_on_stuck: Option<Duration>,

    /// Give up on a Job that is suspended
    #[arg(long, help_heading = "Waiting")]
    fail_on_suspended: bool,

    /// Start a run of this CronJob (cronjob/NAME) and wait for it; the only thing here that writes
    #[arg(long, value_name = "CRONJOB", value_parser = crate::flags::cron_job_name, conflicts_with_all = ["names", "selector", "field_selector", "all_namespaces", "all"], help_heading = "Waiting")]
    from: Option<String>,

    /// With --from: the name of the new Job
    #[arg(long, value_name = "NAME", value_parser = crate::flags::job_name, requires = "from", help_heading = "Waiting")]
    name: Option<String>,

    /// End with the exit code of this container, in the Pod that ended last
    #[arg(long, value_name = "CONTAINER", help_heading = "Waiting")]
    exit_code_from: Option<String>,

    /// Print the logs of all containers as they are written
    #[arg(long, help_heading = "Output")]
    logs: bool,

    /// How many log lines are shown of a container that failed
    #[arg(long, value_name = "LINES", default_value_t = 20, help_heading = "Output")]
    log_lines: u32,

    /// With -o json: a line for each event, then one for each result
    #[arg(short, long, help_heading = "Output")]
    watch: bool,

    /// In a pipe: say where things stand when nothing has happened for this long; 0 never does
    #[arg(long, value_name = "DURATION", value_parser = go_duration, default_value = "30s", help_heading = "Output")]
    heartbeat: Duration,

    /// Mark failures for the forge that runs the pipeline; auto looks at GITHUB_ACTIONS and GITLAB_CI
    #[arg(long, value_name = "FORGE", value_enum, default_value_t, help_heading = "Output")]
    annotations: Annotations,

    /// Print the ClusterRole that this needs, and exit
    #[arg(long, help_heading = "Cluster")]
    required_permissions: bool,

    #[command(flatten)]
    output: OutputFlags,
    #[command(flatten)]
    terminal: TerminalFlags,
    #[command(flatten)]
    source: SourceFlags,
}

const HELP: &str = "\
Examples:
  kubectl workloads job-wait job/migrate && ./deploy
  kubectl workloads job-wait -n ci -l pipeline=1234 --timeout 30m --fail-on-stuck 2m
  kubectl workloads job-wait migrate --wait-for-create --logs
  kubectl workloads job-wait --from cronjob/nightly --logs
  kubectl workloads job-wait cronjob/nightly -o json
  kubectl workloads job-wait migrate --exit-code-from main

Of several Jobs the worst code counts: 130, 3, 1, 4, 5, 124, 0.

Exit codes:
  0    every Job completed
  1    a Job failed
  2    the command line makes no sense
  3    could not answer: unreachable, forbidden, not found
  4    a Job was deleted or replaced before it finished
  5    --fail-on-stuck or --fail-on-suspended ended the wait
  124  --timeout passed first
  130  interrupted";

/// The values of `--annotations`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Annotations {
    #[default]
    Auto,
    #[value(name = "github")]
    GitHub,
    #[value(name = "gitlab")]
    GitLab,
    Never,
}

impl JobWait {
    /// Flags → Jobs → what becomes of them → report → text and exit code.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let ui = Ui::new(facts, self.terminal);
        if self.required_permissions {
            let asker = if self.from.is_some() { Asker::JobWaitFrom } else { Asker::JobWait };
            return beside::permissions("job-wait", asker, &ui);
        }
        ask::check(&self)?;
        let options = match self.source.clone().source()? {
            Source::Files(files) => return offline::answer(&self, &files, &ui),
            Source::Live(options) => options,
        };
        let connection = Connection::open(&options, &Environment::of_process()).await?;
        let asked = ask::jobs(&self, &connection, &ui).await?;
        if asked.names.is_empty() {
            return show::nothing(&self, &ui);
        }
        let results = watching::wait(&self, connection, asked, &ui).await?;
        show::print(&self, results, &ui)
    }
}
