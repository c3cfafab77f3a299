use super::malformed::{Malformed, time};
use super::meta::{meta, text};
use super::object;
use crate::cluster::wire;
use crate::model::{ConcurrencyPolicy, CronJob, Interner};

object!(CronJob -> CronJob, CronJobs, "CronJob" in ["batch"], cron_jobs);

/// With the defaults of `SetDefaults_CronJob` (pkg/apis/batch/v1/defaults.go).
fn convert(cron_job: &wire::CronJob, interner: &mut Interner) -> Result<CronJob, Malformed> {
    let wire::CronJob { metadata, spec, status } = cron_job;
    Ok(CronJob {
        meta: meta!(metadata, interner),
        uid: interner.text(&metadata.uid),
        generation: metadata.generation,
        schedule: interner.text(&spec.schedule),
        time_zone: spec.time_zone.as_deref().and_then(|zone| text(zone, interner)),
        suspended: spec.suspend.unwrap_or(false),
        concurrency: match &*spec.concurrency_policy {
            "" | "Allow" => ConcurrencyPolicy::Allow,
            "Forbid" => ConcurrencyPolicy::Forbid,
            "Replace" => ConcurrencyPolicy::Replace,
            other => ConcurrencyPolicy::Other(interner.text(other)),
        },
        starting_deadline_seconds: spec.starting_deadline_seconds,
        successful_history_limit: Some(spec.successful_jobs_history_limit.unwrap_or(3)),
        failed_history_limit: Some(spec.failed_jobs_history_limit.unwrap_or(1)),
        ttl_seconds_after_finished: spec.job_template.spec.ttl_seconds_after_finished,
        active: status.active.iter().map(|job| interner.text(&job.name)).collect(),
        last_schedule_time: time(status.last_schedule_time, "status.lastScheduleTime")?,
        last_successful_time: time(status.last_successful_time, "status.lastSuccessfulTime")?,
    })
}
