use rusqlite::{Row, Statement, named_params};

use super::Record;
use crate::batch::{KnownBy, Run, RunFailure, RunOutcome, Trigger};
use crate::model::{Text, Time};

/// The columns that make a run.
pub(super) const COLUMNS: &str = "uid, job, trigger, due, started, ended, outcome, reason, message, \
    condition, pod, container, exit_code, signal, attempts, restarts";

/// A row that is there keeps what the new one does not know, and the end of a finished run stays.
pub(super) const UPSERT: &str = "
INSERT INTO runs VALUES (
    :uid, :namespace, :job, :cron_job, :cron_job_uid, :trigger, :due, :started, :ended, :outcome,
    :reason, :message, :condition, :pod, :container, :exit_code, :signal, :attempts, :restarts, :now, :now
)
ON CONFLICT (uid) DO UPDATE SET
    cron_job     = coalesce(excluded.cron_job, cron_job),
    cron_job_uid = coalesce(excluded.cron_job_uid, cron_job_uid),
    due          = coalesce(due, excluded.due),
    started      = coalesce(excluded.started, started),
    ended        = coalesce(excluded.ended, ended),
    outcome      = excluded.outcome,
    -- The reason of the Pod is worth more than that of the Job, which events tell too.
    reason       = CASE WHEN excluded.pod IS NULL AND pod IS NOT NULL THEN reason
                        ELSE coalesce(excluded.reason, reason) END,
    message      = CASE WHEN excluded.pod IS NULL AND pod IS NOT NULL THEN message
                        ELSE coalesce(excluded.message, message) END,
    condition    = coalesce(excluded.condition, condition),
    pod          = coalesce(excluded.pod, pod),
    container    = coalesce(excluded.container, container),
    exit_code    = coalesce(excluded.exit_code, exit_code),
    signal       = coalesce(excluded.signal, signal),
    attempts     = max(attempts, excluded.attempts),
    restarts     = max(restarts, excluded.restarts),
    last_seen    = max(last_seen, excluded.last_seen)
WHERE excluded.outcome IN ('Complete', 'Failed', 'Replaced')
   OR outcome NOT IN ('Complete', 'Failed', 'Replaced') AND excluded.outcome != 'Unknown'
";

/// Writes a run that has a UID.
pub(super) fn keep(
    statement: &mut Statement<'_>,
    record: &Record<'_>,
    now: Time,
) -> rusqlite::Result<()> {
    let run = record.run;
    let Some(uid) = run.uid.as_deref() else { return Ok(()) };
    let time = |at: Option<Time>| at.map(|at| at.to_string());
    let failure = run.failure.as_ref();
    statement.execute(named_params! {
        ":uid": uid,
        ":namespace": record.namespace,
        ":job": &*run.job,
        ":cron_job": record.cron_job.map(|(name, _)| name),
        ":cron_job_uid": record.cron_job.map(|(_, uid)| uid),
        ":trigger": trigger_word(run.trigger),
        ":due": time(run.due),
        ":started": time(run.started),
        ":ended": time(run.ended),
        ":outcome": outcome_word(run.outcome),
        ":reason": run.reason.as_deref(),
        ":message": run.message.as_deref(),
        ":condition": run.condition.as_deref(),
        ":pod": failure.map(|failure| &*failure.pod),
        ":container": failure.map(|failure| &*failure.container),
        ":exit_code": failure.map(|failure| failure.exit_code),
        ":signal": failure.and_then(|failure| failure.signal),
        ":attempts": run.attempts,
        ":restarts": run.restarts,
        ":now": now.to_string(),
    })?;
    Ok(())
}

/// The run that a row holds. A word that this version does not know reads as `Unknown`.
pub(super) fn run(row: &Row<'_>) -> rusqlite::Result<Run> {
    let text = |column: &str| -> rusqlite::Result<Option<Text>> {
        Ok(row.get::<_, Option<String>>(column)?.map(Text::from))
    };
    let time = |column: &str| -> rusqlite::Result<Option<Time>> {
        Ok(row.get::<_, Option<String>>(column)?.and_then(|text| text.parse().ok()))
    };
    let failure = match (text("pod")?, text("container")?, row.get("exit_code")?) {
        (Some(pod), Some(container), Some(exit_code)) => {
            Some(RunFailure { pod, container, exit_code, signal: row.get("signal")? })
        }
        _ => None,
    };
    Ok(Run {
        job: row.get::<_, String>("job")?.into(),
        uid: text("uid")?,
        trigger: match row.get::<_, String>("trigger")?.as_str() {
            "Schedule" => Trigger::Schedule,
            _ => Trigger::Manual,
        },
        due: time("due")?,
        started: time("started")?,
        ended: time("ended")?,
        outcome: outcome(&row.get::<_, String>("outcome")?),
        reason: text("reason")?,
        message: text("message")?,
        condition: text("condition")?,
        failure,
        attempts: row.get("attempts")?,
        pods_kept: 0,
        restarts: row.get("restarts")?,
        known_by: KnownBy::Store,
    })
}

fn trigger_word(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Schedule => "Schedule",
        Trigger::Manual => "Manual",
    }
}

fn outcome_word(outcome: RunOutcome) -> &'static str {
    match outcome {
        RunOutcome::Complete => "Complete",
        RunOutcome::Failed => "Failed",
        RunOutcome::Running => "Running",
        RunOutcome::Suspended => "Suspended",
        RunOutcome::Replaced => "Replaced",
        RunOutcome::Unknown => "Unknown",
    }
}

fn outcome(word: &str) -> RunOutcome {
    match word {
        "Complete" => RunOutcome::Complete,
        "Failed" => RunOutcome::Failed,
        "Running" => RunOutcome::Running,
        "Suspended" => RunOutcome::Suspended,
        "Replaced" => RunOutcome::Replaced,
        _ => RunOutcome::Unknown,
    }
}
