//! What CronJobs did, did not do, and will do, held by a recording of real controllers: eleven minutes of
//! CronJobs whose names say their story.

use kubectl_workloads::batch::{Evidence, History, Slot, Warning, Zone, health, warnings};
use kubectl_workloads::cluster::Silent;
use kubectl_workloads::cluster::file::load_bytes;
use kubectl_workloads::model::{CronJob, Snapshot};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

use crate::support::cli::{self, fixture};

const RECORDING: &str = "tests/fixtures/cronjob_history/batch.json.gz";

fn recording() -> Snapshot {
    load_bytes(include_bytes!("../fixtures/cronjob_history/batch.json.gz"), &Silent).unwrap()
}

fn history(snapshot: &Snapshot, name: &str) -> (CronJob, History) {
    let evidence = Evidence::new(snapshot);
    let cron_job = snapshot.cron_jobs.iter().find(|job| *job.meta.name == *name).expect(name);
    let history = History::of(cron_job, &evidence, &[], &Zone::utc(), snapshot.now());
    (cron_job.clone(), history)
}

/// A slot as one line: the minute, and what became of it.
fn told(history: &History, slot: &Slot) -> String {
    let minute = |at: kubectl_workloads::model::Time| at.strftime("%H:%M").to_string();
    match slot {
        Slot::Run(at) => {
            let run = &history.runs[*at];
            let at = run.at().map(minute).unwrap_or_default();
            let took = run.seconds(None).map_or("-".into(), |it| format!("{it}s"));
            let late = run.delay().unwrap_or(0);
            let reason = run.reason.as_deref().unwrap_or("-");
            let exit = run.failure.as_ref().map_or("-".into(), |it| it.exit_code.to_string());
            let by = run.known_by;
            format!("{at} {:?} {took} +{late} {reason} {exit} {} {by:?}", run.outcome, run.attempts)
        }
        Slot::Missed(missed) => format!("{} missed {:?}", minute(missed.due), missed.cause),
        Slot::Waiting(due) => format!("{} waiting", minute(*due)),
        Slot::NotKept(due) => format!("{} not kept", minute(*due)),
    }
}

fn slots(history: &History) -> Vec<String> {
    history.slots.iter().rev().map(|slot| told(history, slot)).collect()
}

#[test]
fn every_run_and_every_missed_due_time_of_the_recording_is_what_happened() {
    let snapshot = recording();
    let minutes = |from: u32, to: u32, what: &str| -> Vec<String> {
        (from..=to).map(|minute| format!("01:{minute} {what}")).collect()
    };
    let forbid =
        |job: u32| format!("missed ConcurrencyForbid {{ running: \"forbid-long-299218{job}\" }}");
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("daily", vec!["01:39 Complete 3s +0 - - 1 Job".into()]),
        (
            "every-minute-fail",
            [
                minutes(39, 44, "Failed 3s +0 BackoffLimitExceeded - 1 Events"),
                minutes(45, 49, "Failed 3s +0 Error 7 1 Job"),
            ]
            .concat(),
        ),
        (
            "forbid-long",
            vec![
                "01:39 Complete 102s +0 - - 1 Events".into(),
                "01:40 Complete 102s +42 - - 1 Events".into(),
                format!("01:41 {}", forbid(60)),
                "01:42 Complete 103s +24 - - 1 Events".into(),
                format!("01:43 {}", forbid(62)),
                "01:44 Complete 102s +7 - - 1 Job".into(),
                "01:45 Complete 102s +49 - - 1 Job".into(),
                format!("01:46 {}", forbid(65)),
                "01:47 Complete 102s +31 - - 1 Job".into(),
                format!("01:48 {}", forbid(67)),
                "01:49 Running - +13 - - 1 Job".into(),
            ],
        ),
        ("never", vec![]),
        ("no-history", minutes(39, 49, "Complete 3s +0 - - 1 Events")),
        (
            "overlap-allow",
            [
                minutes(39, 45, "Complete 92s +0 - - 1 Events"),
                minutes(46, 48, "Complete 92s +0 - - 1 Job"),
                minutes(49, 49, "Running - +0 - - 1 Job"),
            ]
            .concat(),
        ),
        (
            "replace-long",
            [
                minutes(39, 48, "Replaced 60s +0 - - 1 Events"),
                minutes(49, 49, "Running - +0 - - 1 Job"),
            ]
            .concat(),
        ),
        ("suspended-cron", minutes(39, 49, "missed Suspended")),
    ];
    for (name, expected) in cases {
        let (_, history) = history(&snapshot, name);
        assert_eq!(slots(&history), expected, "{name}");
    }
}

