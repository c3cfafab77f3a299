//! What goes into a snapshot, that nothing is lost by it, and the file that it goes into.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use kubectl_workloads::cluster::snapshot::{Output, PrunedList, SnapshotWriter, prune};
use kubectl_workloads::cluster::{Input, ListSink, Scope, file};
use kubectl_workloads::error::ErrorKind;
use kubectl_workloads::model::{Resource, Snapshot, TakenAt, Unread, UnreadCause};
use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::support::progress::Told;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// A list of each kind that the model knows, every field of it filled somewhere.
fn lists() -> Vec<Value> {
    let mut lists = Vec::new();
    for entry in std::fs::read_dir(fixtures().join("wire")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            lists.push(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
        }
    }
    assert_eq!(lists.len(), 15);
    lists
}

/// The items of a list, each saying what it is.
fn objects(list: &Value) -> Vec<Value> {
    let kind = list["kind"].as_str().unwrap().strip_suffix("List").unwrap();
    let mut items = list["items"].as_array().unwrap().clone();
    for item in &mut items {
        item["apiVersion"] = list["apiVersion"].clone();
        item["kind"] = json!(kind);
    }
    items
}

fn load(objects: &[Value]) -> Snapshot {
    let list = json!({ "apiVersion": "v1", "kind": "List", "items": objects });
    file::load_bytes(list.to_string().as_bytes(), &Told::default()).unwrap()
}

#[test]
fn what_is_kept_reads_as_the_whole_object_does() {
    for list in lists() {
        let whole = objects(&list);
        let kept: Vec<Value> = whole.iter().cloned().map(|one| prune(one).unwrap()).collect();
        assert_eq!(format!("{:#?}", load(&kept)), format!("{:#?}", load(&whole)));
    }
}

#[test]
fn what_could_be_a_secret_is_left_out() {
    let mut list = lists().into_iter().find(|list| list["kind"] == "PodList").unwrap();
    list["items"][1]["spec"]["ephemeralContainers"] = json!([{"env": [{"value": "s3cr3t"}]}]);
    let pod = prune(objects(&list)[1].clone()).unwrap();
    let text = pod.to_string();
    assert!(!text.contains("s3cr3t") && !text.contains("managedFields") && !text.contains("env"));
    let container = &pod["spec"]["containers"][0];
    let fields: Vec<&str> = container.as_object().unwrap().keys().map(String::as_str).collect();
    assert_data_eq!(
        fields.join(" "),
        str![
            "image lifecycle livenessProbe name ports readinessProbe resources securityContext startupProbe"
        ]
    );

    let mut list = lists().into_iter().find(|list| list["kind"] == "DaemonSetList").unwrap();
    list["items"][0]["spec"]["template"]["metadata"]["annotations"]["token"] = json!("s3cr3t");
    let set = prune(objects(&list)[0].clone()).unwrap();
    assert!(!set.to_string().contains("last-applied") && !set.to_string().contains("s3cr3t"));
    assert_eq!(set["metadata"]["annotations"].as_object().unwrap().len(), 1);

    for kind in ["Secret", "ConfigMap", "Service"] {
        assert_eq!(prune(json!({"apiVersion": "v1", "kind": kind, "data": {"a": "b"}})), None);
    }
}

#[test]
fn a_recorded_cluster_says_the_same_in_its_own_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let clusters = fixtures().join("clusters");
    let name = "cluster-106.json.gz";
    let inputs = [Input::Path(clusters.join(name))];
    let whole = file::load(&inputs, &Scope::default(), &Told::default()).unwrap();
    assert_eq!(whole.unread, []);
    assert_eq!((whole.nodes.len(), whole.runtime_classes.len()), (30, 1));
    let again = folder.path().join(name);
    let mut writer = SnapshotWriter::new(Output::create(&again).unwrap()).unwrap();
    for object in unpacked(&clusters.join(name)) {
        writer.object(&prune(object).unwrap()).unwrap();
    }
    writer.finish("2026-11-22T12:00:00Z".parse().unwrap(), &[]).unwrap().finish().unwrap();
    let mut read = file::load(&[Input::Path(again)], &Scope::default(), &Told::default()).unwrap();
    assert!(matches!(read.taken_at, TakenAt::Recorded(_)));
    read.taken_at = whole.taken_at;
    assert_eq!(format!("{read:?}"), format!("{whole:?}"));
}

