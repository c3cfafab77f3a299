use super::*;
use crate::model::{PodAffinityTerm, QuotaScope, ResourceQuota};
use crate::scheduling::given::pod;

fn quota(hard: &str, used: &str) -> ResourceQuota {
    ResourceQuota {
        namespace: "kube-system".into(),
        name: "q".into(),
        hard: amounts(hard),
        used: amounts(used),
        scopes: vec![],
    }
}

fn scope(name: &str, operator: &str, values: &[&str]) -> QuotaScope {
    QuotaScope {
        name: name.into(),
        operator: operator.into(),
        values: values.iter().map(|value| (*value).into()).collect(),
    }
}

fn under(quota: ResourceQuota, spec: PodSpec) -> Admitted {
    let mut cluster = cluster(&[]);
    cluster.quotas = vec![quota];
    admitted(&cluster, spec)
}

#[test]
fn a_quota_without_room_refuses_in_the_api_servers_words() {
    for (hard, used, spec, cause) in [
        (
            "pods=4",
            "pods=4",
            PodSpec::default(),
            "exceeded quota: q, requested: pods=1, used: pods=4, limited: pods=4",
        ),
        (
            "count/pods=1 pods=9",
            "count/pods=3 pods=1",
            PodSpec::default(),
            "exceeded quota: q, requested: count/pods=1, used: count/pods=3, limited: count/pods=1",
        ),
        (
            "requests.cpu=1000 requests.memory=1073741824",
            "requests.cpu=900 requests.memory=1073741824",
            requesting("cpu=250 memory=1048576"),
            "exceeded quota: q, requested: requests.cpu=250m,requests.memory=1Mi, \
             used: requests.cpu=900m,requests.memory=1Gi, \
             limited: requests.cpu=1,requests.memory=1Gi",
        ),
        (
            "requests.example.com/gpu=1",
            "requests.example.com/gpu=1",
            requesting("example.com/gpu=1"),
            "exceeded quota: q, requested: requests.example.com/gpu=1, \
             used: requests.example.com/gpu=1, limited: requests.example.com/gpu=1",
        ),
        (
            "cpu=1000 limits.memory=1",
            "cpu=0 limits.memory=0",
            requesting("memory=1"),
            "failed quota: q: must specify cpu for: main; limits.memory for: main",
        ),
        (
            "pods=4 configmaps=1",
            "configmaps=0",
            PodSpec::default(),
            "status unknown for quota: q, resources: pods",
        ),
    ] {
        let admitted = under(quota(hard, used), spec);
        assert_eq!(causes(&admitted.refusals), [format!("ResourceQuota: {cause}")], "{hard}");
        assert_eq!(admitted.room, None, "{hard}");
    }
}

#[test]
fn a_quota_lets_in_as_many_as_it_has_room_for() {
    for (hard, used, room) in [
        ("pods=10", "pods=7", Some(3)),
        ("requests.cpu=1000 pods=10", "requests.cpu=0 pods=2", Some(4)),
        ("requests.memory=10", "requests.memory=0", Some(10)),
        ("configmaps=3", "configmaps=3", None),
        ("requests.example.com/gpu=1", "requests.example.com/gpu=1", None),
    ] {
        let admitted = under(quota(hard, used), requesting("cpu=250 memory=1"));
        assert_eq!(causes(&admitted.refusals), [""; 0], "{hard}");
        assert_eq!(admitted.room.map(|room| room.pods), room, "{hard}");
    }
    let room = under(quota("pods=10", "pods=7"), PodSpec::default()).room.unwrap();
    let next =
        "ResourceQuota: exceeded quota: q, requested: pods=1, used: pods=10, limited: pods=10";
    assert_eq!(causes(&[room.refusal]), [next]);
}

#[test]
fn a_quota_counts_the_pods_in_its_scopes() {
    let critical =
        || PodSpec { priority_class: Some("system-node-critical".into()), ..PodSpec::default() };
    let elsewhere = || {
        let term = PodAffinityTerm {
            selector: None,
            topology_key: "zone".into(),
            namespaces: vec!["other".into()],
            namespace_selector: None,
            match_label_keys: vec![],
            mismatch_label_keys: vec![],
        };
        PodSpec { pod_affinity: vec![term], ..PodSpec::default() }
    };
    let high = &["system-node-critical"][..];
    for (name, operator, values, spec, counted) in [
        ("PriorityClass", "In", high, critical(), true),
        ("PriorityClass", "In", high, PodSpec::default(), false),
        ("PriorityClass", "NotIn", high, critical(), false),
        ("PriorityClass", "NotIn", high, PodSpec::default(), true),
        ("PriorityClass", "Exists", &[], critical(), true),
        ("PriorityClass", "DoesNotExist", &[], critical(), false),
        ("BestEffort", "Exists", &[], PodSpec::default(), true),
        ("BestEffort", "Exists", &[], requesting("cpu=1"), false),
        ("NotBestEffort", "Exists", &[], requesting("cpu=1"), true),
        ("Terminating", "Exists", &[], PodSpec::default(), false),
        ("NotTerminating", "Exists", &[], PodSpec::default(), true),
        ("CrossNamespacePodAffinity", "Exists", &[], elsewhere(), true),
        ("CrossNamespacePodAffinity", "Exists", &[], PodSpec::default(), false),
    ] {
        let scoped = ResourceQuota {
            scopes: vec![scope(name, operator, values)],
            ..quota("pods=1", "pods=1")
        };
        let refused = !under(scoped, spec).refusals.is_empty();
        assert_eq!(refused, counted, "{name} {operator}");
    }
}

#[test]
fn pods_that_make_place_give_back_what_they_used() {
    let mut cluster = cluster(&[]);
    cluster.quotas = vec![quota("pods=2", "pods=2")];
    cluster.pods = vec![pod("old", "n"), pod("other", "n")];
    let world = World::without(&cluster, |pod| &*pod.meta.name == "old");
    let admitted = admit(&world, &with_spec(PodSpec::default()));
    assert_eq!(admitted.room.map(|room| room.pods), Some(1));
}
