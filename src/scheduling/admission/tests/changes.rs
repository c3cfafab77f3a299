use super::*;
use crate::model::{
    NodeSelectorTerm, PreemptionPolicy, PriorityClass, Resource, RuntimeClass, ServiceAccount,
    Unread, UnreadCause,
};
use crate::scheduling::admission::Unseen;
use crate::scheduling::given::toleration;

fn unread(resource: Resource) -> Unread {
    Unread { resource, namespace: None, cause: UnreadCause::Failed, message: String::new() }
}

fn priority_class(name: &str, value: i32, global_default: bool) -> PriorityClass {
    let preemption_policy = PreemptionPolicy::Never;
    PriorityClass { name: name.into(), value, global_default, preemption_policy }
}

#[test]
fn a_daemon_pod_gets_the_controllers_tolerations_and_loses_its_terms_to_the_pin() {
    let spec = PodSpec {
        node_affinity: Some(vec![NodeSelectorTerm::default()]),
        node_selector: [("disk", "ssd")].into_iter().collect(),
        ..PodSpec::default()
    };
    let admitted = admitted(&cluster(&[]), spec);
    assert_eq!(admitted.spec.node_affinity, None);
    assert!(!admitted.spec.node_selector.is_empty());
    assert_eq!(admitted.spec.tolerations.len(), 6);
    assert_eq!(admitted.refusals, []);
    assert_eq!(admitted.unseen, [Unseen::Webhooks]);
}

#[test]
fn the_priority_is_that_of_the_class_or_of_the_default_class() {
    let mut cluster = cluster(&[]);
    let named = |class: Option<&str>| PodSpec {
        priority_class: class.map(Into::into),
        ..PodSpec::default()
    };
    let priority = |cluster: &Snapshot, class| {
        let admitted = admitted(cluster, named(class));
        (admitted.spec.priority, causes(&admitted.refusals))
    };
    assert_eq!(priority(&cluster, None), (Some(0), vec![]));
    cluster.priority_classes =
        vec![priority_class("high", 7, false), priority_class("usual", 3, true)];
    assert_eq!(priority(&cluster, None), (Some(3), vec![]));
    assert_eq!(priority(&cluster, Some("high")), (Some(7), vec![]));
    let critical = priority(&cluster, Some("system-node-critical"));
    assert_eq!(critical, (Some(2_000_001_000), vec![]));
    let absent = vec!["Priority: no PriorityClass with name absent was found".to_owned()];
    assert_eq!(priority(&cluster, Some("absent")), (Some(0), absent));
    let high = admitted(&cluster, named(Some("high"))).spec;
    assert_eq!(high.preemption_policy, Some(PreemptionPolicy::Never));
    cluster.unread.push(unread(Resource::PriorityClasses));
    assert_eq!(priority(&cluster, Some("absent")), (Some(0), vec![]));
}

#[test]
fn a_runtime_class_adds_what_it_costs_and_where_it_runs() {
    let mut cluster = cluster(&[]);
    let kata = |spec: PodSpec| PodSpec { runtime_class: Some("kata".into()), ..spec };
    let refusals = |cluster: &Snapshot, spec| causes(&admitted(cluster, spec).refusals);
    let absent = [r#"RuntimeClass: pod rejected: RuntimeClass "kata" not found"#];
    assert_eq!(refusals(&cluster, kata(PodSpec::default())), absent);
    cluster.runtime_classes = vec![RuntimeClass {
        name: "kata".into(),
        overhead: amounts("cpu=250 memory=160"),
        node_selector: [("kata", "yes")].into_iter().collect(),
        tolerations: vec![toleration("kata Exists - NoSchedule")],
    }];
    let selecting = |value| PodSpec {
        node_selector: [("disk", "ssd"), ("kata", value)].into_iter().collect(),
        ..PodSpec::default()
    };
    let spec = admitted(&cluster, kata(selecting("yes"))).spec;
    assert_eq!(spec.overhead, amounts("cpu=250 memory=160"));
    assert_eq!(spec.node_selector, [("disk", "ssd"), ("kata", "yes")].into_iter().collect());
    assert!(spec.tolerations.contains(&toleration("kata Exists - NoSchedule")));
    let conflict = "RuntimeClass: conflict: runtimeClass.scheduling.nodeSelector[kata] = yes; \
                    pod.spec.nodeSelector[kata] = no";
    assert_eq!(refusals(&cluster, kata(selecting("no"))), [conflict]);
    let own = PodSpec { overhead: amounts("cpu=1"), ..PodSpec::default() };
    let differs =
        "RuntimeClass: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";
    assert_eq!(refusals(&cluster, kata(own.clone())), [differs]);
    let none = "RuntimeClass: pod rejected: Pod Overhead set without corresponding RuntimeClass \
                defined Overhead";
    assert_eq!(refusals(&cluster, own), [none]);
}

#[test]
fn a_service_account_has_to_be_there_and_the_default_one_always_is() {
    let mut cluster = cluster(&[]);
    let named = |name: &str| PodSpec { service_account: Some(name.into()), ..PodSpec::default() };
    let refusals = |cluster: &Snapshot, name| causes(&admitted(cluster, named(name)).refusals);
    assert_eq!(refusals(&cluster, "default"), [""; 0]);
    let absent = "ServiceAccount: error looking up service account kube-system/agent: \
                  serviceaccount \"agent\" not found";
    assert_eq!(refusals(&cluster, "agent"), [absent]);
    let account =
        |namespace: &str| ServiceAccount { namespace: namespace.into(), name: "agent".into() };
    cluster.service_accounts = vec![account("other")];
    assert_eq!(refusals(&cluster, "agent"), [absent]);
    cluster.service_accounts.push(account("kube-system"));
    assert_eq!(refusals(&cluster, "agent"), [""; 0]);
}

#[test]
fn what_cannot_be_known_is_said() {
    let mut cluster = cluster(&[]);
    cluster.namespaces[0].node_selector = Some("env=prod".into());
    cluster.unread.push(unread(Resource::ResourceQuotas));
    let unseen = admitted(&cluster, PodSpec::default()).unseen;
    let wanted = [
        Unseen::Webhooks,
        Unseen::NodeSelector("env=prod".into()),
        Unseen::Kind(Resource::ResourceQuotas),
    ];
    assert_eq!(unseen, wanted);
    cluster.namespaces.clear();
    let unseen = admitted(&cluster, PodSpec::default()).unseen;
    assert!(unseen.contains(&Unseen::Namespace("kube-system".into())), "{unseen:?}");
}

#[test]
fn a_server_that_says_no_version_leaves_open_which_policy_it_enforces() {
    let enforces = "pod-security.kubernetes.io/enforce";
    let pinned = "pod-security.kubernetes.io/enforce-version";
    let server = Some(crate::model::ServerVersion { major: 1, minor: 34 });
    for (labels, server, open) in [
        (&[(enforces, "baseline")][..], None, true),
        (&[(enforces, "baseline")], server, false),
        (&[(enforces, "baseline"), (pinned, "v1.30")], None, false),
        (&[(enforces, "privileged")], None, false),
        (&[], None, false),
    ] {
        let cluster = Snapshot { server, ..cluster(labels) };
        let unseen = admitted(&cluster, PodSpec::default()).unseen;
        assert_eq!(unseen.contains(&Unseen::PodSecurityVersion), open, "{labels:?} {server:?}");
    }
}
