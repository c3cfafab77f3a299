//! The help, and the reference page that is made from it.

use std::fmt::Write as _;
use std::path::Path;

use snapbox::Data;

use crate::support::cli::run;

#[test]
fn every_subcommand_names_its_exit_codes_and_shows_examples() {
    for subcommand in subcommands() {
        let ran = run(&[&subcommand, "--help"]);
        assert_eq!(ran.code, 0, "{subcommand}: {}", ran.stderr);
        let usage = format!("Usage: kubectl workloads {subcommand}");
        assert!(ran.stdout.contains(&usage), "{subcommand}: {}", ran.stdout);
        if subcommand != "version" {
            for part in ["\nExit codes:\n", "\nExamples:\n"] {
                assert!(ran.stdout.contains(part), "{subcommand} lacks {part:?}");
            }
        }
    }
}

#[test]
fn help_begins_each_sentence_alike_and_fits_in_80_columns_of_shell() {
    let ran = run(&["--help"]);
    assert!(ran.stdout.lines().all(|line| line.len() <= 100), "{}", ran.stdout);
    assert!(ran.stdout.contains("ds-coverage"), "{}", ran.stdout);
    let short = run(&["ds-coverage", "-h"]);
    assert!(!short.stdout.contains("[=<"), "booleans look like booleans: {}", short.stdout);
}

#[test]
fn the_reference_page_is_what_help_says() {
    let mut page = String::from(
        "# Command line reference\n\n\
         Made from `--help` by a test; `SNAPSHOTS=overwrite cargo test help` writes it anew.\n\n\
         ## Exit codes\n\n\
         | code | meaning |\n| --- | --- |\n\
         | 0 | answered |\n\
         | 1 | answered, and something is wrong: job-wait: a Job failed; the others: only with `--exit-code` |\n\
         | 2 | the command line makes no sense |\n\
         | 3 | could not answer, or not in full: unreachable, forbidden, not found, unreadable file, output not writable |\n\
         | 4 | job-wait: a Job was deleted or replaced before it finished |\n\
         | 5 | job-wait: `--fail-on-stuck` or `--fail-on-suspended` ended the wait |\n\
         | 124 | `--timeout` passed first |\n\
         | 130 | interrupted |\n\n\
         A closed pipe is 0 and silent; job-wait goes on without a word, and ends with the Jobs' code.\n",
    );
    let mut add = |title: &str, words: &[&str]| {
        let help = run(&[words, &["--help"]].concat()).stdout;
        let _ = write!(page, "\n## {title}\n\n```text\n{}\n```\n", help.trim_end());
    };
    add("kubectl workloads", &[]);
    for subcommand in subcommands() {
        add(&format!("kubectl workloads {subcommand}"), &[&subcommand]);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli-reference.md");
    snapbox::assert_data_eq!(page, Data::read_from(&path, None).raw());
}

fn subcommands() -> Vec<String> {
    let command = kubectl_workloads::cli::command();
    command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect()
}
