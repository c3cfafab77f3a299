use super::*;
use crate::model::{Limit, LimitKind, LimitRange};

fn range(kind: LimitKind, change: impl FnOnce(&mut Limit)) -> LimitRange {
    let mut limit = Limit {
        kind,
        default_requests: Resources::default(),
        default_limits: Resources::default(),
        min: Resources::default(),
        max: Resources::default(),
        max_ratio_milli: vec![],
    };
    change(&mut limit);
    LimitRange { namespace: "kube-system".into(), name: "limits".into(), limits: vec![limit] }
}

#[test]
fn containers_that_ask_for_nothing_get_the_defaults() {
    let defaults = |limit: &mut Limit| {
        limit.default_requests = amounts("cpu=100 memory=50");
        limit.default_limits = amounts("cpu=200");
    };
    let mut cluster = cluster(&[]);
    cluster.limit_ranges = vec![range(LimitKind::Container, defaults)];
    let spec = PodSpec {
        containers: vec![container("", ""), container("cpu=1", "cpu=2 memory=3")],
        init_containers: vec![container("memory=1", "")],
        ..PodSpec::default()
    };
    let spec = admitted(&cluster, spec).spec;
    let given: Vec<_> = spec
        .containers
        .iter()
        .chain(&spec.init_containers)
        .map(|container| (container.requests.clone(), container.limits.clone()))
        .collect();
    let wanted = [
        ("cpu=100 memory=50", "cpu=200"),
        ("cpu=1 memory=50", "cpu=2 memory=3"),
        ("cpu=100 memory=1", "cpu=200"),
    ]
    .map(|(requests, limits)| (amounts(requests), amounts(limits)));
    assert_eq!(given, wanted);
    cluster.limit_ranges[0].namespace = "other".into();
    assert!(admitted(&cluster, requesting("")).spec.containers[0].requests.is_empty());
}

#[test]
fn bounds_that_are_broken_are_named_in_the_api_servers_words() {
    let min = |limit: &mut Limit| limit.min = amounts("cpu=100");
    let max = |limit: &mut Limit| limit.max = amounts("memory=1073741824");
    let ratio = |limit: &mut Limit| limit.max_ratio_milli = vec![("cpu".into(), 1_500)];
    let both = |limit: &mut Limit| {
        limit.min = amounts("cpu=100");
        limit.max = amounts("cpu=2000");
    };
    let container_kind = || LimitKind::Container;
    for (range, container, causes_of) in [
        (range(container_kind(), min), container("cpu=100", ""), None),
        (
            range(container_kind(), min),
            container("", ""),
            Some("minimum cpu usage per Container is 100m.  No request is specified"),
        ),
        (
            range(container_kind(), min),
            container("cpu=50", ""),
            Some("minimum cpu usage per Container is 100m, but request is 50m"),
        ),
        (range(container_kind(), max), container("", "memory=1073741824"), None),
        (
            range(container_kind(), max),
            container("memory=1", ""),
            Some("maximum memory usage per Container is 1Gi.  No limit is specified"),
        ),
        (
            range(container_kind(), max),
            container("memory=1", "memory=2147483648"),
            Some("maximum memory usage per Container is 1Gi, but limit is 2Gi"),
        ),
        (range(container_kind(), ratio), container("cpu=100", "cpu=150"), None),
        (
            range(container_kind(), ratio),
            container("cpu=100", "cpu=200"),
            Some(
                "cpu max limit to request ratio per Container is 1500m, but provided ratio is \
                 2.000000",
            ),
        ),
        (
            range(container_kind(), ratio),
            container("", "cpu=200"),
            Some(
                "cpu max limit to request ratio per Container is 1500m, but no request is \
                 specified or request is 0",
            ),
        ),
        (
            range(container_kind(), both),
            container("cpu=50", "cpu=3000"),
            Some(
                "[minimum cpu usage per Container is 100m, but request is 50m, maximum cpu usage \
                 per Container is 2, but limit is 3]",
            ),
        ),
        (range(LimitKind::Other("PersistentVolumeClaim".into()), min), container("", ""), None),
    ] {
        let mut cluster = cluster(&[]);
        cluster.limit_ranges = vec![range];
        let spec = PodSpec { containers: vec![container], ..PodSpec::default() };
        let wanted: Vec<_> =
            causes_of.iter().map(|cause| format!("LimitRanger: {cause}")).collect();
        assert_eq!(causes(&admitted(&cluster, spec).refusals), wanted);
    }
}

#[test]
fn a_pod_is_measured_as_a_whole_without_its_overhead() {
    let mut cluster = cluster(&[]);
    let max = |limit: &mut Limit| limit.max = amounts("cpu=300");
    cluster.limit_ranges = vec![range(LimitKind::Pod, max)];
    for (second, refused) in [("cpu=150", false), ("cpu=151", true)] {
        let spec = PodSpec {
            containers: vec![container("cpu=150", "cpu=150"), container(second, second)],
            init_containers: vec![container("cpu=300", "cpu=300")],
            ..PodSpec::default()
        };
        assert_eq!(!admitted(&cluster, spec).refusals.is_empty(), refused, "{second}");
    }
}
