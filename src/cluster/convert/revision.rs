use super::Malformed;
use super::meta::{meta, text};
use super::object;
use crate::cluster::wire;
use crate::model::{ControllerRevision, Interner};

object!(
    ControllerRevision -> ControllerRevision,
    ControllerRevisions,
    "ControllerRevision" in ["apps"],
    revisions
);

fn convert(
    revision: &wire::ControllerRevision,
    interner: &mut Interner,
) -> Result<ControllerRevision, Malformed> {
    let meta = meta!(revision.metadata, interner);
    Ok(ControllerRevision {
        hash: meta.labels.get("controller-revision-hash").cloned(),
        meta,
        revision: revision.revision,
        change_cause: revision
            .metadata
            .annotation("kubernetes.io/change-cause")
            .and_then(|cause| text(cause, interner)),
    })
}
