use serde_json::{Value, json};

use super::agreement::text;
use super::cluster::{Cluster, Ran, alone, until};
use super::room::{LABEL, Room};

/// Its Pods wait everywhere, for a volume and for neighbours in namespaces with a label, so that all that an
/// answer could need is needed.
const AGENT: &str = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {\
    selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {\
    priorityClassName: system-node-critical, volumes: [{name: v, persistentVolumeClaim: {claimName: absent}}], \
    affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, \
    namespaceSelector: {matchLabels: {nobody: has-it}}, labelSelector: {matchLabels: {app: none}}}]}}, \
    containers: [{name: app, image: i}]}}}}";

/// Every subcommand that reads a cluster, and what is typed after it.
const ASKED: [(&str, &[&str]); 2] = [("ds-coverage", &[]), ("ds-coverage", &["-f", "-"])];

#[test]
#[ignore = "needs a cluster: tests/control-plane/live-tests"]
fn the_printed_role_is_enough_and_each_rule_is_needed() {
    let (_alone, cluster) = alone();
    for (number, (subcommand, flags)) in ASKED.iter().enumerate() {
        let room = Room::new(cluster, &format!("role-{number}"));
        room.apply(AGENT);
        let role = Role::new(&room, subcommand, flags);
        let ask = |who: &[&str]| {
            let namespace = room.namespace();
            let output = ["-n", &namespace, "-o", "json"];
            cluster.workloads(&[&[*subcommand], *flags, &output, who].concat(), AGENT)
        };
        let full = ask(&[]);
        assert_eq!(full.code, Some(0), "{}", full.err);

        role.grant(None);
        let ran = ask(&["--as", &role.user]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{subcommand} {flags:?}");
        assert_eq!(untimed(&ran), untimed(&full), "{subcommand} {flags:?}");

        let mut wrong = Vec::new();
        for rule in 0..role.rules().len() {
            role.grant(Some(rule));
            let resource = text(&role.rules()[rule]["resources"][0]).to_owned();
            let ran = ask(&["--as", &role.user]);
            if let Err(why) = names_the_gap(&ran, &resource) {
                wrong.push(format!("without {resource}: {why}: {:?} {}", ran.code, ran.err));
            }
        }
        assert!(wrong.is_empty(), "{subcommand} {flags:?}\n{}", wrong.join("\n"));
    }
}

/// What cannot be read is named, and the exit code says where there are no rows without it.
fn names_the_gap(ran: &Ran, resource: &str) -> Result<(), String> {
    // Of a Pod that exists, the API server has resolved the priority.
    let is_needed = resource != "priorityclasses";
    if is_needed && !ran.err.contains(resource) {
        return Err("it is not named".to_owned());
    }
    let is_essential = ["nodes", "pods", "daemonsets"].contains(&resource);
    if ran.code != Some(if is_essential { 3 } else { 0 }) {
        return Err("the exit code".to_owned());
    }
    if ran.out.is_empty() {
        return if is_essential { Ok(()) } else { Err("there is no answer".to_owned()) };
    }
    let answer: Value = serde_json::from_str(&ran.out).map_err(|why| why.to_string())?;
    let unread = answer["unread"].as_array().into_iter().flatten();
    let named: Vec<&str> = unread.map(|one| text(&one["resource"])).collect();
    let expected = if is_needed || !named.is_empty() { vec![resource] } else { vec![] };
    if named == expected { Ok(()) } else { Err(format!("unread {named:?}")) }
}

fn untimed(ran: &Ran) -> Value {
    let mut answer: Value = serde_json::from_str(&ran.out).expect("JSON");
    answer["takenAt"] = Value::Null;
    answer
}

/// The role that `--required-permissions` prints, given to a ServiceAccount.
struct Role<'c> {
    cluster: &'c Cluster,
    name: String,
    user: String,
    printed: Value,
}

impl<'c> Role<'c> {
    fn new(room: &Room<'c>, subcommand: &str, flags: &[&str]) -> Self {
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

    fn rules(&self) -> &[Value] {
        self.printed["rules"].as_array().expect("rules")
    }

    /// Grants the rules but for one, and waits until the API server goes by it.
    fn grant(&self, without: Option<usize>) {
        let mut role = self.printed.clone();
        if let (Some(rule), Some(rules)) = (without, role["rules"].as_array_mut()) {
            rules.remove(rule);
        }
        self.cluster.apply(&role.to_string());
        until(&format!("role {} is in force", self.name), 20, || {
            // The rule that goes, and the one that came back.
            let rules = self.rules();
            let changed = match without {
                Some(rule) => rule.saturating_sub(1)..=rule,
                None => 0..=rules.len() - 1,
            };
            for number in changed {
                let group = text(&rules[number]["apiGroups"][0]);
                let resource = format!("{}.{group}", text(&rules[number]["resources"][0]));
                let resource = resource.trim_end_matches('.');
                let ask = ["auth", "can-i", "list", resource, "--as", &self.user, "-A"];
                let may = self.cluster.run("kubectl", &ask, "").out.trim() == "yes";
                if may == (without == Some(number)) {
                    return Err(format!("{resource}: {may}"));
                }
            }
            Ok(())
        });
    }
}
