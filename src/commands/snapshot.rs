use std::ffi::OsString;
use std::path::Path;

use clap::{Args, ValueHint};

use super::beside;
use crate::cluster::query::{Asker, record};
use crate::cluster::snapshot::Output;
use crate::error::{Error, ErrorKind};
use crate::exit::Exit;
use crate::flags::{ClusterFlags, NamespaceFlags, TerminalFlags};
use crate::ui::{Facts, Ui};

/// Write a file with what the other subcommands need, for their --snapshot
///
/// It holds of each object only the fields that the analyses look at: no environment variables, no Secrets or
/// ConfigMaps, no annotations but the few that decide something. Kinds that may not be read are named in it.
#[derive(Debug, Clone, Args)]
#[command(after_help = HELP)]
pub struct Snapshot {
    /// The file to write, packed if its name ends in .gz, or - for stdout; it appears when it is whole
    #[arg(
        long,
        value_name = "FILE|-",
        default_value = "cluster.json.gz",
        value_hint = ValueHint::FilePath,
        help_heading = "Output"
    )]
    file: OsString,

    /// Print the ClusterRole that this needs, and exit
    #[arg(long, help_heading = "Cluster")]
    required_permissions: bool,

    #[command(flatten)]
    scope: NamespaceFlags,
    #[command(flatten)]
    cluster: ClusterFlags,

    /// Return large lists in chunks of this many objects rather than all at once; 0 for one chunk
    #[arg(long, value_name = "OBJECTS", help_heading = "Cluster")]
    chunk_size: Option<u32>,
}

const HELP: &str = "\
Examples:
  kubectl workloads snapshot -A
  kubectl workloads snapshot -A --file incident.json.gz
  kubectl workloads snapshot -n kube-system --file - | kubectl workloads ds-coverage --snapshot -

Exit codes:
  0    written
  2    the command line makes no sense
  3    could not be read or written: unreachable, forbidden, output not writable
  130  interrupted";

impl Snapshot {
    /// Flags → lists → file.
    pub(super) async fn run(self, facts: Facts) -> Result<Exit, Error> {
        let stdout_is_terminal = facts.stdout_is_terminal;
        let ui = Ui::new(facts, TerminalFlags::default());
        if self.required_permissions {
            return beside::permissions("snapshot", Asker::Snapshot, &ui);
        }
        let to_stdout = self.file == "-";
        if to_stdout && stdout_is_terminal {
            let message = "stdout is a terminal: name a file with --file, or pipe it on";
            return Err(Error::new(ErrorKind::Usage, message));
        }
        // Where it cannot be written, nothing needs to be read.
        let path = Path::new(&self.file);
        let output = if to_stdout { None } else { Some(Output::create(path)?) };

        let options = self.cluster.options();
        let namespaces = self.scope.namespaces();
        let reading = ui.reading();
        let recording =
            Box::pin(record(&options, &namespaces, self.chunk_size, &*reading.progress())).await?;
        drop(reading);
        beside::tell_unread(&recording.unread, &ui);

        let Some(output) = output else {
            ui.answer_bytes(&recording.write(Vec::new())?.0)?;
            return Ok(Exit::Answered);
        };
        let (output, objects) = recording.write(output)?;
        output
            .finish()
            .map_err(|why| Error::new(ErrorKind::Output, format!("{}: {why}", path.display())))?;
        ui.note(&format!("{objects} objects written to {}", path.display()));
        Ok(Exit::Answered)
    }
}
