use super::admit::Refuse;
use crate::model::{PodSpec, PreemptionPolicy, PriorityClass, Resource};
use crate::scheduling::{Reason, World};

/// The classes that every API server makes for itself (pkg/apis/scheduling).
const BUILT_IN: [(&str, i32); 2] =
    [("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)];

/// Gives the Pod the priority of its class, or of the default class (plugin/pkg/admission/priority); a
/// class that is not there refuses the Pod.
pub(super) fn resolve(
    world: &World<'_>,
    spec: &mut PodSpec,
    refuse: &Refuse<'_>,
) -> Option<Reason> {
    let named = spec.priority_class.clone().filter(|name| !name.is_empty());
    let class = named.as_deref().map_or_else(|| default_class(world), |name| class(world, name));
    if let Some(class) = class {
        spec.priority_class = Some(class.name);
        spec.priority = Some(class.value);
        spec.preemption_policy = Some(class.preemption_policy);
        return None;
    }
    spec.priority = spec.priority.or(Some(0));
    let name = named.filter(|_| world.snapshot.knows(Resource::PriorityClasses, ""))?;
    Some(refuse.by("Priority", &format!("no PriorityClass with name {name} was found")))
}

fn class(world: &World<'_>, name: &str) -> Option<PriorityClass> {
    world.priority_class(name).cloned().or_else(|| {
        let (name, value) = BUILT_IN.into_iter().find(|(built_in, _)| *built_in == name)?;
        Some(PriorityClass {
            name: name.into(),
            value,
            global_default: false,
            preemption_policy: PreemptionPolicy::PreemptLowerPriority,
        })
    })
}

/// The class of Pods that name none. Of several, which only a race can make, the lowest counts.
fn default_class(world: &World<'_>) -> Option<PriorityClass> {
    let classes = world.snapshot.priority_classes.iter();
    classes.filter(|class| class.global_default).min_by_key(|class| class.value).cloned()
}
