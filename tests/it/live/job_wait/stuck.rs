//! Each way in which a Job does not get on: told at once, and with `--fail-on-stuck` the end.

use std::process::Stdio;

use super::super::cluster::{Cluster, shared, until};
use super::super::connection::{Namespace, kubectl};
use super::{assert_told, job, waiter};

/// (name, what the Pod's spec says, annotations of the Pod, what is told)
const CASES: &[(&str, &str, &str, &str)] = &[
    ("has-no-node", "nodeSelector: {nobody: has-it}", "", "is stuck: Unschedulable"),
    ("has-no-scheduler", "schedulerName: nobody", "", "is stuck: NoScheduler"),
    ("is-gated", "schedulingGates: [{name: example.test/gate}]", "", "is stuck: SchedulingGated"),
    ("is-refused", "serviceAccountName: absent", "", "is stuck: FailedCreate"),
    ("has-no-image", "", "kubelet.test/does: image-pull-error", "is stuck: ImagePullBackOff"),
    // There is no kubelet that would say so: it is said for it.
    (
        "has-no-secret",
        "",
        "kubelet.test/starts-after: 24h",
        "is stuck: CreateContainerConfigError: secret \"token\" not found",
    ),
];

#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn each_way_to_be_stuck_is_told() {
    let (_shared, cluster) = shared();
    if cluster.control_plane.is_none() {
        eprintln!("passed over: it needs kubelets that do as they are told");
        return;
    }
    let namespace = Namespace::new("live-job-wait-stuck");
    let waits: Vec<_> = CASES
        .iter()
        .map(|(name, pod, annotations, _)| {
            let policy = "restartPolicy: Never";
            let manifest = job(name, annotations, "");
            let manifest = manifest.replace(policy, &format!("{policy}\n      {pod}"));
            kubectl(&["apply", "-n", namespace.0, "-f", "-"], &manifest);
            let mut command = waiter(namespace.0, &["--fail-on-stuck", "3s", name]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    lacks_its_secret(cluster, namespace.0, "has-no-secret");
    for (wait, (.., what)) in waits.into_iter().zip(CASES) {
        assert_told(&wait.wait_with_output().unwrap(), 5, what);
    }
}

/// A quota is told in the API's own words.
#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_quota_that_is_used_up_is_told() {
    const QUOTA: &str =
        "{apiVersion: v1, kind: ResourceQuota, metadata: {name: none}, spec: {hard: {pods: '0'}}}";
    let (_shared, cluster) = shared();
    let namespace = Namespace::new("live-job-wait-quota");
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], QUOTA);
    until("the quota is counted", 60, || {
        let quota = cluster.get(&["quota", "none", "-n", namespace.0]);
        if quota["status"]["hard"].is_null() { Err(quota.to_string()) } else { Ok(()) }
    });
    kubectl(&["apply", "-n", namespace.0, "-f", "-"], &job("waits", "", ""));
    let output = super::wait(namespace.0, &["--fail-on-stuck", "1s", "waits"]);
    assert_told(
        &output,
        5,
        "exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0",
    );
}

/// Says of the Pod's container what a kubelet would that lacks a Secret.
fn lacks_its_secret(cluster: &Cluster, namespace: &str, job: &str) {
    let selector = format!("job-name={job}");
    let pod = until("its container is being created", 60, || {
        let pods = cluster.get(&["pods", "-n", namespace, "-l", &selector]);
        let pod = &pods["items"][0];
        let waits = &pod["status"]["containerStatuses"][0]["state"]["waiting"]["reason"];
        let name = pod["metadata"]["name"].as_str().filter(|_| waits == "ContainerCreating");
        name.map(str::to_owned).ok_or_else(|| pod["status"].to_string())
    });
    let says = r#"[{"op":"replace","path":"/status/containerStatuses/0/state","value":
        {"waiting":{"reason":"CreateContainerConfigError","message":"secret \"token\" not found"}}}]"#;
    let patch =
        ["patch", "pod", &pod, "-n", namespace, "--subresource", "status", "--type", "json"];
    cluster.kubectl(&[&patch[..], &["-p", says]].concat());
}
