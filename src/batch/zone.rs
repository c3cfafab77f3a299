use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time as Clock};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::model::{Text, Time};

/// The zones that this binary carries, whatever the machine has: the same answers everywhere.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone in which a schedule is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: Text,
    rules: TimeZone,
}

/// A date and a time of day on the wall, not yet an instant. Numbers may be beyond their range, as in Go's
/// `time.Date`: month 13 is January of the next year, day 32 of January is 1 February.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wall {
    pub(super) year: i16,
    pub(super) month: i64,
    pub(super) day: i64,
    /// Seconds since midnight.
    pub(super) second: i64,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Zone { name: "UTC".into(), rules: TimeZone::UTC }
    }

    /// The zone that Go's `time.LoadLocation` finds under `name` on Linux: names are case-sensitive, and the
    /// empty one is UTC. `Local`, which is the zone of whoever asks, is not among them.
    pub fn named(name: &str) -> Option<Self> {
        if name.is_empty() || name == "UTC" {
            return Some(Zone::utc());
        }
        let rules = ZONES.get(name).ok()?;
        (rules.iana_name() == Some(name)).then(|| Zone { name: name.into(), rules })
    }

    /// Its name, e.g. `Europe/London`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a clock on the wall shows at that time.
    pub fn wall_clock(&self, at: Time) -> DateTime {
        self.rules.to_datetime(at)
    }

    /// The offset from UTC at that time, in seconds.
    pub fn offset(&self, at: Time) -> i32 {
        self.rules.to_offset(at).seconds()
    }

    /// When the offset changes next, and what it is before and after, in seconds. None for a zone that has
    /// no further change.
    pub fn next_change(&self, after: Time) -> Option<(Time, i32, i32)> {
        let change = self.rules.following(after).next()?;
        Some((change.timestamp(), self.offset(after), change.offset().seconds()))
    }

    /// The instant at which the wall shows `wall`, by the rule of Go's `time.Date`: the offset in force when
    /// the wall's reading is taken for UTC is tried first, and the one in force at the result decides.
    /// Readings that do not exist, or come twice, so get the instant that the CronJob controller gives them.
    pub(super) fn instant(&self, wall: Wall) -> Option<Time> {
        let reading = wall.as_utc()?;
        let offset = i64::from(self.offset(reading));
        if offset == 0 {
            return Some(reading);
        }
        let guess = shifted(reading, -offset)?;
        shifted(reading, -i64::from(self.offset(guess)))
    }
}

impl Wall {
    /// The start of that day.
    pub(super) fn midnight(year: i16, month: i8, day: i8) -> Self {
        Wall { year, month: i64::from(month), day: i64::from(day), second: 0 }
    }

    fn as_utc(self) -> Option<Time> {
        let months = self.month - 1;
        let year = i16::try_from(i64::from(self.year) + months.div_euclid(12)).ok()?;
        let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
        let first = DateTime::from_parts(Date::new(year, month, 1).ok()?, Clock::midnight());
        let first = Offset::UTC.to_timestamp(first).ok()?;
        shifted(first, (self.day - 1) * 86_400 + self.second)
    }
}

impl From<DateTime> for Wall {
    fn from(at: DateTime) -> Self {
        let second =
            i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second());
        Wall { second, ..Wall::midnight(at.year(), at.month(), at.day()) }
    }
}

/// `at`, some seconds later or earlier, without what it has below a second. None beyond the years that
/// timestamps reach.
pub(super) fn shifted(at: Time, seconds: i64) -> Option<Time> {
    Time::from_second(whole_second(at).checked_add(seconds)?).ok()
}

/// The second in which `at` lies.
pub(super) fn whole_second(at: Time) -> i64 {
    at.as_second() - i64::from(at.subsec_nanosecond() < 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_the_controller_knows() {
        for name in
            ["", "UTC", "Europe/Rome", "America/New_York", "US/Eastern", "EST5EDT", "Etc/GMT+3"]
        {
            assert!(Zone::named(name).is_some(), "{name:?}");
        }
        for name in [
            "LOCAL",
            "Local",
            " Europe/Rome",
            "Europe/Rome ",
            "Europe/InvalidRome",
            " ",
            "europe/rome",
        ] {
            assert!(Zone::named(name).is_none(), "{name:?}");
        }
    }

    #[test]
    fn a_reading_becomes_the_instant_that_go_gives_it() {
        let cases = [
            // The hour that spring takes, and the one that autumn gives twice.
            ("America/New_York", "2026-03-08T02:30", "2026-03-08T06:30:00Z"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z"),
            ("Europe/London", "2026-10-25T01:30", "2026-10-25T01:30:00Z"),
            ("Asia/Kolkata", "2026-01-01T09:00", "2026-01-01T03:30:00Z"),
        ];
        for (zone, reading, instant) in cases {
            let wall = Wall::from(reading.parse::<DateTime>().unwrap());
            let found = Zone::named(zone).unwrap().instant(wall).unwrap();
            assert_eq!(found.to_string(), instant, "{zone} {reading}");
        }
    }
}
