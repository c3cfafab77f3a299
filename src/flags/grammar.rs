//! pflag's grammar, which kubectl's users know, where clap's differs.

use std::ffi::OsString;

use clap::builder::ArgAction;
use clap::error::{ContextKind, ContextValue, ErrorKind as Clap};
use clap::{Arg, Command};

/// `command` as pflag would read it: a flag given twice counts as given last, and a boolean flag takes
/// `=true` and `=false` (`strconv.ParseBool`'s words).
pub fn as_pflag(command: Command) -> Command {
    let command = command.mut_args(|arg| match arg.get_action() {
        ArgAction::SetTrue => arg
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .default_value("false")
            .default_missing_value("true")
            .value_parser(parse_bool),
        _ => arg,
    });
    command.args_override_self(true).mut_subcommands(as_pflag)
}

fn parse_bool(text: &str) -> Result<bool, String> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => Err(format!("strconv.ParseBool: parsing {text:?}: invalid syntax")),
    }
}

/// Moves flags that stand before the subcommand behind it: `-n x ds-coverage` says what `ds-coverage -n x`
/// does. `words` begin with the program's name.
pub fn flags_after_subcommand(command: &Command, words: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = subcommand_at(command, &words).filter(|at| *at > 1) else { return words };
    let mut words = words;
    words[1..=at].rotate_right(1);
    words
}

/// Where the subcommand stands in `words`: the first that is neither a flag nor a flag's value.
fn subcommand_at(command: &Command, words: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while at < words.len() {
        let word = words[at].to_str()?;
        if word == "--" {
            return None;
        }
        if !word.starts_with('-') || word == "-" {
            return Some(at);
        }
        at += if takes_next(command, word) { 2 } else { 1 };
    }
    None
}

/// Whether the flag `word` takes the next word as its value, in whichever subcommand knows it.
fn takes_next(command: &Command, word: &str) -> bool {
    let value_of = |known: &dyn Fn(&&Arg) -> bool| {
        command
            .get_subcommands()
            .chain([command])
            .flat_map(Command::get_arguments)
            .find(known)
            .is_some_and(|arg| arg.get_action().takes_values())
    };
    if let Some(long) = word.strip_prefix("--") {
        return !long.contains('=') && value_of(&|arg| arg.get_long() == Some(long));
    }
    // Of a group such as -Ao, the first that takes a value takes the rest, or the next word if it is last.
    let mut shorts = word[1..].chars();
    while let Some(short) = shorts.next() {
        if value_of(&|arg| arg.get_short() == Some(short)) {
            return shorts.as_str().is_empty();
        }
    }
    false
}

/// What pflag and cobra would say of the mistake, in a line without `error: `.
pub fn complaint(error: &clap::Error) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let arg = said(ContextKind::InvalidArg).unwrap_or_default();
    let flag = flag_in(&arg);
    match error.kind() {
        Clap::UnknownArgument if arg.starts_with("--") => {
            format!("unknown flag: {flag}{}", nearest(said(ContextKind::SuggestedArg)))
        }
        Clap::UnknownArgument if arg.starts_with('-') => {
            format!("unknown shorthand flag: '{}' in {arg}", arg.chars().nth(1).unwrap_or('-'))
        }
        Clap::UnknownArgument => format!("unexpected argument {arg:?}"),
        Clap::InvalidSubcommand => format!(
            "unknown command {:?} for \"kubectl workloads\"{}",
            said(ContextKind::InvalidSubcommand).unwrap_or_default(),
            nearest(said(ContextKind::SuggestedSubcommand))
        ),
        Clap::InvalidValue | Clap::ValueValidation
            if said(ContextKind::InvalidValue).is_none_or(|value| value.is_empty())
                && !arg.starts_with('[')
                && std::error::Error::source(error).is_none() =>
        {
            format!("flag needs an argument: {flag}")
        }
        Clap::InvalidValue => format!(
            "invalid argument {:?} for {flag:?} flag: it must be one of {}",
            said(ContextKind::InvalidValue).unwrap_or_default(),
            said(ContextKind::ValidValue).unwrap_or_default(),
        ),
        Clap::ValueValidation => {
            let value = said(ContextKind::InvalidValue).unwrap_or_default();
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            if arg.starts_with('-') {
                format!("invalid argument {value:?} for {flag:?} flag: {why}")
            } else {
                why
            }
        }
        Clap::ArgumentConflict => format!(
            "{flag} and {} cannot be used together",
            flag_in(&said(ContextKind::PriorArg).unwrap_or_default())
        ),
        Clap::MissingRequiredArgument => format!("{arg} is needed"),
        Clap::InvalidUtf8 => "an argument is not valid UTF-8".into(),
        _ => {
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default();
            line.strip_prefix("error: ").unwrap_or(line).to_owned()
        }
    }
}

/// `--snapshot` of clap's `--snapshot <FILE|DIR|->`.
fn flag_in(arg: &str) -> &str {
    arg.split([' ', '=', '[']).next().filter(|flag| !flag.is_empty()).unwrap_or(arg)
}

fn nearest(suggestion: Option<String>) -> String {
    suggestion.map_or_else(String::new, |word| format!(" (did you mean {word}?)"))
}
