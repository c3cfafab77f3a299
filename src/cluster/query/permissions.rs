//! The permissions that a question needs: docs/rbac.md and `--required-permissions` say them as this
//! table does.

use std::fmt::Write;

use super::endpoint::group_version;
use crate::model::Resource;

/// What has to be allowed so that a question can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// The API group; empty: the core group.
    pub group: &'static str,
    pub resource: &'static str,
    pub verbs: &'static [&'static str],
    /// What it is read for.
    pub why: &'static str,
    /// Without it there is an answer, and it says what it lacks.
    pub optional: bool,
    /// A Role in a namespace is enough where the question is about that namespace alone.
    pub namespaced: bool,
}

/// Which subcommand asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// `ds-coverage`
    Coverage,
    /// `ds-coverage --watch` and `--wait`
    CoverageWatch,
    /// `ds-coverage -f`
    Preview,
    /// `ds-diagnose`
    Diagnosis,
    /// `snapshot`
    Snapshot,
    /// `job-wait`
    JobWait,
    /// `job-wait --from`
    JobWaitFrom,
    /// `job-history`, and whether it watches
    JobHistory { watches: bool },
    /// `cronjob-history`, and whether it watches
    CronJobHistory { watches: bool },
}

const LIST: &[&str] = &["list"];
const WATCH: &[&str] = &["watch"];

/// What has to be allowed for `asker`, what it cannot do without first.
pub fn required_permissions(asker: Asker) -> Vec<Permission> {
    match asker {
        Asker::Coverage | Asker::Preview | Asker::Diagnosis | Asker::Snapshot => daemon_sets(asker),
        Asker::CoverageWatch => {
            let mut table = daemon_sets(Asker::Coverage);
            let watched = [Resource::DaemonSets, Resource::Nodes, Resource::Pods, Resource::Events];
            table.extend(watched.map(|resource| permission(resource, WATCH, SOONER, true)));
            table
        }
        Asker::JobWait => jobs(),
        Asker::JobHistory { watches } => histories(false, watches),
        Asker::CronJobHistory { watches } => histories(true, watches),
        Asker::JobWaitFrom => {
            let cron_job = "the CronJob that a run is started of";
            let mut table = vec![
                permission(Resource::CronJobs, &["get"], cron_job, false),
                permission(Resource::Jobs, &["create"], "the run itself", false),
            ];
            table.extend(jobs());
            table
        }
    }
}

const BATCH: &str = "what Jobs and CronJobs do, and did";
const SOONER: &str = "to see a change as it happens; without it, lists are read every 2 s";

fn daemon_sets(asker: Asker) -> Vec<Permission> {
    use Resource as R;
    let waiting = "whether Pods that wait for a node fit there";
    let admission = "what admission would do to Pods, or why it refuses them";
    let volumes = "the volumes of Pods that wait for a node";
    let mut table = vec![(R::DaemonSets, "the DaemonSets themselves", false)];
    if asker == Asker::Preview {
        table[0] = (R::DaemonSets, "the DaemonSet's Pods that are there", true);
    }
    table.push((R::Nodes, "which nodes there are, and their labels, taints and room", true));
    table.push((R::Pods, "where Pods run, and who else is on the nodes", true));
    if asker != Asker::Preview {
        table.push((R::ControllerRevisions, "which Pods have an old revision", true));
        table.push((R::Events, "why Pods could not be created or do not start", true));
    }
    table.push((R::Namespaces, waiting, true));
    table.push((R::PriorityClasses, waiting, true));
    table.push((R::PersistentVolumeClaims, volumes, true));
    table.push((R::PersistentVolumes, volumes, true));
    table.push((R::StorageClasses, volumes, true));
    table.push((R::CsiNodes, volumes, true));
    if asker != Asker::Coverage {
        table.push((R::RuntimeClasses, admission, true));
        table.push((R::LimitRanges, admission, true));
        table.push((R::ResourceQuotas, admission, true));
        table.push((R::ServiceAccounts, admission, true));
    }
    if asker == Asker::Snapshot {
        table.push((R::CronJobs, BATCH, true));
        table.push((R::Jobs, BATCH, true));
    }
    let table = table.into_iter();
    let listed = table.map(|(resource, why, optional)| permission(resource, LIST, why, optional));
    listed.chain((asker == Asker::Diagnosis).then(logs)).collect()
}

fn logs() -> Permission {
    let pods = permission(Resource::Pods, &["get"], "what a container that failed said last", true);
    Permission { resource: "pods/log", ..pods }
}

fn jobs() -> Vec<Permission> {
    let failures = "how far Jobs are, and why they fail";
    let stuck = "why a Job gets no Pods";
    vec![
        permission(Resource::Jobs, LIST, "the Jobs themselves", false),
        permission(Resource::Jobs, WATCH, SOONER, true),
        permission(Resource::Pods, LIST, failures, true),
        permission(Resource::Pods, WATCH, SOONER, true),
        permission(Resource::Events, LIST, stuck, true),
        permission(Resource::Events, WATCH, SOONER, true),
        logs(),
    ]
}

fn histories(cron_jobs: bool, watches: bool) -> Vec<Permission> {
    let table = [
        (Resource::CronJobs, "the CronJobs themselves", false),
        (Resource::Jobs, "what ran, and how it ended", false),
        (Resource::Pods, "why attempts failed: reasons and exit codes", true),
        (Resource::Events, "runs whose Jobs are gone, and what was refused", true),
    ];
    let table = table.into_iter().filter(|row| cron_jobs || row.0 != Resource::CronJobs);
    let listed = |(resource, why, optional)| {
        let watch = watches.then(|| permission(resource, WATCH, SOONER, true));
        std::iter::once(permission(resource, LIST, why, optional)).chain(watch)
    };
    let mut table: Vec<Permission> = table.flat_map(listed).collect();
    if !watches {
        let pods = permission(Resource::Pods, &["get"], "with --logs: what a run wrote", true);
        table.push(Permission { resource: "pods/log", ..pods });
    }
    table
}

fn permission(
    resource: Resource,
    verbs: &'static [&'static str],
    why: &'static str,
    optional: bool,
) -> Permission {
    let (group, _) = group_version(resource);
    let namespaced = !matches!(
        resource,
        Resource::Nodes
            | Resource::Namespaces
            | Resource::PersistentVolumes
            | Resource::PriorityClasses
            | Resource::RuntimeClasses
            | Resource::StorageClasses
            | Resource::CsiNodes
    );
    Permission { group, resource: resource.plural(), verbs, why, optional, namespaced }
}

/// The permissions as a ClusterRole in YAML, with the reasons as comments.
pub fn cluster_role(name: &str, permissions: &[Permission]) -> String {
    let mut yaml = format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: {name}\nrules:\n"
    );
    for permission in permissions {
        let Permission { group, resource, verbs, why, optional, .. } = permission;
        let verbs = verbs.iter().map(|verb| format!("{verb:?}")).collect::<Vec<_>>().join(", ");
        let need = if *optional { "optional" } else { "required" };
        let _ = write!(
            yaml,
            "# {need}: {why}\n- apiGroups: [{group:?}]\n  resources: [{resource:?}]\n  verbs: [{verbs}]\n"
        );
    }
    yaml
}
