use std::sync::Arc;

use super::{DaemonSetDiagnosis, Remedy};
use crate::model::{DaemonSet, Node, Pod, PodSpec, Snapshot};
use crate::scheduling::World;
use crate::scheduling::diagnosis::{CreateFailure, PodEvents, diagnose};
use crate::scheduling::given::{daemon_set, node, pod, snapshot, taint, toleration};

fn diagnosis(snapshot: &Snapshot, daemon_set: &DaemonSet) -> DaemonSetDiagnosis {
    let world = World::new(snapshot);
    DaemonSetDiagnosis::from(&diagnose(&world, &PodEvents::of(&world), daemon_set))
}

fn tainted(name: &str, text: &str) -> Node {
    Node { taints: vec![taint(text)], ..node(name) }
}

#[test]
fn a_finding_is_complete_in_json() {
    let nodes = vec![
        tainted("a", "dedicated=true:NoSchedule"),
        tainted("b", "dedicated=true:NoSchedule"),
        node("c"),
    ];
    let mut set = daemon_set();
    set.template.spec =
        Arc::new(PodSpec { tolerations: vec![toleration("k Exists - -")], ..PodSpec::default() });
    let found = diagnosis(&snapshot(nodes, vec![pod("c", "c")]), &set);
    let found = found.findings.iter().find(|found| found.reason == "TaintToleration").unwrap();
    assert_eq!(
        serde_json::to_value(found).unwrap(),
        serde_json::json!({
            "severity": "info",
            "reason": "TaintToleration",
            "message": "taint dedicated=true:NoSchedule not tolerated",
            "state": "Excluded",
            "nodes": ["a", "b"],
            "evidence": [
                { "path": "node/a .spec.taints[0]", "value": "dedicated=true:NoSchedule" },
            ],
            "remedy": {
                "text": "tolerate the taint, if Pods belong on such nodes",
                "command": "kubectl -n kube-system patch daemonset agent --type=json -p \
                    '[{\"op\":\"add\",\"path\":\"/spec/template/spec/tolerations/-\",\"value\":\
                    {\"effect\":\"NoSchedule\",\"key\":\"dedicated\",\"operator\":\"Equal\",\"value\":\"true\"}}]'",
                "patch": "tolerations:\n- key: \"dedicated\"\n  operator: Equal\n  \
                    value: \"true\"\n  effect: NoSchedule\n",
                "risk": "a changed template replaces the Pods on every node",
            },
        })
    );
}

#[test]
fn a_name_that_is_none_cannot_leave_its_word() {
    let hostile = Pod { status: crate::model::PodStatus::default(), ..pod("x; reboot #'", "n") };
    let found = diagnosis(&snapshot(vec![node("n")], vec![hostile]), &daemon_set());
    let remedy = found.findings[0].remedy.as_ref().unwrap();
    let expected = r"kubectl -n kube-system describe pod 'x; reboot #'\'''";
    assert_eq!(remedy.command.as_deref(), Some(expected));
}

#[test]
fn each_refusal_has_its_own_next_step() {
    let next = |failure| super::creation::creation("team", &failure);
    for (failure, expected) in [
        (CreateFailure::Quota(Some("pods".into())), "kubectl -n team describe resourcequota pods"),
        (
            CreateFailure::ServiceAccount("team/agent".into()),
            "kubectl -n team create serviceaccount agent",
        ),
        (
            CreateFailure::PodSecurity("restricted:latest".into()),
            "kubectl get namespace team -o yaml",
        ),
        (CreateFailure::Other, "kubectl -n team get events"),
    ] {
        let Remedy { command, .. } = next(failure);
        assert_eq!(command.as_deref(), Some(expected));
    }
}
