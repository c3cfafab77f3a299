use std::sync::Mutex;

use kubectl_workloads::cluster::Progress;
use kubectl_workloads::model::Resource;

/// What a long read told on its way.
#[derive(Default)]
pub(crate) struct Notes(Mutex<Vec<String>>);

impl Notes {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Progress for Notes {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        self.0.lock().unwrap().push(text.to_owned());
    }
}
