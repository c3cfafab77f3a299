use super::text::Kind;
use crate::cluster::convert::Object;
use crate::cluster::wire;

/// Something that is done with an object once its kind is known.
pub(super) trait WithKind {
    type Output;

    fn with<K: Object>(self) -> Self::Output;
}

/// Does it, if the kind is one that the model knows.
pub(super) fn with_kind<W: WithKind>(kind: &Kind, task: W) -> Option<W::Output> {
    let name = kind.kind.as_deref()?;
    let group = match kind.api_version.as_deref().unwrap_or_default().split_once('/') {
        Some((group, _)) => group,
        None => "",
    };
    macro_rules! choose {
        ($($wire:ident)*) => { $(
            if name == <wire::$wire as Object>::KIND {
                let known = <wire::$wire as Object>::GROUPS.contains(&group);
                return known.then(|| task.with::<wire::$wire>());
            }
        )* };
    }
    choose!(
        Pod Event Node DaemonSet ControllerRevision Namespace LimitRange ResourceQuota
        ServiceAccount PersistentVolumeClaim PersistentVolume PriorityClass RuntimeClass
        StorageClass CsiNode Job CronJob
    );
    None
}
