use std::fmt;

use crate::cluster::wire;
use crate::model::{Moment, Time};

/// A value of an object that makes no sense: where it stands and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    path: String,
    why: String,
}

impl Malformed {
    pub(super) fn new(path: impl Into<String>, why: impl Into<String>) -> Self {
        Malformed { path: path.into(), why: why.into() }
    }

    /// The same, seen from the field that holds the value.
    pub(super) fn within(mut self, field: impl fmt::Display) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{field}{dot}{}", self.path);
        self
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

/// A time, if there is one.
pub(super) fn time(
    time: Option<wire::Time>,
    field: &'static str,
) -> Result<Option<Time>, Malformed> {
    let Some(time) = time.filter(|time| !is_zero(*time)) else { return Ok(None) };
    let out_of_range =
        || Malformed::new(field, format!("{} seconds from 1970 is out of range", time.seconds));
    moment(time).map(Some).ok_or_else(out_of_range)
}

/// A moment, if there is one, in as little room as it takes.
pub(super) fn compact(
    time: Option<wire::Time>,
    field: &'static str,
) -> Result<Option<Moment>, Malformed> {
    Ok(self::time(time, field)?.map(Moment::from))
}

/// The time, if it is one.
pub(in crate::cluster) fn moment(time: wire::Time) -> Option<Time> {
    Time::new(time.seconds, time.nanos).ok().filter(|_| !is_zero(time))
}

/// Go's zero time travels as zero seconds (`metav1.Time.Unmarshal`).
fn is_zero(time: wire::Time) -> bool {
    (time.seconds, time.nanos) == (0, 0)
}
