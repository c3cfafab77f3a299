use super::*;
use crate::model::{
    CsiDriverOnNode, CsiNode, NodeOperator, NodeRequirement, NodeSelectorTerm, PersistentVolume,
    PersistentVolumeClaim, Resource, StorageClass, Unread, UnreadCause, Volume, VolumeSource,
};
use crate::scheduling::VolumeProblem;
use crate::scheduling::given::{node, snapshot};

fn claim(name: &str) -> PersistentVolumeClaim {
    PersistentVolumeClaim {
        namespace: "kube-system".into(),
        name: name.into(),
        volume: None,
        bound: false,
        storage_class: Some("late".into()),
        access_modes: vec!["ReadWriteOnce".into()],
        requested: Some(10),
        selected_node: None,
        terminating: false,
        owner: None,
    }
}

fn bound(name: &str, volume: &str) -> PersistentVolumeClaim {
    PersistentVolumeClaim { volume: Some(volume.into()), bound: true, ..claim(name) }
}

fn volume(name: &str, zone: Option<&str>, capacity: i64) -> PersistentVolume {
    let in_zone = |zone: &str| NodeSelectorTerm {
        match_expressions: vec![NodeRequirement {
            key: "zone".into(),
            operator: NodeOperator::In,
            values: vec![zone.into()],
        }],
        match_fields: vec![],
    };
    PersistentVolume {
        name: name.into(),
        labels: Arc::default(),
        node_affinity: zone.map(|zone| vec![in_zone(zone)]),
        csi_driver: Some("csi.example.com".into()),
        storage_class: Some("late".into()),
        access_modes: vec!["ReadWriteOnce".into()],
        capacity: Some(capacity),
        phase: "Available".into(),
        claim: None,
    }
}

fn class(name: &str, provisioner: &str, waits_for_consumer: bool) -> StorageClass {
    StorageClass {
        name: name.into(),
        provisioner: provisioner.into(),
        waits_for_consumer,
        is_default: false,
        allowed_topologies: vec![],
    }
}

fn cluster(claims: Vec<PersistentVolumeClaim>, volumes: Vec<PersistentVolume>) -> Snapshot {
    let mut cluster = snapshot(vec![in_zone(node("a"), "a"), in_zone(node("b"), "b")], vec![]);
    cluster.claims = claims;
    cluster.volumes = volumes;
    cluster.storage_classes = vec![
        class("late", "kubernetes.io/no-provisioner", true),
        class("made", "csi.example.com", true),
        class("early", "csi.example.com", false),
    ];
    cluster
}

fn using(claims: &[&str]) -> PodSpec {
    let volume =
        |name: &&str| Volume { name: "v".into(), source: VolumeSource::Claim((*name).into()) };
    PodSpec { volumes: claims.iter().map(volume).collect(), ..PodSpec::default() }
}

fn problems(cluster: &Snapshot, node: &str, spec: PodSpec) -> Vec<VolumeProblem> {
    let problem = |reason: Reason| match reason {
        Reason::VolumeBinding { problem, .. } => problem,
        other => panic!("{other:?}"),
    };
    judge(cluster, node, spec).blocking.into_iter().map(problem).collect()
}

#[test]
fn a_claim_that_is_not_ready_keeps_the_pod_from_every_node() {
    use VolumeProblem::{ClaimBeingDeleted, ClaimLost, ClaimNotFound, UnboundImmediate};
    let leaving = PersistentVolumeClaim { terminating: true, ..bound("data", "pv") };
    let early = PersistentVolumeClaim { storage_class: Some("early".into()), ..claim("data") };
    let classless = PersistentVolumeClaim { storage_class: None, ..claim("data") };
    let half_bound = PersistentVolumeClaim { volume: Some("pv".into()), ..claim("data") };
    for (case, claims, problem) in [
        ("absent", vec![], ClaimNotFound),
        ("being deleted", vec![leaving], ClaimBeingDeleted),
        ("its volume is gone", vec![bound("data", "lost")], ClaimLost { volume: "lost".into() }),
        ("immediate", vec![early], UnboundImmediate),
        ("no class", vec![classless], UnboundImmediate),
        ("binding under way", vec![half_bound], UnboundImmediate),
    ] {
        let cluster = cluster(claims, vec![volume("pv", None, 10)]);
        assert_eq!(problems(&cluster, "a", using(&["data"])), [problem], "{case}");
    }
}

