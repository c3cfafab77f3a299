//! The truth about workloads: which node, which taint, which Pod, and what to type next.
//!
//! The library behind `kubectl workloads`. docs/architecture.md draws its layers; a test holds them.

pub mod batch;
pub mod cli;
pub mod cluster;
pub mod commands;
pub mod error;
pub mod exit;
pub mod flags;
pub mod model;
pub mod render;
pub mod report;
pub mod scheduling;
pub mod store;
pub mod ui;
