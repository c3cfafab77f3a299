//! Which nodes the DaemonSet controller wants a Pod on: `NodeShouldRunDaemonPod`
//! (pkg/controller/daemon/daemon_controller.go).

use super::Reason;
use super::node_affinity::{Mismatch, mismatch};
use super::taints::{untolerated, with_controllers};
use crate::model::{Effect, Node, PodSpec, Toleration};

/// What the controller asks of a node: the template, with the tolerations that it adds itself. Made once for
/// a DaemonSet, asked once for each node.
#[derive(Debug)]
pub struct Placement<'a> {
    template: &'a PodSpec,
    tolerations: Vec<Toleration>,
}

/// The controller's verdict on a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// It makes a Pod for the node.
    pub should_run: bool,
    /// It leaves a Pod that is there.
    pub should_continue: bool,
    /// The first rule that excludes the node. None where it is eligible.
    pub reason: Option<Reason>,
}

impl<'a> Placement<'a> {
    /// What a DaemonSet with this template asks.
    pub fn of(template: &'a PodSpec) -> Self {
        Placement { template, tolerations: with_controllers(template) }
    }

    /// The tolerations of its Pods.
    pub fn tolerations(&self) -> &[Toleration] {
        &self.tolerations
    }

    /// Whether a Pod belongs on `node`. Nothing else of the node is looked at: neither whether it is ready
    /// or cordoned nor what is free there.
    pub fn on(&self, node: &Node) -> Eligibility {
        if let Some(reason) = self.unwanted(node) {
            return Eligibility { should_run: false, should_continue: false, reason: Some(reason) };
        }
        let mut taints = untolerated(node, &self.tolerations);
        let Some(first) = taints.next() else {
            return Eligibility { should_run: true, should_continue: true, reason: None };
        };
        let others: Vec<_> = taints.cloned().collect();
        let evicts = std::iter::once(first).chain(&others).any(|t| t.effect == Effect::NoExecute);
        Eligibility {
            should_run: false,
            should_continue: !evicts,
            reason: Some(Reason::TaintToleration { taint: first.clone(), others }),
        }
    }

