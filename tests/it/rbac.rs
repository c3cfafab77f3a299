//! docs/rbac.md repeats the table of permissions; this holds it to it, and the table to the requests.

use kubectl_workloads::cluster::query::{Asker, Permission, cluster_role, required_permissions};

const PAGE: &str = include_str!("../../docs/rbac.md");

const ASKERS: [(Asker, &str); 11] = [
    (Asker::Coverage, "ds-coverage"),
    (Asker::CoverageWatch, "ds-coverage -w, --wait"),
    (Asker::Preview, "ds-coverage -f"),
    (Asker::Diagnosis, "ds-diagnose"),
    (Asker::Snapshot, "snapshot"),
    (Asker::JobWait, "job-wait"),
    (Asker::JobWaitFrom, "job-wait --from"),
    (Asker::JobHistory { watches: false }, "job-history"),
    (Asker::JobHistory { watches: true }, "job-history -w"),
    (Asker::CronJobHistory { watches: false }, "cronjob-history"),
    (Asker::CronJobHistory { watches: true }, "cronjob-history -w"),
];

#[test]
fn the_page_has_each_subcommands_role() {
    for (asker, heading) in ASKERS {
        let role = cluster_role("kubectl-workloads", &required_permissions(asker));
        let section = format!("\n## {heading}\n\n```yaml\n{role}```\n");
        assert!(PAGE.contains(&section), "docs/rbac.md should have this:\n{section}");
    }
}

#[test]
fn only_the_daemon_sets_are_required() {
    for asker in [Asker::Coverage, Asker::CoverageWatch, Asker::Diagnosis, Asker::Snapshot] {
        let permissions = required_permissions(asker);
        let required: Vec<_> = permissions.iter().filter(|one| !one.optional).collect();
        assert_eq!(required.len(), 1);
        assert_eq!((required[0].group, required[0].resource), ("apps", "daemonsets"));
    }
    assert!(required_permissions(Asker::Preview).iter().all(|one| one.optional));
}

#[test]
fn only_a_run_that_is_started_writes() {
    let verbs = |asker| {
        let needed = required_permissions(asker);
        let needed = needed.into_iter().filter(|one| !one.optional);
        needed.map(|one| format!("{} {}", one.verbs.join(","), one.resource)).collect::<Vec<_>>()
    };
    assert_eq!(verbs(Asker::JobWait), ["list jobs"]);
    assert_eq!(verbs(Asker::JobWaitFrom), ["get cronjobs", "create jobs", "list jobs"]);
    for (asker, _) in ASKERS {
        let writes = |one: &Permission| {
            one.verbs.iter().any(|verb| !["get", "list", "watch"].contains(verb))
        };
        let writes = required_permissions(asker).iter().any(writes);
        assert_eq!(writes, asker == Asker::JobWaitFrom, "{asker:?}");
    }
}