#[test]
fn without_events_only_what_is_kept_is_known_and_nothing_more_is_claimed() {
    let mut snapshot = recording();
    snapshot.events.clear();
    // (name, slots, successes of finished runs, everything is known, failures in a row, at least)
    let cases = [
        ("every-minute-ok", 3, (3, 3), false, (0, false)),
        ("every-minute-fail", 5, (0, 5), false, (5, true)),
        ("flaky", 10, (10, 10), false, (0, false)),
        ("no-history", 1, (0, 0), false, (0, false)),
        ("replace-long", 1, (0, 0), false, (0, false)),
        ("suspended-cron", 11, (0, 0), true, (0, false)),
        ("never", 0, (0, 0), true, (0, false)),
    ];
    for (name, slots, rate, everything, streak) in cases {
        let (_, history) = history(&snapshot, name);
        let statistics = &history.statistics;
        let found = &statistics.rate;
        assert_eq!(history.slots.len(), slots, "{name}: {:?}", history.slots);
        assert_eq!((found.succeeded, found.finished), rate, "{name}");
        assert_eq!(found.everything, everything, "{name}");
        assert_eq!((statistics.streak.failures, statistics.streak.at_least), streak, "{name}");
    }
    let (_, forbid) = history(&snapshot, "forbid-long");
    let missed: Vec<String> = forbid.missed().map(|it| it.due.to_string()).collect();
    assert_eq!(missed, ["2026-11-22T01:48:00Z", "2026-11-22T01:46:00Z"], "between kept runs");
}

#[test]
fn a_run_that_limits_may_have_pruned_is_not_called_missed() {
    let mut snapshot = recording();
    snapshot.events.clear();
    // As if runs had failed and succeeded by turns: of the failures only the last is kept.
    let of = |name: &str| name.starts_with("flaky-");
    snapshot.jobs.retain(|job| {
        !of(&job.meta.name)
            || ["60", "62", "64", "66", "67"].iter().any(|it| job.meta.name.ends_with(it))
    });
    let cron_job = snapshot.cron_jobs.iter_mut().find(|job| *job.meta.name == *"flaky").unwrap();
    cron_job.successful_history_limit = Some(5);
    cron_job.last_schedule_time = Some("2026-11-22T01:48:00Z".parse().unwrap());
    cron_job.last_successful_time = Some("2026-11-22T01:47:06Z".parse().unwrap());
    let (_, history) = history(&snapshot, "flaky");
    let lines = slots(&history);
    let unknown: Vec<&str> =
        lines.iter().map(|it| &it[6..]).filter(|it| !it.starts_with("Comp")).collect();
    // Five successes are kept, so that only what is older than them could be pruned; and no failure was ever
    // pruned, for none is kept.
    assert_eq!(
        unknown,
        ["missed Unknown", "missed Unknown", "missed Unknown", "missed Unknown", "waiting"],
        "{lines:#?}"
    );
    // With a failure kept, the limit of one may have pruned those before it.
    let mut failed = snapshot
        .jobs
        .iter()
        .find(|job| job.meta.name.ends_with("every-minute-fail-29921868"))
        .unwrap()
        .clone();
    failed.meta.owner =
        snapshot.jobs.iter().find(|job| of(&job.meta.name)).unwrap().meta.owner.clone();
    snapshot.jobs.push(failed);
    let (_, history) = self::history(&snapshot, "flaky");
    let lines = slots(&history);
    let unknown: Vec<&str> =
        lines.iter().map(|it| &it[6..]).filter(|it| !it.starts_with("Comp")).collect();
    assert_eq!(
        unknown,
        ["not kept", "not kept", "not kept", "Failed 3s +0 Error 7 1 Job", "waiting"],
        "{lines:#?}"
    );
    assert_eq!(history.statistics.rate.finished, 3, "only back to the first gap");
}

