use super::Text;

/// The resource name of CPU time.
pub const CPU: &str = "cpu";
/// The resource name of memory.
pub const MEMORY: &str = "memory";
/// The resource name of local scratch space.
pub const EPHEMERAL_STORAGE: &str = "ephemeral-storage";
/// The resource name of the number of Pods that a node takes.
pub const PODS: &str = "pods";

/// Amounts of resources by name, sorted: `cpu` in thousandths of a core, all others in whole base units
/// (bytes, pieces), each rounded up as the scheduler does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Resources(Vec<(Text, i64)>);

impl Resources {
    /// The amount of `name`; None where the resource is not named.
    pub fn get(&self, name: &str) -> Option<i64> {
        let at = self.position(name).ok()?;
        Some(self.0[at].1)
    }

    /// Sets the amount of `name`.
    pub fn set(&mut self, name: Text, amount: i64) {
        match self.position(&name) {
            Ok(at) => self.0[at].1 = amount,
            Err(at) => self.0.insert(at, (name, amount)),
        }
    }

    /// Adds every amount of `other`; sums stop at the ends of an i64.
    pub fn add(&mut self, other: &Resources) {
        for (name, amount) in &other.0 {
            let sum = self.get(name).unwrap_or(0).saturating_add(*amount);
            self.set(name.clone(), sum);
        }
    }

    /// Raises every amount to that of `other` where that is larger.
    pub fn raise_to(&mut self, other: &Resources) {
        for (name, amount) in &other.0 {
            if self.get(name).is_none_or(|own| own < *amount) {
                self.set(name.clone(), *amount);
            }
        }
    }

    /// The amounts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, i64)> {
        self.0.iter().map(|(name, amount)| (name, *amount))
    }

    /// Whether no resource is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| (**own).cmp(name))
    }
}

impl<N: Into<Text>> FromIterator<(N, i64)> for Resources {
    fn from_iter<I: IntoIterator<Item = (N, i64)>>(amounts: I) -> Self {
        let mut resources = Resources::default();
        for (name, amount) in amounts {
            resources.set(name.into(), amount);
        }
        resources
    }
}
