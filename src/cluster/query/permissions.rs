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
    /// `ds-coverage -f`
    Preview,
    /// `ds-diagnose`
    Diagnosis,
    /// `snapshot`
    Snapshot,
    /// `job-history`
    JobHistory,
    /// `cronjob-history`
    CronJobHistory,
}

/// What has to be allowed for `asker`, what it cannot do without first.
pub fn required_permissions(asker: Asker) -> Vec<Permission> {
    use Resource as R;
    if let Asker::JobHistory | Asker::CronJobHistory = asker {
        return of_histories(asker);
    }
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
    table.into_iter().map(|(resource, why, optional)| permission(resource, why, optional)).collect()
}

fn of_histories(asker: Asker) -> Vec<Permission> {
    use Resource as R;
    let mut needs = Vec::new();
    if asker == Asker::CronJobHistory {
        needs.push(permission(R::CronJobs, "the CronJobs themselves", false));
    }
    needs.push(permission(R::Jobs, "what ran, and how it ended", false));
    needs.push(permission(R::Pods, "why attempts failed: exit codes and reasons", true));
    needs.push(permission(R::Events, "runs whose Jobs are gone, and what was refused", true));
    needs.push(Permission {
        resource: "pods/log",
        verbs: &["get"],
        ..permission(R::Pods, "with --logs: what a run wrote", true)
    });
    needs
}

fn permission(resource: Resource, why: &'static str, optional: bool) -> Permission {
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
    Permission { group, resource: resource.plural(), verbs: &["list"], why, optional, namespaced }
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