#[test]
fn a_claim_of_an_unread_kind_is_not_absent() {
    let mut cluster = cluster(vec![], vec![]);
    cluster.unread.push(Unread {
        resource: Resource::PersistentVolumeClaims,
        namespace: None,
        cause: UnreadCause::Forbidden { verb: "list" },
        message: String::new(),
    });
    let verdict = judge(&cluster, "a", using(&["data"]));
    assert!(verdict.fits());
    assert_eq!(
        verdict.unjudged.iter().map(|open| open.plugin).collect::<Vec<_>>(),
        ["VolumeBinding"]
    );
}

#[test]
fn an_ephemeral_volume_has_a_claim_of_the_pods_own() {
    let cluster = cluster(vec![bound("new-scratch", "pv")], vec![volume("pv", None, 10)]);
    let scratch = |name: &str| PodSpec {
        volumes: vec![Volume { name: name.into(), source: VolumeSource::Ephemeral }],
        ..PodSpec::default()
    };
    assert_eq!(problems(&cluster, "a", scratch("scratch")), []);
    assert_eq!(
        problems(&cluster, "a", scratch("other")),
        [VolumeProblem::WaitingForEphemeralClaim]
    );
}

#[test]
fn a_volume_has_to_be_reached_found_or_made_on_the_node() {
    use VolumeProblem::{NoVolumeToBind, NodeAffinityConflict};
    let conflict = || NodeAffinityConflict { volume: "pv".into() };
    let made = PersistentVolumeClaim { storage_class: Some("made".into()), ..claim("data") };
    let selected = PersistentVolumeClaim { selected_node: Some("b".into()), ..made.clone() };
    let reserved = PersistentVolume {
        claim: Some(("kube-system".into(), "data".into())),
        ..volume("pv", Some("b"), 10)
    };
    let taken =
        PersistentVolume { claim: Some(("x".into(), "y".into())), ..volume("pv", None, 10) };
    let released = PersistentVolume { phase: "Released".into(), ..volume("pv", None, 10) };
    let shared =
        PersistentVolumeClaim { access_modes: vec!["ReadWriteMany".into()], ..claim("data") };
    for (case, claim, volumes, on_a, on_b) in [
        (
            "bound in b",
            bound("data", "pv"),
            vec![volume("pv", Some("b"), 10)],
            Some(conflict()),
            None,
        ),
        ("bound anywhere", bound("data", "pv"), vec![volume("pv", None, 10)], None, None),
        ("free in b", claim("data"), vec![volume("pv", Some("b"), 10)], Some(NoVolumeToBind), None),
        (
            "too small",
            claim("data"),
            vec![volume("pv", None, 9)],
            Some(NoVolumeToBind),
            Some(NoVolumeToBind),
        ),
        ("reserved in b", claim("data"), vec![reserved], Some(NoVolumeToBind), None),
        ("another's", claim("data"), vec![taken], Some(NoVolumeToBind), Some(NoVolumeToBind)),
        (
            "not available",
            claim("data"),
            vec![released],
            Some(NoVolumeToBind),
            Some(NoVolumeToBind),
        ),
        (
            "another mode",
            shared,
            vec![volume("pv", None, 10)],
            Some(NoVolumeToBind),
            Some(NoVolumeToBind),
        ),
        ("made", made, vec![], None, None),
        ("being made in b", selected, vec![], Some(NoVolumeToBind), None),
    ] {
        let cluster = cluster(vec![claim], volumes);
        for (node, wanted) in [("a", on_a), ("b", on_b)] {
            assert_eq!(
                problems(&cluster, node, using(&["data"])),
                Vec::from_iter(wanted),
                "{case}, {node}"
            );
        }
    }
}

