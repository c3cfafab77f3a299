use std::sync::OnceLock;
use std::time::Instant;

use http::{HeaderMap, header};
use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::model::Time;

/// How far this machine's clock may be off before it matters: `Date` has whole seconds, and takes a while to
/// get here.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(3);

/// The server's clock: read once from its first answer, and counted on from there.
///
/// What the cluster writes bears its own time; a machine whose clock is off would compare apples and pears.
/// Nor does it matter here when somebody sets this machine's clock.
pub(super) struct Clock {
    began: Instant,
    /// This machine's time then.
    here: Time,
    ahead: OnceLock<SignedDuration>,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one clock of a live connection")]
    pub(super) fn start() -> Self {
        Clock { began: Instant::now(), here: Time::now(), ahead: OnceLock::new() }
    }

    /// Learns from an answer's `Date`.
    pub(super) fn hear(&self, headers: &HeaderMap) {
        self.ahead.get_or_init(|| {
            let date = headers.get(header::DATE).and_then(|date| date.to_str().ok());
            let there = date.and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
            let ahead =
                there.map_or(SignedDuration::ZERO, |there| there.duration_since(self.here()));
            if ahead.abs() > TOLERANCE { ahead } else { SignedDuration::ZERO }
        });
    }

    pub(super) fn now(&self) -> Time {
        let ahead = self.ahead.get().copied().unwrap_or_default();
        self.here().checked_add(ahead).unwrap_or_else(|_| self.here())
    }

    fn here(&self) -> Time {
        self.here.checked_add(self.began.elapsed()).unwrap_or(self.here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_whose_clock_is_an_hour_off_goes_by_the_servers() {
        let clock = Clock::start();
        let there = clock.here.checked_add(SignedDuration::from_hours(-1)).unwrap();
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&there);
        clock.hear(&HeaderMap::from_iter([(header::DATE, date.unwrap().parse().unwrap())]));
        let off = clock.now().duration_since(there);
        assert!(off.abs() < SignedDuration::from_secs(5), "{off}");
    }

    #[test]
    fn a_second_or_two_is_the_way_and_not_the_clock() {
        let clock = Clock::start();
        let there = clock.here.checked_add(SignedDuration::from_secs(-2)).unwrap();
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&there);
        clock.hear(&HeaderMap::from_iter([(header::DATE, date.unwrap().parse().unwrap())]));
        assert_eq!(clock.ahead.get(), Some(&SignedDuration::ZERO));
    }
}
