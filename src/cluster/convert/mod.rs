//! From API objects to the model, with the API's defaults applied.
//!
//! Defaults are those of `pkg/apis/*/v1/defaults.go` in Kubernetes 1.36. An object from an API server has
//! them already; one from a file may not.

#![allow(clippy::unnecessary_wraps, reason = "the conversions of all kinds are of one shape")]

mod container;
mod cron_job;
mod daemon_set;
mod event;
mod job;
mod malformed;
mod meta;
mod node;
mod pod;
mod pod_level;
mod pod_spec;
mod pod_status;
mod policy;
mod revision;
mod scheduling;
mod security;
mod storage;
mod volume;

pub use malformed::Malformed;

pub(super) use malformed::moment;

use serde::de::DeserializeOwned;

use super::wire::Time;
use crate::model::{Interner, Resource, Snapshot};

/// A kind of object that the model knows: how it travels, and what becomes of it.
pub trait Object: prost::Message + Default + DeserializeOwned + Send + 'static {
    /// What is kept of it.
    type Model: Send + 'static;

    const RESOURCE: Resource;
    /// Its kind, e.g. `Pod`.
    const KIND: &'static str;
    /// The API groups that it is served in; the empty one is the core group. Its shape does not depend on
    /// the version.
    const GROUPS: &'static [&'static str];

    fn identity(&self) -> Identity<'_>;

    /// The object as the model has it; `Malformed` says which value makes no sense.
    fn model(&self, interner: &mut Interner) -> Result<Self::Model, Malformed>;

    /// The times that it tells of and that have passed when it is read.
    fn times(&self) -> Vec<Time> {
        self.identity().created.into_iter().collect()
    }

    /// Where a snapshot keeps objects of this kind.
    fn slot(snapshot: &mut Snapshot) -> &mut Vec<Self::Model>;
}

/// What tells an object from the others of its kind.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    pub namespace: &'a str,
    pub name: &'a str,
    /// Empty unless the object comes from a file.
    pub resource_version: &'a str,
    pub created: Option<Time>,
}

/// Says of a wire type which kind of object it is.
macro_rules! object {
    ($wire:ident -> $model:ident, $resource:ident, $kind:literal in $groups:expr, $slot:ident $(, $times:ident)?) => {
        impl crate::cluster::convert::Object for crate::cluster::wire::$wire {
            type Model = crate::model::$model;

            const RESOURCE: crate::model::Resource = crate::model::Resource::$resource;
            const KIND: &'static str = $kind;
            const GROUPS: &'static [&'static str] = &$groups;

            fn identity(&self) -> crate::cluster::convert::Identity<'_> {
                let metadata = &self.metadata;
                crate::cluster::convert::Identity {
                    namespace: &metadata.namespace,
                    name: &metadata.name,
                    resource_version: &metadata.resource_version,
                    created: metadata.creation_timestamp,
                }
            }

            fn model(
                &self,
                interner: &mut crate::model::Interner,
            ) -> Result<Self::Model, crate::cluster::convert::Malformed> {
                convert(self, interner)
            }

            $(
                fn times(&self) -> Vec<crate::cluster::wire::Time> {
                    $times(self)
                }
            )?

            fn slot(snapshot: &mut crate::model::Snapshot) -> &mut Vec<Self::Model> {
                &mut snapshot.$slot
            }
        }
    };
}
use object;
