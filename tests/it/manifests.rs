//! Manifests for a preview.

use kubectl_workloads::cluster::file::{self, Manifest};
use kubectl_workloads::error::{Error, ErrorKind};
use snapbox::{assert_data_eq, str};

use crate::support::progress::Told;

fn read(text: &str) -> Result<Manifest, Error> {
    file::manifest_bytes(text.as_bytes(), &Told::default())
}

const SET: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers: [{name: agent, image: agent}]
";

#[test]
fn daemon_sets_are_found_among_all_that_a_chart_makes() {
    let told = Told::default();
    let text = format!(
        "---\n# Source: chart/a.yaml\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: s}}\n---\n{SET}---\n\
         apiVersion: v1\nkind: Namespace\nmetadata: {{name: a}}\n---\n\
         apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {{name: high}}\nvalue: 10\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {{name: t}}\n---\n\
         apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: r}}\n"
    );
    let manifest = file::manifest_bytes(text.as_bytes(), &told).unwrap();
    assert_eq!(manifest.daemon_sets.len(), 1);
    assert_eq!(&*manifest.daemon_sets[0].meta.namespace, "");
    assert_eq!(manifest.others.namespaces.len(), 1);
    assert_eq!(manifest.others.priority_classes[0].value, 10);
    assert_data_eq!(
        told.text(),
        str![[r#"
the input: 1 object of kind Role.rbac.authorization.k8s.io not needed
the input: 2 objects of kind Service not needed
"#]]
    );
}

#[test]
fn json_and_lists_are_manifests_too() {
    let list =
        format!("apiVersion: v1\nkind: List\nitems:\n- {}", SET.replace('\n', "\n  ").trim_end());
    assert_eq!(read(&list).unwrap().daemon_sets, read(SET).unwrap().daemon_sets);
    let json = r#"{"kind":"DaemonSet","apiVersion":"apps/v1beta2","metadata":{"name":"a"},"spec":{"template":{"spec":{"containers":[{"name":"c"}]}}}}"#;
    assert_eq!(read(json).unwrap().daemon_sets.len(), 1);
}

#[test]
fn what_cannot_be_previewed_is_said_plainly() {
    let told: Vec<String> = [
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n".to_owned(),
        String::new(),
        "kind: DaemonSet\n".to_owned(),
        "apiVersion: apps/v1\nkind: DaemonSet\n".to_owned(),
        "metadata: {name: agent}\n".to_owned(),
        SET.replace("[{name: agent, image: agent}]", "[]"),
        SET.replace("name: agent, image: agent", "image: agent"),
        SET.replace("  selector", "  minReadySeconds: three\n  selector"),
        SET.replace("image: agent", "resources: {requests: {cpu: lots}}"),
        SET.replace("[{name", "[{{name"),
    ]
    .iter()
    .map(|text| {
        let error = read(text).unwrap_err();
        assert_eq!(error.kind, ErrorKind::File);
        format!("{}\n", error.message)
    })
    .collect();
    assert_data_eq!(
        told.concat(),
        str![[r#"
the input: it holds no DaemonSet, only Deployment.apps
the input: it is empty
the input: DaemonSet without a name: metadata.name: there is none
the input: DaemonSet without a name: metadata.name: there is none
the input: an object has no kind
the input: DaemonSet agent: spec.template.spec.containers: Required value
the input: DaemonSet agent: spec.template.spec.containers.name: Required value
the input: DaemonSet agent: spec.minReadySeconds: invalid i32 (line 5)
the input: DaemonSet agent: spec.template.spec.containers[0].resources.requests.cpu: "lots" is not a quantity such as 250m, 1.5Gi or 1e3
the input: mismatched bracket '{' closed by ']' (line 9)

"#]]
    );
}
