//! A connection on which nothing comes any more, and that does not close.

use std::time::{Duration, Instant};

use kubectl_workloads::cluster::live::{
    ConnectOptions, Connection, Environment, ListRequest, Pace, Seen, follow,
};
use kubectl_workloads::cluster::{Silent, wire};
use serde_json::json;

use super::server::{Reply, Server, Step};

#[tokio::test]
async fn a_watch_that_outlives_its_time_is_given_up() {
    let server = Server::start(|asked| match (asked.watch, asked.nth) {
        (false, _) => Reply::List("10", Vec::new()),
        (true, 0) => Reply::Stream(vec![Step::Hang]),
        (true, _) => {
            let job = json!({
                "metadata": { "name": "x", "namespace": "ns", "uid": "u", "resourceVersion": "11" },
            });
            Reply::Stream(vec![Step::Event("ADDED", job), Step::Hang])
        }
    });
    let mut environment = Environment::of_process();
    environment.variables.clear();
    environment.home = None;
    let options = ConnectOptions { server: Some(server.url.clone()), ..ConnectOptions::default() };
    let connection = Connection::open(&options, &environment).await.unwrap();
    let pace = Pace {
        stream: Duration::from_secs(1),
        slack: Duration::from_millis(300),
        ..Pace::default()
    };
    let request = ListRequest { path: "/apis/batch/v1/jobs".to_owned(), ..ListRequest::default() };
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let began = Instant::now();
    let following = follow::<wire::Job>(&connection, &request, pace, &Silent, |seen| {
        if matches!(seen, Seen::Now(_)) {
            tell.send(()).unwrap();
        }
    });
    tokio::select! {
        error = following => panic!("{error:?}"),
        _ = told.recv() => {}
        () = tokio::time::sleep(Duration::from_secs(10)) => panic!("the dead watch is kept"),
    }
    assert!(began.elapsed() >= Duration::from_millis(1_200), "{:?}", began.elapsed());
}
