use std::cmp::Ordering;

use serde_json::Value;

use super::{Invalid, Node, Operand, Operator, Path, Slice, Step, Template};

impl Template {
    /// The template filled in from `data`. A field that is not there prints nothing, as in `kubectl get`.
    pub fn print(&self, data: &Value) -> Result<String, Invalid> {
        let mut out = String::new();
        print_nodes(&self.0, data, data, &mut out)?;
        Ok(out)
    }
}

impl Path {
    /// The first value that the path leads to.
    pub fn first<'v>(&self, data: &'v Value) -> Result<Option<&'v Value>, Invalid> {
        Ok(self.values(data, data)?.first().copied())
    }

    fn values<'v>(&self, root: &'v Value, current: &'v Value) -> Result<Vec<&'v Value>, Invalid> {
        self.0.iter().try_fold(vec![current], |values, step| step.from(root, values))
    }
}

fn print_nodes(
    nodes: &[Node],
    root: &Value,
    current: &Value,
    out: &mut String,
) -> Result<(), Invalid> {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Path(path) => {
                let texts: Vec<_> = path.values(root, current)?.into_iter().map(text).collect();
                out.push_str(&texts.join(" "));
            }
            Node::Range(path, body) => {
                for value in path.values(root, current)? {
                    print_nodes(body, root, value, out)?;
                }
            }
        }
    }
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Step {
    fn from<'v>(&self, root: &'v Value, values: Vec<&'v Value>) -> Result<Vec<&'v Value>, Invalid> {
        let mut found = Vec::new();
        match self {
            Step::Root => return Ok(vec![root]),
            Step::Field(name) => found.extend(values.iter().filter_map(|value| value.get(name))),
            Step::Wildcard => found.extend(values.into_iter().flat_map(children)),
            Step::Descend => values.into_iter().for_each(|value| descend(value, &mut found)),
            Step::Slice(slice) => {
                for items in values.into_iter().filter_map(Value::as_array) {
                    slice.of(items, &mut found)?;
                }
            }
            Step::Union(steps) => {
                for step in steps {
                    found.extend(step.from(root, values.clone())?);
                }
            }
            Step::Filter(left, comparison) => {
                for value in values.into_iter().flat_map(children) {
                    if holds(left, comparison.as_ref(), root, value)? {
                        found.push(value);
                    }
                }
            }
        }
        Ok(found)
    }
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn descend<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    found.push(value);
    children(value).for_each(|child| descend(child, found));
}

impl Slice {
    fn of<'v>(self, items: &'v [Value], found: &mut Vec<&'v Value>) -> Result<(), Invalid> {
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let from_front = |at: i64| if at < 0 { at.saturating_add(length) } else { at };
        let start = from_front(self.start.unwrap_or(0));
        if self.single && !(0..length).contains(&start) {
            let index = self.start.unwrap_or(0);
            return Err(Invalid(format!(
                "array index out of bounds: index {index}, length {length}"
            )));
        }
        let end = if self.single {
            start + 1
        } else {
            from_front(self.end.unwrap_or(length)).min(length)
        };
        let step = self.step.unwrap_or(1);
        if step < 1 {
            return Err(Invalid("step must be > 0".into()));
        }
        let at = |index: i64| usize::try_from(index.max(0)).unwrap_or(usize::MAX);
        if start < end {
            found.extend(items[at(start)..at(end)].iter().step_by(at(step)));
        }
        Ok(())
    }
}

fn holds(
    left: &Operand,
    comparison: Option<&(Operator, Operand)>,
    root: &Value,
    current: &Value,
) -> Result<bool, Invalid> {
    let left = left.value(root, current)?;
    let Some((operator, right)) = comparison else { return Ok(left.is_some()) };
    let (Some(left), Some(right)) = (left, right.value(root, current)?) else { return Ok(false) };
    let order = compare(left, right);
    Ok(match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::NotEqual => order != Some(Ordering::Equal),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Operator::Greater => order == Some(Ordering::Greater),
        Operator::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    })
}

impl Operand {
    fn value<'v>(
        &'v self,
        root: &'v Value,
        current: &'v Value,
    ) -> Result<Option<&'v Value>, Invalid> {
        match self {
            Operand::Literal(value) => Ok(Some(value)),
            Operand::Path(path) => Ok(path.values(root, current)?.first().copied()),
        }
    }
}

/// How two values of the same kind stand to each other; None if their kinds differ.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (left, right) => (left == right).then_some(Ordering::Equal),
    }
}
