use super::{Fields, Schedule, Timing};
use crate::model::Time;

/// A change of a zone's clock that a schedule feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    pub at: Time,
    /// By how many seconds the clock goes forward; negative: back.
    pub by: i32,
    /// The day on the wall, and the first and last reading that the schedule allows of those that are
    /// skipped, or shown twice.
    pub first: jiff::civil::DateTime,
    pub last: jiff::civil::DateTime,
}

/// How many changes are looked at: of most zones, those of a year.
const CHANGES: usize = 2;

/// The changes of the clock in (`after`, `until`] at which due times are skipped (forward) or come twice
/// (back).
pub fn clock_changes(schedule: &Schedule, after: Time, until: Time) -> Vec<ClockChange> {
    let Timing::Fields(fields) = &schedule.timing else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = after;
    for _ in 0..CHANGES {
        let Some((at, before, now)) = schedule.zone.next_change(from) else { break };
        if at > until {
            break;
        }
        found.extend(felt(schedule, fields, at, now - before));
        from = at;
    }
    found
}

/// The change, if the schedule allows a minute of those that it skips or repeats.
fn felt(schedule: &Schedule, fields: &Fields, at: Time, by: i32) -> Option<ClockChange> {
    // Forward: the minutes between what the wall showed and what it shows. Back: the same, read once more.
    let shown = schedule.zone.wall_clock(at);
    let start = if by > 0 {
        shown.checked_sub(jiff::SignedDuration::from_secs(by.into()))
    } else {
        Ok(shown)
    };
    let minutes = i64::from(by.unsigned_abs() / 60).min(24 * 60);
    let readings = (0..minutes).filter_map(|minute| {
        start.as_ref().ok()?.checked_add(jiff::SignedDuration::from_mins(minute)).ok()
    });
    let allowed: Vec<_> = readings
        .filter(|wall| {
            fields.minute.allows(wall.minute())
                && fields.hour.allows(wall.hour())
                && fields.month.allows(wall.month())
                && fields.allow_day(wall.day(), wall.date().weekday().to_sunday_zero_offset())
        })
        .collect();
    Some(ClockChange { at, by, first: *allowed.first()?, last: *allowed.last()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Zone;

    #[test]
    fn a_schedule_feels_the_changes_that_touch_its_times() {
        // (schedule, zone, by, first and last reading)
        let cases = [
            (
                "30 2 * * *",
                "America/New_York",
                Some((3600, "2026-03-08T02:30", "2026-03-08T02:30")),
            ),
            (
                "*/15 * * * *",
                "America/New_York",
                Some((3600, "2026-03-08T02:00", "2026-03-08T02:45")),
            ),
            ("30 3 * * *", "America/New_York", None),
            ("30 2 * * 1", "America/New_York", None),
            ("30 1 * * *", "Europe/London", Some((3600, "2026-03-29T01:30", "2026-03-29T01:30"))),
            ("30 2 * * *", "Asia/Kolkata", None),
        ];
        for (text, zone, expected) in cases {
            let schedule = Schedule::parse(text, &Zone::named(zone).unwrap()).unwrap();
            let (after, until) = ("2026-02-01T00:00:00Z", "2026-04-10T00:00:00Z");
            let found = clock_changes(&schedule, after.parse().unwrap(), until.parse().unwrap());
            let found = found.first().map(|it| (it.by, it.first, it.last));
            let expected = expected
                .map(|(by, first, last)| (by, first.parse().unwrap(), last.parse().unwrap()));
            assert_eq!(found, expected, "{text} in {zone}");
        }
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_by_its_readings() {
        let schedule =
            Schedule::parse("30 1 * * *", &Zone::named("America/New_York").unwrap()).unwrap();
        let (after, until) = ("2026-10-20T00:00:00Z", "2026-11-10T00:00:00Z");
        let found = clock_changes(&schedule, after.parse().unwrap(), until.parse().unwrap());
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].by, found[0].first.to_string()),
            (-3600, "2026-11-01T01:30:00".into())
        );
    }
}
