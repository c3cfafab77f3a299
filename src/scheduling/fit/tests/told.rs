use super::*;
use crate::scheduling::fit::{Filters, Told};
use crate::scheduling::given::{node, snapshot, taint};

fn told(cluster: &Snapshot, spec: PodSpec, message: &str) -> Told {
    let pod = unbound(running("new", "n", spec));
    let world = World::new(cluster);
    let filters = Filters::new(&world, Incoming::from(&pod));
    let node = world.node("n").unwrap();
    filters.told(message, Some(node), Some(&filters.verdict(node)))
}

const NOISE: &str = "29 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/30 nodes are \
                     available: 30 Preemption is not helpful for scheduling.";

#[test]
fn what_both_say_has_our_details() {
    let tainted = Node {
        taints: vec![taint("gpu=yes:NoSchedule"), taint("x:NoExecute")],
        allocatable: amounts("cpu=1 pods=9"),
        ..node("n")
    };
    let cluster = snapshot(vec![tainted], vec![]);
    for wording in [
        "node(s) had untolerated taint(s)",
        "node(s) had untolerated taint {gpu: yes}",
        "node(s) had taint {gpu: yes}, that the pod didn't tolerate",
    ] {
        let message = format!("0/30 nodes are available: 1 {wording}, {NOISE}");
        let told = told(&cluster, requesting("cpu=2"), &message);
        let taint_reason = Reason::TaintToleration {
            taint: taint("gpu=yes:NoSchedule"),
            others: vec![taint("x:NoExecute")],
        };
        assert_eq!(told.blocking, [taint_reason], "{wording}");
        assert_eq!(tokens(&told.further), ["NodeResourcesFit/cpu"], "{wording}");
        assert!(told.agrees, "{wording}");
        let preemption = told.preemption.unwrap();
        assert!(preemption.starts_with("preemption: 0/30 nodes"), "{preemption}");
    }
}

#[test]
fn where_we_differ_the_scheduler_is_believed() {
    let cluster = snapshot(vec![node("n")], vec![]);
    for (said, token) in [
        ("1 Insufficient cpu", "NodeResourcesFit/cpu"),
        ("1 Too many pods", "NodeResourcesFit/pods"),
        ("1 node(s) had untolerated taint {a: b}", "TaintToleration"),
        ("1 node(s) were unschedulable", "NodeUnschedulable"),
        ("1 node(s) didn't match Pod's node affinity/selector", "NodeAffinity"),
        ("1 csi.example.com CSI driver is not installed on the node", "NodeVolumeLimits"),
        (r#"persistentvolumeclaim "data" not found"#, "VolumeBinding"),
        (r#"persistentvolumeclaim "data" is being deleted"#, "VolumeBinding"),
        ("1 node(s) had a bad day, on the whole", "Unknown"),
    ] {
        let told = told(
            &cluster,
            PodSpec::default(),
            &format!("0/30 nodes are available: {said}, {NOISE}"),
        );
        assert_eq!(tokens(&told.blocking), [token], "{said}");
        assert!(!told.agrees, "{said}");
    }
    let told = told(&cluster, PodSpec::default(), "a new scheduler's words");
    assert_eq!(told.blocking, [Reason::Unknown { text: "a new scheduler's words".into() }]);
}

#[test]
fn noise_alone_means_that_the_target_is_unknown_to_the_scheduler() {
    let cluster = snapshot(vec![node("n")], vec![]);
    let told = told(&cluster, PodSpec::default(), &format!("0/30 nodes are available: {NOISE}"));
    assert_eq!(tokens(&told.blocking), ["NodeAffinity"]);
}
