use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use super::{Labels, Owner, PodSpec, Text};

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
}

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
}

fn shared<T: Eq + Hash>(known: &mut HashSet<Arc<T>>, value: T) -> Arc<T> {
    if let Some(known) = known.get(&value) {
        return known.clone();
    }
    let new = Arc::new(value);
    known.insert(new.clone());
    new
}
