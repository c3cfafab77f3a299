use super::malformed::{Malformed, compact, time};
use super::meta::{resources, text};
use super::node::{message, status_of};
use crate::cluster::wire;
use crate::cluster::wire::glance::STANDARD_CONDITIONS;
use crate::model::{
    Condition, Container, ContainerState, ContainerStatus, Interner, Phase, PodDetails, PodSpec,
    PodStatus, Resources, Termination,
};

/// What a Pod says of itself, reduced to what is out of the ordinary. `spec` is the Pod's own.
pub(super) fn status(
    status: &wire::PodStatus,
    spec: &PodSpec,
    interner: &mut Interner,
) -> Result<PodStatus, Malformed> {
    let ready = status.conditions.iter().find(|condition| condition.kind == "Ready");
    let ready = ready.filter(|condition| condition.status == "True");
    let all = || status.init_container_statuses.iter().chain(&status.container_statuses);
    let restarts = all().map(|container| restarts(container.restart_count));
    let details = details(status, spec, interner)?;
    Ok(PodStatus {
        phase: phase(&status.phase),
        ready: ready.is_some(),
        ready_since: match ready {
            Some(ready) => compact(ready.last_transition_time, "conditions.lastTransitionTime")?,
            None => None,
        },
        restarts: restarts.fold(0, u32::saturating_add),
        details: (details != PodDetails::default()).then(|| Box::new(details)),
    })
}

fn phase(phase: &str) -> Phase {
    match phase {
        "" | "Pending" => Phase::Pending,
        "Running" => Phase::Running,
        "Succeeded" => Phase::Succeeded,
        "Failed" => Phase::Failed,
        _ => Phase::Unknown,
    }
}

fn restarts(count: i32) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

fn details(
    status: &wire::PodStatus,
    spec: &PodSpec,
    interner: &mut Interner,
) -> Result<PodDetails, Malformed> {
    let mut details = PodDetails {
        reason: text(&status.reason, interner),
        message: message(&status.message),
        nominated_node: text(&status.nominated_node_name, interner),
        ..PodDetails::default()
    };
    for condition in &status.conditions {
        if condition.status == "True" && STANDARD_CONDITIONS.contains(&&*condition.kind) {
            continue;
        }
        details.conditions.push(Condition {
            kind: interner.text(&condition.kind),
            status: status_of(&condition.status),
            reason: text(&condition.reason, interner),
            message: message(&condition.message),
            since: time(condition.last_transition_time, "conditions.lastTransitionTime")?,
        });
    }
    let inits = status.init_container_statuses.iter().map(|container| (container, true));
    let apps = status.container_statuses.iter().map(|container| (container, false));
    for (container, init) in inits.chain(apps) {
        if !is_well(container, init) {
            details.containers.push(container_status(container, init, interner)?);
        }
        let own = if init { &spec.init_containers } else { &spec.containers };
        if let Some(own) = own.iter().find(|own| *own.name == *container.name) {
            let force = in_force(container, interner)?;
            if differs(&force, own) {
                details.actuated.push((own.name.clone(), force));
            }
        }
    }
    details.conditions.shrink_to_fit();
    details.containers.shrink_to_fit();
    Ok(details)
}

/// Whether a container runs and is ready, or is an init container that has done its work, and has never
/// been restarted.
fn is_well(container: &wire::ContainerStatus, init: bool) -> bool {
    let state = &container.state;
    let done = init && state.terminated.as_ref().is_some_and(|ended| ended.exit_code == 0);
    container.restart_count == 0
        && container.last_state.terminated.is_none()
        && (done || (container.ready && state.running.is_some()))
}

fn container_status(
    container: &wire::ContainerStatus,
    init: bool,
    interner: &mut Interner,
) -> Result<ContainerStatus, Malformed> {
    let last = container.last_state.terminated.as_ref();
    Ok(ContainerStatus {
        name: interner.text(&container.name),
        init,
        ready: container.ready,
        restarts: restarts(container.restart_count),
        state: state(&container.state, interner)?,
        last: last.map(|last| termination(last, interner)).transpose()?,
    })
}

/// No state at all means waiting (`ContainerState` in core/v1).
fn state(
    state: &wire::ContainerState,
    interner: &mut Interner,
) -> Result<ContainerState, Malformed> {
    if let Some(ended) = &state.terminated {
        return Ok(ContainerState::Terminated(termination(ended, interner)?));
    }
    if let Some(running) = &state.running {
        let since = time(running.started_at, "containerStatuses.state.running.startedAt")?;
        return Ok(ContainerState::Running { since });
    }
    let (reason, told) = match &state.waiting {
        Some(waiting) => (text(&waiting.reason, interner), message(&waiting.message)),
        None => (None, None),
    };
    Ok(ContainerState::Waiting { reason, message: told })
}

fn termination(
    ended: &wire::ContainerStateTerminated,
    interner: &mut Interner,
) -> Result<Termination, Malformed> {
    Ok(Termination {
        reason: text(&ended.reason, interner),
        message: message(&ended.message),
        exit_code: ended.exit_code,
        signal: (ended.signal != 0).then_some(ended.signal),
        started_at: time(ended.started_at, "containerStatuses.state.terminated.startedAt")?,
        finished_at: time(ended.finished_at, "containerStatuses.state.terminated.finishedAt")?,
    })
}

/// The requests in force: the larger of what the kubelet has actuated and what it has allocated
/// (`determineContainerReqs` in component-helpers/resource/helpers.go). Empty where it says nothing.
pub(super) fn in_force(
    container: &wire::ContainerStatus,
    interner: &mut Interner,
) -> Result<Resources, Malformed> {
    let within = |error: Malformed| error.within("containerStatuses.resources");
    let mut force = resources(&container.resources.requests, interner).map_err(within)?;
    force.raise_to(&resources(&container.allocated_resources, interner).map_err(within)?);
    Ok(force)
}

/// Whether other requests are in force than the container's own.
pub(super) fn differs(force: &Resources, own: &Container) -> bool {
    force.iter().any(|(name, amount)| own.requests.get(name) != Some(amount))
}
