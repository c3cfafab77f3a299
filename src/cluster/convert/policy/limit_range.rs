use crate::cluster::convert::meta::{name, quantity, resources};
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, Limit, LimitKind, LimitRange, Resources};

object!(LimitRange -> LimitRange, LimitRanges, "LimitRange" in [""], limit_ranges);

fn convert(range: &wire::LimitRange, interner: &mut Interner) -> Result<LimitRange, Malformed> {
    let limits = range.spec.limits.iter().map(|item| limit(item, interner));
    let limits = limits.collect::<Result<_, _>>().map_err(|error| error.within("spec.limits"))?;
    Ok(LimitRange {
        namespace: interner.text(&range.metadata.namespace),
        name: name(&range.metadata.name, interner)?,
        limits,
    })
}

/// For containers, a default limit or a maximum is the default request where none is given
/// (`SetDefaults_LimitRangeItem` in pkg/apis/core/v1/defaults.go): max, then default, then defaultRequest.
fn limit(item: &wire::LimitRangeItem, interner: &mut Interner) -> Result<Limit, Malformed> {
    let mut read = |entries: &[wire::QuantityEntry], field| {
        resources(entries, interner).map_err(|error| error.within(field))
    };
    let (min, max) = (read(&item.min, "min")?, read(&item.max, "max")?);
    let mut default_limits = read(&item.default, "default")?;
    let mut default_requests = read(&item.default_request, "defaultRequest")?;
    let kind = match &*item.kind {
        "Container" => LimitKind::Container,
        "Pod" => LimitKind::Pod,
        other => LimitKind::Other(other.into()),
    };
    if kind == LimitKind::Container {
        fill(&mut default_limits, &max);
        fill(&mut default_requests, &default_limits);
        fill(&mut default_requests, &min);
    }
    let ratios = item.max_limit_request_ratio.iter().map(|entry| {
        let ratio = quantity(entry).map_err(|error| error.within("maxLimitRequestRatio"))?;
        Ok((interner.text(&entry.key), ratio.milli()))
    });
    let max_ratio_milli = ratios.collect::<Result<_, Malformed>>()?;
    Ok(Limit { kind, default_requests, default_limits, min, max, max_ratio_milli })
}

/// Adds the amounts of `from` whose resources are not there yet.
fn fill(amounts: &mut Resources, from: &Resources) {
    for (name, amount) in from.iter() {
        if amounts.get(name).is_none() {
            amounts.set(name.clone(), amount);
        }
    }
}
