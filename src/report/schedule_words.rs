//! A schedule in words.

use crate::batch::{Field, Fields, Schedule, Timing};

const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// So many times of a day are named one by one.
const TIMES: usize = 4;

/// What a schedule says, e.g. `at 09:00 on Monday to Friday`, without its zone.
pub(super) fn words(schedule: &Schedule) -> String {
    match &schedule.timing {
        Timing::Every(seconds) => format!("every {}, counted from the run before", span(*seconds)),
        Timing::Fields(fields) => {
            let (times, mut days) = (times(fields), days(fields));
            if days.is_empty() && times.starts_with("at ") && !times.contains("minute") {
                days.push_str("every day");
            }
            let parts = [times, days, months(fields)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

fn times(fields: &Fields) -> String {
    let (minutes, hours) = (values(fields.minute), values(fields.hour));
    if minutes.is_empty() || hours.is_empty() {
        return "never".to_owned();
    }
    let whole_day = hours.len() == 24;
    let minute_step = step(&minutes, 60);
    match (minute_step, hours.as_slice()) {
        (Some(1), _) if whole_day => "every minute".to_owned(),
        (Some(every), _) if whole_day => format!("every {every} minutes"),
        _ if minutes.len() * hours.len() <= TIMES => {
            format!("at {}", clock_times(&minutes, &hours))
        }
        (Some(1), _) => format!("every minute {}", during(&hours)),
        (Some(every), _) if minutes.len() > 1 => {
            format!("every {every} minutes {}", during(&hours))
        }
        _ if whole_day && minutes == [0] => "every hour".to_owned(),
        _ if whole_day => format!("{} of every hour", past(&minutes)),
        _ => match step(&hours, 24) {
            Some(every) if minutes == [0] => format!("every {every} hours"),
            Some(every) => format!("{} of every {every} hours", past(&minutes)),
            None => match runs(&hours)[..] {
                [(first, last)] if minutes == [0] => {
                    format!("every hour from {first:02}:00 to {last:02}:00")
                }
                _ => format!("{} {}", past(&minutes), during(&hours)),
            },
        },
    }
}

fn days(fields: &Fields) -> String {
    let dates = values(fields.day_of_month);
    let weekdays = values(fields.day_of_week);
    let weekly = || format!("on {}", list(&ranges(&weekdays, |day| named(&DAYS, day))));
    let monthly = || {
        let word = if dates.len() == 1 { "day" } else { "days" };
        format!("on {word} {} of the month", list(&ranges(&dates, |day| day.to_string())))
    };
    match (dates.len() == 31, weekdays.len() == 7) {
        // With neither a star, one of the two is enough: a full field then lets every day pass.
        _ if fields.either_day() && dates.len() < 31 && weekdays.len() < 7 => {
            format!("{}, or {}", monthly(), weekly())
        }
        _ if fields.either_day() => String::new(),
        (true, true) => String::new(),
        (true, false) => weekly(),
        (false, true) => monthly(),
        (false, false) => format!("{} if it is {}", monthly(), &weekly()[3..]),
    }
}

fn months(fields: &Fields) -> String {
    let months = values(fields.month);
    if months.len() == 12 {
        return String::new();
    }
    format!("in {}", list(&ranges(&months, |month| named(&MONTHS, month - 1))))
}

fn values(field: Field) -> Vec<i8> {
    field.values().collect()
}

fn named(names: &[&str], at: i8) -> String {
    let name = usize::try_from(at).ok().and_then(|at| names.get(at));
    name.map_or_else(|| at.to_string(), |name| (*name).to_owned())
}

/// The step of values that begin at 0 and part `whole` evenly.
fn step(values: &[i8], whole: usize) -> Option<usize> {
    let even = !values.is_empty() && whole.is_multiple_of(values.len()) && values.len() > 1;
    let every = whole / values.len().max(1);
    let fits = (0..)
        .step_by(every.max(1))
        .zip(values)
        .all(|(at, value): (usize, _)| usize::try_from(*value).is_ok_and(|value| value == at));
    (even && fits).then_some(every)
}

/// `at minute 5`, `at minutes 5, 10 and 15`
fn past(minutes: &[i8]) -> String {
    let word = if minutes.len() == 1 { "minute" } else { "minutes" };
    format!("at {word} {}", list(&ranges(minutes, |minute| minute.to_string())))
}

/// `from 09:00 to 17:59`, or the hours one by one.
fn during(hours: &[i8]) -> String {
    let spans = runs(hours).into_iter().map(|(first, last)| format!("{first:02}:00-{last:02}:59"));
    format!("during {}", list(&spans.collect::<Vec<_>>()))
}

fn clock_times(minutes: &[i8], hours: &[i8]) -> String {
    let times = hours
        .iter()
        .flat_map(|hour| minutes.iter().map(move |minute| format!("{hour:02}:{minute:02}")));
    list(&times.collect::<Vec<_>>())
}

/// Values, with three or more in a row as `a to b`.
fn ranges(values: &[i8], name: impl Fn(i8) -> String) -> Vec<String> {
    let mut out = Vec::new();
    for (first, last) in runs(values) {
        match last - first {
            0 => out.push(name(first)),
            1 => out.extend([name(first), name(last)]),
            _ => out.push(format!("{} to {}", name(first), name(last))),
        }
    }
    out
}

fn runs(values: &[i8]) -> Vec<(i8, i8)> {
    let mut runs: Vec<(i8, i8)> = Vec::new();
    for value in values {
        match runs.last_mut().filter(|run| run.1 + 1 == *value) {
            Some(run) => run.1 = *value,
            None => runs.push((*value, *value)),
        }
    }
    runs
}

/// `a, b and c`
fn list(words: &[String]) -> String {
    match words {
        [] => "no day".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `90 minutes`, `1 hour`, `45 seconds`
pub(super) fn span(seconds: i64) -> String {
    let (number, word) = match seconds {
        s if s % 3600 == 0 => (s / 3600, "hour"),
        s if s % 60 == 0 => (s / 60, "minute"),
        s => (s, "second"),
    };
    if number == 1 { word.to_owned() } else { format!("{number} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::batch::{Schedule, Zone};

    #[test]
    fn schedules_read_as_people_say_them() {
        let cases = [
            ("* * * * *", "every minute"),
            ("*/5 * * * *", "every 5 minutes"),
            ("*/7 * * * *", "at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour"),
            ("0 * * * *", "every hour"),
            ("5 * * * *", "at minute 5 of every hour"),
            ("0 3 * * *", "at 03:00 every day"),
            ("0,30 9,17 * * *", "at 09:00, 09:30, 17:00 and 17:30 every day"),
            ("0 */6 * * *", "at 00:00, 06:00, 12:00 and 18:00 every day"),
            ("0 */2 * * *", "every 2 hours"),
            ("15 */2 * * *", "at minute 15 of every 2 hours"),
            ("*/10 9-17 * * 1-5", "every 10 minutes during 09:00-17:59 on Monday to Friday"),
            ("* 1 * * *", "every minute during 01:00-01:59"),
            ("0 8-18 * * *", "every hour from 08:00 to 18:00"),
            ("0 0 * * 0", "at 00:00 on Sunday"),
            ("@monthly", "at 00:00 on day 1 of the month"),
            ("@yearly", "at 00:00 on day 1 of the month in January"),
            ("0 0 13 * 5", "at 00:00 on day 13 of the month, or on Friday"),
            ("0 0 1-7 * *", "at 00:00 on days 1 to 7 of the month"),
            ("0 0 1-31 * 1", "at 00:00 every day"),
            ("5 8-18 * * *", "at minute 5 during 08:00-18:59"),
            ("0 3 * 1 *", "at 03:00 every day in January"),
            ("0 0 * jan,jul mon", "at 00:00 on Monday in January and July"),
            ("@every 90m", "every 90 minutes, counted from the run before"),
            ("@every 1h", "every hour, counted from the run before"),
            (", * * * *", "never"),
        ];
        for (text, expected) in cases {
            let schedule = Schedule::parse(text, &Zone::utc()).expect(text);
            assert_eq!(words(&schedule), expected, "{text}");
        }
    }
}
