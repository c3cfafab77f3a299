//! Pod Security: the level that a namespace enforces (k8s.io/pod-security-admission, policy of 1.36).
//!
//! Not known from outside: the levels and exemptions of the API server's own configuration. The annotations
//! of seccomp, which count in policies before 1.19, are no part of the model.

mod baseline;
mod level;
mod restricted;
mod subject;

pub(super) use level::NEWEST;
use level::{Enforced, Level};
use subject::Subject;

use super::admit::Refuse;
use crate::model::{DaemonSet, Labels, PodSpec};
use crate::scheduling::{Reason, World};

/// What is wrong with a Pod by one check, as the API server says it; None: nothing.
type Check = fn(&Subject<'_>) -> Option<String>;

/// The refusal of the daemon Pods, if they break the level of their namespace.
pub(super) fn violation(
    world: &World<'_>,
    daemon_set: &DaemonSet,
    spec: &PodSpec,
    refuse: &Refuse<'_>,
) -> Option<Reason> {
    let namespace = world.namespace(&daemon_set.meta.namespace)?;
    let enforced = Enforced::by(&namespace.labels)?;
    let minor = enforced.minor(world.snapshot.server);
    let subject = Subject::new(&daemon_set.template.security, spec, minor);
    let checks: Vec<Check> = match enforced.level {
        Level::Baseline => baseline::checks(),
        Level::Restricted => {
            let stricter = restricted::overridden(minor);
            let others = baseline::CHECKS.iter().filter(|(id, _)| !stricter.contains(id));
            others.map(|(_, check)| *check).chain(restricted::CHECKS).collect()
        }
    };
    let broken: Vec<String> = checks.iter().filter_map(|check| check(&subject)).collect();
    let cause = format!(r#"violates PodSecurity "{enforced}": {}"#, broken.join(", "));
    (!broken.is_empty()).then(|| refuse.by("PodSecurity", &cause))
}

/// Whether a namespace with these labels enforces a level in whichever version the API server has.
pub(super) fn goes_by_the_server(labels: &Labels) -> bool {
    Enforced::by(labels).is_some_and(|enforced| enforced.version.is_none())
}
