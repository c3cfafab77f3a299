use std::fmt;

use super::every::go_duration;
use super::fields::Fields;
use super::search;
use super::zone::{Zone, shifted};
use crate::model::{CronJob, Time};

/// When a CronJob is due, as the library of its controller reads it: robfig/cron v3.0.1, `ParseStandard`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub timing: Timing,
    /// The zone in which the fields are read.
    pub zone: Zone,
    /// Neither the CronJob nor its schedule names a zone: the controller's own applies, which the API does
    /// not tell.
    pub zone_assumed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    Fields(Fields),
    /// `@every`: so many seconds after the time before.
    Every(i64),
}

/// Why the controller does not act on a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidSchedule {
    /// What it cannot read in the schedule (event `UnparseableSchedule`).
    Unparseable(String),
    /// `spec.timeZone` is not a zone (event `UnknownTimeZone`).
    UnknownTimeZone(String),
}

impl Schedule {
    /// The schedule of a CronJob, as `formatSchedule` (cronjob/utils.go) hands it to the library. `controller`
    /// is the zone of kube-controller-manager: it applies where the CronJob names none.
    pub fn of(cron_job: &CronJob, controller: &Zone) -> Result<Self, InvalidSchedule> {
        let named = match cron_job.time_zone.as_deref() {
            Some(name) => Some(
                Zone::named(name)
                    .ok_or_else(|| InvalidSchedule::UnknownTimeZone(name.to_owned()))?,
            ),
            None => None,
        };
        match named {
            // A zone inside the schedule wins, as it did before there was a field for it.
            Some(zone) if !cron_job.schedule.contains("TZ") => {
                let timing = Timing::parse(cron_job.schedule.trim())?;
                Ok(Schedule { timing, zone, zone_assumed: false })
            }
            _ => Schedule::parse(&cron_job.schedule, controller),
        }
    }

    /// Reads a schedule that may begin with `TZ=` or `CRON_TZ=`; without it, it is read in `controller`.
    pub fn parse(text: &str, controller: &Zone) -> Result<Self, InvalidSchedule> {
        let Some(rest) = text.strip_prefix("TZ=").or_else(|| text.strip_prefix("CRON_TZ=")) else {
            let timing = Timing::parse(text)?;
            return Ok(Schedule { timing, zone: controller.clone(), zone_assumed: true });
        };
        let Some((name, rest)) = rest.split_once(' ') else {
            return Err(InvalidSchedule::Unparseable("no blank after the time zone".to_owned()));
        };
        let local = name == "Local";
        let zone = if local { Some(controller.clone()) } else { Zone::named(name) };
        let zone =
            zone.ok_or_else(|| InvalidSchedule::Unparseable(format!("unknown time zone {name}")))?;
        Ok(Schedule { timing: Timing::parse(rest.trim())?, zone, zone_assumed: local })
    }

    /// The first time after `after` at which it is due. None: never within five years.
    pub fn next(&self, after: Time) -> Option<Time> {
        match &self.timing {
            Timing::Every(seconds) => shifted(after, *seconds),
            Timing::Fields(fields) => search::next(fields, &self.zone, after),
        }
    }

    /// The times after `after` at which it is due, in order.
    pub fn upcoming(&self, after: Time) -> impl Iterator<Item = Time> {
        std::iter::successors(self.next(after), |due| self.next(*due))
    }
}

impl Timing {
    fn parse(text: &str) -> Result<Self, InvalidSchedule> {
        let fields = match text {
            "" => return Err(InvalidSchedule::Unparseable("it is empty".to_owned())),
            "@yearly" | "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" | "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ if text.starts_with('@') => {
                let every = text.strip_prefix("@every ").and_then(go_duration);
                let unknown = || InvalidSchedule::Unparseable(format!("unknown word {text}"));
                // Below a second is a second, and what is below it is dropped.
                return Ok(Timing::Every((every.ok_or_else(unknown)? / 1_000_000_000).max(1)));
            }
            fields => fields,
        };
        Fields::parse(fields).map(Timing::Fields)
    }
}

impl fmt::Display for InvalidSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidSchedule::Unparseable(why) => write!(f, "unparseable schedule: {why}"),
            InvalidSchedule::UnknownTimeZone(name) => write!(f, "unknown time zone: {name}"),
        }
    }
}

impl std::error::Error for InvalidSchedule {}
