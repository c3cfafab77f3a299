use std::thread;

use serde_json::Value;

use super::agreement::text;
use super::cluster::{Cluster, Ran, alone, try_until};
use super::role::{Role, verb};
use super::room::Room;

/// Its Pods wait everywhere, for a volume and for neighbours in namespaces with a label, so that all that an
/// answer could need is needed.
const AGENT: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {\
    selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {\
    priorityClassName: system-node-critical, volumes: [{name: v, persistentVolumeClaim: {claimName: absent}}], \
    affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, \
    namespaceSelector: {matchLabels: {nobody: has-it}}, labelSelector: {matchLabels: {app: none}}}]}}, \
    containers: [{name: app, image: i}]}}}}";

/// Its Pods are refused, so that a diagnosis looks at what refuses them.
const REFUSED: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: refused}, spec: {\
    selector: {matchLabels: {app: refused}}, template: {metadata: {labels: {app: refused}}, spec: {\
    serviceAccountName: absent, containers: [{name: app, image: i}]}}}}";

/// A Job that is under way when it is asked for, and fails; a new one each time.
const JOB: &str = "{apiVersion: batch/v1, kind: Job, metadata: {generateName: fails-, labels: {app: fails}}, spec: {\
    backoffLimit: 0, template: {metadata: {annotations: {kubelet.test/does: exit, kubelet.test/after: 4s}}, spec: {\
    restartPolicy: Never, containers: [{name: app, image: i}]}}}}";

/// A CronJob whose runs do the same.
const CRON_JOB: &str = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}, spec: {\
    schedule: 0 0 1 1 *, jobTemplate: {spec: {\
    backoffLimit: 0, template: {metadata: {annotations: {kubelet.test/does: exit, kubelet.test/after: 4s}}, spec: {\
    restartPolicy: Never, containers: [{name: app, image: i}]}}}}}}";

/// A subcommand, what is typed after it, and the exit code of its answer.
struct Asked {
    subcommand: &'static str,
    flags: &'static [&'static str],
    code: i32,
    /// Without these there is no whole answer.
    vital: &'static [&'static str],
}

