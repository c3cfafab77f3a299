//! Watch streams of a real Job controller, recorded over eleven minutes: more than a hundred Jobs whose names
//! say their story.

use std::io::Read;
use std::sync::LazyLock;

use kubectl_workloads::cluster::convert::Object;
use kubectl_workloads::cluster::list::ListReader;
use kubectl_workloads::cluster::{ListSink, wire};
use kubectl_workloads::model::{Job, Pod, Time};
use serde_json::{Value, json};

/// One thing that a watch said.
#[derive(Debug, Clone)]
pub enum Sight {
    Job(Job),
    JobGone(Job),
    Pod(Pod),
    PodGone(Pod),
}

/// What both watches said, in the order in which it came, with the milliseconds since the start.
pub fn sights() -> Vec<(i64, Sight)> {
    static READ: LazyLock<Vec<(i64, Sight)>> = LazyLock::new(read);
    READ.clone()
}

fn read() -> Vec<(i64, Sight)> {
    let mut all: Vec<(i64, Sight)> = events("jobs")
        .into_iter()
        .map(|(at, gone, object)| {
            let job = decode::<wire::Job>(&object);
            (at, if gone { Sight::JobGone(job) } else { Sight::Job(job) })
        })
        .chain(events("pods").into_iter().map(|(at, gone, object)| {
            let pod = decode::<wire::Pod>(&object);
            (at, if gone { Sight::PodGone(pod) } else { Sight::Pod(pod) })
        }))
        .collect();
    all.sort_by_key(|(at, _)| *at);
    assert!(all.len() > 1_400, "the recording holds {} events", all.len());
    all
}

/// The moment `millis` after the recording began.
pub fn moment(millis: i64) -> Time {
    let start: Time = "2026-11-22T01:38:44Z".parse().unwrap();
    start.checked_add(jiff::SignedDuration::from_millis(millis)).unwrap()
}

/// The object as a list of one would be read.
pub fn decode<K: Object>(object: &Value) -> K::Model {
    let list = json!({
        "kind": format!("{}List", K::KIND), "apiVersion": "v1", "metadata": {}, "items": [object],
    });
    let mut reader = ListReader::<K>::new(|_| true);
    reader.begin(false);
    reader.chunk(&list.to_string().into()).unwrap();
    reader.end().unwrap();
    let mut read = reader.finish();
    assert!(read.unread.is_empty(), "{:?}", read.unread);
    read.objects.pop().expect("one object")
}

/// When (in milliseconds since the start), whether it was deleted, and its object.
pub fn events(resource: &str) -> Vec<(i64, bool, Value)> {
    let path = format!("{}/tests/fixtures/job_wait", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::File::open(format!("{path}/watch-{resource}.ndjson.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["event"]["type"] != "BOOKMARK")
        .map(|line| {
            #[allow(clippy::cast_possible_truncation, reason = "some hundred seconds")]
            let at = (line["t"].as_f64().unwrap() * 1_000.0) as i64;
            (at, line["event"]["type"] == "DELETED", line["event"]["object"].clone())
        })
        .collect()
}
