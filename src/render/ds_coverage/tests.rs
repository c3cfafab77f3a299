use snapbox::{assert_data_eq, str};

use super::samples::{cluster, coverage, row, summarized};
use super::*;
use crate::render::{Glyphs, Look, Styles};
use crate::report::ds_coverage::{Counts, State};
use crate::report::ds_summary::Summary;

const LOOK: fn() -> Look = || Look { width: Some(80), glyphs: Glyphs::Unicode, ..Look::default() };

fn summaries() -> Vec<Summary> {
    let mut summaries: Vec<Summary> = cluster().iter().map(summarized).collect();
    worst_first(&mut summaries);
    summaries
}

#[test]
fn the_summary_answers_in_a_screen() {
    assert_data_eq!(
        summary(&summaries(), false, &LOOK()),
        str![[r#"
5 DaemonSets on 9 nodes: 2 are not as they should be.

NAMESPACE    NAME            NODES   DESIRED   READY   WHY
logging      fluentd         9       7         4       1 NotReady, 2 Pending
  NotReady       CrashLoopBackOff: container fluentd: back-off 5m0s restarting
                 failed container, last exit code 137 (OOMKilled), 12 restarts
                 w-5
  Pending        NodeResourcesFit: Insufficient cpu: requests 2, free 750m of 4
                 2 nodes: w-2, w-4
monitoring   node-exporter   9       8         7       1 Missing, 1 Misscheduled
  Missing        FailedCreate: exceeded quota: pods, used 10, limited 10
                 w-6
  Misscheduled   TaintToleration: taint dedicated=gpu:NoSchedule not tolerated
                 gpu-1

2 are where they should be: kube-system/kube-proxy, storage/csi-node
1 is eligible on no node: kube-system/kube-proxy-windows

"#]]
    );
}

#[test]
fn all_is_well_takes_a_line_or_two() {
    let well: Vec<Summary> = cluster()[3..4].iter().map(summarized).collect();
    assert_data_eq!(
        summary(&well, false, &LOOK()),
        str![[r#"
1 DaemonSet on 9 nodes: it is where it should be.
storage/csi-node

"#]]
    );
}

#[test]
fn one_daemon_set_is_told_in_detail() {
    let mut fluentd = cluster().swap_remove(1);
    fluentd.status_agrees = false;
    fluentd.disagreement = Some("the status says 6 ready; generation 4 is not observed".into());
    fluentd.status = Some(Counts { ready: 6, ..fluentd.counts });
    fluentd.nodes[8].updated = Some(false);
    assert_data_eq!(
        detail(&summarized(&fluentd), &fluentd, false, &LOOK()),
        str![[r#"
DaemonSet logging/fluentd is ready on 4 of 7 nodes where it should be (9 nodes
  in all).

DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   MISSCHEDULED   FROM
7         7         4       7            4           0              nodes and Pods
7         7         6       7            4           0              its status

  NotReady       CrashLoopBackOff: container fluentd: back-off 5m0s restarting
                 failed container, last exit code 137 (OOMKilled), 12 restarts
                 w-5
  Pending        NodeResourcesFit: Insufficient cpu: requests 2, free 750m of 4
                 2 nodes: w-2, w-4
  Ready          4 nodes: gpu-1, w-1, w-3, w-6
  Excluded       TaintToleration: taint
                 node-role.kubernetes.io/control-plane:NoSchedule not tolerated
                 2 nodes: cp-1, cp-2

Status differs: the status says 6 ready; generation 4 is not observed
Old revision on w-6

"#]]
    );
}

#[test]
fn a_preview_tells_where_pods_would_land() {
    let mut preview = cluster().swap_remove(1);
    preview.status = None;
    for row in &mut preview.nodes {
        row.state = match row.state {
            State::Excluded => State::Excluded,
            State::Pending => State::WouldPend,
            _ => State::WouldSchedule,
        };
        row.reasons.truncate(usize::from(row.state != State::WouldSchedule));
    }
    preview.nodes[3].preempts = vec!["batch/report-1".into()];
    assert_data_eq!(
        detail(&summarized(&preview), &preview, false, &LOOK()),
        str![[r#"
DaemonSet logging/fluentd would want 7 of 9 nodes: 5 would run, 2 would stay
  Pending.

  WouldPend      NodeResourcesFit: Insufficient cpu: requests 2, free 750m of 4
                 2 nodes: w-2, w-4
  WouldSchedule  5 nodes: gpu-1, w-1, w-3, w-5, w-6
  Excluded       TaintToleration: taint
                 node-role.kubernetes.io/control-plane:NoSchedule not tolerated
                 2 nodes: cp-1, cp-2

Would evict on w-1 (batch/report-1)

"#]]
    );
}

#[test]
fn the_matrix_folds_columns_and_rows() {
    assert_data_eq!(
        matrix(&cluster(), false, &LOOK()),
        str![[r#"
         kube-system/kube-proxy
         │  logging/fluentd
         │  │  monitoring/node-exporter
         │  │  │  storage/csi-node
         │  │  │  │  kube-system/kube-proxy-windows
NODE     │  │  │  │  │
gpu-1    ●  ●  !  ●  ·
w-2 +1   ●  ◌  ●  ●  ·
w-5      ●  ✗  ●  ●  ·
w-6      ●  ●  ○  ●  ·
cp-1 +1  ●  ·  ●  ●  ·
w-1 +1   ●  ●  ●  ●  ·

● Ready   ✗ NotReady   ◌ Pending   ○ Missing   ! Misscheduled   · Excluded
w-2 +1: w-4
cp-1 +1: cp-2
w-1 +1: w-3
9 nodes, in rows that say the same; --all shows each

"#]]
    );
    assert_data_eq!(
        matrix(&cluster(), false, &Look { width: Some(20), ..Look::default() }),
        str![[r#"
         kube-sys...
         |  loggi...
         |  |  mo...
         |  |  | ...
NODE     |  |  |  |
gpu-1    +  +  !  +
w-2 +1   +  ?  +  +
w-5      +  x  +  +
w-6      +  +  O  +
cp-1 +1  +  .  +  +
w-1 +1   +  +  +  +

         kube-sys...
NODE     |
gpu-1    .
w-2 +1   .
w-5      .
w-6      .
cp-1 +1  .
w-1 +1   .

+ Ready   x NotReady
? Pending
O Missing
! Misscheduled
. Excluded
w-2 +1: w-4
cp-1 +1: cp-2
w-1 +1: w-3
9 nodes, in rows that
  say the same; --all
  shows each

"#]]
    );
}

#[test]
fn a_node_tells_why_each_is_here_or_not() {
    assert_data_eq!(
        node("w-5", &cluster(), &LOOK()),
        str![[r#"
Node w-5: 5 DaemonSets, 1 NotReady, 3 Ready, 1 Excluded

NAMESPACE     NAME                 STATE      WHY
logging       fluentd              NotReady   CrashLoopBackOff: container
                                              fluentd: back-off 5m0s restarting
                                              failed container, last exit code
                                              137 (OOMKilled), 12 restarts
kube-system   kube-proxy           Ready      -
monitoring    node-exporter        Ready      -
storage       csi-node             Ready      -
kube-system   kube-proxy-windows   Excluded   NodeSelector: nodeSelector
                                              kubernetes.io/os=windows: node has
                                              kubernetes.io/os=linux

"#]]
    );
}

#[test]
fn wide_has_every_column_and_wraps_reasons() {
    assert_data_eq!(
        wide(&summaries()[..2], &[Some(90), None], &Look { width: Some(140), ..Look::default() }),
        str![[r#"
NAMESPACE    NAME            NODES   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   MISSCHEDULED   STATUS   AGE         WHY
logging      fluentd         9       7         7         4       7            4           0              agrees   90s         1 NotReady, 2 Pending
monitoring   node-exporter   9       8         7         7       7            7           1              agrees   <unknown>   1 Missing, 1 Misscheduled

"#]]
    );
    assert_data_eq!(
        rows(&cluster()[1..2], &Look { width: Some(120), ..Look::default() }),
        str![[r#"
NAMESPACE   NAME      NODE    STATE      POD         RESTARTS   UP-TO-DATE   WHY
logging     fluentd   cp-1    Excluded   <none>      <none>     <none>       TaintToleration: taint node-role.kubernetes
                                                                             .io/control-plane:NoSchedule not tolerated
logging     fluentd   cp-2    Excluded   <none>      <none>     <none>       TaintToleration: taint node-role.kubernetes
                                                                             .io/control-plane:NoSchedule not tolerated
logging     fluentd   gpu-1   Ready      pod-gpu-1   0          yes          -
logging     fluentd   w-1     Ready      pod-w-1     0          yes          -
logging     fluentd   w-2     Pending    <none>      <none>     <none>       NodeResourcesFit: Insufficient cpu:
                                                                             requests 2, free 750m of 4
logging     fluentd   w-3     Ready      pod-w-3     0          yes          -
logging     fluentd   w-4     Pending    <none>      <none>     <none>       NodeResourcesFit: Insufficient cpu:
                                                                             requests 2, free 750m of 4
logging     fluentd   w-5     NotReady   pod-w-5     0          yes          CrashLoopBackOff: container fluentd:
                                                                             back-off 5m0s restarting failed container,
                                                                             last exit code 137 (OOMKilled), 12 restarts
logging     fluentd   w-6     Ready      pod-w-6     0          yes          -

"#]]
    );
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = summary(&summaries(), false, &LOOK());
    let coloured = summary(&summaries(), false, &Look { styles: Styles::coloured(), ..LOOK() });
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    stripped.push_str(rest);
    assert_ne!(coloured, plain);
    assert_eq!(stripped, plain);
}

#[test]
fn nothing_hostile_reaches_a_terminal() {
    let evil = "\u{1b}]0;owned\u{7}\u{202e}x\r";
    let item = coverage(evil, evil, vec![row(evil, State::Missing, Some((evil, evil)))]);
    let look = LOOK();
    let items = [item.clone()];
    for text in [
        summary(&[summarized(&item)], true, &look),
        detail(&summarized(&item), &item, true, &look),
        wide(&[summarized(&item)], &[], &look),
        rows(&items, &look),
        matrix(&items, false, &look),
        node(evil, &items, &look),
    ] {
        assert!(text.contains("^[]0;owned"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{text:?}");
    }
}
