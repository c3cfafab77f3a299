//! Which lists a question asks of a cluster, and what comes of them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use kubectl_workloads::cluster::live::Connection;
use kubectl_workloads::cluster::query::{Asker, required_permissions};
use kubectl_workloads::cluster::{Namespaces, Progress, Query, Question, Scope, Silent, query};
use kubectl_workloads::error::{Error, ErrorKind};
use kubectl_workloads::model::{
    Occupancy, PodSpec, PodTemplate, Resource, ServerVersion, Snapshot, TakenAt, UnreadCause,
    Volume, VolumeSource,
};
use serde_json::{Value, json};

use crate::support::api_server::{ApiServer, Plan};
use crate::support::cli::fixture;
use crate::support::cluster::{daemon_pod, daemon_set, node, other_pod, well};
use crate::support::kubeconfig::Kubeconfig;
use crate::support::reaction::{Reaction, Seen};

fn all(question: Question) -> Query {
    let scope = Scope { namespaces: Namespaces::All, ..Scope::default() };
    Query { scope, question, chunk_size: Some(2) }
}

fn named(name: &str) -> Query {
    let scope = Scope {
        namespaces: Namespaces::One("a".to_owned()),
        names: vec![name.to_owned()],
        ..Scope::default()
    };
    Query { scope, question: Question::Coverage, chunk_size: None }
}

async fn connect(server: &ApiServer) -> Connection {
    Kubeconfig::new(&server.url()).connect().await.unwrap()
}

async fn ask(server: &ApiServer, asked: &Query) -> Result<Snapshot, Error> {
    let progress: Arc<dyn Progress> = Arc::new(Silent);
    query::ask(&Arc::new(connect(server).await), asked, &progress).await
}

/// What was asked for, each list once, in order: the path and its selectors.
fn asked(server: &ApiServer) -> BTreeSet<String> {
    let describe = |seen: Seen| {
        let selectors = ["labelSelector", "fieldSelector"];
        let selectors = selectors.iter().filter_map(|name| seen.parameter(name));
        std::iter::once(seen.path.as_str()).chain(selectors).collect::<Vec<_>>().join(" ")
    };
    server.seen().into_iter().map(describe).collect()
}

