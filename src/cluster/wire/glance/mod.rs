//! What Pods of one template differ in, read from protobuf where it lies.
//!
//! Such Pods are most of a cluster. What they have in common is handed on as bytes, without the fields that
//! nobody needs: equal bytes need to be understood only once.

mod meta;
mod spec;
mod status;

pub(in crate::cluster) use meta::{MetaGlance, controller_kind};
pub(in crate::cluster) use spec::SpecGlance;
pub(in crate::cluster) use status::{AllWell, STANDARD_CONDITIONS, WellContainer};

use prost::DecodeError;

/// A text, which must be UTF-8 as in [`String`].
fn text(bytes: &[u8]) -> Result<&str, DecodeError> {
    #[expect(deprecated, reason = "meant for implementations of Message, which these serve")]
    str::from_utf8(bytes).map_err(|_| DecodeError::new("a text is not UTF-8"))
}
