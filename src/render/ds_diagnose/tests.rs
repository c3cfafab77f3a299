use snapbox::{assert_data_eq, str};

use super::*;
use crate::report::ds_coverage::Counts;
use crate::report::ds_diagnose::Evidence;

fn finding(severity: Severity, reason: &str, message: &str, nodes: &[&str]) -> Finding {
    Finding {
        severity,
        reason: reason.into(),
        message: message.into(),
        state: Some(State::Pending),
        nodes: nodes.iter().map(|node| (*node).to_owned()).collect(),
        pods: Vec::new(),
        evidence: Vec::new(),
        remedy: None,
        log: None,
    }
}

fn item(name: &str, findings: Vec<Finding>) -> DaemonSetDiagnosis {
    let counts = Counts { desired: 7, ready: 5, ..Counts::default() };
    DaemonSetDiagnosis {
        namespace: "logging".into(),
        name: name.into(),
        node_count: 9,
        counts,
        findings,
    }
}

fn sample() -> DaemonSetDiagnosis {
    let mut taint = finding(
        Severity::Blocker,
        "TaintToleration",
        "taint dedicated=gpu:NoSchedule not tolerated",
        &["gpu-1", "gpu-2"],
    );
    taint.evidence = vec![
        Evidence {
            path: "node/gpu-1 .spec.taints[0]".into(),
            value: "dedicated=gpu:NoSchedule".into(),
        },
        Evidence {
            path: "daemonset/fluentd .spec.template.spec.tolerations".into(),
            value: "none".into(),
        },
    ];
    taint.remedy = Some(Remedy {
        text: "tolerate it, if Pods belong on such nodes: it looks deliberate".into(),
        command: Some("kubectl -n logging patch daemonset fluentd --type=json -p='[{\"op\":\"add\",\"path\":\"/spec/template/spec/tolerations\"}]'".into()),
        patch: Some("tolerations:\n- key: dedicated\n  value: gpu".into()),
        risk: Some("every Pod of the DaemonSet is replaced".into()),
    });
    let mut info = finding(Severity::Info, "NodeSelector", "as it is meant to be", &["w-1"]);
    info.state = Some(State::Excluded);
    item("fluentd", vec![taint, info])
}

#[test]
fn a_cause_comes_with_its_evidence_and_what_to_type() {
    let look = Look { width: Some(80), ..Look::default() };
    assert_data_eq!(
        diagnoses(&[sample()], false, &look),
        str![[r#"
DaemonSet logging/fluentd: 5 of 7 ready, 1 blocker

  blocker   TaintToleration: taint dedicated=gpu:NoSchedule not tolerated
            Pending on 2 nodes: gpu-1, gpu-2
  evidence  node/gpu-1 .spec.taints[0] = dedicated=gpu:NoSchedule
            daemonset/fluentd .spec.template.spec.tolerations = none
  remedy    tolerate it, if Pods belong on such nodes: it looks deliberate
            kubectl -n logging patch daemonset fluentd --type=json -p='[{"op":"add","path":"/spec/template/spec/tolerations"}]'
            tolerations:
            - key: dedicated
              value: gpu
  risk      every Pod of the DaemonSet is replaced

  info      not eligible: 1 node (--all says why)

"#]]
    );
}

#[test]
fn those_with_nothing_wrong_take_a_line() {
    let fine = |name| item(name, Vec::new());
    let text = diagnoses(&[sample(), fine("a"), fine("b")], false, &Look::default());
    assert!(text.ends_with("\n2 have nothing wrong: logging/a, logging/b\n"), "{text}");
}

#[test]
fn what_is_copied_is_not_broken_nor_trusted() {
    let look = Look { width: Some(40), ..Look::default() };
    let mut item = sample();
    let remedy = item.findings[0].remedy.as_mut().expect("there is one");
    remedy.command = Some(format!("kubectl \u{1b}[2J {}", "x".repeat(60)));
    let text = diagnoses(&[item], false, &look);
    assert!(text.contains(&format!("kubectl ^[[2J {}\n", "x".repeat(60))), "{text}");
    assert!(!text.contains('\u{1b}'));
}
