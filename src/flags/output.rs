use clap::{Args, ValueEnum};

use crate::render::jsonpath::{Path, parse_path};
use crate::render::{FORMATS, Format};

/// How an answer looks.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputFlags {
    /// Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_parser = Format::parse,
        default_value = "table",
        hide_default_value = true,
        add = clap_complete::ArgValueCandidates::new(formats)
    )]
    pub output: Format,

    /// When using the table, wide or csv format, don't print headers
    #[arg(long)]
    pub no_headers: bool,

    /// Sort the items by this field of the JSON answer, e.g. '{.ready}' or .name
    #[arg(long, value_name = "JSONPATH", value_parser = parse_path)]
    pub sort_by: Option<Path>,
}

/// How a terminal is used; part of every subcommand.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Output")]
pub struct TerminalFlags {
    /// When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, hide_possible_values = false)]
    pub color: ColorWhen,

    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
}

/// The values of `--color`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal that shows it
    #[default]
    Auto,
    Always,
    Never,
}

fn formats() -> Vec<clap_complete::CompletionCandidate> {
    FORMATS.iter().map(clap_complete::CompletionCandidate::new).collect()
}
