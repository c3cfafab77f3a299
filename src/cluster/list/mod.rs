//! Lists as an API server sends them, read while they come in.
//!
//! A page is cut into its objects as its bytes arrive, each object is reduced to the model at once, and
//! what is held in between is one object, not one page.

mod broken;
mod frames;
mod reader;
mod splitter;

pub use reader::{ListReader, Read};

pub(super) use broken::{Broken, LARGEST_OBJECT};
pub(super) use splitter::{Piece, Splitter};
