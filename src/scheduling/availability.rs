//! When a Pod counts as available: `IsPodAvailable` (pkg/api/v1/pod/util.go).

use crate::model::{Pod, Time};

/// Whether the Pod is ready, and has been for `min_ready_seconds` at `now`.
///
/// A Pod that does not say since when it is ready, or a snapshot that knows no time, is available only if
/// no time is asked for.
pub fn is_available(pod: &Pod, min_ready_seconds: i32, now: Option<Time>) -> bool {
    pod.status.ready
        && (min_ready_seconds <= 0
            || pod.status.ready_since().zip(now).is_some_and(|(since, now)| {
                now.duration_since(since).as_secs() >= i64::from(min_ready_seconds)
            }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PodStatus;
    use crate::scheduling::given::{at, pod};

    #[test]
    fn a_ready_pod_becomes_available_after_its_seconds() {
        let with = |ready, ready_since| {
            let pod = pod("x", "n");
            let status = PodStatus { ready, ready_since, ..pod.status };
            Pod { status, ..pod }
        };
        for (shows, pod, seconds, now, expected) in [
            ("no time is asked for", with(true, None), 0, None, true),
            ("not ready", with(false, Some(at(0).into())), 0, Some(at(99)), false),
            ("too soon", with(true, Some(at(0).into())), 15, Some(at(14)), false),
            ("just now", with(true, Some(at(0).into())), 15, Some(at(15)), true),
            ("since when is not said", with(true, None), 15, Some(at(99)), false),
            ("no present", with(true, Some(at(0).into())), 15, None, false),
        ] {
            assert_eq!(is_available(&pod, seconds, now), expected, "{shows}");
        }
    }
}