#[test]
fn what_is_wrong_is_said_in_a_word() {
    let snapshot = recording();
    let evidence = Evidence::new(&snapshot);
    let cases = [
        ("daily", "Healthy", vec![]),
        ("every-minute-fail", "Failing", vec!["FailingStreak", "NoRecentSuccess"]),
        ("every-minute-ok", "Healthy", vec![]),
        ("flaky", "Healthy", vec![]),
        ("forbid-long", "Missing", vec!["LongerThanInterval"]),
        ("never", "Broken", vec!["NeverDue"]),
        ("no-history", "Healthy", vec!["NoHistory"]),
        ("overlap-allow", "Healthy", vec!["LongerThanInterval"]),
        ("replace-long", "Stale", vec!["ReplacedWithoutSuccess", "NoRecentSuccess"]),
        ("suspended-cron", "Suspended", vec!["Suspended"]),
        ("tz-ny", "Healthy", vec![]),
    ];
    for (name, word, expected) in cases {
        let (cron_job, history) = history(&snapshot, name);
        let found = warnings(&cron_job, &history, &evidence, snapshot.now());
        let tokens: Vec<&str> = found.iter().map(Warning::token).collect();
        assert_eq!(tokens, expected, "{name}");
        assert_eq!(format!("{:?}", health(&cron_job, &history, &found)), word, "{name}");
    }
}

#[test]
fn settings_and_absences_have_their_warnings_and_causes() {
    type Change = fn(&mut CronJob);
    let cases: [(&str, Change, &str, Option<&str>); 8] = [
        (
            "unknown zone",
            |job| job.time_zone = Some("Mars/Olympus".into()),
            "UnknownTimeZone",
            None,
        ),
        ("bad schedule", |job| job.schedule = "0 0 * * 7".into(), "UnparseableSchedule", None),
        (
            "short deadline",
            |job| job.starting_deadline_seconds = Some(5),
            "ShortStartingDeadline",
            None,
        ),
        ("long name", |job| job.meta.name = "x".repeat(53).into(), "NameTooLong", None),
        (
            "zone in schedule",
            |job| job.schedule = "TZ=UTC * * * * *".into(),
            "UnsupportedSchedule",
            None,
        ),
        ("either day", |job| job.schedule = "0 0 13 * 5".into(), "EitherDay", None),
        ("other due times", |job| job.schedule = "30 * * * *".into(), "OtherDueTimes", None),
        (
            "suspended later",
            |job| {
                (job.suspended, job.generation) = (true, 2);
                job.last_schedule_time = Some("2026-11-22T01:47:00Z".parse().unwrap());
            },
            "Suspended",
            Some("SuspendedSometime"),
        ),
    ];
    for (what, change, token, cause) in cases {
        let mut snapshot = recording();
        snapshot.jobs.retain(|job| !matches!(&*job.meta.name, "tz-ny-29921868"));
        snapshot.events.clear();
        let at = snapshot.cron_jobs.iter().position(|job| *job.meta.name == *"tz-ny").unwrap();
        snapshot.cron_jobs[at].time_zone = None;
        change(&mut snapshot.cron_jobs[at]);
        let evidence = Evidence::new(&snapshot);
        let cron_job = &snapshot.cron_jobs[at];
        let history = History::of(cron_job, &evidence, &[], &Zone::utc(), snapshot.now());
        let found = warnings(cron_job, &history, &evidence, snapshot.now());
        assert!(found.iter().any(|warning| warning.token() == token), "{what}: {found:?}");
        if let Some(cause) = cause {
            let causes: Vec<String> =
                history.missed().map(|it| format!("{:?}", it.cause)).collect();
            assert_eq!(causes, [cause], "{what}");
        }
    }
}

