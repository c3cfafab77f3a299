use super::admit::Refuse;
use crate::model::{PodSpec, Resource};
use crate::scheduling::{Reason, World};

/// The ServiceAccount that the Pod names must be there (plugin/pkg/admission/serviceaccount). `default` is
/// in every namespace: a controller makes it.
pub(super) fn missing(
    world: &World<'_>,
    namespace: &str,
    spec: &PodSpec,
    refuse: &Refuse<'_>,
) -> Option<Reason> {
    let name = spec.service_account.as_deref()?;
    let known = |name: &str| {
        let accounts = &world.snapshot.service_accounts;
        accounts.iter().any(|account| &*account.namespace == namespace && &*account.name == name)
    };
    if name.is_empty()
        || name == "default"
        || known(name)
        || !world.snapshot.knows(Resource::ServiceAccounts, namespace)
    {
        return None;
    }
    let cause = format!(
        r#"error looking up service account {namespace}/{name}: serviceaccount "{name}" not found"#
    );
    Some(refuse.by("ServiceAccount", &cause))
}
