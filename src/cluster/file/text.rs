use serde::Deserialize;
use serde::de::{DeserializeOwned, Error, IgnoredAny};
use serde_saphyr::{
    DuplicateKeyPolicy, NonFiniteFloatPolicy, options, with_deserializer_from_str_with_options,
};

use crate::cluster::convert::Object;
use crate::cluster::decode::identity;
use crate::cluster::decode::{self, Located, Undecodable};
use crate::cluster::list::Broken;
use crate::cluster::wire;

/// One object of a file, as it stands there.
#[derive(Clone, Copy)]
pub(super) enum Text<'a> {
    Json(&'a [u8]),
    /// With the number of its first line.
    Yaml {
        text: &'a str,
        line: u64,
    },
}

/// The same, kept for later.
pub(super) enum OwnedText {
    Json(Vec<u8>),
    Yaml { text: String, line: u64 },
}

/// What of an object says what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Kind {
    pub(super) api_version: Option<String>,
    pub(super) kind: Option<String>,
}

/// What stands around the items of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListShell {
    pub(super) metadata: Option<ListMetadata>,
    pub(super) items: Option<Vec<IgnoredAny>>,
}

/// What a snapshot's list says of itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ListMetadata {
    pub(super) taken_at: Option<wire::Time>,
    pub(super) unread: Option<Vec<Declared>>,
}

/// Something that was not read when the file was made.
#[derive(Debug, Deserialize)]
pub(super) struct Declared {
    pub(super) resource: String,
    #[serde(default)]
    pub(super) namespace: Option<String>,
    #[serde(default)]
    pub(super) message: Option<String>,
}

impl Text<'_> {
    /// What it says that it is; None if it is not an object at all.
    ///
    /// An error means that it is not even well-formed.
    pub(super) fn kind(&self) -> Result<Option<Kind>, Broken> {
        match self {
            Text::Json(bytes) => match serde_json::from_slice(bytes) {
                Ok(kind) => Ok(Some(kind)),
                Err(error) if error.is_data() => Ok(None),
                Err(error) => Err(Broken::new(error.to_string())),
            },
            Text::Yaml { text, line } => match yaml::<Option<Kind>>(text, *line) {
                Ok(kind) => Ok(kind),
                Err(error) if error.garbled => Err(Broken(error.text)),
                Err(_) => Ok(None),
            },
        }
    }

    /// The object.
    pub(super) fn decode<K: Object>(&self) -> Result<K, Undecodable> {
        match self {
            Text::Json(bytes) => decode::json(bytes),
            Text::Yaml { text, line } => yaml(text, *line).map_err(|error| {
                let identity: identity::Text = yaml(text, *line).unwrap_or_default();
                identity.undecodable(error.text, error.garbled)
            }),
        }
    }

    /// What it says around its items, if it is a list.
    pub(super) fn list_shell(&self) -> Result<ListShell, Broken> {
        match self {
            Text::Json(bytes) => {
                serde_json::from_slice(bytes).map_err(|error| Broken::new(error.to_string()))
            }
            Text::Yaml { text, line } => {
                let shell: Result<Option<ListShell>, _> = yaml(text, *line);
                shell.map(Option::unwrap_or_default).map_err(|error| Broken(error.text))
            }
        }
    }

    pub(super) fn to_owned(self) -> OwnedText {
        match self {
            Text::Json(bytes) => OwnedText::Json(bytes.to_owned()),
            Text::Yaml { text, line } => OwnedText::Yaml { text: text.to_owned(), line },
        }
    }
}

impl OwnedText {
    pub(super) fn borrow(&self) -> Text<'_> {
        match self {
            OwnedText::Json(bytes) => Text::Json(bytes),
            OwnedText::Yaml { text, line } => Text::Yaml { text, line: *line },
        }
    }
}

/// Why YAML cannot be read.
struct YamlError {
    text: String,
    /// It is not YAML, or is built to be costly, whatever one expects to find in it.
    garbled: bool,
}

/// Reads typed: what a plain `on` or `1e3` means is for the field to say. Of a key that comes twice the last
/// counts, as for kubectl. The library's limits on aliases, depth and size hold for each object.
fn yaml<T: DeserializeOwned>(text: &str, first_line: u64) -> Result<T, YamlError> {
    let options = || {
        options! {
            duplicate_keys: DuplicateKeyPolicy::LastWins,
            emit_comments: false,
            // A short commit hash such as 1487e23671 may look like a number without being meant as one.
            non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
            with_snippet: false,
        }
    };
    let mut wrong = None;
    let read = with_deserializer_from_str_with_options(text, options(), |deserializer| {
        decode::located(deserializer).map_err(|located| {
            let error = serde_saphyr::Error::custom(&located.why);
            wrong = Some(located);
            error
        })
    });
    read.map_err(|error| {
        let Located { why, line } = wrong.unwrap_or_else(|| Located::of(&error));
        let line = line.map(|line| format!(" (line {})", first_line + line - 1));
        YamlError {
            text: why + &line.unwrap_or_default(),
            garbled: serde_saphyr::from_str_with_options::<IgnoredAny>(text, options()).is_err(),
        }
    })
}

impl Kind {
    /// The kind with its API group, where that is not the core group: `Certificate.cert-manager.io`.
    pub(super) fn display(&self) -> String {
        let kind = self.kind.as_deref().unwrap_or("?");
        match self.api_version.as_deref().and_then(|version| version.split_once('/')) {
            Some((group, _)) => format!("{kind}.{group}"),
            None => kind.to_owned(),
        }
    }
}
