use crate::cluster::convert::meta::name;
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{CsiDriverOnNode, CsiNode, Interner};

object!(CsiNode -> CsiNode, CsiNodes, "CSINode" in ["storage.k8s.io"], csi_nodes);

fn convert(node: &wire::CsiNode, interner: &mut Interner) -> Result<CsiNode, Malformed> {
    let drivers = node.spec.drivers.iter().map(|driver| CsiDriverOnNode {
        name: interner.text(&driver.name),
        allocatable: driver.allocatable.count,
    });
    let drivers = drivers.collect();
    Ok(CsiNode { node: name(&node.metadata.name, interner)?, drivers })
}
