//! The wait for Jobs.

mod faults;
mod features;
mod given;
mod half_open;
mod offline;
#[allow(unreachable_pub)]
mod recording;
mod replay;
#[allow(unreachable_pub)]
mod server;
