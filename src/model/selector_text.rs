//! Label selectors as `-l` takes them (`labels.Parse` in k8s.io/apimachinery/pkg/labels/selector.go):
//! `a=b,c!=d,e in (x,y),f notin (z),g,!h`.

use std::fmt;
use std::str::FromStr;

use super::{LabelSelector, SelectorOperator, SelectorRequirement, Text};

/// The text is not a label selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseSelectorError(String);

impl fmt::Display for ParseSelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unable to parse requirement: {}", self.0)
    }
}

impl std::error::Error for ParseSelectorError {}

/// Every requirement becomes one of `matchExpressions`, so that a key may come twice. An empty text matches
/// everything. `>` and `<` are refused: no label selector of an object has them.
impl FromStr for LabelSelector {
    type Err = ParseSelectorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text.trim();
        let mut match_expressions = Vec::new();
        while !rest.is_empty() {
            let (requirement, after) = requirement(rest)?;
            match_expressions.push(requirement);
            rest = match after.strip_prefix(',') {
                Some(next) if next.trim().is_empty() => {
                    return fail("found '', expected: identifier after ','");
                }
                Some(next) => next.trim_start(),
                None if after.is_empty() => after,
                None => return fail(format!("found {after:?}, expected: ',' or the end")),
            };
        }
        Ok(LabelSelector { match_expressions, ..LabelSelector::default() })
    }
}

fn fail<T>(why: impl Into<String>) -> Result<T, ParseSelectorError> {
    Err(ParseSelectorError(why.into()))
}

/// The first requirement of `text`, and what follows it.
fn requirement(text: &str) -> Result<(SelectorRequirement, &str), ParseSelectorError> {
    use SelectorOperator::{DoesNotExist, Exists, In, NotIn};
    if let Some(rest) = text.strip_prefix('!') {
        let (key, rest) = key(rest)?;
        return Ok((with(key, DoesNotExist, Vec::new()), rest));
    }
    let (key, rest) = key(text)?;
    for (sign, operator) in [("==", In), ("!=", NotIn), ("=", In)] {
        if let Some(rest) = rest.strip_prefix(sign) {
            let (value, rest) = word(rest);
            return Ok((with(key, operator, vec![value.into()]), rest));
        }
    }
    for (name, operator) in [("in", In), ("notin", NotIn)] {
        if let (found, after) = word(rest)
            && found == name
        {
            let (values, rest) = values(after)?;
            return Ok((with(key, operator, values), rest));
        }
    }
    match rest.chars().next() {
        None | Some(',') => Ok((with(key, Exists, Vec::new()), rest)),
        _ => fail(format!("found {rest:?}, expected: in, notin, =, ==, !=")),
    }
}

fn with(key: &str, operator: SelectorOperator, values: Vec<Text>) -> SelectorRequirement {
    SelectorRequirement { key: key.into(), operator, values }
}

fn key(text: &str) -> Result<(&str, &str), ParseSelectorError> {
    match word(text) {
        ("", _) => fail(format!("found {text:?}, expected: !, identifier")),
        found => Ok(found),
    }
}

/// `(a,b)`, and what follows it.
fn values(text: &str) -> Result<(Vec<Text>, &str), ParseSelectorError> {
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((inside, rest)) = inside else {
        return fail(format!("found {text:?}, expected: '(' values ')'"));
    };
    Ok((inside.split(',').map(|value| value.trim().into()).collect(), rest.trim_start()))
}

/// The word that `text` begins with, blanks around it left out, and what follows.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '!' | '(' | ')' | ',' | '>' | '<');
    let (word, rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
    (word, rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Requirements as `key operator values`.
    fn parsed(text: &str) -> Result<Vec<String>, String> {
        let selector: LabelSelector =
            text.parse().map_err(|why: ParseSelectorError| why.to_string())?;
        let requirements = selector.match_expressions.iter();
        Ok(requirements.map(|r| format!("{} {:?} {:?}", r.key, r.operator, r.values)).collect())
    }

    #[test]
    fn selectors_read_as_in_kubectl() {
        for (text, want) in [
            ("", &[][..]),
            ("a=b", &[r#"a In ["b"]"#]),
            ("a==b", &[r#"a In ["b"]"#]),
            (" a != b ", &[r#"a NotIn ["b"]"#]),
            ("a=", &[r#"a In [""]"#]),
            ("a", &["a Exists []"]),
            ("!a", &["a DoesNotExist []"]),
            ("example.com/a in (x, y),b", &[r#"example.com/a In ["x", "y"]"#, "b Exists []"]),
            ("a notin (x),a notin (y)", &[r#"a NotIn ["x"]"#, r#"a NotIn ["y"]"#]),
            ("a=b,a=c", &[r#"a In ["b"]"#, r#"a In ["c"]"#]),
            ("in in (in)", &[r#"in In ["in"]"#]),
        ] {
            assert_eq!(
                parsed(text).as_deref(),
                Ok(&want.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()[..]),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for text in ["=b", "a=b c", "a in x", "a in (x", "a,", ",a", "!", "a>1", "a=(b)", "a b"] {
            assert!(parsed(text).is_err(), "{text}");
        }
    }
}
