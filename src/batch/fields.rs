use super::schedule::InvalidSchedule;

/// The five fields of a schedule, after `getField` and `getRange` in robfig/cron's parser.go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    pub minute: Field,
    pub hour: Field,
    pub day_of_month: Field,
    pub month: Field,
    pub day_of_week: Field,
}

/// The values that a field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    bits: u64,
    /// It was written as `*` or `?` (or such an item is in its list), with no step but 1.
    pub star: bool,
}

/// A field's range, and the names it takes for numbers.
struct Bounds {
    min: u64,
    max: u64,
    names: &'static [&'static str],
}

const MINUTE: Bounds = Bounds { min: 0, max: 59, names: &[] };
const HOUR: Bounds = Bounds { min: 0, max: 23, names: &[] };
const DAY_OF_MONTH: Bounds = Bounds { min: 1, max: 31, names: &[] };
const MONTH: Bounds = Bounds {
    min: 1,
    max: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
/// Sunday is 0 and nothing else.
const DAY_OF_WEEK: Bounds =
    Bounds { min: 0, max: 6, names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

impl Fields {
    /// Reads the fields of `text`: exactly five, with any blanks between them.
    pub(super) fn parse(text: &str) -> Result<Self, InvalidSchedule> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let &[minute, hour, day_of_month, month, day_of_week] = fields.as_slice() else {
            return Err(invalid(format!("five fields are needed, there are {}", fields.len())));
        };
        Ok(Fields {
            minute: MINUTE.field(minute)?,
            hour: HOUR.field(hour)?,
            day_of_month: DAY_OF_MONTH.field(day_of_month)?,
            month: MONTH.field(month)?,
            day_of_week: DAY_OF_WEEK.field(day_of_week)?,
        })
    }

    /// `dayMatches` in spec.go: with a star in one of the two, both must allow the day; else one is enough.
    /// `weekday` counts from Sunday, 0.
    pub(super) fn allow_day(&self, day: i8, weekday: i8) -> bool {
        let (of_month, of_week) = (self.day_of_month.allows(day), self.day_of_week.allows(weekday));
        if self.either_day() { of_month || of_week } else { of_month && of_week }
    }

    /// Both day fields are restricted, so that a day needs to be in only one of them: what many people do
    /// not expect.
    pub fn either_day(&self) -> bool {
        !self.day_of_month.star && !self.day_of_week.star
    }

    /// Whether a field allows nothing, so that no time can match.
    pub(super) fn allow_nothing(&self) -> bool {
        let days = if self.either_day() {
            self.day_of_month.bits | self.day_of_week.bits
        } else {
            self.day_of_month.bits.min(self.day_of_week.bits)
        };
        [self.minute.bits, self.hour.bits, self.month.bits, days].contains(&0)
    }
}

impl Field {
    /// Whether `value` is among its values.
    pub fn allows(&self, value: i8) -> bool {
        u32::try_from(value).is_ok_and(|value| self.bits.checked_shr(value).unwrap_or(0) & 1 == 1)
    }

    /// Its values, in order.
    pub fn values(&self) -> impl Iterator<Item = i8> {
        (0..60).filter(|value| self.allows(*value))
    }
}

impl Bounds {
    /// A comma list; empty items say nothing, so that `,` is a field that allows nothing.
    fn field(&self, text: &str) -> Result<Field, InvalidSchedule> {
        let mut field = Field { bits: 0, star: false };
        for item in text.split(',').filter(|item| !item.is_empty()) {
            let Field { bits, star } = self.item(item)?;
            field.bits |= bits;
            field.star |= star;
        }
        Ok(field)
    }

    /// `base[/step]`, where base is `*`, `?`, `N` or `N-M`.
    fn item(&self, item: &str) -> Result<Field, InvalidSchedule> {
        let mut parts = item.split('/');
        let (base, step) = (parts.next().unwrap_or_default(), parts.next());
        if parts.next().is_some() {
            return Err(invalid(format!("too many slashes: {item}")));
        }
        let mut ends = base.split('-');
        let (low, high) = (ends.next().unwrap_or_default(), ends.next());
        let any = matches!(low, "*" | "?");
        let (start, mut end) = if any {
            // What follows the star is not looked at.
            (self.min, self.max)
        } else {
            if ends.next().is_some() {
                return Err(invalid(format!("too many hyphens: {item}")));
            }
            let start = self.number(low, item)?;
            (start, high.map_or(Ok(start), |high| self.number(high, item))?)
        };
        let step = match step {
            Some(step) => number(step, item)?,
            None => 1,
        };
        if item.contains('/') && high.is_none() {
            // `N/step` goes on to the end of the range.
            end = self.max;
        }
        if start < self.min || end > self.max {
            let (min, max) = (self.min, self.max);
            return Err(invalid(format!("beyond {min}-{max}: {item}")));
        }
        if start > end {
            return Err(invalid(format!("the range ends before it begins: {item}")));
        }
        if step == 0 {
            return Err(invalid(format!("the step must be positive: {item}")));
        }
        let step_by = usize::try_from(step).unwrap_or(usize::MAX);
        let bits = (start..=end).step_by(step_by).fold(0, |bits, value| bits | 1 << value);
        Ok(Field { bits, star: any && step == 1 })
    }

    /// A number, or one of the names, in any case.
    fn number(&self, text: &str, item: &str) -> Result<u64, InvalidSchedule> {
        match self.names.iter().position(|name| *name == text.to_lowercase()) {
            Some(at) => Ok(self.min + at as u64),
            None => number(text, item),
        }
    }
}

/// Go's `strconv.Atoi` (a sign, decimal digits, 64 bits), and not negative.
fn number(text: &str, item: &str) -> Result<u64, InvalidSchedule> {
    let value: i64 = text.parse().map_err(|_| invalid(format!("not a number: {item}")))?;
    u64::try_from(value).map_err(|_| invalid(format!("negative: {item}")))
}

fn invalid(why: String) -> InvalidSchedule {
    InvalidSchedule::Unparseable(why)
}
