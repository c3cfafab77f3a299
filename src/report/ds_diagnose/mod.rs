//! Why daemon Pods are absent, Pending or not ready: the items of a `DaemonSetDiagnosisList`.

mod creation;
mod remedy;
mod room;
mod shell;
mod taint;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::ds_coverage::{Counts, State};
use super::{Reason, reason};
use crate::scheduling::diagnosis::{self, Cause, Diagnosis};

/// What is wrong with one DaemonSet, worst first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetDiagnosis {
    pub namespace: String,
    pub name: String,
    pub node_count: usize,
    #[serde(flatten)]
    pub counts: Counts,
    pub findings: Vec<Finding>,
}

/// One cause, on however many nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    pub severity: Severity,
    /// The token, e.g. `NodeResourcesFit`.
    pub reason: String,
    pub message: String,
    /// The state that the nodes are in. Absent where it concerns no node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Sorted.
    pub nodes: Vec<String>,
    /// The Pods in trouble there, in the order of `nodes`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pods: Vec<String>,
    /// What shows it on the first node.
    pub evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// What the container of the first Pod wrote last. Absent where no log tells more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<Log>,
}

/// The end of a container's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Log {
    pub pod: String,
    pub container: String,
    /// Of the container before it was restarted.
    pub previous: bool,
    /// Empty where it could not be read.
    pub lines: Vec<String>,
    /// Why it could not be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
}

/// How bad it is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Blocker,
    Warning,
    Info,
}

/// A fact of the cluster, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The object and the field, e.g. `node/worker-1 .spec.taints[0]`.
    pub path: String,
    pub value: String,
}

/// What would help.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Remedy {
    pub text: String,
    /// To copy into a shell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// YAML to put into the manifest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch: Option<String>,
    /// What the command or the patch could do besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<String>,
}

impl From<&Diagnosis<'_>> for DaemonSetDiagnosis {
    fn from(diagnosis: &Diagnosis<'_>) -> Self {
        let meta = &diagnosis.daemon_set.meta;
        DaemonSetDiagnosis {
            namespace: meta.namespace.to_string(),
            name: meta.name.to_string(),
            node_count: diagnosis.coverage.rows.len(),
            counts: diagnosis.coverage.counts.into(),
            findings: diagnosis.findings.iter().map(|found| finding(diagnosis, found)).collect(),
        }
    }
}

fn finding(diagnosis: &Diagnosis<'_>, found: &diagnosis::Finding) -> Finding {
    let (token, message) = cause(&found.cause);
    let state = match &found.cause {
        Cause::Reason { state, .. } => Some((*state).into()),
        _ => None,
    };
    let pods = found.places.iter().filter_map(|place| place.pod.as_ref());
    let evidence = found.evidence.iter();
    Finding {
        severity: found.severity.into(),
        reason: token,
        message,
        state,
        nodes: found.places.iter().map(|place| place.node.to_string()).collect(),
        pods: pods.map(ToString::to_string).collect(),
        evidence: evidence
            .map(|fact| Evidence { path: fact.path.clone(), value: fact.value.clone() })
            .collect(),
        remedy: found.remedy.as_ref().map(|remedy| remedy::remedy(diagnosis.daemon_set, remedy)),
        log: found.remedy.as_ref().and_then(log),
    }
}

/// The log that is to be read, where a remedy is to read one.
fn log(remedy: &diagnosis::Remedy) -> Option<Log> {
    let (pod, container, previous) = match remedy {
        diagnosis::Remedy::Logs { pod, container, previous } => (pod, container, *previous),
        diagnosis::Remedy::Memory { pod, container } => (pod, container, true),
        _ => return None,
    };
    let (pod, container) = (pod.to_string(), container.to_string());
    Some(Log { pod, container, previous, lines: Vec::new(), unread: None })
}

/// The token of a cause, and its phrase: of several nodes, what is the same on all.
fn cause(cause: &Cause) -> (String, String) {
    match cause {
        Cause::Reason { reason, is_uniform, .. } => {
            let message = if *is_uniform { reason::phrase(reason) } else { reason::gist(reason) };
            (reason.token().to_owned(), message)
        }
        Cause::NoEligibleNode { nodes } => {
            let message = format!("not one of {nodes} nodes is eligible: no Pod will be made");
            ("NoEligibleNode".to_owned(), message)
        }
        Cause::Duplicates => {
            let message =
                "beside another Pod of the same revision: the controller keeps one of them";
            ("Duplicate".to_owned(), message.to_owned())
        }
        Cause::Status(why) => ("StatusDisagrees".to_owned(), reason::disagreement(why)),
        Cause::Note(note) => {
            let Reason { reason, message, .. } = Reason::from(note);
            (reason, message)
        }
    }
}

impl From<diagnosis::Severity> for Severity {
    fn from(severity: diagnosis::Severity) -> Self {
        match severity {
            diagnosis::Severity::Blocker => Severity::Blocker,
            diagnosis::Severity::Warning => Severity::Warning,
            diagnosis::Severity::Info => Severity::Info,
        }
    }
}
