//! What people see: the views through the binary, and the README's pictures of them.

use std::path::Path;

use snapbox::{Data, assert_data_eq, str};

use crate::support::cli::{fixture, kubectl_workloads, run};

fn shown(words: &[&str]) -> String {
    let file = fixture("render/cluster.yaml");
    let ran = run(&[words, &["--snapshot", &file]].concat());
    assert_eq!(ran.code, 0, "{words:?}: {}", ran.stderr);
    ran.stdout
}

#[test]
fn the_summary_tells_where_and_why() {
    assert_data_eq!(
        shown(&["ds-coverage"]),
        str![[r#"
2 DaemonSets on 4 nodes: 1 is not as it should be.

NAMESPACE   NAME    NODES   DESIRED   READY   WHY
logging     agent   4       3         1       1 Pending, 1 Missing
  Missing        FailedCreate: cannot create the Pod: pods "agent-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2
                 worker-3
  Pending        NodeResourcesFit: cpu: requests 2, free 1 of 1
                 worker-2

1 is where it should be: kube-system/proxy

"#]]
    );
}

#[test]
fn a_name_is_told_in_detail() {
    assert_data_eq!(
        shown(&["ds-coverage", "agent"]),
        str![[r#"
DaemonSet logging/agent is ready on 1 of 3 nodes where it should be (4 nodes in all).

DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   MISSCHEDULED   FROM
3         2         1       2            1           0              nodes and Pods

  Missing        FailedCreate: cannot create the Pod: pods "agent-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2
                 worker-3
  Pending        NodeResourcesFit: cpu: requests 2, free 1 of 1
                 worker-2
  Ready          worker-1
  Excluded       TaintToleration: taint node-role.kubernetes.io/control-plane:NoSchedule not tolerated
                 control-plane

"#]]
    );
    assert_data_eq!(
        shown(&["ds-coverage", "agent", "-o", "wide"]),
        str![[r#"
NAMESPACE   NAME    NODE            STATE      POD              RESTARTS   UP-TO-DATE   WHY
logging     agent   control-plane   Excluded   <none>           <none>     <none>       TaintToleration: taint node-role.kubernetes.io/control-plane:NoSchedule not tolerated
logging     agent   worker-1        Ready      agent-worker-1   0          yes          -
logging     agent   worker-2        Pending    agent-worker-2   0          yes          NodeResourcesFit: cpu: requests 2, free 1 of 1
logging     agent   worker-3        Missing    <none>           <none>     <none>       FailedCreate: cannot create the Pod: pods "agent-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2

"#]]
    );
}

#[test]
fn the_matrix_and_one_node() {
    assert_data_eq!(
        shown(&["ds-coverage", "--by-node"]),
        str![[r#"
               kube-system/proxy
               |  logging/agent
NODE           |  |
worker-2       +  ?
worker-3       +  O
control-plane  +  .
worker-1       +  +

+ Ready   ? Pending   O Missing   . Excluded

"#]]
    );
    assert_data_eq!(
        shown(&["ds-coverage", "--node", "worker-2"]),
        str![[r#"
Node worker-2: 2 DaemonSets, 1 Pending, 1 Ready

NAMESPACE     NAME    STATE     WHY
logging       agent   Pending   NodeResourcesFit: cpu: requests 2, free 1 of 1
kube-system   proxy   Ready     -

"#]]
    );
    assert_data_eq!(
        shown(&["ds-coverage", "--group-by", "zone"]),
        str![[r#"
Nodes by zone

NAMESPACE     NAME    GROUP   NODES   DESIRED   READY   MISSCHEDULED
kube-system   proxy   a       2       2         2       0
kube-system   proxy   b       2       2         2       0
logging       agent   a       2       1         1       0
logging       agent   b       2       2         0       0

"#]]
    );
}

#[test]
fn a_manifest_is_previewed() {
    let manifest = fixture("render/manifest.yaml");
    assert_data_eq!(
        shown(&["ds-coverage", "-f", &manifest]),
        str![[r#"
DaemonSet monitoring/probe would want 2 of 4 nodes: 1 would run, 1 would stay Pending.

  WouldPend      NodeResourcesFit: cpu: requests 1500m, free 1 of 1
                 worker-2
  WouldSchedule  worker-3
  Excluded       NodeSelector: nodeSelector zone=b: node has zone=a
                 2 nodes: control-plane, worker-1

Note: AdmissionUnknown: admission webhooks and policies can change or refuse the Pods
Note: AdmissionUnknown: namespace monitoring was not found: its limits and policies are not known

"#]]
    );
}

#[test]
fn a_diagnosis_tells_what_to_type() {
    assert_data_eq!(
        shown(&["ds-diagnose", "agent"]),
        str![[r#"
DaemonSet logging/agent: 1 of 3 ready, 2 blockers

  blocker   NodeResourcesFit: cpu: requests 2, free 1 of 1
            Pending on worker-2
  evidence  pod/agent-worker-2 .status.conditions[?(@.type=="PodScheduled")].message = 0/4 nodes are available: 1 Insufficient cpu. preemption: 0/4 nodes are available: 1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.
  remedy    the Pod asks for 2, and the node has 1 in all: ask for less, or exclude such nodes

  blocker   FailedCreate: cannot create the Pod: pods "agent-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2
            Missing on worker-3
  evidence  events[reason=FailedCreate].message = pods "agent-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2
  remedy    quota pods is in the way: raise it, free some of it, or set what it asks for
            kubectl -n logging describe resourcequota pods

  info      not eligible: 1 node (--all says why)

"#]]
    );
}

#[test]
fn programs_get_one_shape() {
    assert_data_eq!(
        shown(&[
            "ds-coverage",
            "-o",
            "jsonpath={range .items[*]}{.name}: {.ready}/{.desired}{\"\\n\"}{end}"
        ]),
        str![[r#"
proxy: 4/4
agent: 1/3

"#]]
    );
    assert_data_eq!(
        shown(&["ds-coverage", "-o", "csv", "--only", "missing,pending"]),
        str![[r#"
NAMESPACE,NAME,NODE,STATE,POD,REVISION,UP-TO-DATE,RESTARTS,REASONS,MESSAGE
logging,agent,worker-2,Pending,agent-worker-2,,true,0,NodeResourcesFit,"cpu: requests 2, free 1 of 1"
logging,agent,worker-3,Missing,,,,,FailedCreate,"cannot create the Pod: pods ""agent-x"" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2"

"#]]
    );
    assert_data_eq!(
        shown(&["ds-coverage", "-o", "name", "--sort-by", "{.ready}"]),
        str![[r#"
daemonset.apps/agent
daemonset.apps/proxy

"#]]
    );
    let json: serde_json::Value =
        serde_json::from_str(&shown(&["ds-coverage", "-o", "json"])).unwrap();
    let yaml: serde_json::Value =
        serde_saphyr::from_str(&shown(&["ds-coverage", "-o", "yaml"])).unwrap();
    assert_eq!(json, yaml);
}

/// The README's pictures: the real output for its example, in colour, at 80 columns.
#[test]
fn the_pictures_show_what_is_printed() {
    let cluster = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cluster.json.gz");
    let cron_jobs = fixture("cronjob_history/batch.json.gz");
    for (name, words, file) in [
        ("ds-coverage", &["ds-coverage"][..], cluster),
        ("ds-coverage-by-node", &["ds-coverage", "--by-node", "--all"], cluster),
        ("ds-diagnose", &["ds-diagnose", "node-exporter"], cluster),
        ("cronjob-history", &["cronjob-history"], &cron_jobs),
        ("cronjob-history-one", &["cronjob-history", "forbid-long"], &cron_jobs),
    ] {
        let output = kubectl_workloads(&[words, &["--snapshot", file, "--color=always"]].concat())
            .env("LANG", "C.UTF-8")
            .env("COLUMNS", "80")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let picture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/pictures/{name}.svg"));
        assert_data_eq!(
            format!("$ kubectl workloads {}\n{text}", words.join(" ")),
            Data::read_from(&picture, Some(snapbox::data::DataFormat::TermSvg)).raw()
        );
    }
}