fn kubectl_workloads() -> Command {
    Command::new(cargo_bin!("kubectl-workloads"))
        .arg("cronjob-history")
        .args(["--snapshot", RECORDING])
}

#[test]
fn the_fleet_fits_in_a_screen_worst_first() {
    kubectl_workloads().args(["-n", "batch", "--ascii"]).assert().success().stdout_eq(str![[r#"
11 CronJobs: 4 are in trouble, 1 suspended.

NAME                SCHEDULE      LAST            TOOK   NEXT    OK      RUNS
every-minute-fail   * * * * *     Failed 44s      3s     13s     0/11    xxxxxxxxxx
  Failing   11 runs in a row have failed, the last with Error (exit code 7); no success is known
never               0 0 31 2 *    -               -      never   -       -
  Broken    the schedule names a date that does not come within five years
replace-long        * * * * *     -               -      13s     -       rrrrrrrrr>
  Stale     10 runs were replaced by the next, and none is known to have succeeded; no success is known
forbid-long         * * * * *     Complete 34s    102s   13s     6/6     o-o-oo-o->
  Missing   runs take 102 seconds, and one is due every minute; 4 of 11 due times had no run: ConcurrencyForbid
daily               0 3 * * *     Complete 10m    3s     70m     1/1     o
every-minute-ok     * * * * *     Complete 43s    4s     13s     11/11   oooooooooo
flaky               * * * * *     Complete 41s    6s     13s     11/11   oooooooooo
no-history          * * * * *     Complete 44s    3s     13s     11/11   oooooooooo
overlap-allow       * * * * *     Complete 15s    92s    13s     10/10   ooooooooo>
tz-ny               */2 * * * *   Complete 104s   3s     13s     5/5     ooooo
suspended-cron      * * * * *     -               -      -       -       ----------

"#]]);
}

#[test]
fn one_cron_job_is_told_in_full() {
    kubectl_workloads().args(["forbid-long", "--ascii"]).assert().success().stdout_eq(str![[r#"
batch/forbid-long   * * * * *
every minute, UTC (assumed), concurrencyPolicy Forbid
Missing: 4 of 11 due times had no run: ConcurrencyForbid

Last      Complete 34s ago, took 102s (usually 102s)
Running   forbid-long-29921869 for 34s (usually 102s)
Next      in 13s: 01:50, 01:51, 01:52, 01:53, 01:54
Runs      6 of 6 finished runs succeeded: every run that it ever had
Took      p50 102s, p95 103s, of 6 successful runs
Kept      4 Jobs (limits: 3 successful, 1 failed); 3 more by events, which last an hour
Warning   runs take 102 seconds, and one is due every minute

  oo-o-oo-o->
  o complete  > running  - skipped

DUE     LATE   OUTCOME    TOOK                      PODS   WHY
01:49   +13s   Running    34s    #####              1      -
01:48   -      Skipped    -                         -      forbid-long-29921867 was still running, and concurrencyPolicy is Forbid
01:47   +31s   Complete   102s   ###############    1      -
01:46   -      Skipped    -                         -      forbid-long-29921865 was still running, and concurrencyPolicy is Forbid
01:45   +49s   Complete   102s   ###############    1      -
01:44   +7s    Complete   102s   ###############    1      -
01:43   -      Skipped    -                         -      forbid-long-29921862 was still running, and concurrencyPolicy is Forbid
01:42   +24s   Complete   103s   ################   0/1    its Job is gone (events)
01:41   -      Skipped    -                         -      forbid-long-29921860 was still running, and concurrencyPolicy is Forbid
01:40   +42s   Complete   102s   ###############    0/1    its Job is gone (events)
01:39   -      Complete   102s   ###############    0/1    its Job is gone (events)

"#]]);
}

#[test]
fn runs_are_chosen_by_status_time_and_number() {
    let runs = |flags: &[&str]| {
        let out = kubectl_workloads()
            .args(["-n", "batch", "every-minute-fail", "-o", "csv", "--no-headers"])
            .args(flags)
            .assert()
            .success();
        String::from_utf8_lossy(&out.get_output().stdout).lines().count()
    };
    assert_eq!(runs(&[]), 11);
    assert_eq!(runs(&["--limit", "4"]), 4);
    assert_eq!(runs(&["--since", "3m"]), 3);
    assert_eq!(runs(&["--status", "complete"]), 0);
    assert_eq!(runs(&["--status", "failed,running", "--limit", "20"]), 11);
}

#[test]
fn the_exit_code_tells_of_trouble_only_where_it_is_asked_to() {
    let code = |args: &[&str]| kubectl_workloads().args(args).assert().get_output().status.code();
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--exit-code"]), Some(1));
    assert_eq!(code(&["every-minute-fail", "--exit-code", "--fail-streak", "11"]), Some(1));
    assert_eq!(code(&["every-minute-fail", "--exit-code", "--fail-streak", "12"]), Some(0));
    assert_eq!(code(&["every-minute-ok", "--exit-code"]), Some(0));
    assert_eq!(code(&["suspended-cron", "--exit-code"]), Some(0));
    assert_eq!(code(&["nobody"]), Some(3));
    assert_eq!(code(&["--fail-streak", "3"]), Some(2));
    assert_eq!(code(&["--controller-time-zone", "Mars/Olympus"]), Some(2));
    assert_eq!(code(&["--logs", "last"]), Some(2));
}

#[test]
fn a_store_remembers_what_the_limits_prune() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("runs.db");
    let ask = |snapshot: &std::path::Path| {
        let out = Command::new(cargo_bin!("kubectl-workloads"))
            .args([
                "cronjob-history",
                "every-minute-fail",
                "-o",
                "csv",
                "--no-headers",
                "--snapshot",
            ])
            .arg(snapshot)
            .arg("--store")
            .arg(&store)
            .assert()
            .success();
        String::from_utf8_lossy(&out.get_output().stdout).into_owned()
    };
    let all = ask(std::path::Path::new(RECORDING));
    assert_eq!(all.lines().count(), 11);

    // Later: the Jobs, their Pods and the events are gone; the CronJob is not.
    let later = folder.path().join("later.json");
    let mut list: serde_json::Value = serde_json::from_reader(flate2::read::GzDecoder::new(
        &include_bytes!("../fixtures/cronjob_history/batch.json.gz")[..],
    ))
    .unwrap();
    list["items"].as_array_mut().unwrap().retain(|item| item["kind"] == "CronJob");
    std::fs::write(&later, list.to_string()).unwrap();
    let kept = ask(&later);
    assert_eq!(kept.lines().count(), 11);
    assert_eq!(kept.lines().filter(|line| line.ends_with(",Store")).count(), 11);
    let failed = kept.lines().filter(|line| line.contains(",Failed,Error,7,")).count();
    assert_eq!(failed, 5, "the Pod's own reason outlives the Pod");
}

#[test]
fn every_view_fits_in_80_columns() {
    let file = fixture("cronjob_history/batch.json.gz");
    let shown = |words: &[&str]| {
        let mut command = cli::kubectl_workloads(&[words, &["--snapshot", &file]].concat());
        let output = command.env("LANG", "C.UTF-8").env("COLUMNS", "80").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for subcommand in ["cronjob-history", "job-history"] {
        let names = shown(&[subcommand, "-o", "name"]);
        let names: Vec<&str> = names.lines().collect();
        assert!(names.len() > 10, "{names:?}");
        for words in [vec![subcommand], [&[subcommand], &names[..]].concat()] {
            let text = shown(&words);
            let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
            assert!(long.is_empty(), "{words:?}\n{}", long.join("\n"));
        }
    }
}
