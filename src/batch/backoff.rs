use jiff::SignedDuration;

use super::{Attempt, AttemptOutcome};
use crate::model::Time;

/// The first wait after a failure, and the longest (`DefaultJobPodFailureBackOff` and
/// `MaxJobPodFailureBackOff`, pkg/controller/job/job_controller.go), in seconds.
const FIRST: i64 = 10;
const LONGEST: i64 = 600;

/// When the Job controller will create the next Pod, after failures: the last failure's finish plus
/// 10 s · 2ⁿ⁻¹, n being the failures since the last success (pkg/controller/job/backoff_utils.go).
///
/// None where the last attempt to end has succeeded or none has. The controller remembers Pods that are
/// gone; so the wait may be longer than this, never shorter.
pub fn next_attempt_at<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Option<Time> {
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    for attempt in attempts {
        match (attempt.outcome, attempt.ended_at) {
            (AttemptOutcome::Succeeded, Some(at)) => successes.push(at),
            (AttemptOutcome::Failed, Some(at)) => failures.push(at),
            _ => {}
        }
    }
    let success = successes.into_iter().max();
    failures.retain(|at| success.is_none_or(|success| *at > success));
    let last = failures.iter().copied().max()?;
    let doubled = u32::try_from(failures.len() - 1)
        .ok()
        .and_then(|doublings| FIRST.checked_shl(doublings.min(32)))
        .unwrap_or(LONGEST);
    last.checked_add(SignedDuration::from_secs(doubled.min(LONGEST))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::examples::{ended, pod, time};
    use crate::model::Phase;

    #[test]
    fn waits_double_with_each_failure_since_the_last_success() {
        // (ends in seconds: F failed, S succeeded; when the next attempt comes)
        let cases: &[(&[(char, i64)], Option<i64>)] = &[
            (&[], None),
            (&[('F', 100)], Some(110)),
            (&[('F', 50), ('F', 100), ('F', 80)], Some(140)),
            (&[('F', 50), ('F', 60), ('S', 100)], None),
            (&[('F', 50), ('F', 60), ('S', 70), ('F', 80), ('F', 90)], Some(110)),
            (&[('S', 70), ('F', 70)], None),
            (&[('F', 1), ('F', 2), ('F', 3), ('F', 4), ('F', 5), ('F', 6), ('F', 7)], Some(607)),
        ];
        for (ends, wanted) in cases {
            let attempts: Vec<Attempt> = ends
                .iter()
                .map(|(how, at)| {
                    let (phase, code) =
                        if *how == 'F' { (Phase::Failed, 1) } else { (Phase::Succeeded, 0) };
                    Attempt::of(&pod("p", phase, vec![ended("main", code, *at)]))
                })
                .collect();
            assert_eq!(next_attempt_at(attempts.iter()), wanted.map(time), "{ends:?}");
        }
    }
}
