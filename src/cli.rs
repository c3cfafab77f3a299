//! argv in, exit code out.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::error::ErrorKind as Clap;
use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::commands::{Command, complete};
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::flags::grammar::{as_pflag, complaint, flags_after_subcommand};
use crate::ui;

/// The truth about workloads: which node, which taint, which Pod, and what to type next
///
/// kubectl answers with counts. This answers with names and reasons, computed by the controllers' own
/// rules from what the cluster holds, or from a file that was recorded from one. It only reads.
#[derive(Debug, Parser)]
#[command(
    name = "kubectl-workloads",
    bin_name = "kubectl workloads",
    version,
    disable_version_flag = true,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "Use 'kubectl workloads SUBCOMMAND --help' for a subcommand's flags and exit codes."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Print version
    #[arg(long, action = clap::ArgAction::Version)]
    version: (),
}

/// The whole command line as clap knows it, for help, completion and the reference page.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Does what `words`, program name first, ask for. Everything that can be said is said.
pub fn run(words: Vec<OsString>) -> Exit {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        ui::note(&format!(
            "error: this is a bug in kubectl-workloads ({at}), and there is no answer"
        ));
    }));
    std::panic::catch_unwind(|| answer(words)).unwrap_or(Exit::NoAnswer)
}

fn answer(words: Vec<OsString>) -> Exit {
    if words.first().is_some_and(|program| is_completer(program)) {
        return complete::answer(command(), &words[1..]);
    }
    let words = flags_after_subcommand(&command(), words);
    match parse(&words) {
        Ok(command) => conclude(in_runtime(command)),
        Err(error) => misunderstood(&error, &words),
    }
}

/// Whether kubectl calls this binary for completions: by the name `kubectl_complete-workloads`, whatever
/// the extension.
fn is_completer(program: &OsStr) -> bool {
    let stem = Path::new(program).file_stem().unwrap_or_default();
    stem.to_string_lossy().starts_with("kubectl_complete-")
}

fn parse(words: &[OsString]) -> Result<Command, clap::Error> {
    let mut matches = as_pflag(command()).try_get_matches_from(words)?;
    Cli::from_arg_matches_mut(&mut matches).map(|cli| cli.command)
}

/// Help and versions go to stdout; mistakes are told as kubectl tells them.
fn misunderstood(error: &clap::Error, words: &[OsString]) -> Exit {
    match error.kind() {
        Clap::DisplayHelp | Clap::DisplayVersion => {
            // The plain command's help does not show that boolean flags take `=false`.
            let plain = command().try_get_matches_from(words).err();
            let shown =
                plain.as_ref().filter(|plain| plain.kind() == error.kind()).unwrap_or(error);
            conclude(ui::Ui::default().answer(&shown.render().to_string()).map(|()| Exit::Answered))
        }
        Clap::DisplayHelpOnMissingArgumentOrSubcommand => {
            ui::note(&error.render().to_string());
            Exit::Usage
        }
        _ => {
            let subcommand =
                subcommand_in(words).map_or_else(String::new, |name| format!(" {name}"));
            ui::complain(
                &Error::new(ErrorKind::Usage, complaint(error))
                    .with_hint(format!("See 'kubectl workloads{subcommand} --help' for usage.")),
            );
            Exit::Usage
        }
    }
}

fn subcommand_in(words: &[OsString]) -> Option<String> {
    let word = words.get(1)?.to_str()?;
    command().find_subcommand(word).map(|found| found.get_name().to_owned())
}

/// Runs the subcommand until it is done or the user interrupts.
fn in_runtime(command: Command) -> Result<Exit, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|why| Error::new(ErrorKind::Output, format!("starting threads: {why}")))?;
    let outcome = runtime.block_on(async {
        let running = tokio::spawn(command.run());
        tokio::select! {
            outcome = running => outcome.unwrap_or(Ok(Exit::NoAnswer)),
            Ok(()) = tokio::signal::ctrl_c() => Ok(Exit::Interrupted),
        }
    });
    // What still reads (stdin, a credential plugin) is not waited for.
    runtime.shutdown_background();
    outcome
}

/// The exit code, after the error is told. A reader that has gone away is no error.
fn conclude(outcome: Result<Exit, Error>) -> Exit {
    match outcome {
        Ok(exit) => exit,
        Err(error) if ui::gone(&error) => Exit::Answered,
        Err(error) => {
            ui::complain(&error);
            error.exit()
        }
    }
}
