use super::*;
use crate::model::{
    LabelSelector, Namespace, PodAffinityTerm, SelectorOperator, SelectorRequirement,
};
use crate::scheduling::AffinityRule;
use crate::scheduling::given::{node, snapshot};

fn selector(labels: &[(&str, &str)]) -> LabelSelector {
    LabelSelector { match_labels: labels.iter().copied().collect(), match_expressions: vec![] }
}

fn term(key: &str, labels: &[(&str, &str)]) -> PodAffinityTerm {
    PodAffinityTerm {
        selector: Some(selector(labels)),
        topology_key: key.into(),
        namespaces: vec![],
        namespace_selector: None,
        match_label_keys: vec![],
        mismatch_label_keys: vec![],
    }
}

/// Nodes a1 and a2 in zone a, b1 in zone b, `bare` without labels; a `db` on a1.
fn cluster(db: PodSpec) -> Snapshot {
    let nodes = vec![
        in_zone(node("a1"), "a"),
        in_zone(node("a2"), "a"),
        in_zone(node("b1"), "b"),
        node("bare"),
    ];
    let there = labelled(running("db-0", "a1", db), &[("app", "db"), ("tier", "x")]);
    let mut cluster = snapshot(nodes, vec![there]);
    cluster.namespaces = vec![Namespace {
        name: "kube-system".into(),
        labels: Arc::new([("team", "infra")].into_iter().collect()),
        node_selector: None,
        openshift_node_selector: None,
        terminating: false,
    }];
    cluster
}

/// The rule that fails on each of a1, a2, b1 and bare, for a Pod labelled app=agent, tier=x.
fn rules(cluster: &Snapshot, spec: &PodSpec) -> Vec<Option<AffinityRule>> {
    ["a1", "a2", "b1", "bare"]
        .into_iter()
        .map(|name| {
            let pod = unbound(running("new", name, spec.clone()));
            let pod = labelled(pod, &[("app", "agent"), ("tier", "x")]);
            match judge_pod(cluster, &pod, name).blocking.as_slice() {
                [] => None,
                [Reason::InterPodAffinity { rule, .. }] => Some(*rule),
                other => panic!("{name}: {other:?}"),
            }
        })
        .collect()
}

#[test]
fn a_pod_goes_where_those_are_that_it_wants_near() {
    use AffinityRule::Affinity;
    let (no, yes) = (Some(Affinity), None);
    let near = |terms: Vec<PodAffinityTerm>| PodSpec { pod_affinity: terms, ..PodSpec::default() };
    let elsewhere =
        PodAffinityTerm { namespaces: vec!["other".into()], ..term("zone", &[("app", "db")]) };
    let by_team = |team| PodAffinityTerm {
        namespace_selector: Some(selector(&[("team", team)])),
        ..term("zone", &[("app", "db")])
    };
    let everywhere = PodAffinityTerm {
        namespace_selector: Some(LabelSelector::default()),
        ..term("zone", &[("app", "db")])
    };
    for (case, terms, wanted) in [
        ("same zone", vec![term("zone", &[("app", "db")])], [yes, yes, no, no]),
        ("same host", vec![term("kubernetes.io/hostname", &[("app", "db")])], [yes, no, no, no]),
        (
            "one Pod has to match all terms",
            vec![term("zone", &[("app", "db")]), term("zone", &[("app", "web")])],
            [no, no, no, no],
        ),
        ("nobody", vec![term("zone", &[("app", "web")])], [no, no, no, no]),
        ("the first of its kind", vec![term("zone", &[("app", "agent")])], [yes, yes, yes, no]),
        ("another namespace", vec![elsewhere], [no, no, no, no]),
        ("a namespace by its labels", vec![by_team("infra")], [yes, yes, no, no]),
        ("no namespace by its labels", vec![by_team("web")], [no, no, no, no]),
        ("every namespace", vec![everywhere], [yes, yes, no, no]),
        ("no selector", vec![PodAffinityTerm { selector: None, ..term("zone", &[]) }], [no; 4]),
    ] {
        assert_eq!(rules(&cluster(PodSpec::default()), &near(terms)), wanted, "{case}");
    }
}

#[test]
fn a_pod_keeps_away_from_those_that_it_does_not_want_near() {
    let (no, yes) = (Some(AffinityRule::AntiAffinity), None);
    let away = |term| PodSpec { pod_anti_affinity: vec![term], ..PodSpec::default() };
    let with_keys = |matching: &[&str], differing: &[&str]| PodAffinityTerm {
        match_label_keys: matching.iter().map(|key| (*key).into()).collect(),
        mismatch_label_keys: differing.iter().map(|key| (*key).into()).collect(),
        ..term("zone", &[("app", "db")])
    };
    for (case, term, wanted) in [
        ("same zone", term("zone", &[("app", "db")]), [no, no, yes, yes]),
        ("same host", term("kubernetes.io/hostname", &[("app", "db")]), [no, yes, yes, yes]),
        ("a label in common", with_keys(&["tier"], &[]), [no, no, yes, yes]),
        ("a label that differs", with_keys(&["app"], &[]), [yes; 4]),
        ("a label that must differ", with_keys(&[], &["tier"]), [yes; 4]),
        ("a key that the Pod does not have", with_keys(&["absent"], &[]), [no, no, yes, yes]),
    ] {
        assert_eq!(rules(&cluster(PodSpec::default()), &away(term)), wanted, "{case}");
    }
}

#[test]
fn those_that_are_there_can_want_to_be_alone() {
    let (no, yes) = (Some(AffinityRule::ExistingAntiAffinity), None);
    let expression = |operator, values: &[&str]| SelectorRequirement {
        key: "app".into(),
        operator,
        values: values.iter().map(|value| (*value).into()).collect(),
    };
    let not_db = LabelSelector {
        match_expressions: vec![expression(SelectorOperator::NotIn, &["db"])],
        ..LabelSelector::default()
    };
    let by = |selector, key: &str| PodSpec {
        pod_anti_affinity: vec![PodAffinityTerm { selector: Some(selector), ..term(key, &[]) }],
        ..PodSpec::default()
    };
    for (case, db, wanted) in [
        ("everybody", by(LabelSelector::default(), "zone"), [no, no, yes, yes]),
        ("strangers on its host", by(not_db, "kubernetes.io/hostname"), [no, yes, yes, yes]),
        ("its like", by(selector(&[("app", "db")]), "zone"), [yes; 4]),
    ] {
        assert_eq!(rules(&cluster(db), &PodSpec::default()), wanted, "{case}");
    }
}

#[test]
fn who_has_ended_is_no_neighbour_and_who_is_leaving_still_is() {
    let away =
        PodSpec { pod_anti_affinity: vec![term("zone", &[("app", "db")])], ..PodSpec::default() };
    let mut cluster = cluster(PodSpec::default());
    cluster.pods[0].meta.deleted_at = Some(crate::scheduling::given::at(1).into());
    assert_eq!(tokens(&judge(&cluster, "a2", away.clone()).blocking), ["InterPodAffinity"]);
    cluster.pods[0].status.phase = crate::model::Phase::Failed;
    assert!(judge(&cluster, "a2", away).fits());
}
