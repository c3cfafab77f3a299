use std::collections::HashMap;

use crate::model::Job;

/// What a Job belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    CronJob(String),
    /// Another controller: its kind and name.
    Owner(String, String),
    /// A Helm release.
    Release(String),
    /// `app.kubernetes.io/name`, or `app`.
    App(String),
    /// Names that are made from one `generateName`, as far as they look it; ends with what it ends with.
    GenerateName(String),
    /// Nothing else.
    Alone(String),
}

/// The letters that `generateName` ends names with (`SafeEncodeString`'s alphabet, k8s.io/apimachinery
/// util/rand), and how many of them.
const RANDOM: &str = "bcdfghjklmnpqrstvwxz2456789";
const RANDOM_LENGTH: usize = 5;

/// What each of `jobs` belongs to, in their order: by its owner, else its Helm release, else its labels, else
/// what its name begins with, where others begin alike.
pub fn groups(jobs: &[Job]) -> Vec<Group> {
    let mut prefixes: HashMap<(&str, &str), usize> = HashMap::new();
    for job in jobs {
        if let Some(prefix) = generated(&job.meta.name) {
            *prefixes.entry((&job.meta.namespace, prefix)).or_default() += 1;
        }
    }
    jobs.iter()
        .map(|job| {
            let alike = generated(&job.meta.name).filter(|prefix| {
                prefixes.get(&(&*job.meta.namespace, *prefix)).is_some_and(|n| *n > 1)
            });
            told(job).unwrap_or_else(|| match alike {
                Some(prefix) => Group::GenerateName(prefix.to_owned()),
                None => Group::Alone(job.meta.name.to_string()),
            })
        })
        .collect()
}

/// What the Job itself tells.
fn told(job: &Job) -> Option<Group> {
    if let Some(owner) = &job.meta.owner {
        let name = owner.name.to_string();
        return Some(match &*owner.kind {
            "CronJob" => Group::CronJob(name),
            kind => Group::Owner(kind.to_owned(), name),
        });
    }
    let label = |key: &str| job.meta.labels.get(key).map(ToString::to_string);
    let is_helm = label("app.kubernetes.io/managed-by").or_else(|| label("heritage"));
    if is_helm.is_some_and(|by| matches!(&*by, "Helm" | "Tiller"))
        && let Some(release) = label("app.kubernetes.io/instance").or_else(|| label("release"))
    {
        return Some(Group::Release(release));
    }
    label("app.kubernetes.io/name").or_else(|| label("app")).map(Group::App)
}

/// What stands before a random ending.
fn generated(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(RANDOM_LENGTH).filter(|at| name.is_char_boundary(*at))?;
    let (prefix, random) = name.split_at(at);
    (!prefix.is_empty() && random.chars().all(|c| RANDOM.contains(c))).then_some(prefix)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::batch::examples::{job, meta};
    use crate::model::{Labels, Owner};

    fn named(name: &str, labels: &[(&str, &str)], owner: Option<(&str, &str)>) -> Job {
        let mut job = job();
        job.meta = meta(name);
        job.meta.labels = Arc::new(labels.iter().map(|(k, v)| (*k, *v)).collect::<Labels>());
        job.meta.owner = owner.map(|(kind, name)| {
            Arc::new(Owner { kind: kind.into(), name: name.into(), uid: "uid".into() })
        });
        job
    }

    #[test]
    fn jobs_belong_together_by_what_they_tell_then_by_their_names() {
        let helm = ("app.kubernetes.io/managed-by", "Helm");
        let cases = [
            (named("x-29921859", &[], Some(("CronJob", "x"))), Group::CronJob("x".into())),
            (named("a", &[], Some(("Workflow", "w"))), Group::Owner("Workflow".into(), "w".into())),
            (
                named("migrate", &[helm, ("app.kubernetes.io/instance", "shop")], None),
                Group::Release("shop".into()),
            ),
            (named("b", &[("app", "etl")], None), Group::App("etl".into())),
            (named("load-x7k2p", &[], None), Group::GenerateName("load-".into())),
            (named("load-9bqzt", &[], None), Group::GenerateName("load-".into())),
            // The only one of its kind, and one whose end was not made at random.
            (named("once-9bqzt", &[], None), Group::Alone("once-9bqzt".into())),
            (named("load-paris", &[], None), Group::Alone("load-paris".into())),
        ];
        let (jobs, expected): (Vec<Job>, Vec<Group>) = cases.into_iter().unzip();
        assert_eq!(groups(&jobs), expected);
    }
}
