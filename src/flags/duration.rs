//! Durations as Go writes them (`time.ParseDuration`), which is how kubectl's users type them.

use std::time::Duration;

/// Parses a Go duration such as `1h2m3s`, `1.5h`, `300ms` or `0`. Negative ones are refused: no flag here
/// has a use for them.
pub fn go_duration(text: &str) -> Result<Duration, String> {
    let invalid = || format!("time: invalid duration {text:?}");
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest.is_empty() || rest.starts_with('-') {
        return Err(invalid());
    }
    let mut total: u128 = 0;
    while !rest.is_empty() {
        let (amount, after) = split_at_end(rest, |c| c.is_ascii_digit() || c == '.');
        let (unit, after) = split_at_end(after, |c| !c.is_ascii_digit() && c != '.');
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {text:?}"));
        }
        let nanos = nanoseconds(unit)
            .ok_or_else(|| format!("time: unknown unit {unit:?} in duration {text:?}"))?;
        total =
            scaled(amount, nanos).and_then(|part| total.checked_add(part)).ok_or_else(invalid)?;
        rest = after;
    }
    // Go's Duration is an int64 of nanoseconds.
    match u64::try_from(total) {
        Ok(total) if i64::try_from(total).is_ok() => Ok(Duration::from_nanos(total)),
        _ => Err(invalid()),
    }
}

/// Parses `--request-timeout`: a Go duration, or whole seconds (`ParseTimeout` in client-go's
/// tools/clientcmd/helpers.go). Zero means no timeout.
pub fn request_timeout(text: &str) -> Result<Duration, String> {
    if let Ok(seconds) = text.parse::<u32>() {
        return Ok(Duration::from_secs(seconds.into()));
    }
    go_duration(text).map_err(|_| {
        "Invalid timeout value. Timeout must be a single integer in seconds, or an integer \
         followed by a corresponding time unit (e.g. 1s | 2m | 3h)"
            .to_owned()
    })
}

fn split_at_end(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

fn nanoseconds(unit: &str) -> Option<u128> {
    Some(match unit {
        "ns" => 1,
        // U+00B5, the micro sign, and U+03BC, the Greek letter: Go takes both.
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

/// `amount` (digits with at most one point) times `unit`, cut to whole nanoseconds.
fn scaled(amount: &str, unit: u128) -> Option<u128> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u128>().ok()? };
    let mut part = 0;
    let mut digit_of = unit;
    for digit in fraction.bytes() {
        digit_of /= 10;
        part += u128::from(digit - b'0') * digit_of;
    }
    whole.checked_mul(unit)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_durations_read_as_go_reads_them() {
        for (text, millis) in [
            ("0", 0),
            ("0s", 0),
            ("300ms", 300),
            ("1h2m3s", 3_723_000),
            ("1.5h", 5_400_000),
            (".5s", 500),
            ("5.s", 5_000),
            ("+5s", 5_000),
            ("3000us", 3),
            ("3000\u{b5}s", 3),
            ("1m1m", 120_000),
            ("2540400h", 9_145_440_000_000),
        ] {
            assert_eq!(go_duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused_in_its_words() {
        for (text, why) in [
            ("", r#"time: invalid duration """#),
            ("5", r#"time: missing unit in duration "5""#),
            ("3 s", r#"time: unknown unit " s" in duration "3 s""#),
            ("-1s", r#"time: invalid duration "-1s""#),
            ("1d", r#"time: unknown unit "d" in duration "1d""#),
            (".s", r#"time: invalid duration ".s""#),
            ("1.2.3s", r#"time: invalid duration "1.2.3s""#),
            ("s", r#"time: invalid duration "s""#),
            ("9999999h", r#"time: invalid duration "9999999h""#),
            (
                "99999999999999999999999999999999999999999s",
                r#"time: invalid duration "99999999999999999999999999999999999999999s""#,
            ),
        ] {
            assert_eq!(go_duration(text), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_request_timeout_may_be_bare_seconds() {
        assert_eq!(request_timeout("0"), Ok(Duration::ZERO));
        assert_eq!(request_timeout("7"), Ok(Duration::from_secs(7)));
        assert_eq!(request_timeout("1m"), Ok(Duration::from_secs(60)));
        assert!(request_timeout("1d").is_err_and(|why| why.starts_with("Invalid timeout value.")));
        assert!(request_timeout("-5").is_err());
    }
}
