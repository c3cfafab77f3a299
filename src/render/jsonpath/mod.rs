//! kubectl's JSONPath templates (client-go's util/jsonpath): text with expressions in braces, `{range}` …
//! `{end}`, and a path dialect of its own: bare field names with dashes, `\.` for a dot in a name, quoted
//! literals. Libraries for the standard's paths (RFC 9535) refuse that dialect, so it is read here.

mod evaluate;
mod parse;

use std::fmt;

use serde_json::Value;

pub(crate) use evaluate::compare;
pub use parse::{parse_path, parse_template};

/// A template: what `-o jsonpath=` takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Template(Vec<Node>);

/// One path: what `--sort-by` takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Path(Vec<Step>);

/// The expression is not one, or does not fit the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid(String);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Text(String),
    Path(Path),
    Range(Path, Vec<Node>),
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// `$`: back to the whole.
    Root,
    Field(String),
    /// `*` or `[*]`
    Wildcard,
    /// `..`: the value and all below it.
    Descend,
    Slice(Slice),
    /// `['a','b']`, `[0,2]`
    Union(Vec<Step>),
    Filter(Operand, Option<(Operator, Operand)>),
}

/// `[3]`, `[1:3]`, `[-1:]`, `[::2]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slice {
    start: Option<i64>,
    end: Option<i64>,
    step: Option<i64>,
    /// A single index, which must be there.
    single: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Path(Path),
    Literal(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(template: &str) -> Result<String, Invalid> {
        let data = json!({
            "kind": "List",
            "items": [
                {"name": "a", "ready": 3, "ok": true, "labels": {"kubernetes.io/os": "linux"}, "tags": ["x", "y"]},
                {"name": "b", "ready": 10, "ok": false, "labels": {"kubernetes.io/os": "windows"}, "tags": []},
                {"name": "c-d", "ready": 2.5, "extra": null, "text": "it's {x}"},
            ],
        });
        parse_template(template)?.print(&data)
    }

    #[test]
    fn templates_print_what_kubectl_prints() {
        for (template, want) in [
            ("plain", "plain"),
            ("{.kind}", "List"),
            ("{kind}", "List"),
            ("{$.kind}", "List"),
            ("{.items[*].name}", "a b c-d"),
            ("{.items[0].name}{\"\\t\"}{.items[-1].name}{'\\n'}", "a\tc-d\n"),
            (r#"{range .items[*]}{.name}={.ready}{"\n"}{end}"#, "a=3\nb=10\nc-d=2.5\n"),
            (r"{.items[0].labels.kubernetes\.io/os}", "linux"),
            ("{.items[0].labels['kubernetes.io/os']}", "linux"),
            ("{.items[0]['name','ready']}", "a 3"),
            ("{.items[0,2].name}", "a c-d"),
            ("{.items[0:2].name}", "a b"),
            ("{.items[::2].name}", "a c-d"),
            ("{.items[-2:].name}", "b c-d"),
            (r#"{.items[?(@.name=="b")].ready}"#, "10"),
            ("{.items[?(@.name=='b')].ready}", "10"),
            ("{.items[?(@.ready>2.6)].name}", "a b"),
            ("{.items[?(@.ready!=3)].name}", "b c-d"),
            ("{.items[?(@.ok==true)].name}", "a"),
            ("{.items[?(@.labels)].name}", "a b"),
            ("{..name}", "a b c-d"),
            ("{.items[0].*}", r#"{"kubernetes.io/os":"linux"} a true 3 ["x","y"]"#),
            ("{.items[0].tags}", r#"["x","y"]"#),
            ("{.items[2].extra}", "null"),
            ("{.items[2].text}", "it's {x}"),
            ("{.nope.nope}", ""),
            ("{range .items[0:2]}{range .tags[*]}{@}{end}|{end}", "xy||"),
            ("{range .items[0:2]}{$.kind}{end}", "ListList"),
            ("{true}{3}", "true3"),
            ("{ .kind }", "List"),
        ] {
            assert_eq!(printed(template).as_deref(), Ok(want), "{template}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        for (template, why) in [
            ("{.items[9].name}", "array index out of bounds: index 9, length 3"),
            ("{.kind", "unclosed action"),
            ("{range .items[*]}x", "not in range, nor end: missing {end}"),
            ("x{end}", "{end} without {range}"),
            ("{.items[}", "unterminated array"),
            ("{.items[abc]}", "invalid array index abc"),
            ("{.items[?(@.x=~'y')]}", "unrecognized operator"),
            ("{.items[?(@.x]}", "unterminated filter"),
            ("{'x}", "unterminated quoted string"),
            ("{.items[0:3:0]}", "step must be > 0"),
        ] {
            let said = printed(template).expect_err(template).to_string();
            assert!(said.contains(why), "{template}: {said}");
        }
    }

    #[test]
    fn a_path_may_come_with_or_without_braces() {
        for text in ["{.ready}", ".ready", "ready", "{ready}"] {
            let path = parse_path(text).unwrap();
            assert_eq!(path.first(&json!({"ready": 3})), Ok(Some(&json!(3))), "{text}");
        }
        assert!(parse_path("").is_err());
        assert!(parse_path("{.a}{.b}").is_err());
    }
}
