//! Amounts as the API server writes them in its refusals (`Quantity.String`, canonical form).

use crate::model::{CPU, EPHEMERAL_STORAGE, MEMORY};

const BINARY: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL: [&str; 6] = ["k", "M", "G", "T", "P", "E"];

/// An amount of the resource `name`, which may begin with `requests.` or `limits.`, in the units of
/// [`Resources`](crate::model::Resources).
///
/// Whether an amount of bytes was written with a binary or a decimal suffix is no longer known: the one
/// that leaves no remainder is taken, binary first.
pub(super) fn written(name: &str, amount: i64) -> String {
    let name = name.strip_prefix("requests.").or(name.strip_prefix("limits.")).unwrap_or(name);
    if name == CPU {
        return if amount % 1_000 == 0 {
            scaled(amount / 1_000, 1_000, &DECIMAL)
        } else {
            format!("{amount}m")
        };
    }
    let bytes = name == MEMORY
        || name == EPHEMERAL_STORAGE
        || name == "storage"
        || name.starts_with("hugepages-");
    if bytes && amount % 1_024 == 0 {
        scaled(amount, 1_024, &BINARY)
    } else {
        scaled(amount, 1_000, &DECIMAL)
    }
}

fn scaled(mut amount: i64, step: i64, suffixes: &[&str]) -> String {
    let mut suffix = "";
    for larger in suffixes {
        if amount == 0 || amount % step != 0 {
            break;
        }
        amount /= step;
        suffix = larger;
    }
    format!("{amount}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn amounts_are_written_with_the_largest_suffix_that_leaves_no_remainder() {
        for (name, amount, text) in [
            ("cpu", 250, "250m"),
            ("limits.cpu", 2_000, "2"),
            ("memory", 1 << 30, "1Gi"),
            ("requests.memory", 1_536 << 20, "1536Mi"),
            ("memory", 1_000_000, "1M"),
            ("memory", 0, "0"),
            ("pods", 4, "4"),
            ("count/pods", 2_000, "2k"),
            ("requests.nvidia.com/gpu", 3, "3"),
        ] {
            assert_eq!(written(name, amount), text, "{amount} {name}");
        }
    }
}
