//! The wait for Jobs.

mod recording;
mod replay;