fn unpacked(path: &Path) -> Vec<Value> {
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
    let mut list: Value = serde_json::from_reader(file).unwrap();
    list["items"].as_array_mut().unwrap().drain(..).collect()
}

#[test]
fn a_list_is_kept_page_by_page() {
    let mut list = PrunedList::new(Resource::Nodes);
    let page = |name: &str, next: &str| {
        json!({"kind": "NodeList", "apiVersion": "v1", "metadata": {"continue": next, "resourceVersion": "5"},
               "items": [{"metadata": {"name": name, "managedFields": []}}]})
        .to_string()
    };
    let read = |list: &mut PrunedList, page: &str| {
        list.begin(false);
        page.as_bytes()
            .chunks(7)
            .try_for_each(|chunk| list.chunk(&Bytes::copy_from_slice(chunk)))?;
        list.end()
    };
    read(&mut list, &page("old", "more")).unwrap();
    list.restart();
    let meta = read(&mut list, &page("a", "more")).unwrap();
    assert_eq!(meta.continue_token.as_deref(), Some("more"));
    assert!(read(&mut list, &page("half", "")[..40]).is_err());
    assert_eq!(read(&mut list, &page("b", "")).unwrap().continue_token, None);
    assert!(
        read(&mut list, r#"{"kind":"Status","message":"no"}"#)
            .unwrap_err()
            .message
            .ends_with(": no")
    );
    list.begin(true);
    assert!(list.chunk(&Bytes::from_static(b"k8s\0")).is_err(), "protobuf cannot be pruned");

    let mut writer = SnapshotWriter::new(Vec::new()).unwrap();
    writer.list(list).unwrap();
    writer.object(&json!({"kind": "Namespace"})).unwrap();
    assert_eq!(writer.written(), 3);
    let unread = Unread {
        resource: Resource::Pods,
        namespace: Some("a".into()),
        cause: UnreadCause::Forbidden { verb: "list" },
        message: "pods is forbidden".to_owned(),
    };
    let written = writer.finish("2026-01-02T03:04:05Z".parse().unwrap(), &[unread]).unwrap();
    assert_data_eq!(
        String::from_utf8(written).unwrap(),
        str![[r#"
{"apiVersion":"v1","kind":"List","items":[
{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}},
{"apiVersion":"v1","kind":"Node","metadata":{"name":"b"}},
{"kind":"Namespace"}
],"metadata":{"takenAt":"2026-01-02T03:04:05Z","unread":[{"message":"pods is forbidden","namespace":"a","resource":"pods"}]}}

"#]]
    );
}

#[test]
fn a_snapshot_appears_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cluster.json");
    let write = || {
        let mut writer = SnapshotWriter::new(Output::create(&path).unwrap()).unwrap();
        writer
            .object(&json!({"kind": "Node", "apiVersion": "v1", "metadata": {"name": "n"}}))
            .unwrap();
        writer.finish("2026-01-02T03:04:05Z".parse().unwrap(), &[]).unwrap()
    };
    drop(write());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    write().finish().unwrap();
    write().finish().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let snapshot = file::load(&[Input::Path(path)], &Scope::default(), &Told::default()).unwrap();
    assert_eq!(snapshot.nodes.len(), 1);

    let error = Output::create(folder.path()).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Output);
    assert!(Output::create(&folder.path().join("no/such/folder.json")).is_err());
}

#[cfg(unix)]
#[test]
fn a_snapshot_follows_no_link() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link.json"));
    std::fs::write(&target, "precious").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let error = Output::create(&link).err().unwrap();
    assert!(error.message.contains("symbolic link"), "{error}");
    assert_eq!(std::fs::read_to_string(target).unwrap(), "precious");
}
