//! The filters against what a real scheduler said: tests/fixtures/scheduler/README.md says of what.

use std::collections::BTreeMap;
use std::path::Path;

use kubectl_workloads::cluster::file::load;
use kubectl_workloads::cluster::{Input, Namespaces, Scope, Silent};
use kubectl_workloads::model::Snapshot;
use kubectl_workloads::scheduling::World;
use kubectl_workloads::scheduling::fit::{Filters, Incoming};

fn recording() -> Snapshot {
    let path = "tests/fixtures/scheduler/cluster.json.gz";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let scope = Scope { namespaces: Namespaces::All, ..Scope::default() };
    load(&[Input::Path(path)], &scope, &Silent).expect("a recording")
}

#[test]
fn the_filters_find_what_the_scheduler_said_of_every_pending_pod() {
    let snapshot = recording();
    let world = World::new(&snapshot);
    let mut plugins = BTreeMap::<String, usize>::new();
    let mut disagreements = Vec::new();
    for pod in snapshot.pods.iter().filter(|pod| pod.node.is_none()) {
        let said = pod.unscheduled().and_then(|said| said.message.as_deref()).unwrap();
        let node = pod.pinned_to.as_deref().and_then(|node| world.node(node)).unwrap();
        let filters = Filters::new(&world, Incoming::from(pod));
        let verdict = filters.verdict(node);
        if !filters.told(said, Some(node), Some(&verdict)).agrees {
            disagreements.push(format!("{}: {said}: {:?}", pod.meta.name, verdict.blocking));
        }
        for reason in &verdict.blocking {
            *plugins.entry(reason.token().to_owned()).or_default() += 1;
        }
        if !verdict.unjudged.is_empty() {
            disagreements.push(format!("{}: {:?}", pod.meta.name, verdict.unjudged));
        }
    }
    assert!(disagreements.is_empty(), "{disagreements:#?}");
    let spoken: Vec<&str> = plugins.keys().map(String::as_str).collect();
    let wanted = [
        "InterPodAffinity",
        "NodePorts",
        "NodeResourcesFit",
        "NodeVolumeLimits",
        "PodTopologySpread",
        "VolumeBinding",
        "VolumeZone",
    ];
    for plugin in wanted {
        assert!(spoken.contains(&plugin), "{plugin} speaks nowhere: {plugins:?}");
    }
}

#[test]
fn a_preemption_that_would_help_is_one_that_the_scheduler_has_not_given_up() {
    let snapshot = recording();
    let world = World::new(&snapshot);
    for pod in snapshot.pods.iter().filter(|pod| pod.node.is_none()) {
        let said = pod.unscheduled().and_then(|said| said.message.as_deref()).unwrap();
        let node = pod.pinned_to.as_deref().and_then(|node| world.node(node)).unwrap();
        let verdict = Filters::new(&world, Incoming::from(pod)).verdict(node);
        assert!(!verdict.binds(), "{}: {said}: {:?}", pod.meta.name, verdict.preemption);
    }
}
