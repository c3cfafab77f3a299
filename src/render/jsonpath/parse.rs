use serde_json::Value;

use super::{Invalid, Node, Operand, Operator, Path, Slice, Step, Template};

/// Parses a template such as `{range .items[*]}{.name}{"\n"}{end}`.
pub fn parse_template(text: &str) -> Result<Template, Invalid> {
    let mut reader = Reader { rest: text };
    let nodes = reader.nodes(false)?;
    Ok(Template(nodes))
}

/// Parses one path, with or without braces and leading dot (`RelaxedJSONPathExpression` in kubectl).
pub fn parse_path(text: &str) -> Result<Path, Invalid> {
    let trimmed = text.trim();
    let inner = trimmed
        .strip_prefix('{')
        .map_or(Some(trimmed), |inner| inner.strip_suffix('}'))
        .map(str::trim)
        .filter(|inner| !inner.is_empty())
        .ok_or_else(|| unexpected(text))?;
    let mut reader = Reader { rest: inner };
    let path = reader.path()?;
    if reader.rest.is_empty() { Ok(path) } else { Err(unexpected(text)) }
}

fn unexpected(text: &str) -> Invalid {
    Invalid(format!(
        "unexpected path string {text:?}, expected '{{name1.name2}}' or '{{.name1.name2}}' or 'name1.name2' or '.name1.name2'"
    ))
}

