use serde_json::{Value, json};

use super::agreement::text;
use super::cluster::{Cluster, until};
use super::room::{LABEL, Room};

/// The role that `--required-permissions` prints, given to a ServiceAccount.
pub(super) struct Role<'c> {
    cluster: &'c Cluster,
    name: String,
    pub user: String,
    printed: Value,
}

impl<'c> Role<'c> {
    pub(super) fn new(room: &Room<'c>, subcommand: &str, flags: &[&str]) -> Self {
        let cluster = room.cluster;
        let asked = [&[subcommand], flags, &["--required-permissions"]].concat();
        let ran = cluster.workloads(&asked, "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let printed: Value = serde_saphyr::from_str(&ran.out).expect("YAML");
        let (name, namespace) = (room.namespace(), room.namespace());
        room.apply(&format!(
            "{{apiVersion: v1, kind: ServiceAccount, metadata: {{name: {name}}}}}"
        ));
        let mut binding = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "ClusterRoleBinding",
            "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": name },
            "subjects": [{ "kind": "ServiceAccount", "name": name, "namespace": namespace }],
        });
        binding["metadata"] = json!({ "name": name, "labels": { LABEL: room.name } });
        cluster.apply(&binding.to_string());
        let mut printed = printed;
        printed["metadata"] = binding["metadata"].clone();
        let user = format!("system:serviceaccount:{namespace}:{name}");
        Role { cluster, name, user, printed }
    }

    pub(super) fn rules(&self) -> &[Value] {
        self.printed["rules"].as_array().expect("rules")
    }

    /// Grants the rules but for one, and waits until the API server goes by it.
    pub(super) fn grant(&self, without: Option<usize>) {
        let mut role = self.printed.clone();
        if let (Some(rule), Some(rules)) = (without, role["rules"].as_array_mut()) {
            rules.remove(rule);
        }
        self.cluster.apply(&role.to_string());
        until(&format!("role {} is in force", self.name), 60, || {
            // The rule that goes, and the one that came back.
            let rules = self.rules();
            let changed = match without {
                Some(rule) => rule.saturating_sub(1)..=rule,
                None => 0..=rules.len() - 1,
            };
            for number in changed {
                let group = text(&rules[number]["apiGroups"][0]);
                let resource = text(&rules[number]["resources"][0]);
                let (resource, sub) = resource.split_once('/').unwrap_or((resource, ""));
                let resource = format!("{resource}.{group}");
                let resource = resource.trim_end_matches('.');
                let (verb, sub) = (verb(&rules[number]), format!("--subresource={sub}"));
                let ask = ["auth", "can-i", verb, resource, &sub, "--as", &self.user, "-A"];
                let may = self.cluster.run("kubectl", &ask, "").out.trim() == "yes";
                if may == (without == Some(number)) {
                    return Err(format!("{resource}: {may}"));
                }
            }
            Ok(())
        });
    }
}

/// The one verb of a rule, as they are printed.
pub(super) fn verb(rule: &Value) -> &str {
    text(&rule["verbs"][0])
}
