use crate::cluster::convert::meta::name;
use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, ServiceAccount};

object!(
    ServiceAccount -> ServiceAccount,
    ServiceAccounts,
    "ServiceAccount" in [""],
    service_accounts
);

fn convert(
    account: &wire::ServiceAccount,
    interner: &mut Interner,
) -> Result<ServiceAccount, Malformed> {
    Ok(ServiceAccount {
        namespace: interner.text(&account.metadata.namespace),
        name: name(&account.metadata.name, interner)?,
    })
}
