//! The recorded streams, served to the binary sixty times as fast: whole, and by a server that fails on the way.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::given::{command, told};
use super::recording::events;
use super::replay::truth;
use super::server::{Asked, Reply, Server, Step, What};

const SPEED: i64 = 60;

/// How a server fails, after so many events of a watch.
#[derive(Clone, Copy)]
enum Fault {
    None,
    /// The connection breaks in the middle of an event.
    Break(usize),
    /// The watch ends in good order.
    End(usize),
    /// What has been seen is too old to go on from.
    Expired(usize),
}

/// When, whether it was deleted, and its object, whose resourceVersion counts the events.
struct Stream(Vec<(i64, bool, Value)>);

impl Stream {
    fn new(resource: &str) -> Stream {
        let mut all = events(resource);
        for (at, (_, _, object)) in all.iter_mut().enumerate() {
            object["metadata"]["resourceVersion"] = json!((at + 1).to_string());
        }
        Stream(all)
    }

    fn reply(&self, asked: &Asked, now: i64, fault: Fault) -> Reply {
        if asked.watch {
            let version = asked.url.split("resourceVersion=").nth(1).unwrap();
            let from: usize = version.split('&').next().unwrap().parse().unwrap();
            return Reply::Stream(self.steps(from, now, fault));
        }
        let past: Vec<_> = self.0.iter().take_while(|(at, _, _)| *at <= now).collect();
        let mut objects = BTreeMap::new();
        for (_, gone, object) in &past {
            let key = object["metadata"]["uid"].to_string();
            if *gone {
                objects.remove(&key)
            } else {
                objects.insert(key, object.clone())
            };
        }
        let version = Box::leak(past.len().to_string().into_boxed_str());
        Reply::List(version, objects.into_values().collect())
    }

    fn steps(&self, from: usize, now: i64, fault: Fault) -> Vec<Step> {
        let (most, end) = match fault {
            Fault::None => (usize::MAX, vec![Step::Hang]),
            Fault::Break(most) => {
                (most, vec![Step::Text("{\"type\":\"MODIFIED\",\"obj".to_owned()), Step::Break])
            }
            Fault::End(most) => (most, Vec::new()),
            Fault::Expired(most) => {
                let status = json!({ "kind": "Status", "code": 410, "reason": "Expired" });
                (most, vec![Step::Event("ERROR", status), Step::Hang])
            }
        };
        let (mut steps, mut before) = (Vec::new(), now);
        for (at, gone, object) in self.0.iter().skip(from).take(most) {
            let wait = u64::try_from((at - before).max(0) / SPEED).unwrap();
            if wait > 0 {
                steps.push(Step::Pause(wait));
                before = *at;
            }
            let kind = if *gone { "DELETED" } else { "MODIFIED" };
            steps.push(Step::Event(kind, object.clone()));
        }
        let rest = self.0.len().saturating_sub(from);
        steps.extend(if rest > most { end } else { vec![Step::Hang] });
        steps
    }
}

/// What the binary says of every Job, in the words of `truth`.
fn stories(fault: Fault) -> BTreeMap<String, String> {
    let (jobs, pods) = (Stream::new("jobs"), Stream::new("pods"));
    let length = jobs.0.iter().chain(&pods.0).map(|(at, _, _)| *at).max().unwrap();
    let mut names: Vec<String> = jobs
        .0
        .iter()
        .map(|(_, _, job)| job["metadata"]["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names.dedup();
    let namespace = jobs.0[0].2["metadata"]["namespace"].as_str().unwrap().to_owned();
    let streams = Arc::new((jobs, pods));
    let began = Arc::new(std::sync::OnceLock::new());
    let server = Server::start(move |asked| {
        let began = began.get_or_init(Instant::now);
        let now = i64::try_from(began.elapsed().as_millis()).unwrap() * SPEED;
        match (asked.what, asked.watch) {
            (What::Jobs, _) => streams.0.reply(asked, now, fault),
            (What::Pods, _) => streams.1.reply(asked, now, fault),
            (What::Events, false) => Reply::List("1", Vec::new()),
            (What::Events, true) => Reply::Stream(vec![Step::Hang]),
            _ => Reply::Refuse(404, "NotFound"),
        }
    });
    let timeout = format!("--timeout={}s", length / SPEED / 1_000 + 6);
    let words = ["-n", &namespace, "-o", "json", "--wait-for-create", &timeout];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let output = command(&server, &[&words[..], &names].concat()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", told(&output).1);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let items = answer["items"].as_array().unwrap();
    items.iter().map(|item| (text(&item["name"]).to_owned(), story(item))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn story(item: &Value) -> String {
    if item["outcome"] == "TimedOut" {
        return format!("Unfinished {}", text(&item["stuck"]["reason"])).trim_end().to_owned();
    }
    let failures: Vec<String> = item["failures"].as_array().unwrap().iter().map(failure).collect();
    let why = failures.join(", ");
    let why = if why.is_empty() { why } else { format!(": {why}") };
    format!("{} {}{why}", text(&item["outcome"]), text(&item["reason"])).trim_end().to_owned()
}

fn failure(failure: &Value) -> String {
    let pod = text(&failure["pod"]);
    let who = match failure["index"].as_u64() {
        Some(index) => index.to_string(),
        None if pod.starts_with("every-minute") => String::new(),
        None => pod.rsplit('-').next().unwrap().to_owned(),
    };
    let said = failure["message"].as_str().map(|it| format!(" {it:?}")).unwrap_or_default();
    let (container, code) = (text(&failure["container"]), failure["exitCode"].as_i64().unwrap());
    let told = format!("{who} {container} {code} {}{said}", text(&failure["reason"]));
    told.trim_start().to_owned()
}

#[test]
fn the_binary_tells_the_truth_of_every_recorded_job_through_every_fault() {
    let faults = [
        ("whole", Fault::None),
        ("breaking off in the middle of an event", Fault::Break(40)),
        ("ending every now and then", Fault::End(25)),
        ("expiring every now and then", Fault::Expired(60)),
    ];
    let runs: Vec<_> = faults
        .map(|(how, fault)| (how, std::thread::spawn(move || stories(fault))))
        .into_iter()
        .map(|(how, run)| (how, run.join().unwrap()))
        .collect();
    for (how, stories) in runs {
        assert_eq!(stories.len(), 104, "{how}: every Job has a story");
        // A list in the place of events does not tell of what came and went in between: then that is not
        // known, and nothing wrong is said.
        let lists = how.starts_with("expiring");
        let wrong: Vec<String> = stories
            .iter()
            .filter(|(name, told)| {
                let less = truth(name).starts_with(told.as_str()) || told.starts_with("Deleted");
                let unknown = lists && (less || *told == "Unfinished");
                truth(name) != told.as_str() && !unknown
            })
            .map(|(name, told)| format!("{name}: {told}, in truth {}", truth(name)))
            .collect();
        assert!(wrong.is_empty(), "{how}:\n{}", wrong.join("\n"));
    }
}
