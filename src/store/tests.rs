use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::batch::{KnownBy, RunOutcome, Trigger};

fn run(uid: &str, outcome: RunOutcome) -> Run {
    Run {
        job: format!("job-{uid}").into(),
        uid: Some(uid.into()),
        trigger: Trigger::Schedule,
        due: Some(now()),
        started: Some(now()),
        ended: (outcome == RunOutcome::Complete).then(now),
        outcome,
        reason: None,
        message: Some("text that takes some room ".repeat(20).into()),
        condition: None,
        failure: None,
        attempts: 1,
        pods_kept: 0,
        restarts: 0,
        known_by: KnownBy::Store,
    }
}

fn now() -> Time {
    Time::from_second(1_800_000_000).unwrap()
}

fn keep(store: &mut Store, runs: &[Run]) -> Result<(), Error> {
    let record = |run| Record { namespace: "ns", cron_job: Some(("x", "cron")), run };
    store.keep(runs.iter().map(record), now())
}

fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("runs.db");
    (folder, path)
}

fn many(prefix: &str) -> Vec<Run> {
    (0..200).map(|at| run(&format!("{prefix}{at}"), RunOutcome::Complete)).collect()
}

#[test]
fn what_is_kept_is_read_again() {
    let (_folder, path) = place();
    let one = run("a", RunOutcome::Complete);
    keep(&mut Store::open(&path).unwrap(), std::slice::from_ref(&one)).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.runs_of("cron").unwrap(), [one]);
    assert!(store.runs_of("another").unwrap().is_empty());
}

#[test]
fn the_end_of_a_run_is_not_lost_to_a_writer_who_looked_earlier() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    keep(&mut store, &[run("a", RunOutcome::Running)]).unwrap();
    keep(&mut store, &[run("a", RunOutcome::Complete)]).unwrap();
    for late in [RunOutcome::Running, RunOutcome::Unknown] {
        keep(&mut store, &[run("a", late)]).unwrap();
        assert_eq!(store.runs_of("cron").unwrap(), [run("a", RunOutcome::Complete)]);
    }
}

#[test]
fn two_writers_take_turns() {
    let (_folder, path) = place();
    std::thread::scope(|scope| {
        for writer in ["a", "b", "c", "d"] {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                for run in many(writer).chunks(20) {
                    keep(&mut store, run).unwrap();
                }
            });
        }
    });
    assert_eq!(Store::open(&path).unwrap().runs_of("cron").unwrap().len(), 800);
}

#[test]
fn a_crash_in_mid_write_leaves_what_was_there() {
    let (folder, path) = place();
    keep(&mut Store::open(&path).unwrap(), &many("old")).unwrap();
    let mut writer = Store::open(&path).unwrap();
    // A small cache, so that unfinished pages reach the file before the end of the transaction.
    writer.connection.pragma_update(None, "cache_size", 2).unwrap();
    let transaction = writer.connection.transaction().unwrap();
    {
        let mut statement = transaction.prepare(row::UPSERT).unwrap();
        for run in &many("new") {
            let record = Record { namespace: "ns", cron_job: Some(("x", "cron")), run };
            row::keep(&mut statement, &record, now()).unwrap();
        }
    }
    // What a crash would leave: the file and its journal as they are now.
    let after = folder.path().join("after.db");
    let journal = |path: &Path| PathBuf::from(format!("{}-journal", path.display()));
    fs::copy(&path, &after).unwrap();
    fs::copy(journal(&path), journal(&after)).unwrap();
    assert_ne!(fs::metadata(journal(&path)).unwrap().len(), 0, "pages were written");
    drop(transaction);

    let runs = Store::open(&after).unwrap().runs_of("cron").unwrap();
    assert_eq!(runs.len(), 200);
    assert!(runs.iter().all(|run| run.job.starts_with("job-old")));
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    keep(&mut store, &many("old")).unwrap();
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages + 2).unwrap();
    let why = keep(&mut store, &many("new")).unwrap_err();
    assert_eq!(why.kind, ErrorKind::Output);
    assert!(why.message.contains("full"), "{}", why.message);
    assert_eq!(store.runs_of("cron").unwrap().len(), 200);
    assert_eq!(Store::open(&path).unwrap().runs_of("cron").unwrap().len(), 200);
}

#[test]
fn other_files_are_left_alone() {
    let (folder, path) = place();
    fs::write(
        &path,
        "this is no database, and it is longer than a header of one would be".repeat(4),
    )
    .unwrap();
    assert_eq!(Store::open(&path).err().unwrap().kind, ErrorKind::File);

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE mine (x)").unwrap();
    assert!(Store::open(&other).err().unwrap().message.contains("another program's"));

    let newer = folder.path().join("newer.db");
    drop(Store::open(&newer).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 7).unwrap();
    assert!(Store::open(&newer).err().unwrap().message.contains("version is 7"));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let (folder, path) = place();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
    assert_eq!(Store::open(&path).err().unwrap().kind, ErrorKind::File);
}
