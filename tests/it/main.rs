//! What users meet, held by running it.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod oracle;
mod scheduler;
