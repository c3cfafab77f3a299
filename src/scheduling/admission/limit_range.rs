//! LimitRanges (plugin/pkg/admission/limitranger).

use super::admit::Refuse;
use super::quantity_text::written;
use crate::model::{
    CPU, Container, Limit, LimitKind, LimitRange, MEMORY, PodSpec, Resources, Text,
};
use crate::scheduling::fit::requests;
use crate::scheduling::{Reason, World};

/// Gives containers that ask for nothing what the namespace's LimitRanges give by default.
pub(super) fn set_defaults(world: &World<'_>, namespace: &str, spec: &mut PodSpec) {
    for range in world.limit_ranges(namespace) {
        let of_containers = range.limits.iter().filter(|limit| limit.kind == LimitKind::Container);
        for limit in of_containers {
            for container in spec.containers.iter_mut().chain(&mut spec.init_containers) {
                fill(&mut container.limits, &limit.default_limits);
                fill(&mut container.requests, &limit.default_requests);
            }
        }
    }
}

fn fill(own: &mut Resources, default: &Resources) {
    for (name, amount) in default.iter() {
        if own.get(name).is_none() {
            own.set(name.clone(), amount);
        }
    }
}

/// The LimitRanges whose bounds the Pod breaks, each with everything that is wrong.
pub(super) fn violations(
    world: &World<'_>,
    namespace: &str,
    spec: &PodSpec,
    refuse: &Refuse<'_>,
) -> Vec<Reason> {
    let refusal = |range: &LimitRange| {
        let broken: Vec<String> =
            range.limits.iter().flat_map(|limit| broken(limit, spec)).collect();
        let cause = match broken.as_slice() {
            [] => return None,
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        Some(refuse.by("LimitRanger", &cause))
    };
    world.limit_ranges(namespace).filter_map(refusal).collect()
}

/// What of a limit the Pod breaks (`PodValidateLimitFunc`).
fn broken(limit: &Limit, spec: &PodSpec) -> Vec<String> {
    match limit.kind {
        LimitKind::Container => spec
            .containers
            .iter()
            .chain(&spec.init_containers)
            .flat_map(|Container { requests, limits, .. }| {
                Bounds { limit, per: "Container", requests, limits }.broken()
            })
            .collect(),
        LimitKind::Pod => {
            let (requests, limits) = of_pod(spec);
            Bounds { limit, per: "Pod", requests: &requests, limits: &limits }.broken()
        }
        LimitKind::Other(_) => Vec::new(),
    }
}

/// What the Pod requests, and its limits, without overhead; at Pod level only cpu and memory count here.
/// Limits at Pod level are no part of the model.
fn of_pod(spec: &PodSpec) -> (Resources, Resources) {
    let mut plain = PodSpec { overhead: Resources::default(), ..spec.clone() };
    let at_pod_level =
        spec.pod_requests.iter().filter(|(name, _)| [CPU, MEMORY].contains(&&***name));
    plain.pod_requests = at_pod_level.map(|(name, amount)| (name.clone(), amount)).collect();
    (requests::of_spec(&plain), requests::limits_of_spec(&plain))
}

struct Bounds<'a> {
    limit: &'a Limit,
    /// `Container` or `Pod`.
    per: &'static str,
    requests: &'a Resources,
    limits: &'a Resources,
}

impl Bounds<'_> {
    fn broken(&self) -> Vec<String> {
        let min = self.limit.min.iter().filter_map(|(name, min)| self.below(name, min));
        let max = self.limit.max.iter().filter_map(|(name, max)| self.above(name, max));
        let ratio = &self.limit.max_ratio_milli;
        let ratio = ratio.iter().filter_map(|(name, ratio)| self.wide(name, *ratio));
        min.chain(max).chain(ratio).collect()
    }

    fn below(&self, name: &Text, min: i64) -> Option<String> {
        let rule = format!("minimum {name} usage per {} is {}", self.per, written(name, min));
        match (self.requests.get(name), self.limits.get(name)) {
            (None, _) => Some(format!("{rule}.  No request is specified")),
            (Some(request), _) if request < min => {
                Some(format!("{rule}, but request is {}", written(name, request)))
            }
            (_, Some(limit)) if limit < min => {
                Some(format!("{rule}, but limit is {}", written(name, limit)))
            }
            _ => None,
        }
    }

    fn above(&self, name: &Text, max: i64) -> Option<String> {
        let rule = format!("maximum {name} usage per {} is {}", self.per, written(name, max));
        match (self.requests.get(name), self.limits.get(name)) {
            (_, None) => Some(format!("{rule}.  No limit is specified")),
            (_, Some(limit)) if limit > max => {
                Some(format!("{rule}, but limit is {}", written(name, limit)))
            }
            (Some(request), _) if request > max => {
                Some(format!("{rule}, but request is {}", written(name, request)))
            }
            _ => None,
        }
    }

    fn wide(&self, name: &Text, ratio_milli: i64) -> Option<String> {
        let rule = format!(
            "{name} max limit to request ratio per {} is {}",
            self.per,
            written(CPU, ratio_milli)
        );
        let request = self.requests.get(name).filter(|request| *request != 0);
        let limit = self.limits.get(name).filter(|limit| *limit != 0);
        match (request, limit) {
            (None, _) => Some(format!("{rule}, but no request is specified or request is 0")),
            (_, None) => Some(format!("{rule}, but no limit is specified or limit is 0")),
            (Some(request), Some(limit)) => {
                let wide =
                    i128::from(limit) * 1_000 > i128::from(ratio_milli) * i128::from(request);
                wide.then(|| format!("{rule}, but provided ratio is {}", ratio(limit, request)))
            }
        }
    }
}

/// `limit` over `request` with six decimals, as Go's `%f` writes it.
fn ratio(limit: i64, request: i64) -> String {
    let (limit, request) = (i128::from(limit), i128::from(request));
    let millionths = (limit * 1_000_000 + request / 2) / request;
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}
