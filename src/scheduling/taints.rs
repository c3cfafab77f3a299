//! Taints and tolerations: `Toleration.ToleratesTaint` (k8s.io/api/core/v1/toleration.go) and the
//! tolerations that the DaemonSet controller adds (pkg/controller/daemon/util/daemonset_util.go).

use crate::model::{Effect, Node, PodSpec, Taint, Toleration, TolerationOperator};

/// Whether the toleration endures the taint, for however long.
///
/// `Lt` and `Gt` tolerate nothing: their feature gate (`TaintTolerationComparisonOperators`) is off by
/// default up to Kubernetes 1.37.
pub fn tolerates(toleration: &Toleration, taint: &Taint) -> bool {
    toleration.effect.as_ref().is_none_or(|effect| *effect == taint.effect)
        && (toleration.key.is_empty() || toleration.key == taint.key)
        && match toleration.operator {
            TolerationOperator::Exists => true,
            TolerationOperator::Equal => toleration.value == taint.value,
            TolerationOperator::Lt | TolerationOperator::Gt | TolerationOperator::Other(_) => false,
        }
}

/// The node's taints that keep a Pod with these tolerations away (effects NoSchedule and NoExecute), in the
/// order of the node's list: the first is the one that the scheduler and the controller speak of.
pub fn untolerated<'n>(
    node: &'n Node,
    tolerations: &[Toleration],
) -> impl Iterator<Item = &'n Taint> {
    node.taints
        .iter()
        .filter(|taint| matches!(taint.effect, Effect::NoSchedule | Effect::NoExecute))
        .filter(|taint| !tolerations.iter().any(|toleration| tolerates(toleration, taint)))
}

/// After how many seconds the taint eviction controller deletes a Pod with these tolerations that endures
/// every NoExecute taint of the node: the shortest of those that do (`GetMinTolerationTime`,
/// pkg/controller/tainteviction/taint_eviction.go). None: it may stay.
pub fn eviction_delay(node: &Node, tolerations: &[Toleration]) -> Option<i64> {
    node.taints
        .iter()
        .filter(|taint| taint.effect == Effect::NoExecute)
        .filter_map(|taint| tolerations.iter().find(|toleration| tolerates(toleration, taint)))
        .filter_map(|toleration| toleration.seconds)
        .min()
        .map(|seconds| seconds.max(0))
}

/// What the controller lets every daemon Pod tolerate (`AddOrUpdateDaemonPodTolerations`); the last only
/// with `hostNetwork`.
const ADDED: [(&str, Effect); 7] = [
    ("node.kubernetes.io/not-ready", Effect::NoExecute),
    ("node.kubernetes.io/unreachable", Effect::NoExecute),
    ("node.kubernetes.io/disk-pressure", Effect::NoSchedule),
    ("node.kubernetes.io/memory-pressure", Effect::NoSchedule),
    ("node.kubernetes.io/pid-pressure", Effect::NoSchedule),
    ("node.kubernetes.io/unschedulable", Effect::NoSchedule),
    ("node.kubernetes.io/network-unavailable", Effect::NoSchedule),
];

/// The tolerations of a daemon Pod made from this template: the template's, with the controller's.
///
/// A toleration of the template with the same key, effect, operator and value is replaced in place, so that
/// it loses its `tolerationSeconds` (`AddOrUpdateTolerationInPodSpec`).
pub fn with_controllers(template: &PodSpec) -> Vec<Toleration> {
    let mut tolerations = template.tolerations.clone();
    let added = if template.host_network { &ADDED[..] } else { &ADDED[..6] };
    for (key, effect) in added {
        let mut known = false;
        for own in &mut tolerations {
            if &*own.key == *key
                && own.effect.as_ref() == Some(effect)
                && own.operator == TolerationOperator::Exists
                && own.value.is_empty()
            {
                own.seconds = None;
                known = true;
            }
        }
        if !known {
            tolerations.push(Toleration {
                key: (*key).into(),
                operator: TolerationOperator::Exists,
                value: "".into(),
                effect: Some(effect.clone()),
                seconds: None,
            });
        }
    }
    tolerations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduling::given::{node, taint, toleration};

    #[test]
    fn a_toleration_is_held_against_key_value_and_effect() {
        for (shows, given, against, expected) in [
            ("Exists endures no value", "foo Exists - NoSchedule", "foo:NoSchedule", true),
            ("Exists endures any value", "foo Exists - NoSchedule", "foo=bar:NoSchedule", true),
            ("an empty key is every key", "- Exists - NoSchedule", "foo=bar:NoSchedule", true),
            ("an empty key keeps its effect", "- Exists - NoSchedule", "foo=bar:NoExecute", false),
            ("Equal, the same value", "foo Equal bar NoSchedule", "foo=bar:NoSchedule", true),
            ("another effect", "foo Equal bar NoSchedule", "foo=bar:NoExecute", false),
            ("another value", "foo Equal value1 NoSchedule", "foo=value2:NoSchedule", false),
            ("another key", "foo Exists - NoSchedule", "Foo:NoSchedule", false),
            ("no effect is every effect", "foo Equal bar -", "foo=bar:NoSchedule", true),
            (
                "PreferNoSchedule only",
                "foo Equal bar PreferNoSchedule",
                "foo=bar:NoSchedule",
                false,
            ),
            (
                "no operator is Equal",
                "dedicated - user1 NoSchedule",
                "dedicated=user1:NoSchedule",
                true,
            ),
            ("Gt is off by default", "sla Gt 750 NoSchedule", "sla=950:NoSchedule", false),
            ("Lt is off by default", "sla Lt 950 NoSchedule", "sla=800:NoSchedule", false),
            ("an operator in lower case", "foo exists - NoSchedule", "foo:NoSchedule", false),
        ] {
            assert_eq!(tolerates(&toleration(given), &taint(against)), expected, "{shows}");
        }
    }

    #[test]
    fn only_hard_effects_keep_away_and_keep_their_order() {
        let taints = ["k:PreferNoSchedule", "b:NoExecute", "a=1:NoSchedule", "c:Later"].map(taint);
        let node = Node { taints: taints.into(), ..node("n") };
        let left = |tolerations: &[&str]| -> Vec<String> {
            let tolerations: Vec<_> = tolerations.iter().map(|text| toleration(text)).collect();
            untolerated(&node, &tolerations).map(ToString::to_string).collect()
        };
        assert_eq!(left(&[]), ["b:NoExecute", "a=1:NoSchedule"]);
        assert_eq!(left(&["b Exists - -"]), ["a=1:NoSchedule"]);
        assert!(left(&["b Exists - -", "a - 1 NoSchedule"]).is_empty(), "one for each");
    }

    #[test]
    fn the_controller_replaces_its_own_tolerations_in_place() {
        let key = "node.kubernetes.io/not-ready";
        let own = |text: &str| Toleration { seconds: Some(30), ..toleration(text) };
        let template = PodSpec {
            tolerations: vec![
                own(&format!("{key} Exists - NoExecute")),
                own(&format!("{key} Exists - -")),
            ],
            ..PodSpec::default()
        };
        let merged = with_controllers(&template);
        assert_eq!(merged[0].seconds, None, "the same key, effect, operator and value");
        assert_eq!(merged[1].seconds, Some(30), "another effect stays as it was");
        assert_eq!(merged.len(), 2 + 5);

        let on_host = PodSpec { host_network: true, ..PodSpec::default() };
        let network = toleration("node.kubernetes.io/network-unavailable Exists - NoSchedule");
        assert!(with_controllers(&on_host).contains(&network));
        assert!(!with_controllers(&PodSpec::default()).contains(&network));
    }
}