    /// Why the template does not want the node, before any taint is looked at.
    fn unwanted(&self, node: &Node) -> Option<Reason> {
        if let Some(wanted) = self.template.node_name.as_ref().filter(|name| **name != node.name) {
            return Some(Reason::NodeName { wanted: wanted.clone() });
        }
        let terms = self.template.node_affinity.as_deref();
        Some(match mismatch(&self.template.node_selector, terms, node)? {
            Mismatch::Selector { key, wanted, found } => {
                Reason::NodeSelector { key, wanted, found }
            }
            Mismatch::Terms(terms) => Reason::NodeAffinity { terms, selector: None },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Condition, ConditionStatus, NodeRequirement, NodeSelectorTerm, Resources};
    use crate::scheduling::given::{node, taint};

    const RUNS: (bool, bool) = (true, true);
    const STAYS: (bool, bool) = (false, true);
    const LEAVES: (bool, bool) = (false, false);

    fn verdict(template: &PodSpec, node: &Node) -> (bool, bool) {
        let eligibility = Placement::of(template).on(node);
        assert_eq!(eligibility.should_run, eligibility.reason.is_none(), "a reason if and only if");
        (eligibility.should_run, eligibility.should_continue)
    }

    fn tainted(taints: &[&str]) -> Node {
        Node { taints: taints.iter().map(|text| taint(text)).collect(), ..node("node-0") }
    }

    #[test]
    fn the_template_chooses_by_name_labels_and_affinity() {
        let labelled = Node {
            labels: std::sync::Arc::new([("type", "production")].into_iter().collect()),
            ..node("node-0")
        };
        let named = |name: &str| PodSpec { node_name: Some(name.into()), ..PodSpec::default() };
        let selecting = |value: &str| PodSpec {
            node_selector: [("type", value)].into_iter().collect(),
            ..PodSpec::default()
        };
        let affine = |value: &str| PodSpec {
            node_affinity: Some(vec![NodeSelectorTerm {
                match_expressions: vec![NodeRequirement {
                    key: "type".into(),
                    operator: "In".into(),
                    values: vec![value.into()],
                }],
                match_fields: vec![],
            }]),
            ..PodSpec::default()
        };
        for (shows, template, expected) in [
            ("nothing asked", PodSpec::default(), RUNS),
            ("another node's name", named("other-node"), LEAVES),
            ("the node's name", named("node-0"), RUNS),
            ("a label with another value", selecting("test"), LEAVES),
            ("the label", selecting("production"), RUNS),
            ("affinity for another value", affine("test"), LEAVES),
            ("affinity", affine("production"), RUNS),
            (
                "the node's name and a label that it lacks",
                PodSpec { node_name: Some("node-0".into()), ..selecting("test") },
                LEAVES,
            ),
        ] {
            assert_eq!(verdict(&template, &labelled), expected, "{shows}");
        }
    }

    #[test]
    fn conditions_cordons_and_resources_are_not_looked_at() {
        let unready = Condition {
            kind: "Ready".into(),
            status: ConditionStatus::False,
            reason: None,
            message: None,
            since: None,
        };
        let full = Resources::from_iter([("cpu", 0), ("pods", 0)]);
        for (shows, node) in [
            ("NotReady without its taint", Node { conditions: vec![unready], ..node("n") }),
            ("cordoned without its taint", Node { unschedulable: true, ..node("n") }),
            ("nothing allocatable", Node { allocatable: full, ..node("n") }),
        ] {
            assert_eq!(verdict(&PodSpec::default(), &node), RUNS, "{shows}");
        }
    }

    #[test]
    fn taints_keep_away_and_only_no_execute_evicts() {
        let plain = PodSpec::default();
        let on_host = PodSpec { host_network: true, ..PodSpec::default() };
        let everywhere = PodSpec {
            tolerations: vec![crate::scheduling::given::toleration("- Exists - -")],
            ..PodSpec::default()
        };
        let tolerant = PodSpec {
            tolerations: vec![crate::scheduling::given::toleration("k Equal v NoSchedule")],
            ..PodSpec::default()
        };
        let not_ready = "node.kubernetes.io/not-ready";
        let lost = [&format!("{not_ready}:NoSchedule")[..], &format!("{not_ready}:NoExecute")[..]];
        let network = ["node.kubernetes.io/network-unavailable:NoSchedule"];
        let pressure = [
            "node.kubernetes.io/disk-pressure:NoSchedule",
            "node.kubernetes.io/memory-pressure:NoSchedule",
            "node.kubernetes.io/pid-pressure:NoSchedule",
            "node.kubernetes.io/unschedulable:NoSchedule",
        ];
        for (shows, template, taints, expected) in [
            ("not-ready:NoExecute is endured", &plain, &lost[1..], RUNS),
            ("not-ready:NoSchedule is not", &plain, &lost[..], STAYS),
            ("unless everything is", &everywhere, &lost[..], RUNS),
            (
                "unreachable:NoExecute is endured",
                &plain,
                &["node.kubernetes.io/unreachable:NoExecute"],
                RUNS,
            ),
            ("pressure and cordons are endured", &plain, &pressure[..], RUNS),
            ("the network is waited for", &plain, &network[..], STAYS),
            ("but not with hostNetwork", &on_host, &network[..], RUNS),
            ("NoSchedule leaves what is there", &plain, &["k=v:NoSchedule"], STAYS),
            ("NoExecute does not", &plain, &["k=v:NoExecute"], LEAVES),
            ("NoExecute behind NoSchedule", &plain, &["k=v:NoSchedule", "l:NoExecute"], LEAVES),
            ("a toleration", &tolerant, &["k=v:NoSchedule"], RUNS),
            ("PreferNoSchedule", &plain, &["k=v:PreferNoSchedule"], RUNS),
            (
                "a cloud node that is not initialized",
                &plain,
                &["node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule"],
                STAYS,
            ),
        ] {
            assert_eq!(verdict(template, &tainted(taints)), expected, "{shows}");
        }
    }

    #[test]
    fn the_first_taint_of_the_list_is_the_reason() {
        let node = tainted(&["z:PreferNoSchedule", "b:NoSchedule", "a=1:NoExecute"]);
        let reason = Placement::of(&PodSpec::default()).on(&node).reason;
        let (taint, others) = (taint("b:NoSchedule"), vec![taint("a=1:NoExecute")]);
        assert_eq!(reason, Some(Reason::TaintToleration { taint, others }));
    }
}
