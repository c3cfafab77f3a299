//! One file per subcommand: its flags, its help, and its `run`, which is the way of an answer from top to
//! bottom.

mod answer;
mod beside;
mod changes;
pub mod complete;
pub mod completion;
mod cronjob_history;
mod ds_coverage;
mod ds_diagnose;
mod histories;
mod job_history;
mod job_wait;
mod snapshot;

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
    JobHistory(Box<job_history::JobHistoryCommand>),
    #[command(name = "cronjob-history")]
    CronJobHistory(Box<cronjob_history::CronJobHistoryCommand>),
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
            Command::JobHistory(command) => Box::pin(command.run(facts)).await,
            Command::CronJobHistory(command) => Box::pin(command.run(facts)).await,
            Command::Completion(command) => command.run(&facts),
            Command::Version => {
                let version = concat!("kubectl-workloads ", env!("CARGO_PKG_VERSION"), "\n");
                Ui::default().answer(version).map(|()| Exit::Answered)
            }
        }
    }
}
