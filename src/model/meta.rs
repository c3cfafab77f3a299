use std::sync::Arc;

use super::{Labels, Text, Time};

/// What every namespaced object has: its name, its labels, its owner and its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Empty for cluster-scoped objects.
    pub namespace: Text,
    pub name: Text,
    pub labels: Arc<Labels>,
    /// The owner with `controller: true`, if any.
    pub owner: Option<Arc<Owner>>,
    pub created_at: Option<Time>,
    /// Set while the object is Terminating.
    pub deleted_at: Option<Time>,
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
