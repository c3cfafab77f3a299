use super::Malformed;
use super::meta::{labels, meta, selector};
use super::object;
use super::pod_spec::spec;
use super::security::security;
use crate::cluster::wire;
use crate::model::{
    DaemonSet, DaemonSetStatus, IntOrPercent, Interner, PodTemplate, Text, UpdateStrategy,
};

object!(DaemonSet -> DaemonSet, DaemonSets, "DaemonSet" in ["apps", "extensions"], daemon_sets);

/// The number that Pods carry as `pod-template-generation`.
const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";

fn convert(set: &wire::DaemonSet, interner: &mut Interner) -> Result<DaemonSet, Malformed> {
    let wire::DaemonSet { metadata, spec, status } = set;
    Ok(DaemonSet {
        meta: meta!(metadata, interner),
        uid: interner.text(&metadata.uid),
        generation: metadata.generation,
        selector: spec.selector.as_ref().map(|labels| selector(labels, interner)),
        template: template(&spec.template, interner)
            .map_err(|error| error.within("spec.template"))?,
        template_generation: metadata
            .annotation(TEMPLATE_GENERATION)
            .and_then(|text| text.parse().ok()),
        strategy: strategy(&spec.update_strategy)
            .map_err(|error| error.within("spec.updateStrategy.rollingUpdate"))?,
        min_ready_seconds: spec.min_ready_seconds,
        status: DaemonSetStatus {
            desired: status.desired_number_scheduled,
            current: status.current_number_scheduled,
            ready: status.number_ready,
            available: status.number_available,
            unavailable: status.number_unavailable,
            updated: status.updated_number_scheduled,
            misscheduled: status.number_misscheduled,
            observed_generation: status.observed_generation,
        },
    })
}

/// A Pod template, in the state before admission.
pub(super) fn template(
    template: &wire::PodTemplateSpec,
    interner: &mut Interner,
) -> Result<PodTemplate, Malformed> {
    let labels = labels(&template.metadata.labels, interner);
    let spec = spec(&template.spec, interner).map_err(|error| error.within("spec"))?;
    Ok(PodTemplate {
        labels: interner.labels(labels),
        spec: interner.spec(spec),
        security: security(&template.metadata, &template.spec, interner),
    })
}

/// A rolling update of one node at a time, unless said otherwise (`SetDefaults_DaemonSet` in
/// pkg/apis/apps/v1/defaults.go).
fn strategy(strategy: &wire::DaemonSetUpdateStrategy) -> Result<UpdateStrategy, Malformed> {
    let rolling = &strategy.rolling_update;
    Ok(match &*strategy.kind {
        "" | "RollingUpdate" => UpdateStrategy::RollingUpdate {
            max_unavailable: int_or_percent(rolling.max_unavailable.as_ref(), 1)
                .map_err(|error| error.within("maxUnavailable"))?,
            max_surge: int_or_percent(rolling.max_surge.as_ref(), 0)
                .map_err(|error| error.within("maxSurge"))?,
        },
        "OnDelete" => UpdateStrategy::OnDelete,
        other => UpdateStrategy::Other(Text::from(other)),
    })
}

fn int_or_percent(
    value: Option<&wire::IntOrString>,
    default: i32,
) -> Result<IntOrPercent, Malformed> {
    match value {
        None => Ok(IntOrPercent::Int(default)),
        Some(value) if value.kind == 0 => Ok(IntOrPercent::Int(value.int)),
        Some(value) => {
            let percent = value.text.strip_suffix('%').and_then(|number| number.parse().ok());
            percent.map(IntOrPercent::Percent).ok_or_else(|| {
                Malformed::new("", format!("{:?} is neither a number nor a percentage", value.text))
            })
        }
    }
}
