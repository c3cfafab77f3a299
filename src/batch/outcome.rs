use super::{Attempt, AttemptOutcome};
use crate::model::{Condition, Job, Text, Time};

/// How a Job ended, or why nobody waits for it any longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    Complete,
    Failed,
    /// It was deleted before it was decided.
    Deleted,
    /// A Job of the same name took its place before it was decided.
    Replaced,
    /// There is none of that name.
    NotFound,
    /// Stuck for longer than the user bears.
    Stuck,
    /// Suspended, which the user does not bear.
    Suspended,
    /// It still goes on: the wait ended for another reason.
    Unfinished,
}

/// The end of the wait for one Job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// The condition's, e.g. `BackoffLimitExceeded`.
    pub reason: Option<Text>,
    pub message: Option<Text>,
    /// When it happened, by the cluster's clock.
    pub at: Option<Time>,
    /// When the Job was decided, which may be long before it finished.
    pub decided_at: Option<Time>,
}

/// What a Job's conditions say of its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'j> {
    pub success: bool,
    /// When it was decided: the time of the condition that came before the final one, if there is one.
    pub decided_at: Option<Time>,
    /// The Job has finished; else its Pods are still being ended.
    pub is_final: bool,
    pub condition: &'j Condition,
}

impl<'j> Decision<'j> {
    /// Complete or Failed, else SuccessCriteriaMet or FailureTarget, where one is True. They are
    /// irrevocable; since 1.31 the latter precede the former, by as long as the Pods take to end.
    pub fn of(job: &'j Job) -> Option<Self> {
        const KINDS: [(&str, bool, bool); 4] = [
            ("Complete", true, true),
            ("Failed", false, true),
            ("SuccessCriteriaMet", true, false),
            ("FailureTarget", false, false),
        ];
        KINDS.iter().find_map(|(kind, success, is_final)| {
            let condition = job.condition(kind)?;
            let early = if *success { "SuccessCriteriaMet" } else { "FailureTarget" };
            let decided_at = job.condition(early).unwrap_or(condition).since;
            Some(Decision { success: *success, decided_at, is_final: *is_final, condition })
        })
    }
}

impl Verdict {
    /// A verdict without a word of the cluster's.
    pub fn new(outcome: Outcome) -> Self {
        Verdict { outcome, reason: None, message: None, at: None, decided_at: None }
    }

    /// What has been decided.
    pub fn decided(decision: Decision<'_>) -> Self {
        Verdict {
            outcome: if decision.success { Outcome::Complete } else { Outcome::Failed },
            reason: decision.condition.reason.clone(),
            message: decision.condition.message.clone(),
            at: decision.condition.since,
            decided_at: decision.decided_at,
        }
    }
}

/// The attempts that made a Job fail, the most telling first.
///
/// Of an Indexed Job, the last failure of each index that did not complete; else the last failure before the
/// decision. An attempt that the condition's message names (`pod ns/name`) comes first. A Job that ran into
/// its deadline may have none: what the controller stopped is a consequence.
pub fn failing_attempts<'a>(
    verdict: &Verdict,
    indexed: bool,
    attempts: impl Iterator<Item = &'a Attempt>,
) -> Vec<&'a Attempt> {
    let attempts: Vec<&Attempt> = attempts.collect();
    let named = |attempt: &Attempt| {
        verdict.message.as_deref().is_some_and(|message| names_pod(message, &attempt.pod))
    };
    let succeeded = |index| {
        attempts
            .iter()
            .any(|other| other.index == index && other.outcome == AttemptOutcome::Succeeded)
    };
    let mut failed: Vec<&Attempt> = attempts
        .iter()
        .copied()
        .filter(|attempt| has_failed(attempt))
        .filter(|attempt| named(attempt) || happened_before(attempt, verdict.decided_at))
        .filter(|attempt| !indexed || attempt.index.is_none() || !succeeded(attempt.index))
        .collect();
    failed.sort_by_key(|attempt| (!named(attempt), std::cmp::Reverse(failed_at(attempt))));
    if indexed {
        let mut seen = std::collections::BTreeSet::new();
        failed.retain(|attempt| seen.insert(attempt.index));
        failed.sort_by_key(|attempt| (!named(attempt), attempt.index));
    } else {
        failed.truncate(1);
    }
    failed
}

/// It failed, or a container of it did before it was stopped.
fn has_failed(attempt: &Attempt) -> bool {
    attempt.outcome == AttemptOutcome::Failed || attempt.failure.is_some()
}

