use std::path::{Path, PathBuf};

use clap::{Args, Subcommand as _};
use clap_complete::aot::{Shell, generate};

use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::ui::{Facts, Ui};

/// Print a completion script, or make 'kubectl workloads <TAB>' complete
///
/// kubectl asks an executable kubectl_complete-workloads on the PATH for completions, live names among them.
/// --install places it beside kubectl-workloads, as a link to it. The scripts are for calling
/// kubectl-workloads directly.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct Completion {
    /// The shell to print a script for
    #[arg(value_enum, value_name = "SHELL", required_unless_present = "install")]
    shell: Option<Shell>,

    /// Place kubectl_complete-workloads beside kubectl-workloads on the PATH
    #[arg(long, conflicts_with = "shell")]
    install: bool,
}

const HELP: &str = "\
Examples:
  kubectl workloads completion --install
  source <(kubectl workloads completion bash)

Exit codes:
  0    done
  2    the command line makes no sense
  3    could not be installed";

const PLUGIN: &str = "kubectl-workloads";
const COMPLETER: &str = "kubectl_complete-workloads";

impl Completion {
    pub(super) fn run(self, facts: &Facts) -> Result<Exit, Error> {
        let ui = Ui::default();
        if let Some(shell) = self.shell {
            ui.answer(&script(shell))?;
        } else {
            let completer = install(facts)?;
            let place = completer.display();
            ui.note(&format!("{place} is in place: try 'kubectl workloads <TAB>'"));
        }
        Ok(Exit::Answered)
    }
}

/// The script for calling the plugin by its own name.
pub fn script(shell: Shell) -> String {
    let mut command = super::Command::augment_subcommands(clap::Command::new(PLUGIN));
    let mut bytes = Vec::new();
    generate(shell, &mut command, PLUGIN, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Links (on Windows: copies) the plugin, as found on the PATH, to the name that kubectl looks for, and
/// returns where. Under krew that is a link to krew's link, which upgrades keep.
fn install(facts: &Facts) -> Result<PathBuf, Error> {
    let suffix = std::env::consts::EXE_SUFFIX;
    let name = format!("{PLUGIN}{suffix}");
    let plugin = facts.path.iter().map(|folder| folder.join(&name)).find(|file| file.is_file());
    let plugin = plugin.ok_or_else(|| {
        Error::new(ErrorKind::Output, format!("{name} is not on the PATH"))
            .with_hint("Put it there first: kubectl finds plugins only on the PATH.")
    })?;
    let completer = plugin.with_file_name(format!("{COMPLETER}{suffix}"));
    place(&plugin, &completer).map_err(|why| {
        Error::new(ErrorKind::Output, format!("{}: {why}", completer.display()))
            .with_hint(format!("Link {COMPLETER} to {} in a folder on the PATH.", plugin.display()))
    })?;
    Ok(completer)
}

#[cfg(unix)]
fn place(plugin: &Path, completer: &Path) -> std::io::Result<()> {
    // Beside each other, the name alone is enough, and stays right when the folder moves.
    let target = plugin.file_name().map_or(plugin, Path::new);
    match std::fs::read_link(completer) {
        Ok(present) if present == target => return Ok(()),
        Ok(_) => std::fs::remove_file(completer)?,
        Err(_) => {}
    }
    std::os::unix::fs::symlink(target, completer)
}

#[cfg(not(unix))]
fn place(plugin: &Path, completer: &Path) -> std::io::Result<()> {
    std::fs::copy(plugin, completer).map(|_| ())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_completer_is_a_link_beside_the_plugin() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let facts =
            Facts { path: vec![elsewhere.path().into(), folder.path().into()], ..Facts::default() };
        assert!(install(&facts).is_err_and(|error| error.message.contains("not on the PATH")));

        // As krew lays it out: a link in a folder on the PATH.
        std::fs::write(elsewhere.path().join("binary"), "").unwrap();
        let plugin = folder.path().join(PLUGIN);
        std::os::unix::fs::symlink(elsewhere.path().join("binary"), &plugin).unwrap();
        for _ in 0..2 {
            let completer = install(&facts).unwrap();
            assert_eq!(completer, folder.path().join(COMPLETER));
            assert_eq!(std::fs::read_link(completer).unwrap(), Path::new(PLUGIN));
        }

        // What somebody else put there stays.
        std::fs::remove_file(folder.path().join(COMPLETER)).unwrap();
        std::fs::write(folder.path().join(COMPLETER), "mine").unwrap();
        assert!(install(&facts).is_err());
    }
}
