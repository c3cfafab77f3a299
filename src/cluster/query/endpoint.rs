use crate::model::Resource;

/// The API group and version that a resource is read from.
pub(super) fn group_version(resource: Resource) -> (&'static str, &'static str) {
    match resource {
        Resource::DaemonSets | Resource::ControllerRevisions => ("apps", "v1"),
        Resource::Jobs | Resource::CronJobs => ("batch", "v1"),
        Resource::PriorityClasses => ("scheduling.k8s.io", "v1"),
        Resource::RuntimeClasses => ("node.k8s.io", "v1"),
        Resource::StorageClasses | Resource::CsiNodes => ("storage.k8s.io", "v1"),
        _ => ("", "v1"),
    }
}

/// The path of its list: in one namespace, or everywhere.
pub fn path(resource: Resource, namespace: Option<&str>) -> String {
    let root = match group_version(resource) {
        ("", version) => format!("/api/{version}"),
        (group, version) => format!("/apis/{group}/{version}"),
    };
    let plural = resource.plural();
    match namespace {
        Some(namespace) => format!("{root}/namespaces/{namespace}/{plural}"),
        None => format!("{root}/{plural}"),
    }
}
