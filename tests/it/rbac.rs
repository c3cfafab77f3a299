//! docs/rbac.md repeats the table of permissions; this holds it to it, and the table to the requests.

use kubectl_workloads::cluster::query::{Asker, cluster_role, required_permissions};

const PAGE: &str = include_str!("../../docs/rbac.md");

#[test]
fn the_page_has_each_subcommands_role() {
    for (heading, asker) in [
        ("ds-coverage", Asker::Coverage),
        ("ds-coverage -f", Asker::Preview),
        ("ds-diagnose", Asker::Diagnosis),
        ("snapshot", Asker::Snapshot),
        ("job-history", Asker::JobHistory),
        ("cronjob-history", Asker::CronJobHistory),
    ] {
        let role = cluster_role("kubectl-workloads", &required_permissions(asker));
        let section = format!("\n## {heading}\n\n```yaml\n{role}```\n");
        assert!(PAGE.contains(&section), "docs/rbac.md should have this:\n{section}");
    }
}

#[test]
fn only_the_daemon_sets_are_required() {
    for asker in [Asker::Coverage, Asker::Diagnosis, Asker::Snapshot] {
        let permissions = required_permissions(asker);
        let required: Vec<_> = permissions.iter().filter(|one| !one.optional).collect();
        assert_eq!(required.len(), 1);
        assert_eq!((required[0].group, required[0].resource), ("apps", "daemonsets"));
    }
    assert!(required_permissions(Asker::Preview).iter().all(|one| one.optional));
}
