use std::fmt;
use std::num::NonZeroU64;

use super::Time;

/// A [`Time`] in 8 bytes, with or without an `Option` around it: of a Pod's 128 bytes, [`Option<Time>`]s would
/// take 72.
///
/// It counts microseconds, which is as fine as the API writes (`metav1.MicroTime`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(NonZeroU64);

/// What is added to microseconds since 1970, so that they are positive, and in order.
const BIAS: u64 = 1 << 63;

impl Moment {
    /// The same as a [`Time`].
    pub fn time(self) -> Time {
        // It was made of one; only the last second of the year 9999 does not convert back.
        Time::from_microsecond((self.0.get() ^ BIAS).cast_signed()).unwrap_or(Time::MAX)
    }
}

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        // Zero would lie 292,000 years before 1970; a Time begins 12,000 years before it.
        let biased = time.as_microsecond().cast_unsigned() ^ BIAS;
        Moment(NonZeroU64::new(biased).unwrap_or(NonZeroU64::MIN))
    }
}

impl From<Moment> for Time {
    fn from(moment: Moment) -> Self {
        moment.time()
    }
}

/// As a [`Time`] is written.
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.time().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_time_that_it_was_made_of() {
        let texts = [
            "-009999-01-02T01:59:59Z",
            "1969-12-31T23:59:59.999999Z",
            "1970-01-01T00:00:00Z",
            "2026-11-22T11:00:00.000001Z",
            "9999-12-30T22:00:00Z",
        ];
        let times = texts.map(|text| text.parse::<Time>().unwrap());
        let moments = times.map(Moment::from);
        assert_eq!(moments.map(Moment::time), times);
        assert!(moments.is_sorted());
    }

    #[test]
    fn a_moment_takes_8_bytes() {
        assert_eq!(size_of::<Option<Moment>>(), 8);
    }
}
