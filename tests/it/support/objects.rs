//! The objects of a server, and how a list of them is cut: namespace, selectors, pages.

use serde_json::{Value, json};

use super::reaction::Seen;

/// What a path of the API names.
pub struct Path<'a> {
    pub group_version: &'a str,
    pub namespace: Option<&'a str>,
    pub resource: &'a str,
}

impl<'a> Path<'a> {
    /// `/api/v1/…` and `/apis/GROUP/VERSION/…`, all objects or those of a namespace.
    pub fn parse(path: &'a str) -> Option<Path<'a>> {
        let (group_version, rest) = if let Some(rest) = path.strip_prefix("/api/") {
            rest.split_once('/')?
        } else {
            let rest = path.strip_prefix("/apis/")?;
            let (group, tail) = rest.split_once('/')?;
            let version = tail.split('/').next()?;
            let end = group.len() + 1 + version.len();
            (&rest[..end], rest.get(end + 1..)?)
        };
        let (namespace, resource) = match rest.strip_prefix("namespaces/") {
            Some(inner) => {
                let (namespace, resource) = inner.split_once('/')?;
                (Some(namespace), resource)
            }
            None => (None, rest),
        };
        Some(Path { group_version, namespace, resource })
    }
}

/// The kind of a resource's objects.
pub fn kind(resource: &str) -> Option<&'static str> {
    Some(match resource {
        "nodes" => "Node",
        "pods" => "Pod",
        "events" => "Event",
        "namespaces" => "Namespace",
        "limitranges" => "LimitRange",
        "resourcequotas" => "ResourceQuota",
        "serviceaccounts" => "ServiceAccount",
        "persistentvolumeclaims" => "PersistentVolumeClaim",
        "persistentvolumes" => "PersistentVolume",
        "daemonsets" => "DaemonSet",
        "jobs" => "Job",
        "cronjobs" => "CronJob",
        "controllerrevisions" => "ControllerRevision",
        "priorityclasses" => "PriorityClass",
        "runtimeclasses" => "RuntimeClass",
        "storageclasses" => "StorageClass",
        "csinodes" => "CSINode",
        _ => return None,
    })
}

/// The page of the list that `request` asks for; None where the token is not ours.
pub fn page(objects: &[Value], path: &Path<'_>, request: &Seen) -> Option<Value> {
    let kind = kind(path.resource)?;
    let matching: Vec<&Value> = objects
        .iter()
        .filter(|object| object["kind"] == kind)
        .filter(|object| path.namespace.is_none_or(|ns| object["metadata"]["namespace"] == ns))
        .filter(|object| labels_match(object, request.parameter("labelSelector").unwrap_or("")))
        .filter(|object| fields_match(object, request.parameter("fieldSelector").unwrap_or("")))
        .collect();
    let start: usize = match request.parameter("continue") {
        Some(token) => token.strip_prefix("after-")?.parse().ok()?,
        None => 0,
    };
    let limit = request.parameter("limit").map_or(0, |limit| limit.parse().unwrap());
    let end = if limit == 0 { matching.len() } else { matching.len().min(start + limit) };
    let mut metadata = json!({ "resourceVersion": "77" });
    if end < matching.len() {
        metadata["continue"] = json!(format!("after-{end}"));
        metadata["remainingItemCount"] = json!(matching.len() - end);
    }
    let items: Vec<Value> = matching.get(start..end)?.iter().map(|&item| untyped(item)).collect();
    Some(json!({
        "kind": format!("{kind}List"),
        "apiVersion": path.group_version,
        "metadata": metadata,
        "items": items,
    }))
}

/// The items of an API server's list do not say what they are.
fn untyped(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(map) = item.as_object_mut() {
        map.remove("kind");
        map.remove("apiVersion");
    }
    item
}

/// `a=b`, `a!=b`, `a in (b,c)`, `a`, `!a`, joined by commas.
fn labels_match(object: &Value, selector: &str) -> bool {
    let labels = &object["metadata"]["labels"];
    split_outside_parentheses(selector).into_iter().filter(|term| !term.is_empty()).all(|term| {
        if let Some((key, values)) = term.split_once(" in (") {
            let value = labels[key.trim()].as_str();
            return value.is_some_and(|value| {
                values.trim_end_matches(')').split(',').any(|one| one.trim() == value)
            });
        }
        if let Some((key, values)) = term.split_once(" notin (") {
            let value = labels[key.trim()].as_str().unwrap_or("");
            return values.trim_end_matches(')').split(',').all(|one| one.trim() != value);
        }
        if let Some((key, value)) = term.split_once("!=") {
            return labels[key] != *value;
        }
        if let Some((key, value)) = term.split_once('=') {
            return labels[key] == *value.trim_start_matches('=');
        }
        match term.strip_prefix('!') {
            Some(key) => labels[key].is_null(),
            None => !labels[term].is_null(),
        }
    })
}

fn split_outside_parentheses(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// `path.to.field=value` and `!=`, joined by commas.
fn fields_match(object: &Value, selector: &str) -> bool {
    selector.split(',').filter(|term| !term.is_empty()).all(|term| {
        let (path, value, wanted) = if let Some((path, value)) = term.split_once("!=") {
            (path, value, false)
        } else {
            let (path, value) = term.split_once('=').unwrap();
            (path, value, true)
        };
        let field = path.split('.').fold(object, |inner, key| &inner[key]);
        (field.as_str().unwrap_or("") == value) == wanted
    })
}
