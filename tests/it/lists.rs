//! Lists as an API server sends them: the fixtures hold the same objects twice, in JSON and as the Go types
//! of k8s.io/api v0.36.2 encode them to protobuf.

use std::fmt::Debug;
use std::path::Path;

use bytes::Bytes;
use kubectl_workloads::cluster::convert::Object;
use kubectl_workloads::cluster::list::{ListReader, Read};
use kubectl_workloads::cluster::{ListMeta, ListSink, wire};
use kubectl_workloads::error::Error;
use kubectl_workloads::model::UnreadCause;
use snapbox::{Data, assert_data_eq};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/wire");

fn fixture<K: Object>(ending: &str) -> Vec<u8> {
    let path = format!("{FIXTURES}/{}.{ending}", K::RESOURCE.plural());
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn reader<K: Object>() -> ListReader<K> {
    ListReader::new(|_| true)
}

/// One page in chunks of that size.
fn page<K: Object>(
    reader: &mut ListReader<K>,
    body: &[u8],
    protobuf: bool,
    chunk: usize,
) -> Result<ListMeta, Error> {
    reader.begin(protobuf);
    for chunk in body.chunks(chunk) {
        reader.chunk(&Bytes::copy_from_slice(chunk))?;
    }
    reader.end()
}

fn read<K: Object>(body: &[u8], protobuf: bool, chunk: usize) -> (ListMeta, Read<K::Model>) {
    let mut reader = reader::<K>();
    let meta = page(&mut reader, body, protobuf, chunk).unwrap_or_else(|error| panic!("{error}"));
    (meta, reader.finish())
}

/// Both formats, in chunks of any size, come to the same model, and to the one that is written down.
fn agree<K: Object<Model: Debug + PartialEq>>() {
    let (json, protobuf) = (fixture::<K>("json"), fixture::<K>("pb"));
    let (meta, expected) = read::<K>(&json, false, usize::MAX);
    assert_eq!(expected.unread, [], "{}", K::KIND);
    let recorded = Data::read_from(
        Path::new(&format!("{FIXTURES}/{}.model", K::RESOURCE.plural())),
        Some(snapbox::data::DataFormat::Text),
    );
    assert_data_eq!(format!("{:#?}\n", expected.objects), recorded.raw());
    for chunk in [1, 7, 1000, usize::MAX] {
        let (own, read_again) = read::<K>(&json, false, chunk);
        assert_eq!((&own, &read_again.objects), (&meta, &expected.objects), "JSON by {chunk}");
        let (own, read_again) = read::<K>(&protobuf, true, chunk);
        assert_eq!((&own, &read_again), (&meta, &expected), "protobuf by {chunk}");
    }
}

#[test]
fn protobuf_and_json_come_to_the_same_model() {
    agree::<wire::Node>();
    agree::<wire::Pod>();
    agree::<wire::DaemonSet>();
    agree::<wire::ControllerRevision>();
    agree::<wire::Event>();
    agree::<wire::Namespace>();
    agree::<wire::LimitRange>();
    agree::<wire::ResourceQuota>();
    agree::<wire::ServiceAccount>();
    agree::<wire::PersistentVolumeClaim>();
    agree::<wire::PersistentVolume>();
    agree::<wire::PriorityClass>();
    agree::<wire::RuntimeClass>();
    agree::<wire::StorageClass>();
    agree::<wire::CsiNode>();
}

#[test]
fn a_page_says_where_the_next_one_begins() {
    let (meta, _) = read::<wire::Pod>(&fixture::<wire::Pod>("pb"), true, 100);
    assert_eq!(meta.resource_version, "4711");
    assert_eq!(meta.continue_token.as_deref(), Some("abc="));
    assert_eq!(meta.remaining, Some(7));
    let (meta, _) = read::<wire::Node>(&fixture::<wire::Node>("pb"), true, 100);
    assert_eq!(meta.continue_token, None);
}

#[test]
fn a_page_that_breaks_off_is_an_error_wherever_it_does() {
    for (ending, protobuf) in [("json", false), ("pb", true)] {
        let body = fixture::<wire::Pod>(ending);
        let whole = body.trim_ascii_end().len();
        for cut in (0..whole).step_by(61) {
            let mut reader = reader::<wire::Pod>();
            assert!(page(&mut reader, &body[..cut], protobuf, 512).is_err(), "{ending} at {cut}");
            assert!(reader.finish().objects.is_empty(), "{ending} at {cut}: half a page counts");
        }
    }
}

#[test]
fn only_whole_pages_count_and_a_restart_forgets_them() {
    let body = fixture::<wire::Node>("pb");
    let mut reader = reader::<wire::Node>();
    page(&mut reader, &body, true, 100).unwrap();
    reader.begin(true);
    reader.chunk(&Bytes::copy_from_slice(&body[..body.len() - 1])).unwrap();
    page(&mut reader, &body, true, 100).unwrap();
    assert_eq!(reader.len(), 4);
    reader.restart();
    page(&mut reader, &body, true, 100).unwrap();
    assert_eq!(reader.finish().objects.len(), 2);
}

#[test]
fn what_is_not_the_list_that_was_asked_for_is_an_error() {
    let pods = fixture::<wire::Pod>("pb");
    for (body, protobuf, why) in [
        (&b"<html><body>502 Bad Gateway</body></html>"[..], false, "not a JSON object"),
        (b"<html>", true, "not Kubernetes' protobuf"),
        (b"", false, "does not say what it is"),
        (b"", true, "breaks off"),
        (b"{}", false, "does not say what it is"),
        (b"{\"kind\":\"PodList\",\"items\":[]}", false, "it is a PodList"),
        (b"{\"kind\":\"NodeList\",\"items\":[]}{}", false, "two objects"),
        (b"{\"kind\":\"NodeList\",\"items\":[{]}}", false, ""),
        (b"{\"kind\":\"NodeList\",\"items\":[{} {}]}", false, "invalid number"),
        (b"{\"kind\":\"NodeList\",\"it\\u0065ms\":[{\"kind\":\"Node\"}]}", false, "told apart"),
        (b"{\"kind\":\"Status\",\"message\":\"too old\",\"code\":410}", false, "too old"),
        (b"k8s\0\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", true, "does not end"),
        (b"k8s\0\x12\x7f\x12\xff\xff\xff\xff\x07", true, "claims to have"),
        (b"k8s\0\x12\x02\x0f\x00", true, "impossible type"),
        (b"k8s\0\x12\x02\x12\x05hello", true, "beyond the end"),
        (&pods, true, "it is a PodList"),
    ] {
        let mut reader = reader::<wire::Node>();
        let error = page(&mut reader, body, protobuf, 3).unwrap_err();
        let message = error.message;
        assert!(message.contains(why), "{why:?} in {message:?}");
        assert!(message.starts_with("the server's list of nodes makes no sense: "), "{message}");
    }
}

#[test]
fn an_object_that_makes_no_sense_is_told_and_the_others_stay() {
    let body = br#"{"kind":"DaemonSetList","apiVersion":"apps/v1","metadata":{},"items":[
        {"metadata":{"name":"good","namespace":"a"}},
        {"metadata":{"name":"wrong","namespace":"a"},"spec":{"minReadySeconds":"three"}},
        {"metadata":{"name":"amount","namespace":"b"},"spec":{"template":{"spec":{"containers":[
            {"name":"c","resources":{"requests":{"cpu":"lots"}}}]}}}},
        {"metadata":{"name":"time","namespace":"b","creationTimestamp":"yesterday"}},
        {"metadata":{"name":"share","namespace":"b"},
         "spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":"some"}}}},
        {"metadata":{"name":"port","namespace":"b"},"spec":{"template":{"spec":{"containers":[
            {"name":"c","ports":[{"hostPort":70000}]}]}}}},
        {"metadata":null},
        7
    ]}"#;
    let (_, read) = read::<wire::DaemonSet>(body, false, 10);
    assert_eq!(read.objects.len(), 1);
    assert!(read.unread.iter().all(|unread| unread.cause == UnreadCause::Malformed));
    let told: Vec<&str> = read.unread.iter().map(|unread| &*unread.message).collect();
    snapbox::assert_data_eq!(
        told.join("\n"),
        snapbox::str![[r#"
DaemonSet a/wrong: spec.minReadySeconds: invalid type: string "three", expected i32
DaemonSet b/amount: spec.template.spec.containers[0].resources.requests.cpu: "lots" is not a quantity such as 250m, 1.5Gi or 1e3
DaemonSet b/time: metadata.creationTimestamp: "yesterday" is no time such as 2026-01-31T12:00:00Z
DaemonSet b/share: spec.updateStrategy.rollingUpdate.maxUnavailable: "some" is neither a number nor a percentage
DaemonSet b/port: spec.template.spec.containers[0].ports.hostPort: 70000 is no port
DaemonSet without a name: metadata.name: there is none
DaemonSet without a name: invalid type: integer `7`, expected struct DaemonSet
"#]]
    );
}

#[test]
fn text_that_is_not_utf_8_spoils_no_object() {
    let mut body = fixture::<wire::Pod>("pb");
    let message = b"killed";
    let at = body.windows(message.len()).position(|window| window == message).unwrap();
    body[at] = 0xff;
    let (_, read) = read::<wire::Pod>(&body, true, 1000);
    assert_eq!(read.unread, []);
    let last = read.objects[1].details().unwrap().containers[1].last.clone().unwrap();
    assert_eq!(last.message.as_deref(), Some("\u{fffd}illed"));
}

#[test]
fn what_is_not_kept_is_not_converted() {
    let mut reader = ListReader::<wire::Pod>::new(|pod| pod.identity().name == "bare");
    page(&mut reader, &fixture::<wire::Pod>("pb"), true, 1000).unwrap();
    let read = reader.finish();
    assert_eq!(read.objects.len(), 1);
    assert_eq!(&*read.objects[0].meta.name, "bare");
}

/// A field of protobuf that holds a text or a message.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

fn list_of(kind: &str, items: &[&[u8]]) -> Vec<u8> {
    let kind = field(1, &field(2, kind.as_bytes()));
    [b"k8s\0", &kind[..], &field(2, &items.concat())].concat()
}

#[test]
fn fields_of_a_later_version_are_skipped_however_they_come_in() {
    let pod = |name: &str| field(2, &field(1, &field(1, name.as_bytes())));
    let number = [9 << 3, 0xac, 0x02];
    let fixed = [10 << 3 | 1, 0x0a, 0, 0, 0, 0, 0, 0, 0];
    let items: [&[u8]; 5] = [&pod("first"), &number, &pod("second"), &fixed, &pod("third")];
    let body = list_of("PodList", &items);
    for chunk in [1, 2, 3, 5, usize::MAX] {
        let (_, read) = read::<wire::Pod>(&body, true, chunk);
        let names: Vec<&str> = read.objects.iter().map(|pod| &*pod.meta.name).collect();
        assert_eq!(names, ["first", "second", "third"], "by {chunk}");
    }
}

#[test]
fn a_part_of_a_pod_that_comes_twice_is_merged() {
    let (name, namespace) = (field(1, b"agent-x"), field(3, b"logging"));
    let pod = [field(1, &name), field(2, &field(10, b"n1")), field(1, &namespace)].concat();
    let (_, read) = read::<wire::Pod>(&list_of("PodList", &[&field(2, &pod)]), true, usize::MAX);
    let [pod] = &read.objects[..] else { panic!("{:?}", read.unread) };
    assert_eq!((&*pod.meta.name, &*pod.meta.namespace), ("agent-x", "logging"));
    assert_eq!(pod.node.as_deref(), Some("n1"));
}

#[test]
fn a_pod_whose_name_is_no_text_spoils_no_other() {
    let pod = |name: &[u8]| field(2, &field(1, &field(1, name)));
    let body = list_of("PodList", &[&pod(b"first"), &pod(b"\xff"), &pod(b"third")]);
    let (_, read) = read::<wire::Pod>(&body, true, usize::MAX);
    assert_eq!(read.objects.len(), 2);
    let [unread] = &read.unread[..] else { panic!("{:?}", read.unread) };
    assert!(unread.message.contains("metadata: "), "{}", unread.message);
    assert!(unread.message.contains("not UTF-8"), "{}", unread.message);
}
