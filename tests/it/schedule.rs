//! Schedules, as the CronJob controller's library reads them.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kubectl_workloads::batch::{
    InvalidSchedule, Missed, NextRun, NoInterval, Schedule, Zone, due, job_name, next_due, next_run,
};
use kubectl_workloads::model::{ConcurrencyPolicy, CronJob, Meta};

fn time(text: &str) -> Timestamp {
    text.parse().expect(text)
}

fn schedule(text: &str, zone: &str) -> Schedule {
    Schedule::parse(text, &Zone::named(zone).expect(zone)).expect(text)
}

fn first(schedule: &Schedule, after: &str, count: usize) -> Vec<String> {
    let after = after.parse().expect(after);
    schedule.upcoming(after).take(count).map(|due| due.to_string()).collect()
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Golden {
    name: String,
    schedule: String,
    time_zone: String,
    after: i64,
    next: Option<Vec<i64>>,
}

/// `golden.jsonl` was written by the library itself.
#[test]
fn every_recorded_schedule_is_due_when_the_library_says() {
    let rows: Vec<Golden> = include_str!("../fixtures/schedule/golden.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(rows.len(), 87);
    for row in rows {
        let zone = Zone::named(&row.time_zone).expect("a zone");
        let found = Schedule::parse(&row.schedule, &zone).ok().map(|schedule| {
            let after = Timestamp::from_second(row.after).expect("a time");
            schedule.upcoming(after).take(8).map(Timestamp::as_second).collect::<Vec<_>>()
        });
        assert_eq!(found, row.next, "{}: {}", row.name, row.schedule);
    }
}

#[test]
fn what_the_library_refuses_is_refused() {
    let refused = [
        "",
        " ",
        "xyz",
        "60 0 * * *",
        "0 60 * * *",
        "0 0 * * XYZ",
        "15/0 * * * *",
        "0 0 * *",
        "0 0 0 * * *",
        "*//2 * * * *",
        "5--5 * * * *",
        "*/-12 * * * *",
        "@every Xm",
        "@unrecognized",
        "0 0 * * 7",
        "0 0 * * 5-7",
        "0 0 * * fri-sun",
        "0 0 L * *",
        "0 0 * * 1#2",
        "@Hourly",
        " @hourly",
        "@hourly ",
        "@reboot",
        "0 0 0 * *",
        "@every",
        "@every  1h",
        "@every 1d",
        "@every 2562047h47m16.854775808s",
        // No blank behind the zone: the library panics, the API server says invalid.
        "TZ=UTC",
        "TZ=Nowhere/City 0 * * * *",
        // Beyond 64 bits.
        "9223372036854775808 * * * *",
        "*/9223372036854775808 * * * *",
        "1-2-3 * * * *",
        "1- * * * *",
        "-1 * * * *",
        "1_0 * * * *",
    ];
    for text in refused {
        assert!(Schedule::parse(text, &Zone::utc()).is_err(), "{text:?} must not parse");
    }
}

#[test]
fn what_the_library_accepts_is_accepted() {
    let accepted = [
        "*-9 * * * *",
        "1,,2 * * * *",
        ", * * * *",
        "*/+5 * * * *",
        "0/100 * * * *",
        "007 * * * *",
        "@every 1.5h",
        "CRON_TZ=Asia/Tokyo 5 * * * *",
        "TZ= 5 * * * *",
        "*/9223372036854775807 * * * *",
        "*-1-2-3 * * * *",
        "0 0 * feb-APR Mon-fri",
        "0\u{a0}0\u{2003}* * *",
        "TZ=UTC   @daily  ",
    ];
    for text in accepted {
        assert!(Schedule::parse(text, &Zone::utc()).is_ok(), "{text:?} must parse");
    }
}

#[test]
fn times_are_due_or_not_as_the_library_s_own_tests_say() {
    let cases = [
        ("0/15 * * * *", "2012-07-09T15:45", true),
        ("0/15 * * * *", "2012-07-09T15:40", false),
        ("5/15 * * * *", "2012-07-09T15:50", true),
        ("30 08 ? Jul Sun", "2012-07-15T08:30", true),
        ("30 08 ? Jul Sun", "2012-07-16T08:30", false),
        ("* * 1,15 * Sun", "2012-07-15T00:00", true),
        ("* * 1,15 * Sun", "2012-06-15T00:00", true),
        ("* * 1,15 * Sun", "2012-08-01T00:00", true),
        ("* * */10 * Sun", "2012-07-15T00:00", true),
        ("* * */2 * Sun", "2012-07-15T00:00", true),
        ("* * * * Mon", "2012-07-15T00:00", false),
        ("* * 1,15 * *", "2012-07-09T00:00", false),
        ("* * 1,15 * *", "2012-07-15T00:00", true),
    ];
    for (text, at, expected) in cases {
        let at = time(&format!("{at}:00Z"));
        let before = at - SignedDuration::from_secs(1);
        assert_eq!(schedule(text, "UTC").next(before) == Some(at), expected, "{text} at {at}");
    }
}

#[test]
fn the_next_time_is_the_one_that_the_library_s_own_tests_say() {
    const NY: &str = "America/New_York";
    let cases: &[(&str, &str, &str, &[&str])] = &[
        ("0 0 29 Feb ?", "UTC", "2012-07-09T23:35:00Z", &["2016-02-29T00:00:00Z"]),
        ("0 0 30 Feb ?", "UTC", "2012-07-09T23:35:00Z", &[]),
        ("0 0 31 Apr ?", "UTC", "2012-07-09T23:35:00Z", &[]),
        ("0 0 * Feb Mon/2", "UTC", "2012-07-09T23:35:00Z", &["2013-02-01T00:00:00Z"]),
        ("0 0 * Feb Mon", "UTC", "2012-07-09T23:35:00Z", &["2013-02-04T00:00:00Z"]),
        ("0 0 */5 Oct Mon", "UTC", "2012-07-09T23:35:00Z", &["2012-10-01T00:00:00Z"]),
        ("0 2 * * ?", NY, "2012-03-11T00:00:00-05:00", &["2012-03-12T06:00:00Z"]),
        ("0 * * * ?", NY, "2012-03-11T01:00:00-05:00", &["2012-03-11T07:00:00Z"]),
        (
            "0 1 * * ?",
            NY,
            "2012-11-04T00:00:00-04:00",
            &["2012-11-04T05:00:00Z", "2012-11-04T06:00:00Z", "2012-11-05T06:00:00Z"],
        ),
        ("30 1 04 Nov ?", NY, "2012-11-04T01:45:00-04:00", &["2012-11-04T06:30:00Z"]),
        ("30 2 11 Mar ?", NY, "2012-03-11T00:00:00-05:00", &["2013-03-11T06:30:00Z"]),
        ("0 9 10 * ?", "America/Sao_Paulo", "2018-10-17T05:00:00-04:00", &["2018-11-10T11:00:00Z"]),
        // London's hour in autumn comes twice, and both readings are later than Go's first guess.
        (
            "30 1 * * *",
            "Europe/London",
            "2026-10-25T00:00:00Z",
            &["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"],
        ),
        ("30 1 * * *", "Europe/London", "2026-03-29T00:00:00Z", &["2026-03-30T00:30:00Z"]),
        ("0 0-23/2 * * *", NY, "2026-03-08T00:00:00-05:00", &["2026-03-08T08:00:00Z"]),
        // 2100 is no leap year: from 2096 the next 29 February is eight years away, and five is the limit.
        ("0 0 29 2 *", "UTC", "2092-03-01T00:00:00Z", &["2096-02-29T00:00:00Z"]),
        ("0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", &[]),
        ("0 0 29 2 *", "UTC", "2099-01-01T00:00:00Z", &["2104-02-29T00:00:00Z"]),
        // 30 December 2011 does not exist there; the library would look for it for ever.
        ("0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", &["2012-12-29T22:00:00Z"]),
        ("0 12 31 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", &["2011-12-30T22:00:00Z"]),
        // Shorter than a second is a second, and no zone moves it.
        ("@every 1ns", "UTC", "2026-01-01T00:00:00.9Z", &["2026-01-01T00:00:01Z"]),
        ("@every -1h", "UTC", "2026-01-01T00:00:00Z", &["2026-01-01T00:00:01Z"]),
        ("@every 2.9s", "UTC", "2026-01-01T00:00:00.5Z", &["2026-01-01T00:00:02Z"]),
        ("TZ=Asia/Tokyo @every 1h", "UTC", "2026-01-01T00:20:00Z", &["2026-01-01T01:20:00Z"]),
        ("TZ=Asia/Tokyo 5 0 * * *", "UTC", "2026-01-01T00:00:00Z", &["2026-01-01T15:05:00Z"]),
        ("CRON_TZ=Asia/Tokyo @daily", "UTC", "2026-01-01T00:00:00Z", &["2026-01-01T15:00:00Z"]),
    ];
    for (text, zone, after, expected) in cases {
        let found = first(&schedule(text, zone), after, expected.len().max(1));
        assert_eq!(found, *expected, "{text} in {zone}");
    }
}

/// 2016-05-19T10:00:00Z, a Thursday, as the controller's own tests have it.
const T0: &str = "2016-05-19T10:00:00Z";

fn seconds(text: &str) -> SignedDuration {
    text.parse().expect(text)
}

fn after_t0(text: &str) -> Timestamp {
    time(T0) + seconds(text)
}

fn cron_job(text: &str, created: &str, last: Option<&str>) -> CronJob {
    CronJob {
        meta: Meta {
            namespace: "default".into(),
            name: "x".into(),
            labels: Arc::default(),
            owner: None,
            created_at: Some(after_t0(created).into()),
            deleted_at: None,
        },
        uid: "uid".into(),
        generation: 1,
        schedule: text.into(),
        time_zone: None,
        suspended: false,
        concurrency: ConcurrencyPolicy::Allow,
        starting_deadline_seconds: None,
        successful_history_limit: Some(3),
        failed_history_limit: Some(1),
        ttl_seconds_after_finished: None,
        active: Vec::new(),
        last_schedule_time: last.map(after_t0),
        last_successful_time: None,
    }
}

#[test]
fn what_is_due_is_what_the_controller_reckons() {
    use Missed::{Few, Many, None as NoneMissed};
    // creation, last, schedule, now; earliest, due, class: all but the schedule relative to T0
    let cases = [
        ("0s", None, "0 * * * *", "30s", "0s", None, NoneMissed),
        ("0s", None, "0 * * * *", "61m", "0s", Some("60m"), NoneMissed),
        ("10s", None, "0 * * * *", "301m", "10s", Some("300m"), Few),
        ("0s", Some("30m"), "30 6-16/4 * * 1-5", "24h31m", "30m", Some("24h30m"), Few),
        ("0s", Some("30m"), "30 10,11,12 * * 1-5", "30h30m", "30m", None, Few),
        ("0s", Some("30m"), "30 6-16/4 * * 1-5", "96h31m", "30m", Some("96h30m"), Few),
        ("-59m", Some("1m"), "@every 1h", "168h", "1m", Some("167h1m"), Many),
        ("0s", Some("30m"), "*/5 * * * *", "31m", "30m", None, NoneMissed),
    ];
    for (created, last, text, now, earliest, latest, class) in cases {
        let found =
            due(&cron_job(text, created, last), &schedule(text, "UTC"), after_t0(now), false);
        let found = found.expect("an interval");
        assert_eq!(
            (found.earliest, found.latest, found.class),
            (after_t0(earliest), latest.map(after_t0), class),
            "{text}"
        );
    }
    let never = cron_job("59 23 31 2 *", "0s", None);
    let found = due(&never, &schedule("59 23 31 2 *", "UTC"), after_t0("1h"), false);
    assert_eq!(found, Err(NoInterval));
}

#[test]
fn the_deadline_bounds_what_is_due() {
    let mut every_five = cron_job("*/5 * * * *", "0s", Some("30m"));
    every_five.starting_deadline_seconds = Some(60);
    let found = due(&every_five, &schedule("*/5 * * * *", "UTC"), after_t0("32m"), true);
    let found = found.expect("an interval");
    assert_eq!((found.earliest, found.latest), (after_t0("31m"), None));

    // Ten days of hours are too many, but not within two hours.
    for (deadline, expected) in [(None, Missed::Many), (Some(7200), Missed::Few)] {
        let mut hourly = cron_job("0 * * * *", "-1h", Some("-1h"));
        hourly.starting_deadline_seconds = deadline;
        let found = due(&hourly, &schedule("0 * * * *", "UTC"), after_t0("241h"), true);
        let found = found.expect("an interval");
        assert_eq!((found.latest, found.class), (Some(after_t0("241h")), expected));
    }
}

#[test]
fn the_next_run_is_when_the_controller_looks_again() {
    let cases = [
        ("30 6-16/4 * * 1-5", Some("30m"), "24h31m", "3h59m"),
        ("30 10,11,12 * * 1-5", Some("30m"), "30h30m", "66h"),
        ("0 12 * * 4", Some("2h"), "457h30m", "48h30m"),
        ("0 12 * * 5", None, "6h", "20h"),
    ];
    for (text, last, now, wait) in cases {
        let now = after_t0(now);
        let found = next_due(&cron_job(text, "0s", last), &schedule(text, "UTC"), now);
        assert_eq!(found.map(|next| next.duration_since(now)), Some(seconds(wait)), "{text}");
    }
}

#[test]
fn a_due_time_that_was_not_started_is_due_now() {
    let hourly = schedule("0 * * * *", "UTC");
    let mut job = cron_job("0 * * * *", "0s", Some("1h"));
    let now = after_t0("2h5m");
    let (scheduled, next) = (after_t0("2h"), Some(after_t0("3h")));
    assert_eq!(next_run(&job, &hourly, now), NextRun::DueNow { scheduled, next });
    job.starting_deadline_seconds = Some(60);
    assert_eq!(next_run(&job, &hourly, now), NextRun::At(after_t0("3h")), "too late for it");
    job.starting_deadline_seconds = None;
    job.active = vec![job_name("x", scheduled).into()];
    assert_eq!(next_run(&job, &hourly, now), NextRun::At(after_t0("3h")), "it has begun");
    job.suspended = true;
    assert_eq!(next_run(&job, &hourly, now), NextRun::Suspended);
    let never = schedule("0 0 31 2 *", "UTC");
    assert_eq!(next_run(&cron_job("0 0 31 2 *", "0s", None), &never, now), NextRun::Never);
}

#[test]
fn a_job_is_named_for_the_minutes_of_its_due_time() {
    assert_eq!(job_name("x", time(T0)), "x-24394200");
}

#[test]
fn the_zone_of_a_cron_job_is_the_one_that_the_controller_takes() {
    let rome = Zone::named("Europe/Rome").unwrap();
    let mut job = cron_job("0 9 * * *", "0s", None);
    let found = Schedule::of(&job, &rome).unwrap();
    assert_eq!((found.zone.name(), found.zone_assumed), ("Europe/Rome", true));

    job.time_zone = Some("Asia/Tokyo".into());
    let found = Schedule::of(&job, &rome).unwrap();
    assert_eq!((found.zone.name(), found.zone_assumed), ("Asia/Tokyo", false));

    // Old objects may have both; the schedule's own wins.
    job.schedule = "TZ=America/New_York 0 9 * * *".into();
    assert_eq!(Schedule::of(&job, &rome).unwrap().zone.name(), "America/New_York");

    // Behind a zone the library trims, so that a blank before a word does no harm there.
    job.schedule = " @daily ".into();
    assert!(Schedule::of(&job, &rome).is_ok());

    job.time_zone = Some("Mars/Olympus".into());
    let unknown = InvalidSchedule::UnknownTimeZone("Mars/Olympus".to_owned());
    assert_eq!(Schedule::of(&job, &rome), Err(unknown));
}

mod properties {
    use super::{Schedule, Timestamp, Zone};
    use jiff::SignedDuration;
    use kubectl_workloads::batch::Timing;
    use proptest::prelude::*;

    /// Zones whose clocks change, but not at midnight (where the library's own steps can miss a day).
    const ZONES: &[&str] = &[
        "UTC",
        "America/New_York",
        "Europe/London",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
    ];

    fn field(min: u8, max: u8) -> impl Strategy<Value = String> {
        let number = min..=max;
        let item = prop_oneof![
            3 => Just("*".to_owned()),
            1 => Just("?".to_owned()),
            2 => number.clone().prop_map(|n| n.to_string()),
            1 => (number.clone(), 1..=max).prop_map(|(n, step)| format!("{n}/{step}")),
            1 => (1..=max).prop_map(|step| format!("*/{step}")),
            1 => (number.clone(), number).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b))),
        ];
        proptest::collection::vec(item, 1..3).prop_map(|items| items.join(","))
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        let fields = (field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6));
        (fields, proptest::sample::select(ZONES)).prop_map(|((m, h, dom, month, dow), zone)| {
            let zone = Zone::named(zone).expect("a zone");
            Schedule::parse(&format!("{m} {h} {dom} {month} {dow}"), &zone).expect("a schedule")
        })
    }

    /// From 2020 to 2033.
    fn times() -> impl Strategy<Value = Timestamp> {
        (1_577_836_800_i64..2_000_000_000)
            .prop_map(|at| Timestamp::from_second(at).expect("a time"))
    }

    /// Whether the wall shows a time that every field allows.
    fn matches(schedule: &Schedule, at: Timestamp) -> bool {
        let Timing::Fields(fields) = schedule.timing else { unreachable!("fields were made") };
        let wall = schedule.zone.wall_clock(at);
        let day = fields.day_of_month.allows(wall.day());
        let weekday = fields.day_of_week.allows(wall.date().weekday().to_sunday_zero_offset());
        fields.minute.allows(wall.minute())
            && fields.hour.allows(wall.hour())
            && fields.month.allows(wall.month())
            && if fields.either_day() { day || weekday } else { day && weekday }
    }

    proptest! {
        #[test]
        fn the_next_time_is_later_and_matches(schedule in schedules(), after in times()) {
            if let Some(next) = schedule.next(after) {
                prop_assert!(next > after);
                prop_assert!(matches(&schedule, next), "{next}");
                prop_assert_eq!(next.as_second() % 60, 0);
            }
        }

        #[test]
        fn no_earlier_minute_matches(schedule in schedules(), after in times()) {
            let next = schedule.next(after);
            let mut minute = Timestamp::from_second(after.as_second() / 60 * 60 + 60).expect("a time");
            // Three days of minutes hold every change of a clock that the first of them meets.
            let end = after + SignedDuration::from_hours(72);
            let end = next.map_or(end, |next| next.min(end));
            while minute < end {
                prop_assert!(!matches(&schedule, minute), "{minute} matches, before {next:?}");
                minute += SignedDuration::from_mins(1);
            }
        }

        #[test]
        fn a_later_start_gives_no_earlier_time(schedule in schedules(), a in times(), b in times()) {
            let (early, late) = (a.min(b), a.max(b));
            if let (Some(first), Some(second)) = (schedule.next(early), schedule.next(late)) {
                prop_assert!(first <= second);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Schedule::parse(&text, &Zone::utc());
        }

        #[test]
        fn any_text_of_a_schedule_s_letters_ends(text in "(@every |TZ=UTC |)[-0-9*/?, a-z]{0,24}") {
            if let Ok(schedule) = Schedule::parse(&text, &Zone::utc()) {
                let _ = schedule.next(Timestamp::UNIX_EPOCH);
            }
        }
    }
}
