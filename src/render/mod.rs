//! Answers as text: report in, string out. Width, colours and format are parameters; nothing here knows
//! what a terminal is.

mod age;
pub mod cronjob_history;
pub mod ds_coverage;
pub mod ds_diagnose;
mod format;
pub mod job_history;
pub mod job_wait;
pub mod jsonpath;
mod line;
mod look;
mod machine;
mod strip;
mod styles;
mod table;
mod text;
mod words;

pub use age::age;
pub use format::{FORMATS, Format};
pub use line::Line;
pub use look::{Glyphs, Look};
pub use machine::{csv, json, sort_by, yaml};
pub use styles::Styles;
pub use table::{Column, Table};
pub(crate) use text::width;
pub use text::{first_line, printable};
