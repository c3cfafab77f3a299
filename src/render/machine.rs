use serde::Serialize;
use serde_json::Value;

use super::jsonpath::{Path, compare};

/// An answer as JSON, indented by four blanks as kubectl's is, with a newline at its end.
pub fn json(answer: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::new();
    let indent = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    answer.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, indent))?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// An answer as YAML.
pub fn yaml(answer: &impl Serialize) -> Result<String, serde_saphyr::ser::Error> {
    let options = serde_saphyr::ser_options! {
        // Long lines stay lines: kubectl does not fold them, and diffs stay readable.
        min_fold_chars: 100_000,
        folded_wrap_chars: 100_000,
    };
    serde_saphyr::to_string_with_options(answer, options)
}

/// Lines of comma-separated values (RFC 4180), headers first unless `no_headers`.
pub fn csv<R>(
    headers: &[&str],
    rows: impl IntoIterator<Item = R>,
    no_headers: bool,
) -> Result<String, csv::Error>
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    if !no_headers {
        writer.write_record(headers)?;
    }
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes =
        writer.into_inner().map_err(|unfinished| csv::Error::from(unfinished.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Sorts `items` by the field that `path` leads to in their JSON, those without it first; equal ones keep
/// their order. Numbers go by size, text by its characters.
pub fn sort_by<T: Serialize>(items: &mut Vec<T>, path: &Path) -> Result<(), String> {
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let data = serde_json::to_value(&item).map_err(|why| why.to_string())?;
        let key = path.first(&data).map_err(|why| why.to_string())?.cloned();
        keyed.push((key, item));
    }
    if keyed.iter().all(|(key, _)| key.is_none()) && !keyed.is_empty() {
        return Err("couldn't find any field with path in the list of objects".into());
    }
    keyed.sort_by(|(left, _), (right, _)| order(left.as_ref(), right.as_ref()));
    items.extend(keyed.into_iter().map(|(_, item)| item));
    Ok(())
}

fn order(left: Option<&Value>, right: Option<&Value>) -> std::cmp::Ordering {
    match (left, right) {
        (Some(left), Some(right)) => compare(left, right).unwrap_or(std::cmp::Ordering::Equal),
        _ => left.is_some().cmp(&right.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::jsonpath::parse_path;

    #[test]
    fn json_and_yaml_keep_what_a_terminal_must_not_see() {
        let answer = serde_json::json!({"name": "\u{1b}[2J", "on": "yes", "n": "1_000"});
        assert_eq!(
            json(&answer).unwrap(),
            "{\n    \"n\": \"1_000\",\n    \"name\": \"\\u001b[2J\",\n    \"on\": \"yes\"\n}\n"
        );
        let yaml = yaml(&answer).unwrap();
        assert!(!yaml.contains('\u{1b}'), "{yaml}");
        let back: Value = serde_saphyr::from_str(&yaml).unwrap();
        assert_eq!(back, answer);
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let rows = [["a,b", "say \"x\""], ["c", "two\nlines"]];
        assert_eq!(
            csv(&["NAME", "WHY"], rows, false).unwrap(),
            "NAME,WHY\n\"a,b\",\"say \"\"x\"\"\"\nc,\"two\nlines\"\n"
        );
        assert_eq!(csv(&["NAME"], [["x"]], true).unwrap(), "x\n");
    }

    #[test]
    fn sorting_by_a_field_is_by_size_and_stable() {
        let mut items: Vec<Value> =
            [10, 9, 100].map(|ready| serde_json::json!({"ready": ready})).to_vec();
        items.push(serde_json::json!({}));
        sort_by(&mut items, &parse_path("{.ready}").unwrap()).unwrap();
        let sorted: Vec<_> = items.iter().map(|item| item["ready"].as_i64()).collect();
        assert_eq!(sorted, [None, Some(9), Some(10), Some(100)]);
        assert!(sort_by(&mut items, &parse_path("{.nope}").unwrap()).is_err());
    }
}
