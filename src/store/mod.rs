//! The file of `--store`: runs that outlive their Jobs, in SQLite, for as long as the user keeps the file.
//!
//! A run is a row, known by its Job's UID. Writers take turns (an immediate transaction, and a wait for the
//! other), all rows of an answer are written or none, and what is known of a finished run is never replaced
//! by less: so that two writers, a crash and a full disk lose nothing.

mod row;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::batch::Run;
use crate::error::{Error, ErrorKind};
use crate::model::Time;

/// `PRAGMA user_version`: the shape of the tables. A new shape gets a new number and a way from the old one.
const VERSION: i32 = 1;

/// `PRAGMA application_id`, so that another program's file is not taken for one of these: `kwls`.
const APPLICATION: i32 = 0x6b77_6c73;

/// So long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

const SCHEMA: &str = "
CREATE TABLE runs (
    uid          TEXT PRIMARY KEY,  -- the Job's
    namespace    TEXT NOT NULL,
    job          TEXT NOT NULL,
    cron_job     TEXT,
    cron_job_uid TEXT,
    trigger      TEXT NOT NULL,     -- Schedule, Manual
    due          TEXT,              -- times are RFC 3339
    started      TEXT,
    ended        TEXT,
    outcome      TEXT NOT NULL,     -- Complete, Failed, Running, Suspended, Replaced, Unknown
    reason       TEXT,
    message      TEXT,
    condition    TEXT,
    pod          TEXT,
    container    TEXT,
    exit_code    INTEGER,
    signal       INTEGER,
    attempts     INTEGER NOT NULL,
    restarts     INTEGER NOT NULL,
    first_seen   TEXT NOT NULL,
    last_seen    TEXT NOT NULL
) STRICT;
CREATE INDEX runs_of_cron_job ON runs (cron_job_uid, due);
";

/// A file of runs.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// A run, and whose it is.
pub struct Record<'a> {
    pub namespace: &'a str,
    /// The CronJob's name and UID.
    pub cron_job: Option<(&'a str, &'a str)>,
    pub run: &'a Run,
}

impl Store {
    /// Opens the file, and makes it where there is none.
    ///
    /// An error (`File`) means that it is not such a file, or of a later version; `Output` that it cannot be
    /// written. A link is not followed: somebody else may have laid it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if path.symlink_metadata().is_ok_and(|found| found.file_type().is_symlink()) {
            let message = format!("{}: a link is not followed", path.display());
            return Err(Error::new(ErrorKind::File, message));
        }
        let told = |why: rusqlite::Error| failed(path, &why);
        let mut connection = Connection::open(path).map_err(told)?;
        connection.busy_timeout(PATIENCE).map_err(told)?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        let version: i32 =
            transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(told)?;
        let application: i32 =
            transaction.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(told)?;
        let table: Option<String> = transaction
            .query_row("SELECT name FROM sqlite_schema LIMIT 1", [], |row| row.get(0))
            .optional()
            .map_err(told)?;
        match (application, version, table) {
            (APPLICATION, VERSION, _) => {}
            (0, 0, None) => {
                transaction.execute_batch(SCHEMA).map_err(told)?;
                transaction.pragma_update(None, "user_version", VERSION).map_err(told)?;
                transaction.pragma_update(None, "application_id", APPLICATION).map_err(told)?;
            }
            (APPLICATION, newer, _) => {
                let message = format!(
                    "{}: its version is {newer}, and this program knows {VERSION}",
                    path.display()
                );
                return Err(Error::new(ErrorKind::File, message));
            }
            _ => {
                let message = format!("{}: another program's database", path.display());
                return Err(Error::new(ErrorKind::File, message));
            }
        }
        transaction.commit().map_err(told)?;
        Ok(Store { connection, path: path.to_owned() })
    }

    /// The runs of a CronJob, in no order.
    pub fn runs_of(&self, cron_job_uid: &str) -> Result<Vec<Run>, Error> {
        let query = format!("SELECT {} FROM runs WHERE cron_job_uid = ?1", row::COLUMNS);
        let told = |why: rusqlite::Error| failed(&self.path, &why);
        let mut statement = self.connection.prepare(&query).map_err(told)?;
        let runs = statement.query_map([cron_job_uid], row::run).map_err(told)?;
        runs.collect::<Result<_, _>>().map_err(told)
    }

    /// All runs, each with its namespace and the name of its CronJob, in no order.
    pub fn runs(&self) -> Result<Vec<(String, Option<String>, Run)>, Error> {
        let query = format!("SELECT {}, namespace, cron_job FROM runs", row::COLUMNS);
        let told = |why: rusqlite::Error| failed(&self.path, &why);
        let mut statement = self.connection.prepare(&query).map_err(told)?;
        let runs = statement
            .query_map([], |found| {
                Ok((found.get("namespace")?, found.get("cron_job")?, row::run(found)?))
            })
            .map_err(told)?;
        runs.collect::<Result<_, _>>().map_err(told)
    }

    /// Keeps the runs that have a UID: all of them, or, where it cannot, none.
    ///
    /// An error (`Output`) means that the file is as it was.
    pub fn keep<'a>(
        &mut self,
        records: impl IntoIterator<Item = Record<'a>>,
        now: Time,
    ) -> Result<(), Error> {
        let path = &self.path;
        let told = |why: rusqlite::Error| failed(path, &why);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(told)?;
        {
            let mut statement = transaction.prepare(row::UPSERT).map_err(told)?;
            for record in records {
                row::keep(&mut statement, &record, now).map_err(told)?;
            }
        }
        transaction.commit().map_err(told)
    }
}

fn failed(path: &Path, why: &rusqlite::Error) -> Error {
    let kind = match why.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
            ErrorKind::File
        }
        _ => ErrorKind::Output,
    };
    Error::new(kind, format!("{}: {why}", path.display()))
}