fn pod_names(snapshot: &Snapshot) -> Vec<String> {
    let mut names: Vec<_> = snapshot.pods.iter().map(|pod| pod.meta.name.to_string()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_cluster_that_is_well_is_asked_for_little() {
    let server = Plan::new(well()).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(
        asked(&server),
        BTreeSet::from_iter(
            [
                "/version",
                "/api/v1/events involvedObject.kind=DaemonSet,type=Warning",
                "/api/v1/nodes",
                "/api/v1/namespaces/a/pods app=logs",
                "/api/v1/namespaces/b/pods app=net",
                "/apis/apps/v1/controllerrevisions",
                "/apis/apps/v1/daemonsets",
            ]
            .map(str::to_owned)
        )
    );
    assert_eq!(snapshot.server, Some(ServerVersion { major: 1, minor: 36 }));
    assert_eq!(pod_names(&snapshot), ["logs-n1", "logs-n2", "net-n1"]);
    assert_eq!((snapshot.nodes.len(), snapshot.daemon_sets.len()), (2, 2));
    assert_eq!((snapshot.revisions.len(), snapshot.events.len()), (1, 1));
    assert_eq!(snapshot.occupancy, Occupancy::None);
    assert_eq!(snapshot.namespace, None);
    assert_eq!(snapshot.unread, []);
}

#[tokio::test]
async fn a_history_takes_one_list_of_each_kind_however_many_cron_jobs_there_are() {
    let file = std::fs::File::open(fixture("cronjob_history/batch.json.gz")).unwrap();
    let recorded: Value = serde_json::from_reader(flate2::read::MultiGzDecoder::new(file)).unwrap();
    let recorded = recorded["items"].as_array().unwrap().clone();
    let lists = |server: &ApiServer| {
        let mut lists: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
        lists.retain(|path| path != "/version");
        lists.sort();
        lists
    };
    let whole = Query { chunk_size: Some(0), ..all(Question::CronJobHistory) };
    let server = Plan::new(recorded.clone()).start();
    let snapshot = ask(&server, &whole).await.unwrap();
    let of_jobs = ["/api/v1/events", "/api/v1/pods", "/apis/batch/v1/jobs"];
    assert_eq!(
        lists(&server),
        [of_jobs[0], of_jobs[1], "/apis/batch/v1/cronjobs", of_jobs[2]].map(str::to_owned)
    );
    let others = snapshot.pods.iter().filter(|pod| pod.meta.labels.get("job-name").is_none());
    assert_eq!((snapshot.cron_jobs.len(), others.count()), (11, 0));
    assert!(snapshot.jobs.len() >= 55, "{}", snapshot.jobs.len());
    assert!(snapshot.events.iter().any(|event| &*event.involved.kind == "CronJob"));
    assert!(snapshot.events.iter().any(|event| &*event.involved.kind == "Job"));

    let server = Plan::new(recorded).start();
    ask(&server, &Query { question: Question::JobHistory, ..whole }).await.unwrap();
    assert_eq!(lists(&server), of_jobs.map(str::to_owned));
}

#[tokio::test]
async fn protobuf_and_json_tell_the_same() {
    let mut snapshots = Vec::new();
    for plan in [Plan::new(well()), Plan::new(well()).protobuf()] {
        let server = plan.start();
        let mut snapshot = ask(&server, &all(Question::Diagnosis)).await.unwrap();
        snapshot.taken_at = TakenAt::Unknown;
        snapshots.push(format!("{snapshot:?}"));
    }
    assert_eq!(snapshots[0], snapshots[1]);
}

#[tokio::test]
async fn one_named_daemon_set_is_asked_for_alone() {
    let server = Plan::new(well()).protobuf().start();
    let snapshot = ask(&server, &named("logs")).await.unwrap();
    assert_eq!(pod_names(&snapshot), ["logs-n1", "logs-n2"]);
    assert_eq!(snapshot.namespace.as_deref(), Some("a"));
    let asked = asked(&server);
    for list in [
        "/apis/apps/v1/namespaces/a/daemonsets metadata.name=logs",
        "/api/v1/namespaces/a/pods app=logs",
        "/apis/apps/v1/namespaces/a/controllerrevisions",
        "/api/v1/namespaces/a/events involvedObject.kind=DaemonSet,type=Warning,involvedObject.name=logs",
    ] {
        assert!(asked.contains(list), "{list} should be in {asked:#?}");
    }

    let error = ask(&server, &named("nope")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert_eq!(error.message, "Error from server (NotFound): daemonsets.apps \"nope\" not found");
}

#[tokio::test]
async fn many_daemon_sets_are_asked_for_by_namespace_and_many_namespaces_at_once() {
    let sets = |namespaces: usize| -> Vec<Value> {
        (0..10)
            .flat_map(|n| {
                let namespace = format!("ns{}", n % namespaces);
                let name = format!("ds{n}");
                [daemon_set(&namespace, &name), daemon_pod(&namespace, &name, "n1", true)]
            })
            .chain([other_pod("ns0", "web-1", "n1", "Running")])
            .collect()
    };
    let server = Plan::new(sets(2)).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(snapshot.pods.len(), 10, "and not the other Pod");
    let lists = asked(&server);
    assert!(lists.contains("/api/v1/namespaces/ns0/pods"), "{lists:?}");
    assert!(lists.contains("/api/v1/namespaces/ns1/pods"), "{lists:?}");

    let server = Plan::new(sets(10)).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(snapshot.pods.len(), 10, "and not the other Pod");
    assert!(asked(&server).contains("/api/v1/pods"));
}

#[tokio::test]
async fn who_else_is_on_a_node_is_asked_only_where_a_pod_waits_for_it() {
    let mut objects = well();
    objects.push(daemon_pod("b", "net", "n2", false));
    let server = Plan::new(objects).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    let alive = "status.phase!=Succeeded,status.phase!=Failed";
    assert!(asked(&server).contains(&format!("/api/v1/pods spec.nodeName=n2,{alive}")));
    assert_eq!(snapshot.occupancy, Occupancy::Nodes(BTreeSet::from(["n2".into()])));
    // logs-n2 is in two lists, and counts once.
    assert_eq!(pod_names(&snapshot), ["logs-n1", "logs-n2", "net-n1", "net-n2", "web-3"]);
}

#[tokio::test]
async fn many_waiting_pods_ask_for_all_pods_once() {
    let mut objects = vec![daemon_set("a", "logs"), other_pod("c", "web-1", "n1", "Running")];
    objects.extend((0..20).map(|n| node(&format!("n{n}"))));
    objects.extend((0..20).map(|n| daemon_pod("a", "logs", &format!("n{n}"), false)));
    let server = Plan::new(objects).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(snapshot.occupancy, Occupancy::All);
    assert_eq!(snapshot.pods.len(), 21);
}

#[tokio::test]
async fn without_permission_for_nodes_or_events_the_answer_says_so() {
    let denied = ["nodes", "events", "controllerrevisions"];
    let server = Plan::new(well())
        .protobuf()
        .script(move |seen, _| match seen.path.rsplit('/').next() {
            Some(resource) if denied.contains(&resource) => {
                Reaction::refuse(403, "Forbidden", &format!("{resource} is forbidden"))
            }
            _ => Reaction::Serve,
        })
        .start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(snapshot.pods.len(), 3);
    let unread: Vec<_> = snapshot.unread.iter().map(|one| (one.resource, &*one.message)).collect();
    assert_eq!(
        unread,
        [
            (Resource::Nodes, "Error from server (Forbidden): nodes is forbidden"),
            (
                Resource::ControllerRevisions,
                "Error from server (Forbidden): controllerrevisions is forbidden"
            ),
            (Resource::Events, "Error from server (Forbidden): events is forbidden"),
        ]
    );
    assert!(!snapshot.knows(Resource::Nodes, ""));
    assert_eq!(snapshot.unread[0].cause, UnreadCause::Forbidden { verb: "list" });
}

#[tokio::test]
async fn without_permission_for_daemon_sets_the_missing_one_is_named() {
    let server = Plan::new(well())
        .script(|seen, _| {
            if seen.path.ends_with("daemonsets") {
                Reaction::refuse(403, "Forbidden", "daemonsets.apps is forbidden")
            } else {
                Reaction::Serve
            }
        })
        .start();
    let error = ask(&server, &all(Question::Coverage)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Forbidden);
    assert_eq!(error.message, "Error from server (Forbidden): daemonsets.apps is forbidden");
    assert!(error.hint.unwrap().contains("list daemonsets.apps in all namespaces"));
}

#[tokio::test]
async fn who_else_is_on_a_node_may_be_hidden_without_hiding_the_daemon_pods() {
    let mut objects = well();
    objects.push(daemon_pod("b", "net", "n2", false));
    let server = Plan::new(objects)
        .protobuf()
        .script(|seen, _| match &*seen.path {
            "/api/v1/pods" => Reaction::refuse(403, "Forbidden", "pods is forbidden"),
            _ => Reaction::Serve,
        })
        .start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    assert_eq!(snapshot.pods.len(), 4);
    assert!(snapshot.knows(Resource::Pods, "b"));
    assert!(!snapshot.knows_pods_of("n2"));
    assert_eq!(snapshot.unread[0].cause, UnreadCause::Partial);
}

#[tokio::test]
async fn a_group_that_an_old_server_lacks_is_said_not_to_be_served() {
    let server = Plan::new(well())
        .script(|seen, _| {
            if seen.path.contains("node.k8s.io") {
                Reaction::Say {
                    code: 404,
                    headers: Vec::new(),
                    body: b"404 page not found".to_vec(),
                }
            } else {
                Reaction::Serve
            }
        })
        .start();
    let snapshot = ask(&server, &all(preview("a", PodSpec::default()))).await.unwrap();
    let unread: Vec<_> = snapshot.unread.iter().map(|one| (one.resource, &one.cause)).collect();
    assert_eq!(unread, [(Resource::RuntimeClasses, &UnreadCause::NotServed)]);
}

#[tokio::test]
async fn f18_objects_that_a_changing_list_repeats_count_once_as_they_were_last() {
    let mut objects = well();
    let mut later = node("n1");
    later["spec"] = json!({ "unschedulable": true });
    objects.push(later);
    objects.push(daemon_pod("a", "logs", "n1", true));
    let server = Plan::new(objects).protobuf().start();
    let snapshot = ask(&server, &all(Question::Coverage)).await.unwrap();
    let nodes: Vec<_> = snapshot.nodes.iter().map(|n| (&*n.name, n.unschedulable)).collect();
    assert_eq!(nodes, [("n2", false), ("n1", true)]);
    assert_eq!(pod_names(&snapshot), ["logs-n1", "logs-n2", "net-n1"]);
}

#[tokio::test]
async fn kinds_are_listed_at_the_same_time() {
    let server =
        Plan::new(well())
            .script(|seen, _| {
                if seen.path.ends_with("daemonsets") { Reaction::Hang } else { Reaction::Serve }
            })
            .start();
    let others =
        ["/version", "/api/v1/nodes", "/api/v1/events", "/apis/apps/v1/controllerrevisions"];
    let query = all(Question::Coverage);
    let answer = ask(&server, &query);
    let all_asked = async {
        while !others.iter().all(|path| server.paths().iter().any(|seen| seen == path)) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(5), async {
        tokio::select! {
            _ = answer => panic!("the DaemonSets hang"),
            () = all_asked => {}
        }
    });
    in_time.await.expect("they wait for the DaemonSets");
}

fn preview(namespace: &str, spec: PodSpec) -> Question {
    let template = PodTemplate { spec: spec.into(), ..PodTemplate::default() };
    Question::Preview { namespace: namespace.to_owned(), template }
}

#[tokio::test]
async fn a_preview_asks_for_all_nodes_their_pods_and_what_admission_looks_at() {
    let server = Plan::new(well()).protobuf().start();
    let claim = Volume { name: "v".into(), source: VolumeSource::Claim("data".into()) };
    let spec = PodSpec { volumes: vec![claim], ..PodSpec::default() };
    let snapshot = ask(&server, &all(preview("a", spec))).await.unwrap();
    assert_eq!(snapshot.occupancy, Occupancy::All);
    assert_eq!(pod_names(&snapshot), ["logs-n1", "logs-n2", "net-n1", "web-1", "web-3"]);
    let asked = asked(&server);
    for list in [
        "/api/v1/pods status.phase!=Succeeded,status.phase!=Failed",
        "/api/v1/namespaces",
        "/api/v1/namespaces/a/limitranges",
        "/api/v1/namespaces/a/resourcequotas",
        "/api/v1/namespaces/a/serviceaccounts",
        "/api/v1/namespaces/a/persistentvolumeclaims",
        "/api/v1/persistentvolumes",
        "/apis/scheduling.k8s.io/v1/priorityclasses",
        "/apis/node.k8s.io/v1/runtimeclasses",
        "/apis/storage.k8s.io/v1/storageclasses",
        "/apis/storage.k8s.io/v1/csinodes",
    ] {
        assert!(asked.contains(list), "{list} should be in {asked:#?}");
    }
    assert!(!asked.iter().any(|list| list.contains("events")));
}

#[tokio::test]
async fn the_first_error_ends_the_answer_without_waiting_for_the_rest() {
    let server = Plan::new(well())
        .script(|seen, _| {
            if seen.path.ends_with("daemonsets") {
                Reaction::refuse(500, "InternalError", "etcd is away")
            } else {
                Reaction::Hang
            }
        })
        .start();
    let query = all(Question::Coverage);
    let answer = tokio::time::timeout(Duration::from_secs(3), ask(&server, &query)).await;
    assert_eq!(answer.unwrap().unwrap_err().kind, ErrorKind::Unavailable);
}

/// A cluster in which a Pod waits with a volume, and another could not be created.
fn in_trouble() -> Vec<Value> {
    let mut waiting = daemon_pod("b", "net", "n2", false);
    waiting["spec"]["volumes"] =
        json!([{ "name": "v", "persistentVolumeClaim": { "claimName": "data" } }]);
    waiting["spec"]["priorityClassName"] = json!("high");
    let mut lacking = daemon_set("a", "lacking");
    lacking["status"]["currentNumberScheduled"] = json!(0);
    let mut objects = well();
    objects.extend([waiting, lacking]);
    objects
}

#[tokio::test]
async fn nothing_is_asked_for_that_the_required_permissions_do_not_name() {
    let claim = Volume { name: "v".into(), source: VolumeSource::Ephemeral };
    let spec = PodSpec { volumes: vec![claim], ..PodSpec::default() };
    for (question, asker) in [
        (Question::Coverage, Asker::Coverage),
        (Question::Diagnosis, Asker::Diagnosis),
        (preview("a", spec), Asker::Preview),
    ] {
        let server = Plan::new(in_trouble()).protobuf().start();
        ask(&server, &all(question)).await.unwrap();
        let read: BTreeSet<String> = server
            .paths()
            .iter()
            .filter(|path| *path != "/version")
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect();
        let allowed: BTreeSet<String> = required_permissions(asker)
            .iter()
            .filter(|one| one.verbs == ["list"])
            .map(|one| one.resource.to_owned())
            .collect();
        if asker == Asker::Coverage {
            // Of namespaces only where all Pods are read.
            assert!(read.is_subset(&allowed), "{asker:?}: {read:?} is not within {allowed:?}");
        } else {
            assert_eq!(read, allowed, "{asker:?}");
        }
    }
}
