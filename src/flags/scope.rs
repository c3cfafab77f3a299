use clap::Args;

use super::names::{daemon_set_name, namespace};
use crate::cluster::{Namespaces, Scope};
use crate::error::{Error, ErrorKind};

/// Which DaemonSets an answer is about.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Scope")]
pub struct ScopeFlags {
    /// DaemonSets, as NAME, ds/NAME or daemonset.apps/NAME; all of the namespace if there is none
    #[arg(value_name = "NAME", value_parser = daemon_set_name)]
    pub names: Vec<String>,

    /// If present, the namespace scope for this CLI request
    #[arg(short, long, value_name = "NAMESPACE", value_parser = namespace)]
    pub namespace: Option<String>,

    /// Look in all namespaces, whatever --namespace and the context say
    #[arg(short = 'A', long)]
    pub all_namespaces: bool,

    /// Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)
    #[arg(short = 'l', long, value_name = "SELECTOR")]
    pub selector: Option<String>,

    /// Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)
    #[arg(long, value_name = "SELECTOR")]
    pub field_selector: Option<String>,
}

/// How large the pages of long lists are.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Cluster")]
pub struct PageFlags {
    /// Return large lists in chunks of this many objects rather than all at once; 0 for one chunk
    #[arg(long, value_name = "OBJECTS", conflicts_with = "snapshot")]
    pub chunk_size: Option<u32>,
}

impl ScopeFlags {
    /// The scope meant. A name together with a selector is refused, as kubectl refuses it.
    pub fn scope(self) -> Result<Scope, Error> {
        if !self.names.is_empty() && (self.selector.is_some() || self.field_selector.is_some()) {
            return Err(Error::new(
                ErrorKind::Usage,
                "name cannot be provided when a selector is specified",
            ));
        }
        let mut names = self.names;
        names.sort();
        names.dedup();
        let namespaces = namespaces(self.all_namespaces, self.namespace);
        Ok(Scope {
            namespaces,
            names,
            selector: self.selector.filter(|text| !text.trim().is_empty()),
            field_selector: self.field_selector.filter(|text| !text.trim().is_empty()),
        })
    }
}

/// `-A` wins over `-n`, and an empty `-n` is none, as in kubectl.
pub fn namespaces(all: bool, one: Option<String>) -> Namespaces {
    match one {
        _ if all => Namespaces::All,
        Some(name) if !name.is_empty() => Namespaces::One(name),
        _ => Namespaces::Current,
    }
}
