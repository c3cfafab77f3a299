use crate::cluster::convert::meta::{name, resources, texts};
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, QuotaScope, ResourceQuota};

object!(ResourceQuota -> ResourceQuota, ResourceQuotas, "ResourceQuota" in [""], quotas);

fn convert(
    quota: &wire::ResourceQuota,
    interner: &mut Interner,
) -> Result<ResourceQuota, Malformed> {
    let wire::ResourceQuota { metadata, spec, status } = quota;
    let (hard, field) = if status.hard.is_empty() {
        (&spec.hard, "spec.hard")
    } else {
        (&status.hard, "status.hard")
    };
    let mut scopes = Vec::new();
    for scope in &spec.scopes {
        let (name, operator) = (interner.text(scope), interner.text("Exists"));
        scopes.push(QuotaScope { name, operator, values: Vec::new() });
    }
    for scope in &spec.scope_selector.match_expressions {
        scopes.push(QuotaScope {
            name: interner.text(&scope.scope_name),
            operator: interner.text(&scope.operator),
            values: texts(&scope.values, interner),
        });
    }
    Ok(ResourceQuota {
        namespace: interner.text(&metadata.namespace),
        name: name(&metadata.name, interner)?,
        hard: resources(hard, interner).map_err(|error| error.within(field))?,
        used: resources(&status.used, interner).map_err(|error| error.within("status.used"))?,
        scopes,
    })
}