fn failed_at(attempt: &Attempt) -> Option<Time> {
    attempt.failure.as_ref().and_then(|failure| failure.finished_at).or(attempt.ended_at)
}

fn happened_before(attempt: &Attempt, decided: Option<Time>) -> bool {
    match (failed_at(attempt), decided) {
        (Some(failed), Some(decided)) => failed <= decided,
        _ => true,
    }
}

/// Whether the message speaks of that Pod (`for pod ns/name failed`, `Pod ns/name has condition`).
fn names_pod(message: &str, pod: &str) -> bool {
    message
        .split_whitespace()
        .any(|word| word.rsplit('/').next() == Some(pod) && word.contains('/'))
}

/// The container that a PodFailurePolicy message names: `Container main for pod ns/name failed …`.
pub fn named_container(message: &str) -> Option<&str> {
    message.strip_prefix("Container ")?.split(" for pod ").next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::examples::{condition, deleted, ended, indexed, job, pod, running, time};
    use crate::model::{ConditionStatus, Phase};

    fn verdict(reason: &str, message: &str, at: i64) -> Verdict {
        let mut job = job();
        job.status.conditions = vec![condition("Failed", reason, message, at)];
        Verdict::decided(Decision::of(&job).expect("decided"))
    }

    #[test]
    fn a_final_condition_beats_an_early_one_and_false_says_nothing() {
        let mut job = job();
        assert_eq!(Decision::of(&job), None);
        job.status.conditions = vec![condition("FailureTarget", "DeadlineExceeded", "", 1)];
        let early = Decision::of(&job).expect("decided");
        assert!(!early.success && !early.is_final);
        job.status.conditions.push(condition("Failed", "DeadlineExceeded", "", 2));
        let last = Decision::of(&job).expect("decided");
        assert!(last.is_final);
        assert_eq!((last.decided_at, last.condition.since), (Some(time(1)), Some(time(2))));
        for condition in &mut job.status.conditions {
            condition.status = ConditionStatus::False;
        }
        assert_eq!(Decision::of(&job), None);
    }

    #[test]
    fn the_last_failure_before_the_decision_is_the_cause() {
        let attempts = [
            Attempt::of(&pod("first", Phase::Failed, vec![ended("main", 1, 10)])),
            Attempt::of(&pod("last", Phase::Failed, vec![ended("main", 2, 20)])),
            Attempt::of(&pod("later", Phase::Failed, vec![ended("main", 3, 40)])),
            Attempt::of(&deleted(
                pod("stopped", Phase::Failed, vec![ended("main", 143, 32)]),
                31,
                30,
            )),
        ];
        let names = |verdict: Verdict| -> Vec<&str> {
            let found = failing_attempts(&verdict, false, attempts.iter());
            found.iter().map(|attempt| &*attempt.pod).collect()
        };
        assert_eq!(names(verdict("BackoffLimitExceeded", "", 30)), ["last"]);
        let named = "Container main for pod ns/first failed with exit code 1 matching FailJob rule at index 0";
        assert_eq!(names(verdict("PodFailurePolicy", named, 30)), ["first"]);
        assert_eq!(named_container(named), Some("main"));
        assert_eq!(names(verdict("DeadlineExceeded", "", 5)), [""; 0]);
    }

    #[test]
    fn every_index_that_failed_is_told_and_none_that_completed_after_all() {
        let attempts = [
            Attempt::of(&indexed(pod("a", Phase::Failed, vec![ended("main", 1, 10)]), 2)),
            Attempt::of(&indexed(pod("b", Phase::Failed, vec![ended("main", 2, 20)]), 2)),
            Attempt::of(&indexed(pod("c", Phase::Failed, vec![ended("main", 1, 10)]), 0)),
            Attempt::of(&indexed(pod("d", Phase::Succeeded, vec![ended("main", 0, 20)]), 0)),
            Attempt::of(&indexed(pod("e", Phase::Failed, vec![ended("main", 4, 5)]), 1)),
            Attempt::of(&indexed(pod("f", Phase::Running, vec![running("main", 5)]), 3)),
        ];
        let found = failing_attempts(&verdict("FailedIndexes", "", 30), true, attempts.iter());
        let found: Vec<_> = found.iter().map(|attempt| (&*attempt.pod, attempt.index)).collect();
        assert_eq!(found, [("e", Some(1)), ("b", Some(2))]);
    }
}
