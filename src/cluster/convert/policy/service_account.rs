use crate::cluster::convert::{Malformed, object};
use crate::cluster::wire;
use crate::model::{Interner, ServiceAccount};

object!(
    ServiceAccount -> ServiceAccount,
    ServiceAccounts,
    "ServiceAccount" in [""],
    service_accounts
);

#[expect(clippy::unnecessary_wraps, reason = "as the other kinds")]
fn convert(
    account: wire::ServiceAccount,
    interner: &mut Interner,
) -> Result<ServiceAccount, Malformed> {
    Ok(ServiceAccount {
        namespace: interner.text(&account.metadata.namespace),
        name: interner.text(&account.metadata.name),
    })
}
