//! Any schedule is read or refused, and the search for its next time ends, later than where it began.

#![no_main]

use jiff::Timestamp;
use kubectl_workloads::batch::{Schedule, Zone, clock_changes};
use libfuzzer_sys::fuzz_target;

/// Zones whose clocks change at odd times, at midnight among them.
const ZONES: [&str; 5] =
    ["UTC", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia"];

fuzz_target!(|input: (&str, u8, i64)| {
    let (text, zone, after) = input;
    let Some(zone) = Zone::named(ZONES[usize::from(zone) % ZONES.len()]) else { return };
    let Ok(schedule) = Schedule::parse(text, &zone) else { return };
    // The years 1900 to 2200.
    let second = -2_208_988_800 + after.rem_euclid(9_467_107_200);
    let Ok(after) = Timestamp::from_second(second) else { return };
    let mut last = after;
    for due in schedule.upcoming(after).take(5) {
        assert!(due > last, "{text:?}: {due} is not after {last}");
        last = due;
    }
    let _ = clock_changes(&schedule, after, last);
});
