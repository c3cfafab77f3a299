//! One file per subcommand: its flags, its help, and its `run`, which is the way of an answer from top to
//! bottom.

mod answer;
mod beside;
pub mod complete;
pub mod completion;
mod ds_coverage;
mod ds_diagnose;
mod snapshot;
mod job_wait;

use clap::Subcommand;

use crate::error::Error;
use crate::exit::Exit;
use crate::ui::{Facts, Ui};

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(alias = "daemonset-coverage")]
    DsCoverage(Box<ds_coverage::DsCoverage>),
    #[command(alias = "daemonset-diagnose")]
    DsDiagnose(Box<ds_diagnose::DsDiagnose>),
    Snapshot(Box<snapshot::Snapshot>),
    JobWait(Box<job_wait::JobWait>),
    Completion(completion::Completion),
    /// Print the version
    Version,
}

impl Command {
    /// Whether it has something to say when the user interrupts it, and ends by itself.
    pub fn minds_interrupts(&self) -> bool {
        matches!(self, Command::JobWait(_))
    }

    /// Does what was asked for.
    pub async fn run(self) -> Result<Exit, Error> {
        let facts = Facts::here();
        match self {
            Command::DsCoverage(command) => Box::pin(command.run(facts)).await,
            Command::DsDiagnose(command) => Box::pin(command.run(facts)).await,
            Command::Snapshot(command) => Box::pin(command.run(facts)).await,
            Command::JobWait(command) => Box::pin(command.run(facts)).await,
            Command::Completion(command) => command.run(&facts),
            Command::Version => {
                let version = concat!("kubectl-workloads ", env!("CARGO_PKG_VERSION"), "\n");
                Ui::default().answer(version).map(|()| Exit::Answered)
            }
        }
    }
}
