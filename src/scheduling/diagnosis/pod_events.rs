use std::collections::HashMap;

use crate::model::{Event, Pod};
use crate::scheduling::World;

/// What was said of Pods, by namespace and name: an index that is built once.
#[derive(Debug)]
pub struct PodEvents<'a>(HashMap<(&'a str, &'a str), Vec<&'a Event>>);

/// What the kubelet and the volume controllers say of a Pod that is bound and does not start or get ready,
/// in words better than its container states have.
const TELLING: [&str; 8] = [
    "FailedMount",
    "FailedAttachVolume",
    "FailedMapVolume",
    "FailedCreatePodSandBox",
    "NetworkNotReady",
    "FailedPrepareDynamicResources",
    "FailedPostStartHook",
    "Unhealthy",
];

impl<'a> PodEvents<'a> {
    /// The events that tell why a Pod does not start or get ready.
    pub fn of(world: &World<'a>) -> Self {
        let mut events: HashMap<_, Vec<_>> = HashMap::new();
        for event in &world.snapshot.events {
            if &*event.involved.kind != "Pod" || !TELLING.contains(&&*event.reason) {
                continue;
            }
            let key = (&*event.involved.namespace, &*event.involved.name);
            events.entry(key).or_default().push(event);
        }
        PodEvents(events)
    }

    /// The newest thing that was said of why the Pod does not start or get ready.
    pub(super) fn newest(&self, pod: &Pod) -> Option<&'a Event> {
        let events = self.0.get(&(&*pod.meta.namespace, &*pod.meta.name))?;
        events.iter().copied().max_by_key(|event| event.last_seen)
    }
}
