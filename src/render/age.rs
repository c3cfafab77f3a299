/// `seconds` as kubectl prints ages: at most two units, the smaller left out where it is zero or says little
/// (`HumanDuration` in apimachinery's pkg/util/duration/duration.go). Everything is cut, not rounded.
pub fn age(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const YEAR: i64 = 365 * DAY;
    let two = |big: i64, big_unit: char, small: i64, small_unit: char| match small {
        0 => format!("{big}{big_unit}"),
        _ => format!("{big}{big_unit}{small}{small_unit}"),
    };
    match seconds {
        ..-1 => "<invalid>".into(),
        -1 => "0s".into(),
        s if s < 2 * MINUTE => format!("{s}s"),
        s if s < 10 * MINUTE => two(s / MINUTE, 'm', s % MINUTE, 's'),
        s if s < 3 * HOUR => format!("{}m", s / MINUTE),
        s if s < 8 * HOUR => two(s / HOUR, 'h', s % HOUR / MINUTE, 'm'),
        s if s < 2 * DAY => format!("{}h", s / HOUR),
        s if s < 8 * DAY => two(s / DAY, 'd', s % DAY / HOUR, 'h'),
        s if s < 2 * YEAR => format!("{}d", s / DAY),
        s if s < 8 * YEAR => two(s / YEAR, 'y', s % YEAR / DAY, 'd'),
        s => format!("{}y", s / YEAR),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_read_as_in_kubectl() {
        const H: i64 = 3600;
        for (seconds, text) in [
            (-2, "<invalid>"),
            (-1, "0s"),
            (0, "0s"),
            (60, "60s"),
            (119, "119s"),
            (120, "2m"),
            (121, "2m1s"),
            (599, "9m59s"),
            (630, "10m"),
            (H, "60m"),
            (2 * H + 59 * 60 + 59, "179m"),
            (3 * H, "3h"),
            (3 * H + 60, "3h1m"),
            (7 * H + 59 * 60, "7h59m"),
            (8 * H + 30 * 60, "8h"),
            (24 * H, "24h"),
            (47 * H + 59 * 60, "47h"),
            (50 * H + 30 * 60, "2d2h"),
            (191 * H, "7d23h"),
            (192 * H, "8d"),
            (8759 * H, "364d"),
            (17519 * H, "729d"),
            (17520 * H, "2y"),
            (17544 * H, "2y1d"),
            (70079 * H, "7y364d"),
            (70080 * H, "8y"),
            (i64::MAX, "292471208677y"),
        ] {
            assert_eq!(age(seconds), text, "{seconds} s");
        }
    }
}
