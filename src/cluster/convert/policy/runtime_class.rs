use crate::cluster::convert::meta::{labels, name, resources};
use crate::cluster::convert::scheduling::toleration;
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, RuntimeClass};

object!(RuntimeClass -> RuntimeClass, RuntimeClasses, "RuntimeClass" in ["node.k8s.io"], runtime_classes);

fn convert(class: &wire::RuntimeClass, interner: &mut Interner) -> Result<RuntimeClass, Malformed> {
    let tolerations = class.scheduling.tolerations.iter();
    Ok(RuntimeClass {
        name: name(&class.metadata.name, interner)?,
        overhead: resources(&class.overhead.pod_fixed, interner)
            .map_err(|error| error.within("overhead.podFixed"))?,
        node_selector: labels(&class.scheduling.node_selector, interner),
        tolerations: tolerations.map(|tolerates| toleration(tolerates, interner)).collect(),
    })
}
