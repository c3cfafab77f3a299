//! `resource.Quantity` (k8s.io/apimachinery/pkg/api/resource/quantity.go): decimal numbers with an SI,
//! binary or exponent suffix.

use std::fmt;
use std::str::FromStr;

/// An amount of a resource, exact to a billionth, as the API writes it: `250m`, `1.5Gi`, `1e3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    /// Billionths, rounded away from zero beyond that, and held at the largest that the API holds.
    nano: i128,
}

/// The text is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseQuantityError;

const NANO: i128 = 1_000_000_000;
/// Upstream caps what it parses at 2^63-1 units.
const MAX: i128 = (i64::MAX as i128) * NANO;

impl Quantity {
    /// In whole units, rounded up (`Quantity.Value`).
    pub fn value(self) -> i64 {
        ceil(self.nano, NANO)
    }

    /// In thousandths, rounded up (`Quantity.MilliValue`).
    pub fn milli(self) -> i64 {
        ceil(self.nano, NANO / 1_000)
    }
}

fn ceil(nano: i128, unit: i128) -> i64 {
    let whole = nano.div_euclid(unit) + i128::from(nano.rem_euclid(unit) != 0);
    i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX })
}

impl FromStr for Quantity {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (negative, text) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let number = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (number, suffix) = text.split_at(number);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
            return Err(ParseQuantityError);
        }
        let scale = Scale::of(suffix)?;
        let digits = [whole.as_bytes(), fraction.as_bytes()].concat();
        let nano = scale.nano(&digits, fraction.len());
        Ok(Quantity { nano: if negative { -nano } else { nano } })
    }
}

/// What a suffix multiplies with: a power of 1024, or a power of ten.
enum Scale {
    Binary(u32),
    Decimal(i32),
}

impl Scale {
    fn of(suffix: &str) -> Result<Self, ParseQuantityError> {
        Ok(match suffix {
            "" => Scale::Decimal(0),
            "n" => Scale::Decimal(-9),
            "u" => Scale::Decimal(-6),
            "m" => Scale::Decimal(-3),
            "k" => Scale::Decimal(3),
            "M" => Scale::Decimal(6),
            "G" => Scale::Decimal(9),
            "T" => Scale::Decimal(12),
            "P" => Scale::Decimal(15),
            "E" => Scale::Decimal(18),
            "Ki" => Scale::Binary(1),
            "Mi" => Scale::Binary(2),
            "Gi" => Scale::Binary(3),
            "Ti" => Scale::Binary(4),
            "Pi" => Scale::Binary(5),
            "Ei" => Scale::Binary(6),
            exponent => {
                let exponent = exponent.strip_prefix(['e', 'E']).ok_or(ParseQuantityError)?;
                Scale::Decimal(exponent.parse().map_err(|_| ParseQuantityError)?)
            }
        })
    }

    /// `digits` with `decimals` of them behind the point, in billionths, rounded up and held at [`MAX`].
    fn nano(&self, digits: &[u8], decimals: usize) -> i128 {
        let (factor, exponent) = match self {
            Scale::Binary(power) => (1_i128 << (10 * power), 9),
            Scale::Decimal(exponent) => (1, exponent.saturating_add(9)),
        };
        // The value is digits × 10^shift × factor billionths.
        let shift = i64::from(exponent) - i64::try_from(decimals).unwrap_or(i64::MAX);
        let significant =
            digits.iter().position(|b| *b != b'0').map_or(&[][..], |at| &digits[at..]);
        // Behind the billionths, all that matters of a digit is whether it is zero.
        let kept =
            usize::try_from(shift.min(0) + i64::try_from(significant.len()).unwrap_or(i64::MAX));
        let (kept, rest) = if let Scale::Binary(_) = self {
            (significant, &[][..])
        } else {
            significant.split_at(kept.unwrap_or(0).min(significant.len()))
        };
        let mut value: i128 = 0;
        for digit in kept {
            value = value.saturating_mul(10).saturating_add(i128::from(digit - b'0'));
        }
        if let Scale::Binary(_) = self {
            value = value.saturating_mul(factor);
            return scaled(value, shift).min(MAX);
        }
        if rest.iter().any(|b| *b != b'0') {
            value = value.saturating_add(1);
        }
        scaled(value, shift.max(0)).min(MAX)
    }
}

/// `value` × 10^`shift`, rounded up.
fn scaled(value: i128, shift: i64) -> i128 {
    if value == 0 {
        return 0;
    }
    let power = u32::try_from(shift.unsigned_abs().min(40)).unwrap_or(40);
    match 10_i128.checked_pow(power) {
        Some(power) if shift >= 0 => value.saturating_mul(power),
        Some(power) => value / power + i128::from(value % power != 0),
        None if shift >= 0 => i128::MAX,
        None => 1,
    }
}

impl fmt::Display for ParseQuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a quantity such as 250m, 1.5Gi or 1e3")
    }
}

impl std::error::Error for ParseQuantityError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Quantity {
        text.parse().unwrap_or_else(|_| panic!("{text} is a quantity"))
    }

    #[test]
    fn suffixes_scale_and_fractions_round_up() {
        for (text, value, milli) in [
            ("0", 0, 0),
            ("250m", 1, 250),
            ("1.5m", 1, 2),
            ("1.5Gi", 1_610_612_736, 1_610_612_736_000),
            ("0.5Ki", 512, 512_000),
            ("1e3", 1_000, 1_000_000),
            ("1E3", 1_000, 1_000_000),
            ("12E", i64::MAX, i64::MAX),
            ("-1", -1, -1_000),
            ("-1.5", -1, -1_500),
            (".5", 1, 500),
            ("1.", 1, 1_000),
            ("1n", 1, 1),
            ("0.0000000001", 1, 1),
            ("+5", 5, 5_000),
            ("9223372036854775808", i64::MAX, i64::MAX),
            ("1e-30", 1, 1),
            ("1e300", i64::MAX, i64::MAX),
            ("0e300", 0, 0),
            ("100000000000000000000000000000000000000000000000000", i64::MAX, i64::MAX),
            ("0.1Ei", 115_292_150_460_684_698, i64::MAX),
        ] {
            assert_eq!(parse(text).value(), value, "{text} in units");
            assert_eq!(parse(text).milli(), milli, "{text} in thousandths");
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for text in
            ["", "-", "+", ".", "1.2.3", "1 Gi", "1gi", "1e", "e3", "1Kib", "0x10", "NaN", "三"]
        {
            assert_eq!(text.parse::<Quantity>(), Err(ParseQuantityError), "{text:?}");
        }
    }
}