const ASKED: [Asked; 9] = [
    Asked {
        subcommand: "ds-coverage",
        flags: &[],
        code: 0,
        vital: &["daemonsets", "nodes", "pods"],
    },
    Asked {
        subcommand: "ds-coverage",
        flags: &["-f", "-"],
        code: 0,
        vital: &["daemonsets", "nodes", "pods"],
    },
    Asked {
        subcommand: "ds-coverage",
        flags: &["--wait", "--timeout", "1s"],
        code: 124,
        vital: &["daemonsets"],
    },
    Asked {
        subcommand: "ds-diagnose",
        flags: &[],
        code: 0,
        vital: &["daemonsets", "nodes", "pods"],
    },
    Asked { subcommand: "snapshot", flags: &["--file", "-"], code: 0, vital: &["daemonsets"] },
    Asked { subcommand: "job-wait", flags: &["--timeout", "60s"], code: 1, vital: &["jobs"] },
    Asked {
        subcommand: "job-wait",
        flags: &["--from", "cronjob/nightly", "--timeout", "60s"],
        code: 1,
        vital: &["cronjobs", "jobs"],
    },
    Asked { subcommand: "job-history", flags: &[], code: 0, vital: &["jobs", "pods"] },
    Asked {
        subcommand: "cronjob-history",
        flags: &[],
        code: 0,
        vital: &["cronjobs", "jobs", "pods"],
    },
];

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn the_printed_role_is_enough_and_each_rule_is_needed() {
    let (_alone, cluster) = alone();
    let wrong: Vec<String> = thread::scope(|scope| {
        let ask = |(number, asked)| scope.spawn(move || try_without_each(cluster, number, asked));
        let threads: Vec<_> = ASKED.iter().enumerate().map(ask).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a subcommand")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the answers for a user with the printed role, and for one with a rule less.
fn try_without_each(cluster: &Cluster, number: usize, asked: &Asked) -> Vec<String> {
    let room = Room::new(cluster, &format!("role-{number}"));
    let Asked { subcommand, flags, .. } = *asked;
    let is_wait = subcommand == "job-wait";
    let manifests = if is_wait { &[CRON_JOB][..] } else { &[AGENT, REFUSED] };
    for manifest in manifests {
        room.apply(manifest);
    }
    let role = Role::new(&room, subcommand, flags);
    let ask = |who: &[&str]| {
        let namespace = room.namespace();
        let mut words = vec![subcommand, "-n", &namespace];
        let job;
        if is_wait && !flags.contains(&"--from") {
            let create = ["create", "-n", &namespace, "-o", "name", "-f", "-"];
            job = cluster.try_kubectl(&create, JOB).expect("a Job");
            words.push(job.trim());
        }
        if subcommand != "snapshot" {
            words.extend(["-o", "json"]);
        }
        cluster.workloads(&[&words, flags, who].concat(), AGENT)
    };
    role.grant(None);
    let mut wrong = Vec::new();
    let mut tell = |what: String| wrong.push(format!("{subcommand} {flags:?} {what}"));
    let whole = try_until(60, || {
        let (full, ran) = (ask(&[]), ask(&["--as", &role.user]));
        let is_whole = ran.code == Some(asked.code) && unread(&ran) == Ok(vec![]);
        if is_whole && without_moment(&ran) == without_moment(&full) {
            return Ok(());
        }
        Err(format!("with the role: {:?} {}\n{}\nnot\n{}", ran.code, ran.err, ran.out, full.out))
    });
    whole.unwrap_or_else(&mut tell);
    for (number, rule) in role.rules().iter().enumerate() {
        role.grant(Some(number));
        let resource = text(&rule["resources"][0]);
        let ran = ask(&["--as", &role.user]);
        if let Err(why) = names_the_gap(asked, &ran, verb(rule), resource) {
            let told = format!("without {} {resource}: {why}", verb(rule));
            tell(format!("{told}: {:?} {}\n{}", ran.code, ran.err, ran.out));
        }
    }
    wrong
}

/// What cannot be read is named, and the exit code says where there is no answer without it.
fn names_the_gap(asked: &Asked, ran: &Ran, verb: &str, resource: &str) -> Result<(), String> {
    // Of a Pod that exists, the API server has resolved the priority; the histories read logs with --logs alone.
    let is_history = asked.subcommand.ends_with("-history");
    let is_needed = resource != "priorityclasses" && !(is_history && resource == "pods/log");
    let resource = resource.split('/').next().unwrap_or(resource);
    if is_needed && !(ran.err.contains(resource) || ran.out.contains(resource)) {
        return Err("it is not named".to_owned());
    }
    // A Pod's log is got too, where a diagnosis has lines of it.
    let is_vital = asked.vital.contains(&resource)
        && (verb == "list" || (asked.subcommand == "job-wait" && verb != "watch"));
    if ran.code != Some(if is_vital { 3 } else { asked.code }) {
        return Err("the exit code".to_owned());
    }
    if ran.out.is_empty() && (is_vital || asked.code == 124) {
        return Ok(());
    }
    let named = unread(ran)?;
    let may_be = if verb == "list" { vec![resource.to_owned()] } else { vec![] };
    if named == may_be || (!is_needed && named.is_empty()) {
        Ok(())
    } else {
        Err(format!("unread {named:?}"))
    }
}

/// The resources that an answer, or a snapshot, says it lacks.
fn unread(ran: &Ran) -> Result<Vec<String>, String> {
    let answer: Value = serde_json::from_str(&ran.out).map_err(|why| why.to_string())?;
    let unread =
        [&answer["unread"], &answer["metadata"]["unread"]].into_iter().find_map(Value::as_array);
    let named = unread.into_iter().flatten().map(|one| text(&one["resource"]).to_owned());
    Ok(named.collect())
}

/// The answer without what differs from one time to the next.
fn without_moment(ran: &Ran) -> Value {
    let mut answer: Value = serde_json::from_str(&ran.out).unwrap_or_default();
    if answer["kind"] == "List" || answer["kind"] == "JobWaitResultList" {
        return Value::from(answer["items"].as_array().map_or(0, Vec::len));
    }
    answer["takenAt"] = Value::Null;
    answer
}
