use std::collections::BTreeSet;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::process::Stdio;

use serde_json::Value;

use super::super::agreement::text;
use super::super::cluster::{Cluster, alone, until};
use super::super::connection::{Namespace, kubectl};
use super::{job, waiter};

const COUNT: usize = 1000;
const FAILING: [usize; 3] = [7, 500, 999];

/// The watches that the API server has open in one namespace, of these resources.
fn watches(cluster: &Cluster) -> Vec<String> {
    let metrics = cluster.kubectl(&["get", "--raw", "/metrics"]);
    let open = metrics.lines().filter(|line| {
        line.starts_with("apiserver_longrunning_requests{")
            && line.contains("scope=\"namespace\"")
            && line.contains("verb=\"WATCH\"")
            && !line.ends_with(" 0")
    });
    ["jobs", "pods", "events"]
        .iter()
        .filter_map(|resource| {
            let label = format!("resource=\"{resource}\"");
            let line = open.clone().find(|line| line.contains(&label))?;
            Some(format!("{resource} {}", line.rsplit(' ').next().unwrap_or_default()))
        })
        .collect()
}

/// However many the Jobs, there is one watch for each kind, and each Job that fails is told.
#[test]
#[ignore = "needs LIVE_KUBECONFIG"]
fn a_thousand_jobs_are_waited_for_with_three_watches() {
    let (_alone, cluster) = alone();
    if cluster.control_plane.is_none() {
        eprintln!("passed over: a thousand Jobs are too many for a cluster of somebody else");
        return;
    }
    let namespace = Namespace::new("live-job-wait-thousand");
    until("nobody watches a namespace", 60, || {
        let open = watches(cluster);
        if open.is_empty() { Ok(()) } else { Err(open.join(", ")) }
    });
    let jobs = (0..COUNT).map(|number| {
        let does = if FAILING.contains(&number) { "exit" } else { "complete" };
        let annotations = format!("kubelet.test/does: {does}, kubelet.test/after: 10s");
        // One is held back, so that the wait has not ended when it is looked at.
        let spec = if number == 0 { "  suspend: true" } else { "" };
        job(&format!("job-{number}"), &annotations, spec) + "---\n"
    });
    kubectl(&["create", "-n", namespace.0, "-f", "-"], &jobs.collect::<String>());
    let mut command = waiter(namespace.0, &["--all", "--timeout", "600s", "-o", "json"]);
    let mut said = tempfile::tempfile().unwrap();
    let progress = Stdio::from(said.try_clone().unwrap());
    let wait = command.stdout(Stdio::piped()).stderr(progress).spawn().unwrap();
    let mut told = move || {
        let mut text = String::new();
        said.seek(SeekFrom::Start(0)).and_then(|_| said.read_to_string(&mut text)).unwrap();
        // Of a thousand Jobs: what is said of none.
        text.lines().filter(|line| !line.contains(" job/")).collect::<Vec<_>>().join("\n")
    };
    until("there are three watches", 120, || {
        let open = watches(cluster);
        let is_so = open == ["jobs 1", "pods 1", "events 1"];
        if is_so { Ok(()) } else { Err(format!("{}\n{}", open.join(", "), told())) }
    });
    kubectl(
        &["patch", "job", "job-0", "-n", namespace.0, "-p", "{\"spec\":{\"suspend\":false}}"],
        "",
    );

    let output = wait.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", told());
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let items = answer["items"].as_array().expect("items");
    assert_eq!(items.len(), COUNT);
    let failed = items.iter().filter(|item| item["outcome"] == "Failed");
    let failed: BTreeSet<&str> = failed.map(|item| text(&item["name"])).collect();
    assert_eq!(
        failed,
        FAILING.map(|number| format!("job-{number}")).iter().map(|name| &**name).collect()
    );
    let complete = items.iter().filter(|item| item["outcome"] == "Complete").count();
    assert_eq!(complete, COUNT - FAILING.len());
}
