//! Where answers come from: an API server, or files that were written from one.
//!
//! The only layer that meets either. It reads API objects in whichever format they come ([`wire`]),
//! applies API defaults once, at the border ([`convert`]), and hands on the compact
//! [`model`](crate::model).

pub mod convert;
mod decode;
pub mod file;
pub mod list;
pub mod live;
pub mod query;
pub mod snapshot;
pub mod wire;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;

use crate::error::Error;
use crate::model::{PodTemplate, Resource, Snapshot};

use live::ConnectOptions;

/// Where answers come from.
#[derive(Debug, Clone)]
pub enum Source {
    Live(Box<ConnectOptions>),
    /// At least one.
    Files(Vec<Input>),
}

/// A file, a folder, or what comes in on stdin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    Path(PathBuf),
}

/// Which objects are asked about.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub namespaces: Namespaces,
    /// Empty: all.
    pub names: Vec<String>,
    /// As in `-l`.
    pub selector: Option<String>,
    /// As in `--field-selector`.
    pub field_selector: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Namespaces {
    All,
    /// The context's, or `default`.
    #[default]
    Current,
    One(String),
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Query {
    pub scope: Scope,
    pub question: Question,
    /// Objects a page; 0: all in one.
    pub chunk_size: Option<u32>,
}

#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
pub enum Question {
    Coverage,
    Diagnosis,
    Preview {
        namespace: String,
        template: PodTemplate,
    },
    /// The CronJobs of the scope, with their Jobs.
    CronJobHistory,
    /// The Jobs of the scope.
    JobHistory,
}

impl Question {
    /// What the scope's names and selectors are of.
    pub fn subject(&self) -> Resource {
        match self {
            Question::Coverage | Question::Diagnosis | Question::Preview { .. } => {
                Resource::DaemonSets
            }
            Question::CronJobHistory => Resource::CronJobs,
            Question::JobHistory => Resource::Jobs,
        }
    }
}

/// Gathers what `query` needs into one snapshot, from wherever `source` says.
pub async fn gather(
    source: &Source,
    query: &Query,
    progress: &Arc<dyn Progress>,
) -> Result<Snapshot, Error> {
    match source {
        Source::Live(options) => query::gather(options, query, progress).await,
        Source::Files(inputs) => {
            file::load_about(inputs, &query.scope, query.question.subject(), &**progress)
        }
    }
}

/// What a long read tells whoever waits: a spinner on stderr, or nobody.
pub trait Progress: Send + Sync {
    /// So many objects of that kind have been read so far.
    fn read(&self, resource: Resource, objects: u64);

    /// Something that the user should know, and that weakens no answer.
    fn note(&self, text: &str);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, _: &str) {}
}

/// Receives one list, page by page, chunk by chunk.
pub trait ListSink: Send {
    /// Whether it can read protobuf; JSON it always can.
    fn takes_protobuf(&self) -> bool {
        true
    }

    /// A page begins; `protobuf` is what its Content-Type says. Whatever the page before did not finish
    /// is dropped.
    fn begin(&mut self, protobuf: bool);

    /// The next bytes of the page's body.
    ///
    /// An error means that the page makes no sense; the list cannot be told.
    fn chunk(&mut self, bytes: &Bytes) -> Result<(), Error>;

    /// The page is whole: its objects count now.
    ///
    /// An error means that it is not: the body broke off, or it is not the list that was asked for.
    fn end(&mut self) -> Result<ListMeta, Error>;

    /// The list starts again from its first page: everything is dropped.
    fn restart(&mut self);
}

/// What a page says of the list it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListMeta {
    pub resource_version: String,
    /// Where the next page begins; None: this was the last one.
    pub continue_token: Option<String>,
    /// How many objects are still to come, if the server says so.
    pub remaining: Option<i64>,
}

impl From<wire::ListMeta> for ListMeta {
    fn from(meta: wire::ListMeta) -> Self {
        ListMeta {
            resource_version: meta.resource_version,
            continue_token: Some(meta.continue_token).filter(|token| !token.is_empty()),
            remaining: meta.remaining_item_count,
        }
    }
}
