use super::{Reason, gist};
use crate::model::{Effect, HostPort, NodeRequirement, Protocol, Taint};
use crate::scheduling::{
    self, AffinityRule, ContainerTrouble, PodRef, RequirementMismatch, TermMismatch, VolumeProblem,
};

fn asked(key: &str, operator: &str, values: &[&str]) -> NodeRequirement {
    NodeRequirement {
        key: key.into(),
        operator: operator.into(),
        values: values.iter().map(|value| (*value).into()).collect(),
    }
}

fn taint(key: &str, value: &str, effect: Effect) -> Taint {
    Taint { key: key.into(), value: value.into(), effect, added_at: None }
}

fn exporter() -> PodRef {
    PodRef { namespace: "kube-system".into(), name: "node-exporter-x".into(), priority: 0 }
}

fn resources(resource: &str, requested: i64, used: i64, allocatable: i64) -> scheduling::Reason {
    scheduling::Reason::NodeResourcesFit { resource: resource.into(), requested, used, allocatable }
}

/// What is told of a node, and what is told of many of them.
#[test]
#[allow(clippy::too_many_lines)]
fn reasons_are_short_and_exact() {
    use scheduling::Reason as R;
    let selector = |found: Option<&str>| R::NodeSelector {
        key: "disk".into(),
        wanted: "ssd".into(),
        found: found.map(Into::into),
    };
    let gpu = taint("dedicated", "gpu", Effect::NoSchedule);
    let terms = vec![
        TermMismatch {
            term: 1,
            mismatch: RequirementMismatch::Label {
                requirement: asked("gpu", "Exists", &[]),
                found: None,
            },
        },
        TermMismatch {
            term: 2,
            mismatch: RequirementMismatch::Label {
                requirement: asked("zone", "In", &["a", "b"]),
                found: Some("c".into()),
            },
        },
    ];
    let invalid = vec![TermMismatch {
        term: 1,
        mismatch: RequirementMismatch::Invalid {
            requirement: asked("cores", "Gt", &["-5"]),
            why: "the value is not a label value".into(),
        },
    }];
    let port = |ip: &str| HostPort { port: 9100, protocol: Protocol::Tcp, ip: ip.into() };
    let crash = ContainerTrouble {
        container: "agent".into(),
        init: false,
        token: "CrashLoopBackOff".into(),
        message: Some("back-off 5m0s".into()),
        exit_code: Some(137),
        last_reason: Some("OOMKilled".into()),
        restarts: 7,
    };
    for (reason, told, of_many) in [
        (
            selector(Some("hdd")),
            "nodeSelector disk=ssd: node has disk=hdd",
            "nodeSelector disk=ssd: node has another value",
        ),
        (selector(None), "nodeSelector disk=ssd: node has no label disk", ""),
        (
            R::TaintToleration { taint: gpu.clone(), others: vec![] },
            "taint dedicated=gpu:NoSchedule not tolerated",
            "",
        ),
        (
            R::TaintToleration { taint: gpu, others: vec![taint("late", "", Effect::NoExecute)] },
            "taint dedicated=gpu:NoSchedule not tolerated (nor late:NoExecute)",
            "",
        ),
        (
            R::NodeAffinity { terms, selector: None },
            "node affinity: no term matches (term 1: gpu Exists, node has no label gpu; term 2: zone In [a b], node has c)",
            "node affinity: no term matches (term 1: gpu Exists, node has no label gpu; term 2: zone In [a b])",
        ),
        (
            R::NodeAffinity { terms: invalid, selector: None },
            "node affinity: no term matches (term 1: cores Gt -5 is not valid: the value is not a label value)",
            "",
        ),
        (
            R::NodeAffinity {
                terms: vec![TermMismatch { term: 0, mismatch: RequirementMismatch::Empty }],
                selector: None,
            },
            "node affinity: it has no terms, and matches no node",
            "",
        ),
        (
            resources("cpu", 2_000, 3_250, 4_000),
            "cpu: requests 2, free 750m of 4",
            "cpu: requests 2, and less is free",
        ),
        (
            resources("memory", 3 << 29, 8 << 30, 8 << 30),
            "memory: requests 1.5Gi, free 0 of 8Gi",
            "memory: requests 1.5Gi, and less is free",
        ),
        (resources("pods", 1, 110, 110), "Too many pods: 110 of 110", "Too many pods"),
        (
            R::NodePorts { port: port(""), holder: Some(exporter()) },
            "host port 9100/TCP is taken by kube-system/node-exporter-x",
            "host port 9100/TCP is taken",
        ),
        (
            R::NodePorts { port: port("127.0.0.1"), holder: None },
            "host port 127.0.0.1:9100/TCP is taken",
            "",
        ),
        (
            R::InterPodAffinity {
                rule: AffinityRule::AntiAffinity,
                topology_key: "zone".into(),
                pod: Some(exporter()),
            },
            "pod anti-affinity over zone is not satisfied: kube-system/node-exporter-x",
            "pod anti-affinity over zone is not satisfied",
        ),
        (
            R::VolumeBinding { claim: "data".into(), problem: VolumeProblem::ClaimNotFound },
            "persistentvolumeclaim \"data\" not found",
            "",
        ),
        (
            R::FailedCreate {
                message: "Error creating: pods \"a-\" is forbidden: exceeded quota".into(),
                at: None,
            },
            "cannot create the Pod: pods \"a-\" is forbidden: exceeded quota",
            "",
        ),
        (
            R::Container(crash),
            "container agent: CrashLoopBackOff, last exit 137 (OOMKilled), 7 restarts: back-off 5m0s",
            "container agent: CrashLoopBackOff, last exit 137 (OOMKilled)",
        ),
        (
            R::NodeNotReady {
                status: "Unknown".into(),
                reason: Some("NodeStatusUnknown".into()),
                message: Some("Kubelet stopped posting node status.".into()),
                since: "2026-11-22T01:00:00Z".parse().ok(),
            },
            "node does not answer since 2026-11-22T01:00:00Z: NodeStatusUnknown: Kubelet stopped posting node status.",
            "node does not answer: NodeStatusUnknown",
        ),
        (R::Unknown { text: "the moon is full".into() }, "the moon is full", ""),
    ] {
        assert_eq!(Reason::from(&reason).message, told);
        assert_eq!(gist(&reason), if of_many.is_empty() { told } else { of_many });
    }
}

#[test]
fn details_are_data_and_exact() {
    let json = |reason| serde_json::to_value(Reason::from(&reason)).unwrap();
    assert_eq!(
        json(resources("memory", 3 << 29, 9 << 30, 8 << 30)),
        serde_json::json!({
            "reason": "NodeResourcesFit",
            "message": "memory: requests 1.5Gi, free 0 of 8Gi",
            "resource": "memory",
            "requested": "1536Mi",
            "used": "9Gi",
            "free": "-1Gi",
            "allocatable": "8Gi",
        })
    );
    let reason = scheduling::Reason::TaintToleration {
        taint: taint("dedicated", "gpu", Effect::NoSchedule),
        others: vec![],
    };
    assert_eq!(
        json(reason),
        serde_json::json!({
            "reason": "TaintToleration",
            "message": "taint dedicated=gpu:NoSchedule not tolerated",
            "taint": { "key": "dedicated", "value": "gpu", "effect": "NoSchedule" },
        })
    );
}