fn invalid<T>(why: impl Into<String>) -> Result<T, Invalid> {
    Err(Invalid(why.into()))
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    /// Text and actions, up to the end, or to `{end}` where a range is open.
    fn nodes(&mut self, in_range: bool) -> Result<Vec<Node>, Invalid> {
        let mut nodes = Vec::new();
        loop {
            let (text, rest) = self.rest.split_at(self.rest.find('{').unwrap_or(self.rest.len()));
            if !text.is_empty() {
                nodes.push(Node::Text(text.to_owned()));
            }
            self.rest = rest;
            if !self.take("{") {
                return if in_range {
                    invalid("not in range, nor end: missing {end}")
                } else {
                    Ok(nodes)
                };
            }
            if self.action(&mut nodes)? {
                return if in_range { Ok(nodes) } else { invalid("{end} without {range}") };
            }
        }
    }

    /// What stands in one pair of braces; true if it was `{end}`.
    fn action(&mut self, nodes: &mut Vec<Node>) -> Result<bool, Invalid> {
        loop {
            self.blanks();
            match self.peek() {
                None => return invalid("unclosed action"),
                Some('}') => {
                    self.take("}");
                    return Ok(false);
                }
                Some('"' | '\'') => nodes.push(Node::Text(self.quoted()?)),
                _ if self.word("end") => return Ok(true),
                _ if self.word_then_blank("range") => {
                    self.blanks();
                    let path = self.path()?;
                    self.blanks();
                    if !self.take("}") {
                        return invalid("unclosed action");
                    }
                    nodes.push(Node::Range(path, self.nodes(true)?));
                    return Ok(false);
                }
                _ => match self.literal() {
                    Some(value) => nodes.push(Node::Text(value.to_string())),
                    None => nodes.push(Node::Path(self.path()?)),
                },
            }
        }
    }

    /// A chain of steps, up to a blank, a brace or what else no path holds.
    fn path(&mut self) -> Result<Path, Invalid> {
        let mut steps = Vec::new();
        let before = self.rest.len();
        loop {
            match self.peek() {
                Some('$') => {
                    self.take("$");
                    steps.push(Step::Root);
                }
                // The current value, with which every path begins.
                Some('@') if steps.is_empty() => {
                    self.take("@");
                }
                Some('.') => {
                    if self.take("..") {
                        steps.push(Step::Descend);
                    } else {
                        self.take(".");
                    }
                    if self.peek().is_some_and(|c| !ends_field(c)) {
                        steps.push(self.field());
                    }
                }
                Some('[') => steps.push(self.brackets()?),
                Some(c) if steps.is_empty() && !ends_field(c) => steps.push(self.field()),
                _ if self.rest.len() == before => {
                    return invalid(format!("unrecognized character in action: {:?}", self.rest));
                }
                _ => return Ok(Path(steps)),
            }
        }
    }

    fn field(&mut self) -> Step {
        let (name, _) = self.split(ends_field);
        if name == "*" { Step::Wildcard } else { Step::Field(name) }
    }

    /// `[…]`
    fn brackets(&mut self) -> Result<Step, Invalid> {
        self.take("[");
        self.blanks();
        if self.take("?(") {
            let filter = self.filter()?;
            return if self.take("]") { Ok(filter) } else { invalid("unterminated filter") };
        }
        let mut steps = Vec::new();
        loop {
            self.blanks();
            steps.push(match self.peek() {
                Some('"' | '\'') => Step::Field(self.quoted()?),
                Some('*') => {
                    self.take("*");
                    Step::Wildcard
                }
                _ => self.slice()?,
            });
            self.blanks();
            if self.take("]") {
                break;
            }
            if !self.take(",") {
                return invalid("unterminated array");
            }
        }
        Ok(if steps.len() == 1 { steps.remove(0) } else { Step::Union(steps) })
    }

    fn slice(&mut self) -> Result<Step, Invalid> {
        let (text, closed) = self.split(|c| matches!(c, ']' | ',' | '}'));
        if !closed || self.peek() == Some('}') {
            return invalid("unterminated array");
        }
        let parts: Vec<&str> = text.split(':').map(str::trim).collect();
        let number = |at: usize| match parts.get(at) {
            None | Some(&"") => Ok(None),
            Some(part) => {
                part.parse().map(Some).map_err(|_| Invalid(format!("invalid array index {text}")))
            }
        };
        if parts.len() > 3 || text.trim().is_empty() {
            return invalid(format!("invalid array index {text}"));
        }
        Ok(Step::Slice(Slice {
            start: number(0)?,
            end: number(1)?,
            step: number(2)?,
            single: parts.len() == 1,
        }))
    }

    /// What stands between `?(` and `)`.
    fn filter(&mut self) -> Result<Step, Invalid> {
        let left = self.operand()?;
        self.blanks();
        if self.take(")") {
            return Ok(Step::Filter(left, None));
        }
        let Some((_, operator)) =
            OPERATORS.into_iter().find(|(sign, _)| self.rest.starts_with(sign))
        else {
            return match self.peek() {
                None | Some(']' | '}') => invalid("unterminated filter"),
                _ => invalid(format!("unrecognized operator in filter: {}", self.rest)),
            };
        };
        let (sign, _) = self.split(|c| !matches!(c, '=' | '!' | '<' | '>' | '~'));
        if !OPERATORS.iter().any(|(known, _)| *known == sign) {
            return invalid(format!("unrecognized operator {sign} in filter"));
        }
        let right = self.operand()?;
        self.blanks();
        if self.take(")") {
            Ok(Step::Filter(left, Some((operator, right))))
        } else {
            invalid("unterminated filter")
        }
    }

    fn operand(&mut self) -> Result<Operand, Invalid> {
        self.blanks();
        if let Some('"' | '\'') = self.peek() {
            return self.quoted().map(|text| Operand::Literal(Value::String(text)));
        }
        match self.literal() {
            Some(value) => Ok(Operand::Literal(value)),
            None => self.path().map(Operand::Path),
        }
    }

    /// A number, `true`, `false` or `null`, if one is next.
    fn literal(&mut self) -> Option<Value> {
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')))
            .unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        let value = match word {
            "true" | "false" | "null" => serde_json::from_str(word).ok()?,
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') => {
                serde_json::from_str(word.trim_start_matches('+')).ok()?
            }
            _ => return None,
        };
        self.rest = &self.rest[end..];
        Some(value)
    }

    fn quoted(&mut self) -> Result<String, Invalid> {
        let mut chars = self.rest.char_indices();
        let quote = chars.next().map_or('"', |(_, c)| c);
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, other)) => text.push(other),
                    None => break,
                },
                _ if c == quote => {
                    self.rest = &self.rest[at + c.len_utf8()..];
                    return Ok(text);
                }
                _ => text.push(c),
            }
        }
        invalid("unterminated quoted string")
    }

    /// Takes what comes before the first character that `ends`; a backslash takes away the next one's
    /// meaning. Also says whether there was such a character.
    fn split(&mut self, ends: impl Fn(char) -> bool) -> (String, bool) {
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            if ends(c) {
                self.rest = &self.rest[at..];
                return (text, true);
            }
            if c == '\\' {
                text.extend(chars.next().map(|(_, next)| next));
            } else {
                text.push(c);
            }
        }
        self.rest = "";
        (text, false)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self, token: &str) -> bool {
        self.rest.strip_prefix(token).map(|rest| self.rest = rest).is_some()
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes `word` and the brace that closes the action.
    fn word(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        rest.trim_start().strip_prefix('}').map(|rest| self.rest = rest).is_some()
    }

    fn word_then_blank(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        rest.starts_with(char::is_whitespace) && {
            self.rest = rest;
            true
        }
    }
}

const OPERATORS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

fn ends_field(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ',' | '[' | ']' | '(' | ')' | '$' | '@' | '{' | '}' | '=' | '!' | '<' | '>'
        )
}
