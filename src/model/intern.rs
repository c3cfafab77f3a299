use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::{Labels, Owner, PodSpec, Resources, Text};

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
    /// The spec that was made of some bytes.
    made: HashMap<Box<[u8]>, Arc<PodSpec>>,
    /// The amounts that were made of some bytes.
    amounts: HashMap<Box<[u8]>, Arc<Resources>>,
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
        if let Some(known) = self.made.get(bytes) {
            return Ok(known.clone());
        }
        let spec = make(self)?;
        let shared = self.spec(spec);
        remember(&mut self.made, bytes, &shared);
        Ok(shared)
    }

    /// The amounts that `make` makes of `bytes`; they are not made again of the same bytes.
    pub fn resources_of<E>(
        &mut self,
        bytes: &[u8],
        make: impl FnOnce(&mut Self) -> Result<Resources, E>,
    ) -> Result<Arc<Resources>, E> {
        if let Some(known) = self.amounts.get(bytes) {
            return Ok(known.clone());
        }
        let amounts = Arc::new(make(self)?);
        remember(&mut self.amounts, bytes, &amounts);
        Ok(amounts)
    }
}

fn remember<T>(known: &mut HashMap<Box<[u8]>, Arc<T>>, bytes: &[u8], value: &Arc<T>) {
    if known.len() < REMEMBERED {
        known.insert(bytes.into(), value.clone());
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
