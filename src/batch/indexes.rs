use std::fmt;

/// Completion indexes, as a Job's status holds them: `0-5,8`.
///
/// Ranges are inclusive, in order, and neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indexes(Vec<(u32, u32)>);

impl Indexes {
    /// Reads `completedIndexes` or `failedIndexes`.
    ///
    /// As tolerant as the Job controller (`parseIndexesFromString`, pkg/controller/job/indexed_job_utils.go):
    /// what cannot be read is skipped, what is not below `completions` is dropped, and a range that reaches
    /// over it is cut.
    pub fn parse(text: &str, completions: Option<i32>) -> Self {
        let end = completions.map_or(u32::MAX, |count| u32::try_from(count).unwrap_or(0));
        text.split(',')
            .filter_map(interval)
            .filter_map(|(first, last)| cut(first, last, end))
            .collect()
    }

    /// How many indexes there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(first, last)| (last - first) as usize + 1).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `index` is one of them.
    pub fn contains(&self, index: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&index))
    }

    /// Each index, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }
}

/// `7` or `3-5`.
fn interval(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

fn cut(first: u32, last: u32, end: u32) -> Option<(u32, u32)> {
    (first < end).then(|| (first, last.min(end - 1)))
}

impl FromIterator<(u32, u32)> for Indexes {
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(intervals: I) -> Self {
        let mut all: Vec<_> = intervals.into_iter().collect();
        all.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(all.len());
        for (first, last) in all {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last)
                }
                _ => merged.push((first, last)),
            }
        }
        Indexes(merged)
    }
}

impl FromIterator<u32> for Indexes {
    fn from_iter<I: IntoIterator<Item = u32>>(indexes: I) -> Self {
        indexes.into_iter().map(|index| (index, index)).collect()
    }
}

/// As the API writes them: three or more in a row are a range, two are not.
impl fmt::Display for Indexes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            match last - first {
                0 => write!(f, "{comma}{first}")?,
                1 => write!(f, "{comma}{first},{last}")?,
                _ => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_tolerantly_as_the_controller() {
        let cases: &[(&str, Option<i32>, &str)] = &[
            ("0-5,8-10", Some(8), "0-5"),
            ("0-5,8-10", Some(10), "0-5,8,9"),
            ("0,1-foo,bar", Some(10), "0"),
            ("0,1-foo,bar,3", Some(10), "0,3"),
            ("3,4,6,2,7,8", None, "2-4,6-8"),
            ("2-7,0,3,5,9", None, "0,2-7,9"),
            ("0-4", Some(0), ""),
            ("5-3", None, ""),
            ("", Some(3), ""),
            ("-1,7", None, "7"),
        ];
        for (text, completions, wanted) in cases {
            assert_eq!(
                Indexes::parse(text, *completions).to_string(),
                *wanted,
                "{text} of {completions:?}"
            );
        }
    }

    #[test]
    fn counts_and_lists_what_it_holds() {
        let indexes: Indexes = [4, 1, 2, 9, 1].into_iter().collect();
        assert_eq!(indexes.len(), 4);
        assert_eq!(indexes.iter().collect::<Vec<_>>(), [1, 2, 4, 9]);
        assert_eq!(indexes.to_string(), "1,2,4,9");
        assert!(indexes.contains(2) && !indexes.contains(3) && !indexes.is_empty());
        assert_eq!(Indexes::parse("0-1999999999", None).len(), 2_000_000_000);
    }
}
