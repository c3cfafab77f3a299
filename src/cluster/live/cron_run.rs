//! Runs of a CronJob: the latest one, and a new one started by hand.

use serde_json::{Map, Value, json};

use super::{Connection, ListRequest};
use crate::cluster::list::ListReader;
use crate::cluster::{Progress, wire};
use crate::error::{Error, ErrorKind};
use crate::model::Job;

/// The name of the latest Job of that CronJob: the one that was created last.
///
/// An error (`NotFound`) says that it has none.
pub async fn latest_run(
    connection: &Connection,
    namespace: &str,
    cron_job: &str,
    progress: &dyn Progress,
) -> Result<String, Error> {
    let request = ListRequest {
        path: format!("/apis/batch/v1/namespaces/{namespace}/jobs"),
        ..ListRequest::default()
    };
    let mut reader = ListReader::<wire::Job>::new(|_| true);
    connection.list(&request, &mut reader, progress).await?;
    let jobs = reader.finish().objects;
    let runs = jobs.iter().filter(|job| is_run_of(job, cron_job));
    runs.max_by_key(|job| (job.meta.created_at, job.meta.name.clone()))
        .map(|job| job.meta.name.to_string())
        .ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                format!("cronjob.batch/{cron_job} in namespace {namespace} has no Job"),
            )
            .with_hint(format!(
                "kubectl get cronjob -n {namespace} {cron_job} says when it is due; \
                 job-wait --from cronjob/{cron_job} starts a run now"
            ))
        })
}

fn is_run_of(job: &Job, cron_job: &str) -> bool {
    let owner = job.meta.owner.as_ref();
    owner.is_some_and(|owner| &*owner.kind == "CronJob" && &*owner.name == cron_job)
}

impl Connection {
    /// Starts a run of a CronJob as `kubectl create job --from=cronjob/…` does (`createJobWithCronJob`,
    /// pkg/cmd/create/create_job.go), and returns the new Job's name.
    pub async fn start_run(
        &self,
        namespace: &str,
        cron_job: &str,
        name: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<String, Error> {
        let place = format!("/apis/batch/v1/namespaces/{namespace}");
        let body = self.get_small(&format!("{place}/cronjobs/{cron_job}"), progress).await?;
        let cron: Value = serde_json::from_slice(&body).map_err(|why| {
            Error::new(
                ErrorKind::Api,
                format!("the server's CronJob {cron_job} makes no sense: {why}"),
            )
        })?;
        let name = name.map_or_else(|| generated(cron_job), str::to_owned);
        let job = job_of(&cron, namespace, &name);
        self.post(&format!("{place}/jobs"), job.to_string().into_bytes(), progress).await?;
        Ok(name)
    }
}

fn job_of(cron: &Value, namespace: &str, name: &str) -> Value {
    let template = &cron["spec"]["jobTemplate"];
    let mut annotations: Map<String, Value> =
        template["metadata"]["annotations"].as_object().cloned().unwrap_or_default();
    annotations.insert("cronjob.kubernetes.io/instantiate".to_owned(), json!("manual"));
    json!({
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {
            "name": name,
            "namespace": namespace,
            "annotations": annotations,
            "labels": template["metadata"]["labels"],
            "ownerReferences": [{
                "apiVersion": "batch/v1",
                "kind": "CronJob",
                "name": cron["metadata"]["name"],
                "uid": cron["metadata"]["uid"],
                "controller": true,
            }],
        },
        "spec": template["spec"],
    })
}

/// The CronJob's name and a few letters, as the API server makes names, within the 63 characters that a Job's
/// name may have.
fn generated(cron_job: &str) -> String {
    use std::hash::{BuildHasher, Hasher};
    const LETTERS: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";
    let mut random = std::hash::RandomState::new().build_hasher().finish();
    let mut name: String = cron_job.chars().take(63 - 6).collect();
    name.push('-');
    for _ in 0..5 {
        let at = usize::try_from(random % LETTERS.len() as u64).unwrap_or(0);
        name.push(char::from(LETTERS[at]));
        random /= LETTERS.len() as u64;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_by_hand_is_what_kubectl_makes_of_the_template() {
        let cron = json!({
            "metadata": { "name": "nightly", "uid": "u" },
            "spec": { "jobTemplate": {
                "metadata": { "labels": { "a": "b" }, "annotations": { "c": "d" } },
                "spec": { "backoffLimit": 0, "anything": { "new": true } },
            } },
        });
        let job = job_of(&cron, "ns", "nightly-x");
        assert_eq!(job["spec"], cron["spec"]["jobTemplate"]["spec"]);
        assert_eq!(job["metadata"]["labels"], json!({ "a": "b" }));
        let annotations = json!({ "c": "d", "cronjob.kubernetes.io/instantiate": "manual" });
        assert_eq!(job["metadata"]["annotations"], annotations);
        assert_eq!(job["metadata"]["ownerReferences"][0]["uid"], "u");
    }

    #[test]
    fn a_generated_name_fits_a_label() {
        let name = generated(&"x".repeat(80));
        assert_eq!(name.len(), 63);
        assert_ne!(generated("x"), generated("x"));
    }
}
