use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use super::{Kin, Labels, Owner, PodSpec, Resources, Text};

/// Hands out one shared copy of each distinct value it is shown.
///
/// Pods of one DaemonSet differ in their names and little else; interning their labels, owner and
/// spec is what keeps the model small.
#[derive(Debug, Default)]
pub struct Interner {
    texts: HashSet<Text>,
    labels: HashSet<Arc<Labels>>,
    owners: HashSet<Arc<Owner>>,
    specs: HashSet<Arc<PodSpec>>,
    made_specs: Made<Arc<PodSpec>>,
    made_kin: Made<Kin>,
    made_amounts: Made<Arc<Resources>>,
}

/// What was made of some bytes, so that it is not made again of the same.
struct Made<T> {
    known: HashMap<Arc<[u8]>, T>,
    /// Lists are sorted by name, so that most objects resemble the one before.
    last: Option<(Arc<[u8]>, T)>,
}

/// How many values are remembered by the bytes that they were made of. Where each is different, nothing is
/// gained by it.
const REMEMBERED: usize = 10_000;

impl Interner {
    /// The shared copy of `text`.
    pub fn text(&mut self, text: &str) -> Text {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let new = Text::from(text);
        self.texts.insert(new.clone());
        new
    }

    /// The shared copy of a set of labels.
    pub fn labels(&mut self, labels: Labels) -> Arc<Labels> {
        shared(&mut self.labels, labels)
    }

    /// The shared copy of an owner reference.
    pub fn owner(&mut self, owner: Owner) -> Arc<Owner> {
        shared(&mut self.owners, owner)
    }

    /// The shared copy of a Pod's spec.
    pub fn spec(&mut self, spec: PodSpec) -> Arc<PodSpec> {
        shared(&mut self.specs, spec)
    }

    /// The shared copy of the spec that `make` makes of `bytes`; it is not made again of the same bytes.
    pub fn spec_of<E>(
        &mut self,
        bytes: &[u8],
        make: impl FnOnce(&mut Self) -> Result<PodSpec, E>,
    ) -> Result<Arc<PodSpec>, E> {
        if let Some(known) = self.made_specs.find(bytes) {
            return Ok(known);
        }
        let spec = make(self)?;
        let shared = self.spec(spec);
        self.made_specs.remember(bytes, &shared);
        Ok(shared)
    }

    /// The amounts that `make` makes of `bytes`; they are not made again of the same bytes.
    pub fn resources_of<E>(
        &mut self,
        bytes: &[u8],
        make: impl FnOnce(&mut Self) -> Result<Resources, E>,
    ) -> Result<Arc<Resources>, E> {
        if let Some(known) = self.made_amounts.find(bytes) {
            return Ok(known);
        }
        let amounts = Arc::new(make(self)?);
        self.made_amounts.remember(bytes, &amounts);
        Ok(amounts)
    }

    /// The labels and owner that `make` makes of `bytes`; they are not made again of the same bytes.
    pub fn kin_of<E>(
        &mut self,
        bytes: &[u8],
        make: impl FnOnce(&mut Self) -> Result<Kin, E>,
    ) -> Result<Kin, E> {
        if let Some(known) = self.made_kin.find(bytes) {
            return Ok(known);
        }
        let kin = make(self)?;
        self.made_kin.remember(bytes, &kin);
        Ok(kin)
    }
}

impl<T: Clone> Made<T> {
    fn find(&mut self, bytes: &[u8]) -> Option<T> {
        if let Some((last, value)) = &self.last
            && **last == *bytes
        {
            return Some(value.clone());
        }
        let (bytes, value) = self.known.get_key_value(bytes)?;
        self.last = Some((bytes.clone(), value.clone()));
        Some(value.clone())
    }

    fn remember(&mut self, bytes: &[u8], value: &T) {
        let bytes: Arc<[u8]> = bytes.into();
        if self.known.len() < REMEMBERED {
            self.known.insert(bytes.clone(), value.clone());
        }
        self.last = Some((bytes, value.clone()));
    }
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Made { known: HashMap::new(), last: None }
    }
}

/// How much is known, and not what.
impl<T> fmt::Debug for Made<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Made").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

fn shared<T: Eq + Hash>(known: &mut HashSet<Arc<T>>, value: T) -> Arc<T> {
    if let Some(known) = known.get(&value) {
        return known.clone();
    }
    let new = Arc::new(value);
    known.insert(new.clone());
    new
}
