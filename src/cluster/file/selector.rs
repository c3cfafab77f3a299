use crate::model::Labels;

/// A label selector as it is typed behind `-l` (`labels.Parse` in
/// k8s.io/apimachinery/pkg/labels/selector.go): requirements, all of which must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector(Vec<Requirement>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Requirement {
    key: String,
    test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Exists,
    DoesNotExist,
    In(Vec<String>),
    NotIn(Vec<String>),
    Greater(i64),
    Less(i64),
}

impl Selector {
    /// Reads `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1,m<2`.
    ///
    /// The error says what is wrong with it, in one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let requirements = split(text).into_iter().filter(|part| !part.is_empty());
        let requirements = requirements.map(requirement).collect::<Result<_, _>>();
        requirements.map(Selector).map_err(|why| format!("unable to parse {text:?}: {why}"))
    }

    /// Whether all requirements hold of `labels`.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.0.iter().all(|requirement| {
            let value = labels.get(&requirement.key).map(|value| &**value);
            let listed = |values: &[String]| {
                value.is_some_and(|value| values.iter().any(|wanted| wanted == value))
            };
            let number = value.and_then(|value| value.parse::<i64>().ok());
            match &requirement.test {
                Test::Exists => value.is_some(),
                Test::DoesNotExist => value.is_none(),
                Test::In(values) => listed(values),
                Test::NotIn(values) => !listed(values),
                Test::Greater(than) => number.is_some_and(|number| number > *than),
                Test::Less(than) => number.is_some_and(|number| number < *than),
            }
        })
    }
}

/// Splits at the commas that are not in parentheses.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(|character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

fn requirement(text: &str) -> Result<Requirement, String> {
    let key = |key: &str| match key.trim() {
        "" => Err("a key is missing".to_owned()),
        key if key.contains(|c: char| c.is_whitespace() || "()=!<>".contains(c)) => {
            Err(format!("{key:?} is no key"))
        }
        key => Ok(key.to_owned()),
    };
    let one = |value: &str| vec![value.trim().to_owned()];
    if let Some(absent) = text.strip_prefix('!') {
        return Ok(Requirement { key: key(absent)?, test: Test::DoesNotExist });
    }
    if let Some((before, list)) = text.split_once('(') {
        let list = list.strip_suffix(')').ok_or("a parenthesis is not closed")?;
        let values = list.split(',').map(|value| value.trim().to_owned()).collect();
        let (name, operator) = before.trim().rsplit_once(char::is_whitespace).unwrap_or_default();
        let test = match operator {
            "in" => Test::In(values),
            "notin" => Test::NotIn(values),
            other => return Err(format!("{other:?} is neither in nor notin")),
        };
        return Ok(Requirement { key: key(name)?, test });
    }
    if let Some((name, value)) = text.split_once("!=") {
        return Ok(Requirement { key: key(name)?, test: Test::NotIn(one(value)) });
    }
    if let Some((name, value)) = text.split_once('=') {
        let value = value.strip_prefix('=').unwrap_or(value);
        return Ok(Requirement { key: key(name)?, test: Test::In(one(value)) });
    }
    for (sign, test) in [('>', Test::Greater as fn(i64) -> Test), ('<', Test::Less)] {
        if let Some((name, value)) = text.split_once(sign) {
            let value = value.trim().parse().map_err(|_| format!("{value:?} is no number"))?;
            return Ok(Requirement { key: key(name)?, test: test(value) });
        }
    }
    Ok(Requirement { key: key(text)?, test: Test::Exists })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_read_as_kubectl_reads_them() {
        let labels: Labels = [("app", "web"), ("tier", ""), ("size", "7")].into_iter().collect();
        for (text, expected) in [
            ("", true),
            ("app", true),
            ("!app", false),
            ("app=web", true),
            ("app==web", true),
            ("app = web , tier=", true),
            ("app=db", false),
            ("app!=db", true),
            ("missing!=db", true),
            ("app in (db, web)", true),
            ("app in (db)", false),
            ("app notin (db,web)", false),
            ("missing notin (db)", true),
            ("missing in (db)", false),
            ("size>6,size<8", true),
            ("size>7", false),
            ("app>1", false),
            ("!missing,app in (web),tier", true),
        ] {
            let selector = Selector::parse(text).unwrap_or_else(|why| panic!("{why}"));
            assert_eq!(selector.matches(&labels), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for text in ["=a", "!", "a in b)", "a in (b", "a like (b)", "a b", "a>b", "(a)", "a(b)"] {
            assert!(Selector::parse(text).is_err(), "{text:?}");
        }
    }
}
