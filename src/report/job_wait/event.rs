use serde::Serialize;

use super::{Outcome, PodFailure, Standing};
use crate::batch::{Change, Told, Wait};
use crate::model::Time;

/// Something that happened to a Job while it was waited for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobWaitEvent {
    /// `Found`, `Progressed`, `PodFailed`, `Suspended`, `Resumed`, `Stuck`, `Unstuck`, `Terminating`,
    /// `FailureTarget`, `SuccessCriteriaMet`, `Ended`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub at: Time,
    pub namespace: String,
    pub name: String,
    /// With the type `Ended`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// In a line.
    pub message: String,
    #[serde(flatten)]
    pub standing: Option<Standing>,
    /// With the type `PodFailed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<PodFailure>,
}

impl JobWaitEvent {
    /// What `told` says; None where the Job is none of `wait`'s.
    pub fn new(told: &Told, wait: &Wait) -> Option<Self> {
        let job = wait.job(&told.namespace, &told.name)?;
        let standing =
            job.progress.as_ref().map(|progress| Standing::new(progress, wait, job, told.at));
        let failure = match &told.change {
            Change::PodFailed { pod } => wait.attempt(job, pod).map(PodFailure::from),
            _ => None,
        };
        let stands = || standing.as_ref().map(Standing::phrase).unwrap_or_default();
        let said = |condition: &str| {
            let condition = job.job.as_ref().and_then(|job| job.condition(condition));
            let texts = condition.map(|it| [it.reason.as_deref(), it.message.as_deref()]);
            texts
                .into_iter()
                .flatten()
                .flatten()
                .map(|text| format!(": {text}"))
                .collect::<String>()
        };
        let (kind, message) = match &told.change {
            Change::Found => ("Found", stands()),
            Change::Progressed => ("Progressed", stands()),
            Change::PodFailed { pod } => {
                let phrase =
                    failure.as_ref().map_or_else(|| format!("Pod {pod}"), PodFailure::phrase);
                let message = failure.as_ref().and_then(|failure| failure.message.as_deref());
                let message = message.map(|text| format!(": {}", text.trim())).unwrap_or_default();
                ("PodFailed", format!("{phrase}{message}"))
            }
            Change::Suspended => ("Suspended", format!("suspended{}", said("Suspended"))),
            Change::Resumed => ("Resumed", format!("resumed, {}", stands())),
            Change::Stuck => {
                let stuck = standing.as_ref().and_then(|it| it.stuck.as_ref());
                ("Stuck", format!("stuck: {}", stuck.map(super::Stuck::phrase).unwrap_or_default()))
            }
            Change::Unstuck => ("Unstuck", format!("no longer stuck, {}", stands())),
            Change::Terminating => ("Terminating", "it is being deleted".to_owned()),
            Change::Decided { success: false } => (
                "FailureTarget",
                format!("bound to fail{}; its Pods are being ended", said("FailureTarget")),
            ),
            Change::Decided { success: true } => {
                ("SuccessCriteriaMet", format!("bound to complete{}", said("SuccessCriteriaMet")))
            }
            Change::Ended => {
                let result = super::JobWaitResult::new(wait, job, Outcome::Unfinished, told.at);
                ("Ended", result.headline())
            }
        };
        let outcome = match &told.change {
            Change::Ended => job.verdict.as_ref().map(|verdict| verdict.outcome.into()),
            _ => None,
        };
        Some(JobWaitEvent {
            kind,
            at: told.at,
            namespace: told.namespace.to_string(),
            name: told.name.to_string(),
            outcome,
            message,
            standing,
            failure,
        })
    }
}
