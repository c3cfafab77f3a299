use crate::model::Text;

/// Why the API server refuses to create a Pod, as far as its message has a known form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateFailure {
    /// A quota is used up, wants requests or limits to be given, or cannot be judged.
    Quota(Option<Text>),
    /// The level that Pod Security admission enforces.
    PodSecurity(Text),
    LimitRange,
    ServiceAccount(Text),
    PriorityClass(Text),
    RuntimeClass(Text),
    /// A webhook said no.
    WebhookDenied(Text),
    /// A webhook could not be asked.
    WebhookFailed(Text),
    Other,
}

impl CreateFailure {
    /// Reads the message of a `FailedCreate` event.
    pub fn parse(message: &str) -> Self {
        use CreateFailure as F;
        let after = |marker: &str| message.split_once(marker).map(|(_, rest)| rest);
        let until = |marker: &str, end: &[char]| -> Option<Text> {
            Some(after(marker)?.split(end).next()?.into())
        };
        let known = until("exceeded quota: ", &[','])
            .or_else(|| until("failed quota: ", &[':']))
            .or_else(|| until("status unknown for quota: ", &[',']))
            .map(|quota| F::Quota(Some(quota)))
            .or_else(|| message.contains("insufficient quota").then_some(F::Quota(None)))
            .or_else(|| until("violates PodSecurity \"", &['"']).map(F::PodSecurity))
            .or_else(|| until("error looking up service account ", &[':']).map(F::ServiceAccount))
            .or_else(|| until("no PriorityClass with name ", &[' ']).map(F::PriorityClass))
            .or_else(|| until("RuntimeClass \"", &['"']).map(F::RuntimeClass))
            .or_else(|| until("failed calling webhook \"", &['"']).map(F::WebhookFailed))
            .or_else(|| until("admission webhook \"", &['"']).map(F::WebhookDenied));
        let of_range =
            message.contains(" usage per ") || message.contains("max limit to request ratio");
        known.unwrap_or(if of_range { F::LimitRange } else { F::Other })
    }
}

#[cfg(test)]
mod tests {
    use super::CreateFailure as F;

    #[test]
    fn refusals_are_told_apart() {
        for (message, expected) in [
            (
                "Error creating: pods \"a-x\" is forbidden: exceeded quota: pods, requested: pods=1, \
                 used: pods=4, limited: pods=4",
                F::Quota(Some("pods".into())),
            ),
            ("failed quota: compute: must specify cpu for: main", F::Quota(Some("compute".into()))),
            ("insufficient quota to match these scopes: […]", F::Quota(None)),
            (
                "violates PodSecurity \"restricted:latest\": privileged (…)",
                F::PodSecurity("restricted:latest".into()),
            ),
            ("maximum memory usage per Container is 1Gi, but limit is 2Gi", F::LimitRange),
            (
                "error looking up service account team/agent: serviceaccount \"agent\" not found",
                F::ServiceAccount("team/agent".into()),
            ),
            ("no PriorityClass with name urgent was found", F::PriorityClass("urgent".into())),
            ("pod rejected: RuntimeClass \"gvisor\" not found", F::RuntimeClass("gvisor".into())),
            (
                "admission webhook \"policy.example.com\" denied the request: no",
                F::WebhookDenied("policy.example.com".into()),
            ),
            (
                "Internal error occurred: failed calling webhook \"p.example.com\": timeout",
                F::WebhookFailed("p.example.com".into()),
            ),
            ("the server is on fire", F::Other),
        ] {
            assert_eq!(F::parse(message), expected, "{message}");
        }
    }
}
