use std::path::PathBuf;
use std::sync::Mutex;

use kubectl_workloads::cluster::{Input, Progress, Scope, file};
use kubectl_workloads::model::Resource;

#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Progress for Notes {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        self.0.lock().unwrap().push(text.to_owned());
    }
}

#[test]
fn tmp_oracle() {
    for n in 101..107 {
        let t = std::time::Instant::now();
        let s = file::load(
            &[Input::Path(PathBuf::from(format!("/work/shared/oracle/clusters/cluster-{n}.json.gz")))],
            &Scope::default(),
            &Notes::default(),
        )
        .unwrap();
        println!(
            "{n}: {} nodes {} ds {} pods {} events {} rev unread {:?} taken {:?} in {:?}; detail pods {}",
            s.nodes.len(), s.daemon_sets.len(), s.pods.len(), s.events.len(), s.revisions.len(), s.unread, s.taken_at, t.elapsed(), s.pods.iter().filter(|p| p.status.details.is_some()).count()
        );
    }
}
