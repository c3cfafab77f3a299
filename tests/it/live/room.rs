use serde_json::{Value, json};

use super::cluster::{Cluster, until};

/// Says whose the nodes and other objects without a namespace are, so that they can be removed.
pub(super) const LABEL: &str = "live.test/room";

/// A namespace, and nodes, that a test has for itself. All of it goes when this is dropped.
pub(super) struct Room<'c> {
    pub cluster: &'c Cluster,
    /// The namespace is `live-<name>`, a node `<name>-<letter>`.
    pub name: String,
}

impl<'c> Room<'c> {
    /// A namespace.
    pub(super) fn new(cluster: &'c Cluster, name: &str) -> Self {
        let room = Room { cluster, name: name.to_owned() };
        // What a run that was killed may have left.
        let left = cluster.try_kubectl(&["get", "namespace", &room.namespace()], "");
        if left.is_ok() {
            room.kill_pods();
            room.remove("true");
        }
        cluster.kubectl(&["create", "namespace", &room.namespace()]);
        // Pods of a namespace without its ServiceAccount are refused.
        until("the namespace has its ServiceAccount", 20, || {
            let namespace = room.namespace();
            cluster.try_kubectl(&["get", "serviceaccount", "default", "-n", &namespace], "")
        });
        room
    }

    /// A namespace and nodes. None on a cluster of somebody else, where a made-up node has no kubelet.
    pub(super) fn with_nodes(cluster: &'c Cluster, name: &str, nodes: &[Node]) -> Option<Self> {
        if cluster.control_plane.is_none() {
            eprintln!("passed over: it needs nodes of its own making");
            return None;
        }
        let room = Room::new(cluster, name);
        room.add_nodes(nodes);
        Some(room)
    }

    pub(super) fn namespace(&self) -> String {
        format!("live-{}", self.name)
    }

    pub(super) fn node(&self, letter: &str) -> String {
        format!("{}-{letter}", self.name)
    }

    /// Adds nodes and waits until they are ready, each in its own way.
    pub(super) fn add_nodes(&self, nodes: &[Node]) {
        let list: Vec<Value> = nodes.iter().map(|node| node.manifest(self)).collect();
        self.cluster
            .apply(&json!({ "apiVersion": "v1", "kind": "List", "items": list }).to_string());
        let selector = format!("{LABEL}={}", self.name);
        until("the nodes are as they say", 30, || {
            let listed = self.cluster.get(&["nodes", "-l", &selector]);
            let settled = |node: &Value| {
                let ready = &node["metadata"]["annotations"]["kubelet.test/ready"];
                let is_settled = |condition: &Value| {
                    condition["type"] == "Ready"
                        && condition["status"] == *ready.as_str().unwrap_or("True")
                };
                let tainted = node["spec"]["taints"].as_array().is_some_and(|taints| {
                    taints.iter().any(|taint| taint["key"] == "node.kubernetes.io/not-ready")
                });
                let conditions = node["status"]["conditions"].as_array();
                conditions.is_some_and(|all| all.iter().any(is_settled))
                    && tainted == (ready == "False")
            };
            let unsettled: Vec<&str> = listed["items"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|node| !settled(node))
                .filter_map(|node| node["metadata"]["name"].as_str())
                .collect();
            if unsettled.is_empty() { Ok(()) } else { Err(unsettled.join(" ")) }
        });
    }

    /// `kubectl apply` in the namespace; `ROOM` stands for the room's name.
    pub(super) fn apply(&self, manifest: &str) {
        let manifest = manifest.replace("ROOM", &self.name);
        // As somebody else than who made the nodes, whose fields would be taken away.
        let who = ["--field-manager=live-room", "--force-conflicts"];
        let apply = ["apply", "--server-side", "-n", &self.namespace(), "-f", "-", who[0], who[1]];
        self.cluster
            .try_kubectl(&apply, &manifest)
            .unwrap_or_else(|why| panic!("{why}\n{manifest}"));
    }

    /// kubectl in the namespace.
    pub(super) fn kubectl(&self, args: &[&str]) -> String {
        self.cluster.kubectl(&[&["-n", &self.namespace()], args].concat())
    }

    pub(super) fn get(&self, args: &[&str]) -> Value {
        self.cluster.get(&[&["-n", &self.namespace()], args].concat())
    }

    /// Ends Pods that never would.
    pub(super) fn kill_pods(&self) {
        let kill = ["delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false"];
        let _ = self.cluster.try_kubectl(&[&["-n", &self.namespace()], &kill[..]].concat(), "");
    }

    fn remove(&self, wait: &str) {
        let (selector, wait) = (format!("{LABEL}={}", self.name), format!("--wait={wait}"));
        let named = format!("namespace/{}", self.namespace());
        let _ = self.cluster.try_kubectl(&["delete", &named, &wait], "");
        let kinds = "nodes,namespaces,persistentvolumes,storageclasses,csinodes,priorityclasses,\
                     runtimeclasses,clusterroles,clusterrolebindings";
        let _ = self.cluster.try_kubectl(&["delete", kinds, "-l", &selector, &wait], "");
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.remove("false");
    }
}

/// A node of a room. It has 4 CPUs, 16 GiB and room for 110 Pods.
#[derive(Clone, Default)]
pub(super) struct Node {
    letter: String,
    manifest: Value,
}

impl Node {
    /// A node in the zone of its letter, `zone-a` for `a`.
    pub(super) fn new(letter: &str) -> Self {
        Node { letter: letter.to_owned(), manifest: json!({}) }
            .label("topology.kubernetes.io/zone", &format!("zone-{letter}"))
    }

    pub(super) fn label(mut self, key: &str, value: &str) -> Self {
        self.manifest["metadata"]["labels"][key] = json!(value);
        self
    }

    pub(super) fn annotation(mut self, key: &str, value: &str) -> Self {
        self.manifest["metadata"]["annotations"][key] = json!(value);
        self
    }

    pub(super) fn taint(mut self, key: &str, effect: &str) -> Self {
        let taint = json!({ "key": key, "effect": effect });
        match self.manifest["spec"]["taints"].as_array_mut() {
            Some(taints) => taints.push(taint),
            None => self.manifest["spec"]["taints"] = json!([taint]),
        }
        self
    }

    pub(super) fn cordoned(mut self) -> Self {
        self.manifest["spec"]["unschedulable"] = json!(true);
        self
    }

    /// What it has in all.
    pub(super) fn allocatable(mut self, cpu: &str, pods: &str) -> Self {
        let room = json!({ "cpu": cpu, "memory": "16Gi", "pods": pods });
        self.manifest["status"] = json!({ "capacity": room, "allocatable": room });
        self
    }

    fn manifest(&self, room: &Room<'_>) -> Value {
        let mut manifest = self.manifest.clone();
        let name = room.node(&self.letter);
        manifest["apiVersion"] = json!("v1");
        manifest["kind"] = json!("Node");
        manifest["metadata"]["name"] = json!(name);
        let labels = &mut manifest["metadata"]["labels"];
        labels["kubernetes.io/hostname"] = json!(name);
        labels["kubernetes.io/os"] = json!("linux");
        labels[LABEL] = json!(room.name);
        manifest
    }
}
