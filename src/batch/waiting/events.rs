use crate::batch::{Outcome, Verdict};
use crate::model::{Event, Text, Time};

/// What the Job controller has said of one Job in events. They merge, are dropped and expire: what is here
/// is true, what is not proves nothing.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Pods created.
    pub(super) created: u32,
    created_at: Option<Time>,
    refused: Option<(Option<Time>, Text)>,
    end: Option<Verdict>,
}

/// The reasons of the Job controller's last word on a Job that failed.
const FAILURES: &[&str] = &[
    "BackoffLimitExceeded",
    "DeadlineExceeded",
    "PodFailurePolicy",
    "MaxFailedIndexesExceeded",
    "FailedIndexes",
];

impl Said {
    pub(super) fn hear(&mut self, event: &Event) {
        match &*event.reason {
            "SuccessfulCreate" => {
                self.created = self.created.saturating_add(event.count.max(1));
                self.created_at = self.created_at.max(event.last_seen);
            }
            "FailedCreate" => {
                if self.refused.as_ref().is_none_or(|(at, _)| *at <= event.last_seen) {
                    self.refused = Some((event.last_seen, event.message.clone()));
                }
            }
            _ => {
                if let Some(end) = end(event) {
                    self.end = Some(end);
                }
            }
        }
    }

    /// Why the API refuses the Job's Pods, unless it has taken one since.
    pub(super) fn refusal(&self) -> Option<&Text> {
        let (at, message) = self.refused.as_ref()?;
        self.created_at.is_none_or(|created| *at >= Some(created)).then_some(message)
    }

    /// How the Job ended.
    pub(super) fn end(&self) -> Option<&Verdict> {
        self.end.as_ref()
    }
}

/// The verdict that an event gives, if it is the controller's last word.
pub(super) fn end(event: &Event) -> Option<Verdict> {
    let outcome = match &*event.reason {
        "Completed" => Outcome::Complete,
        reason if event.warning && FAILURES.contains(&reason) => Outcome::Failed,
        _ => return None,
    };
    let reason = match outcome {
        Outcome::Failed => Some(event.reason.clone()),
        _ => None,
    };
    Some(Verdict {
        outcome,
        reason,
        message: Some(event.message.clone()),
        at: event.last_seen,
        decided_at: event.last_seen,
    })
}
