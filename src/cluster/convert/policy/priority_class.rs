use crate::cluster::convert::meta::name;
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, PreemptionPolicy, PriorityClass};

object!(
    PriorityClass -> PriorityClass,
    PriorityClasses,
    "PriorityClass" in ["scheduling.k8s.io"],
    priority_classes
);

/// A class preempts unless it says otherwise (`SetDefaults_PriorityClass`).
fn convert(
    class: &wire::PriorityClass,
    interner: &mut Interner,
) -> Result<PriorityClass, Malformed> {
    let policy = class.preemption_policy.as_deref().filter(|policy| !policy.is_empty());
    Ok(PriorityClass {
        name: name(&class.metadata.name, interner)?,
        value: class.value,
        global_default: class.global_default,
        preemption_policy: policy
            .map_or(PreemptionPolicy::PreemptLowerPriority, PreemptionPolicy::from),
    })
}