#[test]
fn claims_share_no_volume() {
    let cluster = cluster(vec![claim("one"), claim("two")], vec![volume("pv", None, 10)]);
    assert_eq!(problems(&cluster, "a", using(&["one", "two"])), [VolumeProblem::NoVolumeToBind]);
}

#[test]
fn a_class_makes_volumes_only_where_it_may() {
    let mut cluster = cluster(
        vec![PersistentVolumeClaim { storage_class: Some("made".into()), ..claim("data") }],
        vec![],
    );
    cluster.storage_classes[1].allowed_topologies =
        volume("x", Some("b"), 0).node_affinity.unwrap();
    assert_eq!(problems(&cluster, "a", using(&["data"])), [VolumeProblem::NoVolumeToBind]);
    assert_eq!(problems(&cluster, "b", using(&["data"])), []);
}

#[test]
fn a_volume_stays_in_its_zones() {
    for (labels, node_label, blocking) in [
        (
            ("topology.kubernetes.io/zone", "a"),
            ("topology.kubernetes.io/zone", "b"),
            vec!["VolumeZone"],
        ),
        (("topology.kubernetes.io/zone", "a__b"), ("topology.kubernetes.io/zone", "b"), vec![]),
        (
            ("failure-domain.beta.kubernetes.io/zone", "a"),
            ("topology.kubernetes.io/zone", "a"),
            vec![],
        ),
        (
            ("topology.kubernetes.io/region", "r"),
            ("topology.kubernetes.io/zone", "a"),
            vec!["VolumeZone"],
        ),
        (("topology.kubernetes.io/zone", "a"), ("rack", "1"), vec![]),
    ] {
        let zonal = PersistentVolume {
            labels: Arc::new([labels].into_iter().collect()),
            ..volume("pv", None, 10)
        };
        let mut cluster = cluster(vec![bound("data", "pv")], vec![zonal]);
        cluster.nodes[0].labels = Arc::new([node_label].into_iter().collect());
        let found = tokens(&judge(&cluster, "a", using(&["data"])).blocking);
        assert_eq!(found, blocking, "{labels:?} {node_label:?}");
    }
}

#[test]
fn one_pod_at_a_time_wherever_it_is() {
    let exclusive = PersistentVolumeClaim {
        access_modes: vec!["ReadWriteOncePod".into()],
        ..bound("data", "pv")
    };
    let mut cluster = cluster(vec![exclusive], vec![volume("pv", None, 10)]);
    assert!(judge(&cluster, "a", using(&["data"])).fits());
    cluster.pods = vec![running("user", "b", using(&["data"]))];
    assert_eq!(tokens(&judge(&cluster, "a", using(&["data"])).blocking), ["VolumeRestrictions"]);
}

#[test]
fn a_node_takes_only_so_many_volumes_of_a_driver() {
    let claims = ["one", "two", "three"].map(|name| bound(name, &format!("pv-{name}"))).to_vec();
    let volumes = ["pv-one", "pv-two", "pv-three"].map(|name| volume(name, None, 10)).to_vec();
    let mut cluster = cluster(claims, volumes);
    let driver = CsiDriverOnNode { name: "csi.example.com".into(), allocatable: Some(2) };
    cluster.csi_nodes = vec![CsiNode { node: "a".into(), drivers: vec![driver] }];
    cluster.pods = vec![running("there", "a", using(&["one", "two"]))];
    for (claims, blocking) in
        [(&["three"][..], vec!["NodeVolumeLimits"]), (&["two"], vec![]), (&[], vec![])]
    {
        let found = tokens(&judge(&cluster, "a", using(claims)).blocking);
        assert_eq!(found, blocking, "{claims:?}");
    }
    assert!(judge(&cluster, "b", using(&["three"])).fits(), "nothing is known of node b's limits");
}
