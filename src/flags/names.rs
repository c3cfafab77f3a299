//! Names as kubectl prints them: `x`, `ds/x`, `daemonset.apps/x`.

/// Takes the DaemonSet's name out of `text`, or says why there is none in it.
pub(super) fn daemon_set_name(text: &str) -> Result<String, String> {
    let Some((kind, name)) = text.split_once('/') else {
        return checked(text).map(str::to_owned);
    };
    match kind.to_ascii_lowercase().as_str() {
        "ds" | "daemonset" | "daemonsets" | "daemonset.apps" | "daemonsets.apps"
        | "daemonset.v1.apps" | "daemonsets.v1.apps" => checked(name).map(str::to_owned),
        _ => Err(format!(
            "{text:?} is not a DaemonSet, and this subcommand answers for DaemonSets only"
        )),
    }
}

/// A namespace; empty stands for none, as in kubectl.
pub(super) fn namespace(text: &str) -> Result<String, String> {
    if text.is_empty() { Ok(String::new()) } else { checked(text).map(str::to_owned) }
}

/// Names are checked as far as a path in a URL needs it: `IsValidPathSegmentName` in apimachinery's
/// pkg/api/validation/path/name.go.
fn checked(name: &str) -> Result<&str, String> {
    if name.is_empty() {
        return Err("resource name may not be empty".into());
    }
    if name == "." || name == ".." {
        return Err(format!("invalid resource name {name:?}: [may not be '{name}']"));
    }
    match name.chars().find(|c| matches!(c, '/' | '%')) {
        Some(c) => Err(format!("invalid resource name {name:?}: [may not contain '{c}']")),
        None => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daemon_set_may_be_named_as_kubectl_prints_it() {
        for text in
            ["x", "ds/x", "DaemonSet/x", "daemonsets/x", "daemonset.apps/x", "daemonsets.v1.apps/x"]
        {
            assert_eq!(daemon_set_name(text).as_deref(), Ok("x"), "{text}");
        }
    }

    #[test]
    fn another_kind_and_what_is_no_name_are_refused() {
        for (text, why) in [
            ("job/x", "answers for DaemonSets only"),
            ("daemonsets.extensions.example.com/x", "is not a DaemonSet"),
            ("ds/", "may not be empty"),
            ("", "may not be empty"),
            ("ds/a/b", "may not contain '/'"),
            ("..", "may not be '..'"),
        ] {
            let said = daemon_set_name(text).expect_err(text);
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
