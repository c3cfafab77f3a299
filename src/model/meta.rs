use std::sync::Arc;

use super::{Labels, Moment, Text, Time};

/// What every namespaced object has: its name, its labels, its owner and its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Empty for cluster-scoped objects.
    pub namespace: Text,
    pub name: Text,
    pub labels: Arc<Labels>,
    /// The owner with `controller: true`, if any.
    pub owner: Option<Arc<Owner>>,
    pub created_at: Option<Moment>,
    /// Set while the object is Terminating.
    pub deleted_at: Option<Moment>,
}

impl Meta {
    /// When the object was created.
    pub fn created_at(&self) -> Option<Time> {
        self.created_at.map(Moment::time)
    }

    /// Until when it is to be gone, while it is Terminating.
    pub fn deleted_at(&self) -> Option<Time> {
        self.deleted_at.map(Moment::time)
    }
}

/// What objects of one controller have in common beside their spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    pub labels: Arc<Labels>,
    pub owner: Option<Arc<Owner>>,
}

/// A controller reference: the object that made this one and looks after it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owner {
    pub kind: Text,
    pub name: Text,
    pub uid: Text,
}
