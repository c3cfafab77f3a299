use super::admit::Refuse;
use crate::model::{PodSpec, Resource};
use crate::scheduling::{Reason, World};

const BY: &str = "RuntimeClass";

/// Gives the Pod its RuntimeClass' overhead, nodeSelector and tolerations
/// (plugin/pkg/admission/runtimeclass); a class that is not there, or contradicts the Pod, refuses it.
pub(super) fn apply(world: &World<'_>, spec: &mut PodSpec, refuse: &Refuse<'_>) -> Option<Reason> {
    let no_overhead = |spec: &PodSpec| {
        (!spec.overhead.is_empty()).then(|| {
            let cause =
                "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
            refuse.by(BY, cause)
        })
    };
    let Some(name) = spec.runtime_class.clone() else { return no_overhead(spec) };
    let Some(class) = world.runtime_class(&name) else {
        let known = world.snapshot.knows(Resource::RuntimeClasses, "");
        let cause = format!(r#"pod rejected: RuntimeClass "{name}" not found"#);
        return known.then(|| refuse.by(BY, &cause));
    };
    if class.overhead.is_empty() {
        if let Some(refusal) = no_overhead(spec) {
            return Some(refusal);
        }
    } else if !spec.overhead.is_empty() && spec.overhead != class.overhead {
        let cause = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";
        return Some(refuse.by(BY, cause));
    }
    spec.overhead = class.overhead.clone();
    for (key, value) in class.node_selector.iter() {
        if let Some(own) = spec.node_selector.get(key).filter(|own| *own != value) {
            let cause = format!(
                "conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; \
                 pod.spec.nodeSelector[{key}] = {own}"
            );
            return Some(refuse.by(BY, &cause));
        }
    }
    let both = spec.node_selector.iter().chain(class.node_selector.iter());
    spec.node_selector = both.map(|(key, value)| (key.clone(), value.clone())).collect();
    let new = class.tolerations.iter().filter(|new| !spec.tolerations.contains(new));
    let new: Vec<_> = new.cloned().collect();
    spec.tolerations.extend(new);
    None
}
