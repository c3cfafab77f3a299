use crate::model::{CPU, EPHEMERAL_STORAGE, MEMORY};

/// How an amount that is not round is shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Rounding {
    /// To the byte: `1536Mi`, `16265748480`.
    Exact,
    /// To two decimals, and never less than it is: what is asked for.
    Up,
    /// To two decimals, and never more than it is: what is there.
    Down,
}

const BINARY: [(&str, i64); 5] =
    [("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10), ("", 1)];

/// An amount in the units of the model's `Resources`, as Kubernetes writes quantities: cpu `750m`, memory
/// `1.5Gi`, anything else in pieces.
pub(in crate::report) fn amount(resource: &str, amount: i64, rounding: Rounding) -> String {
    // A quota names its resources `requests.cpu` and `limits.memory`.
    let base =
        resource.rsplit_once('.').filter(|(prefix, _)| matches!(*prefix, "requests" | "limits"));
    let base = base.map_or(resource, |(_, base)| base);
    match base {
        CPU if amount % 1_000 == 0 => (amount / 1_000).to_string(),
        CPU => format!("{amount}m"),
        MEMORY | EPHEMERAL_STORAGE | "storage" => bytes(amount, rounding),
        _ if base.starts_with("hugepages-") => bytes(amount, rounding),
        _ => amount.to_string(),
    }
}

fn bytes(amount: i64, rounding: Rounding) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let size = i128::from(amount).abs();
    let fits = |unit: i64| match rounding {
        Rounding::Exact => size != 0 && size % i128::from(unit) == 0,
        _ => size >= i128::from(unit),
    };
    let (suffix, unit) = BINARY.into_iter().find(|(_, unit)| fits(*unit)).unwrap_or(("", 1));
    let hundredths = size * 100 / i128::from(unit);
    let is_short = size * 100 % i128::from(unit) != 0;
    let hundredths = hundredths + i128::from(is_short && rounding == Rounding::Up);
    let number = match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    };
    format!("{sign}{number}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_kubernetes_writes_them() {
        for (resource, given, exact, up, down) in [
            ("cpu", 2_000, "2", "2", "2"),
            ("cpu", 750, "750m", "750m", "750m"),
            ("cpu", -250, "-250m", "-250m", "-250m"),
            ("requests.cpu", 1_500, "1500m", "1500m", "1500m"),
            ("memory", 0, "0", "0", "0"),
            ("memory", 3 << 29, "1536Mi", "1.5Gi", "1.5Gi"),
            ("memory", 16_265_748_480, "15884520Ki", "15.15Gi", "15.14Gi"),
            ("memory", 1_000, "1000", "1000", "1000"),
            ("limits.memory", 1 << 30, "1Gi", "1Gi", "1Gi"),
            ("hugepages-2Mi", 4 << 20, "4Mi", "4Mi", "4Mi"),
            ("nvidia.com/gpu", 8, "8", "8", "8"),
            ("pods", 110, "110", "110", "110"),
        ] {
            assert_eq!(amount(resource, given, Rounding::Exact), exact, "{resource} {given}");
            assert_eq!(amount(resource, given, Rounding::Up), up, "{resource} {given} asked");
            assert_eq!(amount(resource, given, Rounding::Down), down, "{resource} {given} free");
        }
    }
}
