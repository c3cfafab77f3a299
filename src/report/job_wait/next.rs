use super::{JobWaitResult, Outcome};

/// What to type next, the most telling first.
pub(super) fn commands(result: &JobWaitResult) -> Vec<String> {
    let JobWaitResult { namespace, name, .. } = result;
    let describe = format!("kubectl describe job -n {namespace} {name}");
    let stuck = result.standing.as_ref().and_then(|standing| standing.stuck.as_ref());
    match result.outcome {
        Outcome::Complete | Outcome::Unfinished | Outcome::Interrupted => Vec::new(),
        Outcome::Failed => {
            let mut commands: Vec<String> = result
                .failures
                .iter()
                .take(1)
                .map(|failure| match &failure.container {
                    Some(container) => {
                        let previous = if failure.previous { " --previous" } else { "" };
                        let pod = &failure.pod;
                        format!("kubectl logs -n {namespace} {pod} -c {container}{previous}")
                    }
                    None => format!("kubectl describe pod -n {namespace} {}", failure.pod),
                })
                .collect();
            commands.push(format!("kubectl workloads job-history -n {namespace} {name}"));
            commands
        }
        Outcome::Deleted | Outcome::Replaced => vec![format!(
            "kubectl get events -n {namespace} --field-selector involvedObject.name={name}"
        )],
        Outcome::NotFound => vec![format!("kubectl get jobs -n {namespace}")],
        Outcome::Stuck => vec![unstick(result).unwrap_or(describe)],
        Outcome::Suspended => vec![format!(
            "kubectl patch job -n {namespace} {name} --type merge -p '{{\"spec\":{{\"suspend\":false}}}}'"
        )],
        Outcome::TimedOut => {
            let mut commands = vec![describe];
            if let Some(pod) = stuck.and_then(|stuck| stuck.pod.as_ref()) {
                commands.insert(0, format!("kubectl describe pod -n {namespace} {pod}"));
            }
            commands
        }
    }
}

fn unstick(result: &JobWaitResult) -> Option<String> {
    let JobWaitResult { namespace, name, .. } = result;
    let patch = |patch: &str| {
        Some(format!("kubectl patch job -n {namespace} {name} --type merge -p '{patch}'"))
    };
    match result.reason.as_deref()? {
        "ParallelismZero" => patch("{\"spec\":{\"parallelism\":1}}"),
        "FailedCreate" => Some(format!(
            "kubectl get events -n {namespace} --field-selector involvedObject.name={name}"
        )),
        "ManagedBy" => None,
        _ => Some(format!(
            "kubectl get pods -n {namespace} -l batch.kubernetes.io/job-name={name} -o wide"
        )),
    }
}
