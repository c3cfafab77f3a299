//! DaemonSets' coverage for people: a screen for many, the story of one, the matrix, one node, groups.

mod detail;
mod groups;
mod matrix;
mod node;
mod state;
mod summary;
mod tables;

pub use detail::detail;
pub use groups::groups;
pub use matrix::matrix;
pub use node::node;
pub use summary::{summary, worst_first};
pub use tables::{csv, names, rows, wide};

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
