use std::sync::Mutex;

use kubectl_workloads::cluster::Progress;
use kubectl_workloads::model::Resource;

/// Keeps what it is told.
#[derive(Default)]
pub struct Told {
    notes: Mutex<Vec<String>>,
    arrived: tokio::sync::Notify,
}

impl Told {
    pub fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap().clone()
    }

    pub fn text(&self) -> String {
        self.notes().join("\n")
    }

    /// Waits for a note that contains `text`.
    pub async fn wait_for(&self, text: &str) {
        loop {
            let next = self.arrived.notified();
            if self.text().contains(text) {
                return;
            }
            next.await;
        }
    }
}

impl Progress for Told {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, text: &str) {
        self.notes.lock().unwrap().push(text.to_owned());
        self.arrived.notify_waiters();
    }
}
