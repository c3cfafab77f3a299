//! Answers kubectl's completion protocol: a candidate a line, its description behind a tab, and last a
//! colon with directives (cobra's `ShellCompDirective`). Nothing is ever said on stderr, for it is the
//! user's terminal in the middle of a line.

mod live;

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;

use clap::{Arg, ValueHint};
use clap_complete::engine::{CompletionCandidate, complete};

use crate::exit::Exit;
use crate::flags::grammar::flags_after_subcommand;
use crate::render::printable;
use crate::ui::Ui;

/// The shell may offer file names.
const FILES: u8 = 0;
const NO_SPACE: u8 = 2;
const NO_FILES: u8 = 4;

/// Prints what may stand in place of the last of `words` (those behind the program's name).
pub fn answer(command: clap::Command, words: &[OsString]) -> Exit {
    match Ui::default().answer(&candidates(command, words)) {
        Ok(()) => Exit::Answered,
        Err(_) => Exit::NoAnswer,
    }
}

fn candidates(command: clap::Command, words: &[OsString]) -> String {
    let (current, before) = match words.split_last() {
        Some((current, before)) => (current.clone(), before),
        None => (OsString::new(), words),
    };
    let before = [&[OsString::from("kubectl-workloads")], before].concat();
    let before = flags_after_subcommand(&command, before);
    if takes_a_path(&command, &before, &current) {
        return format!(":{FILES}\n");
    }
    let mut command = live::with_names(command, &before);
    let index = before.len();
    let words = [before.as_slice(), std::slice::from_ref(&current)].concat();
    let found = complete(&mut command, words, index, None).unwrap_or_default();

    let is_flag = current.to_string_lossy().starts_with('-');
    let shown = found.iter().filter(|candidate| is_flag || !starts_with_dash(candidate));
    let mut out = String::new();
    let mut directive = NO_FILES;
    for candidate in shown {
        let value = candidate.get_value().to_string_lossy();
        if value.ends_with('=') {
            directive |= NO_SPACE;
        }
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.lines().next().unwrap_or_default();
        let _ = match help {
            "" => writeln!(out, "{}", printable(&value)),
            help => writeln!(out, "{}\t{}", printable(&value), printable(help)),
        };
    }
    let _ = writeln!(out, ":{directive}");
    out
}

fn starts_with_dash(candidate: &CompletionCandidate) -> bool {
    candidate.get_value().to_string_lossy().starts_with('-')
}

/// Whether the word to complete is a path: of the flag before it, or of the flag that it begins with.
fn takes_a_path(command: &clap::Command, before: &[OsString], current: &OsStr) -> bool {
    let current = current.to_string_lossy();
    let previous = before.last().map(|word| word.to_string_lossy()).unwrap_or_default();
    let flag = current.split_once('=').map_or(&*previous, |(flag, _)| flag);
    let named = |arg: &&Arg| {
        arg.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long))
            || arg.get_short().is_some_and(|short| flag == format!("-{short}"))
    };
    command
        .get_subcommands()
        .filter(|subcommand| before.iter().any(|word| subcommand.get_name() == word))
        .flat_map(clap::Command::get_arguments)
        .find(named)
        .is_some_and(|arg| matches!(arg.get_value_hint(), ValueHint::FilePath | ValueHint::AnyPath))
}

#[cfg(test)]
mod tests {
    use clap::Subcommand as _;

    use super::*;

    fn said(words: &[&str]) -> String {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        let root = clap::Command::new("kubectl-workloads");
        candidates(crate::commands::Command::augment_subcommands(root), &words)
    }

    #[test]
    fn subcommands_and_flags_come_with_descriptions() {
        let said = said(&["ds-"]);
        assert!(said.contains("ds-coverage\tShow which nodes"), "{said}");
        assert!(said.ends_with(":4\n"), "{said}");
    }

    #[test]
    fn flags_are_offered_only_where_one_begins() {
        assert!(!said(&["completion", ""]).contains("--"));
        assert!(said(&["completion", ""]).contains("zsh"));
        assert!(said(&["ds-coverage", "--by"]).starts_with("--by-node\t"));
        assert!(said(&["ds-coverage", "--only", "mis"]).starts_with("missing"));
        assert!(said(&["ds-coverage", "-o", "js"]).contains("jsonpath=\n:6"));
        assert!(said(&["ds-coverage", "--output=ya"]).starts_with("--output=yaml"));
    }

    #[test]
    fn paths_are_left_to_the_shell() {
        for words in [
            &["ds-coverage", "--snapshot", ""][..],
            &["ds-coverage", "--snapshot=x"],
            &["ds-coverage", "-f", ""],
            &["--kubeconfig", "x", "ds-coverage", "--kubeconfig", ""],
        ] {
            assert_eq!(said(words), ":0\n", "{words:?}");
        }
    }
}
