//! Snapshots in every form that a file can have, good and bad.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use kubectl_workloads::cluster::{Input, Namespaces, Scope, file};
use kubectl_workloads::error::{Error, ErrorKind};
use kubectl_workloads::model::{Occupancy, Resource, Snapshot, TakenAt, UnreadCause};
use snapbox::{assert_data_eq, str};

use crate::support::progress::Told;

fn load(bytes: &[u8]) -> Result<Snapshot, Error> {
    file::load_bytes(bytes, &Told::default())
}

fn good(bytes: &[u8]) -> Snapshot {
    let snapshot = load(bytes).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(snapshot.unread, []);
    snapshot
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    ['\u{feff}'].into_iter().chain(text.chars()).fold(Vec::new(), |mut bytes, character| {
        let units = character.encode_utf16(&mut [0; 2]).to_vec();
        bytes.extend(units.into_iter().flat_map(to_bytes));
        bytes
    })
}

/// Two nodes, a DaemonSet and a Pod, in all the forms that they can be written in.
#[test]
fn one_cluster_in_every_form_is_the_same_cluster() {
    let node =
        |name| format!(r#"{{"apiVersion":"v1","kind":"Node","metadata":{{"name":"{name}"}}}}"#);
    let set = r#"{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent","namespace":"a"},"spec":{"minReadySeconds":3}}"#;
    let pod = r#"{"metadata":{"labels":{"emoji":"😀"},"name":"agent-1","namespace":"a"},"status":{"phase":"Running"},"kind":"Pod","apiVersion":"v1"}"#;
    let objects = [node("n1"), node("n2"), set.to_owned(), pod.to_owned()];
    let list = format!(
        r#"{{"apiVersion":"v1","kind":"List","metadata":{{}},"items":[{}]}}"#,
        objects.join(",")
    );
    let kind_last =
        format!(r#"{{"items":[{}],"kind":"List","apiVersion":"v1"}}"#, objects.join(","));
    let yaml = "\
# as kubectl writes it
apiVersion: v1
items:
- apiVersion: v1
  kind: Node
  metadata:
    name: n1
- kind: Node
  apiVersion: v1
  metadata: {name: n2}
- apiVersion: apps/v1
  kind: DaemonSet
  metadata:
    name: agent
    namespace: a
  spec:
    minReadySeconds: 3
- apiVersion: v1
  kind: Pod
  metadata:
    labels:
      emoji: \"\\ud83d\\ude00\"
    name: agent-1
    namespace: a
  status:
    phase: Running
kind: List
metadata:
  resourceVersion: \"\"
";
    let documents = "\
---
# nothing
---

apiVersion: v1
kind: Node
metadata: {name: n1}
--- # another
apiVersion: v1
kind: NodeList
items:
  - metadata:
      name: n2
---
apiVersion: extensions/v1beta1
kind: DaemonSet
metadata: {name: agent, namespace: a}
spec:
  minReadySeconds: 3
...
---
{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": [
  {\"metadata\": {\"name\": \"agent-1\", \"namespace\": \"a\", \"labels\": {\"emoji\": \"😀\"}}, \"status\": {\"phase\": \"Running\"}}
]}
---
";
    let typed = format!(
        "{}\n{}",
        r#"{"kind":"NodeList","apiVersion":"v1","items":[{"metadata":{"name":"n1"}},{"metadata":{"name":"n2"}}]}"#,
        r#"{"items":[{"metadata":{"name":"agent","namespace":"a"},"spec":{"minReadySeconds":3}}],"kind":"DaemonSetList","apiVersion":"apps/v1"}"#,
    ) + pod;
    let expected = good(list.as_bytes());
    assert_eq!((expected.nodes.len(), expected.daemon_sets.len(), expected.pods.len()), (2, 1, 1));
    assert_eq!(expected.pods[0].meta.labels.get("emoji").map(|value| &**value), Some("😀"));
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("pretty", list.replace(',', " ,\n\t").into_bytes()),
        ("kind last", kind_last.into_bytes()),
        ("an object a line", objects.join("\n").into_bytes()),
        ("typed lists", typed.into_bytes()),
        ("YAML list", yaml.as_bytes().to_vec()),
        ("YAML list, Windows", yaml.replace('\n', "\r\n").into_bytes()),
        ("YAML documents", documents.as_bytes().to_vec()),
        ("gzip", gzip(list.as_bytes())),
        ("two gzip members", [gzip(&list.as_bytes()[..50]), gzip(&list.as_bytes()[50..])].concat()),
        ("gzip YAML", gzip(yaml.as_bytes())),
        ("BOM", format!("\u{feff}{list}").into_bytes()),
        ("BOM YAML", format!("\u{feff}---\n{yaml}").into_bytes()),
        ("UTF-16 LE", utf16(&list, u16::to_le_bytes)),
        ("UTF-16 BE", utf16(yaml, u16::to_be_bytes)),
        ("UTF-16 without BOM", utf16(&list, u16::to_le_bytes)[2..].to_vec()),
        ("leading blanks", format!("\n\n  {list}  \n").into_bytes()),
    ];
    for (form, bytes) in forms {
        let snapshot = good(&bytes);
        assert_eq!(snapshot.nodes, expected.nodes, "{form}");
        assert_eq!(snapshot.daemon_sets, expected.daemon_sets, "{form}");
        assert_eq!(snapshot.pods, expected.pods, "{form}");
    }
}

#[test]
fn what_is_no_snapshot_is_said_plainly() {
    let list = br#"{"kind":"List","apiVersion":"v1","items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}}]}"#;
    let mut corrupt = gzip(list);
    let middle = corrupt.len() / 2;
    corrupt[middle] ^= 0xff;
    let deep_json =
        format!(r#"{{"kind":"Node","apiVersion":"v1","metadata":{}"#, "[".repeat(100_000));
    let deep_yaml =
        format!("kind: Node\napiVersion: v1\nmetadata: {}{}\n", "[".repeat(300), "]".repeat(300));
    let mut bomb = "kind: Node\napiVersion: v1\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(",");
        writeln!(bomb, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let cases: [(&str, &[u8], &str); 21] = [
        ("empty", b"", "it is empty"),
        ("blank", b" \n\n", "it holds no object"),
        ("only comments", b"# nothing\n---\n# more\n", "it holds no object"),
        ("zip", b"PK\x03\x04....", "it is a zip archive"),
        ("zstd", b"\x28\xb5\x2f\xfd....", "compressed with zstd"),
        ("protobuf", b"k8s\0....", "it is Kubernetes' protobuf"),
        ("binary", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02", "it is binary"),
        ("latin 1", b"kind: Node\nmetadata: {name: \xe4}\n", "line 2 is not UTF-8"),
        ("truncated JSON", &list[..60], "it breaks off"),
        ("truncated gzip", &gzip(list)[..40], ""),
        ("corrupt gzip", &corrupt, ""),
        ("text behind it", b"{\"kind\":\"List\",\"items\":[]} error: x", "it is not a JSON object"),
        ("a JSON list", b"[{\"kind\":\"Node\"}]", "needed"),
        (
            "no JSON inside",
            b"{\"kind\":\"List\",\"items\":[{\"kind\" \"Node\"}]}",
            "item 1: expected `:`",
        ),
        ("no comma", b"{\"kind\":\"List\",\"items\":[{} {}]}", "invalid number"),
        ("deep JSON", deep_json.as_bytes(), "breaks off"),
        ("deep YAML", deep_yaml.as_bytes(), "recursion limit"),
        ("alias bomb", bomb.as_bytes(), "budget breached"),
        ("no YAML", b"kind: Node\nmetadata: [\n", "unclosed bracket '[' (line 2)"),
        ("items that cannot be told apart", b"kind: List\nitems: [{kind: Node}]\n", "told apart"),
        ("YAML that breaks off", b"apiVersion: v1\nitems:\n- kind: Node\n", "it may break off"),
    ];
    for (case, bytes, why) in cases {
        match load(bytes) {
            Ok(snapshot) => panic!("{case}: {snapshot:?}"),
            Err(error) => {
                assert_eq!(error.kind, ErrorKind::File, "{case}");
                assert!(error.message.contains(why), "{case}: {error}");
                assert!(error.hint.is_some_and(|hint| hint.contains("kubectl")), "{case}");
            }
        }
    }
}

#[test]
fn an_object_without_end_is_stopped() {
    let mut endless = br#"{"kind":"List","items":[{"a":""#.to_vec();
    endless.resize(65 << 20, b'x');
    let yaml = [b"a: ", &*endless].concat();
    for bytes in [&*endless, &endless[22..], &yaml] {
        let error = load(bytes).unwrap_err();
        assert!(error.message.contains("an object has more than 64 MiB"), "{error}");
    }
}

#[test]
fn nesting_that_nobody_reads_is_no_matter() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let item = format!(r#"{{"metadata":{{"name":"n","deep":{deep}}},"deep":{deep}}}"#);
    let list = format!(r#"{{"kind":"NodeList","apiVersion":"v1","deep":{deep},"items":[{item}]}}"#);
    assert_eq!(good(list.as_bytes()).nodes.len(), 1);
    let typed = format!(r#"{{"kind":"Node","apiVersion":"v1","metadata":{deep}}}"#);
    assert_eq!(load(typed.as_bytes()).unwrap().unread.len(), 1);
}

#[test]
fn what_cannot_be_understood_is_told_and_the_rest_stays() {
    let json = br#"{"kind":"List","apiVersion":"v1","items":[
        {"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"a","namespace":"x"},"spec":{"minReadySeconds":"three"}},
        {"kind":"Node","apiVersion":"v1","metadata":{"name":"n1"},"status":{"allocatable":{"cpu":"a lot"}}},
        {"kind":"Node","apiVersion":"v1"},
        {"metadata":{"name":"what"}},
        null,
        {"kind":"Node","apiVersion":"v1","metadata":{"name":"n2","labels":null},"spec":{"taints":null}},
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","creationTimestamp":"the day before"}}
    ]}"#;
    let yaml = b"\
kind: List
apiVersion: v1
items:
- kind: DaemonSet
  apiVersion: apps/v1
  metadata: {name: a, namespace: x}
  spec:
    minReadySeconds: three
- kind: Node
  apiVersion: v1
  metadata: {name: n1}
  status: {allocatable: {cpu: a lot}}
- kind: Node
  apiVersion: v1
- metadata: {name: what}
-
- kind: Node
  apiVersion: v1
  metadata: {name: n2, labels: }
  spec: {taints: ~}
- kind: Pod
  apiVersion: v1
  metadata: {name: p, creationTimestamp: the day before}
";
    let told = |bytes: &[u8]| {
        let snapshot = load(bytes).unwrap();
        assert_eq!(snapshot.nodes.len(), 1);
        assert!(snapshot.unread.iter().all(|told| told.cause == UnreadCause::Malformed));
        snapshot.unread.iter().map(|told| format!("{}\n", told.message)).collect::<String>()
    };
    assert_data_eq!(
        told(json),
        str![[r#"
DaemonSet x/a: spec.minReadySeconds: invalid type: string "three", expected i32
Node n1: status.allocatable.cpu: "a lot" is not a quantity such as 250m, 1.5Gi or 1e3
Node without a name: metadata.name: there is none
item 4 has no kind
item 5 is not an object
Pod p: metadata.creationTimestamp: "the day before" is no time such as 2026-01-31T12:00:00Z

"#]]
    );
    assert_data_eq!(
        told(yaml),
        str![[r#"
DaemonSet x/a: spec.minReadySeconds: invalid i32 (line 8)
Node n1: status.allocatable.cpu: "a lot" is not a quantity such as 250m, 1.5Gi or 1e3
Node without a name: metadata.name: there is none
item 5 is not an object
Pod p: metadata.creationTimestamp: "the day before" is no time such as 2026-01-31T12:00:00Z (line 23)
an item has no kind

"#]]
    );
}

#[test]
fn kinds_that_are_not_needed_are_counted() {
    let told = Told::default();
    let json = br#"{"kind":"List","apiVersion":"v1","items":[
        {"kind":"Service","apiVersion":"v1","metadata":{"name":"a"}},
        {"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}},
        {"kind":"Service","apiVersion":"v1","metadata":{"name":"b"}},
        {"kind":"Node","apiVersion":"longhorn.io/v1beta2","metadata":{"name":"c"}}]}"#;
    let snapshot = file::load_bytes(json, &told).unwrap();
    assert_eq!((snapshot.nodes.len(), snapshot.unread.len()), (1, 0));
    assert_data_eq!(
        told.text(),
        str![[r#"
1 object of kind Node.longhorn.io not needed
2 objects of kind Service not needed
"#]]
    );
    let none = load(br#"{"kind":"Service","apiVersion":"v1","metadata":{"name":"a"}}"#);
    assert_eq!(none.unwrap_err().kind, ErrorKind::File);
}

#[test]
fn values_are_read_as_kubectl_reads_them() {
    let yaml = b"\
kind: Pod
apiVersion: v1
metadata:
  name: 1487e23671
  namespace: on
  labels: {a: on, b: 1e3, c: 012, d: \"yes\", e: , f: 12:30, g: null}
  labels: {a: yes, b: 1e3, c: 012, d: \"yes\", e: , f: 12:30, g: null}
spec:
  hostNetwork: yes
  nodeSelector: &same {x: y}
  overhead: {cpu: 1.5, memory: 1e3, example.com/a: 9223372036854775808, example.com/b: -1, example.com/c: 0.5Ki, example.com/d: 1.5m}
";
    let snapshot = good(yaml);
    let pod = &snapshot.pods[0];
    let labels: Vec<String> =
        pod.meta.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(labels.join(" "), "a=yes b=1e3 c=012 d=yes e= f=12:30 g=");
    assert_eq!((&*pod.meta.name, &*pod.meta.namespace), ("1487e23671", "on"));
    assert!(pod.spec.host_network);
    let overhead: Vec<String> =
        pod.spec.overhead.iter().map(|(name, amount)| format!("{name}={amount}")).collect();
    assert_eq!(
        overhead.join(" "),
        "cpu=1500 example.com/a=9223372036854775807 example.com/b=-1 example.com/c=512 \
         example.com/d=1 memory=1000"
    );
}

#[test]
fn values_beyond_all_validation_are_held() {
    let taints: Vec<String> =
        (0..10_000).map(|n| format!(r#"{{"key":"k{n}","effect":"Later"}}"#)).collect();
    let name = "n".repeat(100_000);
    let json = format!(
        r#"{{"kind":"Node","apiVersion":"v1","metadata":{{"name":"{name}","creationTimestamp":"9999-12-30T00:00:00Z",
            "labels":{{"":"\u001b[31m","\u202e":""}}}},"spec":{{"taints":[{}]}},
            "status":{{"conditions":[{{"type":"Ready","status":"Perhaps"}}]}}}}"#,
        taints.join(",")
    );
    let snapshot = good(json.as_bytes());
    assert_eq!(snapshot.nodes[0].taints.len(), 10_000);
    assert!(!snapshot.nodes[0].is_ready());
    assert!(matches!(snapshot.taken_at, TakenAt::Newest(_)));
}

#[test]
fn a_snapshot_says_when_it_was_taken_and_what_it_lacks() {
    let snapshot = load(
        br#"{"kind":"List","apiVersion":"v1","metadata":{"takenAt":"2026-01-02T03:04:05Z","unread":[
            {"resource":"pods","message":"pods is forbidden"},
            {"resource":"events","namespace":"a"},
            {"resource":"priorityclasses.scheduling.k8s.io","message":"no"}]},
          "items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}}]}"#,
    )
    .unwrap();
    assert_eq!(snapshot.taken_at, TakenAt::Recorded("2026-01-02T03:04:05Z".parse().unwrap()));
    assert_eq!(snapshot.occupancy, Occupancy::None);
    assert!(!snapshot.knows(Resource::Pods, "any"));
    assert!(!snapshot.knows(Resource::PriorityClasses, ""));
    assert!(!snapshot.knows(Resource::Events, "a") && snapshot.knows(Resource::Events, "b"));
    assert!(snapshot.knows(Resource::DaemonSets, "any"));
}

#[test]
fn without_a_time_of_its_own_the_newest_inside_counts() {
    let snapshot = good(
        br#"{"kind":"Node","apiVersion":"v1","metadata":{"name":"n","creationTimestamp":"2026-01-01T00:00:00Z",
            "deletionTimestamp":"2027-01-01T00:00:00Z"},
            "status":{"conditions":[{"type":"Ready","lastHeartbeatTime":"2026-01-05T00:00:00Z","lastTransitionTime":"2026-01-03T00:00:00Z"}]}}
           {"kind":"Event","apiVersion":"v1","metadata":{"name":"e"},"eventTime":"2026-01-05T00:00:00.5Z"}"#,
    );
    assert_eq!(snapshot.taken_at, TakenAt::Newest("2026-01-05T00:00:00.5Z".parse().unwrap()));
    assert_eq!(snapshot.occupancy, Occupancy::All);
    assert_eq!(
        good(b"kind: Node\napiVersion: v1\nmetadata: {name: n}\n").taken_at,
        TakenAt::Unknown
    );
}

fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_dump_of_kubectl_is_a_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "nodes.json",
        r#"{"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n"}}]}"#,
    );
    write(
        folder.path(),
        "a/daemonsets.json",
        r#"{"kind":"DaemonSetList","apiVersion":"apps/v1","items":[{"metadata":{"name":"d","namespace":"a"}}]}"#,
    );
    write(
        folder.path(),
        "a/services.json",
        r#"{"kind":"ServiceList","apiVersion":"v1","items":[{"metadata":{"name":"s"}}]}"#,
    );
    write(
        folder.path(),
        "a/pods.yaml",
        "apiVersion: v1\nitems:\n- metadata:\n    name: p\n    namespace: a\nkind: PodList\n",
    );
    write(folder.path(), "a/p/logs.txt", "==== START logs for container c of pod a/p ====\n{\n");
    let told = Told::default();
    let inputs = [Input::Path(folder.path().to_owned())];
    let snapshot = file::load(&inputs, &Scope::default(), &told).unwrap();
    let found = (snapshot.nodes.len(), snapshot.daemon_sets.len(), snapshot.pods.len());
    assert_eq!(found, (1, 1, 1));
    assert_eq!(told.notes(), ["1 object of kind Service not needed"]);
    assert!(!snapshot.knows(Resource::PriorityClasses, ""), "a dump has none, whatever there is");
    assert!(snapshot.knows(Resource::Pods, "a") && snapshot.occupancy == Occupancy::All);

    write(folder.path(), "a/pods.yaml", "apiVersion: v1\nitems:\n- metadata: [\n");
    let error = file::load(&inputs, &Scope::default(), &told).unwrap_err();
    assert!(error.message.contains("pods.yaml: "), "{error}");
}

#[test]
fn of_an_object_that_comes_twice_the_newer_counts() {
    let folder = tempfile::tempdir().unwrap();
    let node = |version: &str, taint: &str| {
        format!(
            "kind: Node\napiVersion: v1\nmetadata: {{name: n, resourceVersion: {version}}}\nspec: {{taints: [{{key: {taint}}}]}}\n"
        )
    };
    let paths = ["1.yaml", "2.yaml"].map(|name| Input::Path(folder.path().join(name)));
    for (first, second, counts) in
        [("9", "10", "second"), ("10", "9", "first"), ("''", "''", "second")]
    {
        write(folder.path(), "1.yaml", &node(first, "first"));
        write(folder.path(), "2.yaml", &node(second, "second"));
        let told = Told::default();
        let snapshot = file::load(&paths, &Scope::default(), &told).unwrap();
        assert_eq!(snapshot.nodes.len(), 1);
        assert_eq!(&*snapshot.nodes[0].taints[0].key, counts, "{first} then {second}");
        assert_eq!(told.notes(), ["1 object came more than once: the newest counts"]);
    }
}

#[test]
fn inputs_that_are_not_there_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.json");
    for (path, why) in
        [(missing.as_path(), "no such file or directory"), (folder.path(), "holds no .json")]
    {
        let error =
            file::load(&[Input::Path(path.to_owned())], &Scope::default(), &Told::default());
        let error = error.unwrap_err();
        assert_eq!(error.kind, ErrorKind::File);
        assert!(
            error.message.contains(why) && error.message.contains(path.to_str().unwrap()),
            "{error}"
        );
    }
}

#[test]
fn the_scope_chooses_daemon_sets_and_leaves_the_pods() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cluster.yaml");
    let mut yaml = String::new();
    for (namespace, name, app) in [("a", "one", "x"), ("a", "two", "y"), ("b", "one", "x")] {
        writeln!(yaml, "---\nkind: DaemonSet\napiVersion: apps/v1\nmetadata: {{namespace: {namespace}, name: {name}, labels: {{app: {app}}}}}").unwrap();
        writeln!(
            yaml,
            "---\nkind: Pod\napiVersion: v1\nmetadata: {{namespace: {namespace}, name: {name}}}"
        )
        .unwrap();
    }
    std::fs::write(&path, yaml).unwrap();
    let one = |namespace: &str| Namespaces::One(namespace.to_owned());
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let text = |text: &str| Some(text.to_owned());
    let all = Scope::default();
    for (scope, expected) in [
        (Scope { namespaces: Namespaces::All, ..all.clone() }, "a/one a/two b/one"),
        (Scope { namespaces: Namespaces::Current, ..all.clone() }, "a/one a/two b/one"),
        (Scope { namespaces: one("a"), ..all.clone() }, "a/one a/two"),
        (Scope { namespaces: one("c"), ..all.clone() }, ""),
        (Scope { names: names(&["one"]), ..all.clone() }, "a/one b/one"),
        (
            Scope { namespaces: one("a"), names: names(&["two", "one"]), ..all.clone() },
            "a/one a/two",
        ),
        (Scope { selector: text("app in (x)"), ..all.clone() }, "a/one b/one"),
        (Scope { field_selector: text("metadata.name!=one"), ..all.clone() }, "a/two"),
        (
            Scope {
                field_selector: text("metadata.name=one,metadata.namespace==b"),
                ..all.clone()
            },
            "b/one",
        ),
    ] {
        let inputs = [Input::Path(path.clone())];
        let snapshot = file::load(&inputs, &scope, &Told::default()).unwrap();
        let kept = snapshot
            .daemon_sets
            .iter()
            .map(|set| format!("{}/{}", set.meta.namespace, set.meta.name));
        assert_eq!(kept.collect::<Vec<_>>().join(" "), expected, "{scope:?}");
        assert_eq!(snapshot.pods.len(), 3, "{scope:?}");
    }
    for (scope, kind) in [
        (Scope { names: names(&["three"]), ..all.clone() }, ErrorKind::NotFound),
        (
            Scope { namespaces: one("b"), names: names(&["two"]), ..all.clone() },
            ErrorKind::NotFound,
        ),
        (Scope { selector: text("=x"), ..all.clone() }, ErrorKind::Usage),
        (Scope { field_selector: text("status.phase=Running"), ..all.clone() }, ErrorKind::Usage),
    ] {
        let inputs = [Input::Path(path.clone())];
        let error = file::load(&inputs, &scope, &Told::default()).unwrap_err();
        assert_eq!(error.kind, kind, "{error}");
    }
}
