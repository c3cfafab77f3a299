use jiff::civil::DateTime;

use super::fields::Fields;
use super::zone::{Wall, Zone, shifted, whole_second};
use crate::model::Time;

/// The library looks so many years ahead, and then says never.
const YEARS_AHEAD: i16 = 5;

/// The first time after `after` that `fields` allow, in `zone`: `SpecSchedule.Next` in robfig/cron's spec.go.
///
/// Month, day, hour and minute are moved on until they match, one after the other, and from the month again
/// whenever one of them wraps around. Months and days move by the calendar, hours and minutes by elapsed
/// time: a reading that the clock jumps over is skipped, and one that it shows twice is due twice. The order
/// of the checks is kept as it is there, for it shows where a zone has no midnight.
pub(super) fn next(fields: &Fields, zone: &Zone, after: Time) -> Option<Time> {
    if fields.allow_nothing() {
        return None;
    }
    let mut at = At { time: shifted(after, 1)?, zone };
    let last_year = at.wall().year() + YEARS_AHEAD;
    // Whether what is below the field that moved first has been set to its start.
    let mut reset = false;
    'month: loop {
        if at.wall().year() > last_year {
            return None;
        }
        while !fields.month.allows(at.wall().month()) {
            if !std::mem::replace(&mut reset, true) {
                at = at.start_of_month()?;
            }
            at = at.plus_month()?;
            if at.wall().month() == 1 {
                continue 'month;
            }
        }
        while !at.day_matches(fields) {
            if !std::mem::replace(&mut reset, true) {
                at = at.start_of_day()?;
            }
            at = at.plus_day()?;
            if at.wall().day() == 1 {
                continue 'month;
            }
        }
        while !fields.hour.allows(at.wall().hour()) {
            if !std::mem::replace(&mut reset, true) {
                at = at.start_of_hour()?;
            }
            at = at.plus(3600)?;
            if at.wall().hour() == 0 {
                continue 'month;
            }
        }
        while !fields.minute.allows(at.wall().minute()) {
            if !std::mem::replace(&mut reset, true) {
                at = at.truncated_to_minute()?;
            }
            at = at.plus(60)?;
            if at.wall().minute() == 0 {
                continue 'month;
            }
        }
        while at.wall().second() != 0 {
            reset = true;
            at = at.plus(1)?;
            if at.wall().second() == 0 {
                continue 'month;
            }
        }
        return Some(at.time);
    }
}

/// A time in a zone: Go's `time.Time`, as far as the search needs it.
#[derive(Clone, Copy)]
struct At<'a> {
    time: Time,
    zone: &'a Zone,
}

impl At<'_> {
    fn wall(self) -> DateTime {
        self.zone.wall_clock(self.time)
    }

    fn day_matches(self, fields: &Fields) -> bool {
        let wall = self.wall();
        fields.allow_day(wall.day(), wall.date().weekday().to_sunday_zero_offset())
    }

    /// `time.Date` in the zone.
    fn on(self, wall: Wall) -> Option<Self> {
        Some(At { time: self.zone.instant(wall)?, ..self })
    }

    /// `Add`
    fn plus(self, seconds: i64) -> Option<Self> {
        Some(At { time: shifted(self.time, seconds)?, ..self })
    }

    fn start_of_month(self) -> Option<Self> {
        let wall = self.wall();
        self.on(Wall::midnight(wall.year(), wall.month(), 1))
    }

    fn start_of_day(self) -> Option<Self> {
        let wall = self.wall();
        self.on(Wall::midnight(wall.year(), wall.month(), wall.day()))
    }

    fn start_of_hour(self) -> Option<Self> {
        let wall = Wall::from(self.wall());
        self.on(Wall { second: wall.second - wall.second % 3600, ..wall })
    }

    /// `Truncate(time.Minute)`: by elapsed time, not by the wall.
    fn truncated_to_minute(self) -> Option<Self> {
        self.plus(-whole_second(self.time).rem_euclid(60))
    }

    /// `AddDate(0, 1, 0)`
    fn plus_month(self) -> Option<Self> {
        let wall = Wall::from(self.wall());
        self.on(Wall { month: wall.month + 1, ..wall })
    }

    /// `AddDate(0, 0, 1)`, and back to midnight where the clock's change has moved the hour.
    ///
    /// On a day that its zone has left out, the library does not come forward and searches for ever
    /// (Pacific/Apia, 30 December 2011); here the search goes on behind it.
    fn plus_day(self) -> Option<Self> {
        let wall = Wall::from(self.wall());
        let mut next = self.on(Wall { day: wall.day + 1, ..wall })?;
        let hour = i64::from(next.wall().hour());
        if hour > 12 {
            next = next.plus((24 - hour) * 3600)?;
        } else if hour > 0 {
            next = next.plus(-hour * 3600)?;
        }
        if next.time > self.time { Some(next) } else { self.plus(86_400) }
    }
}
