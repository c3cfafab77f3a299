//! No text brings the quantity parser down, and what it makes of one makes sense.
#![no_main]

use kubectl_workloads::model::Quantity;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(quantity) = text.parse::<Quantity>() {
        let (value, milli) = (quantity.value(), quantity.milli());
        // Both are rounded up.
        let exact = i128::from(value) * 1_000;
        assert!(i128::from(milli) <= exact.max(i128::from(i64::MIN)));
        assert!(i128::from(milli) > exact - 1_000 || milli == i64::MAX);
    }
});
