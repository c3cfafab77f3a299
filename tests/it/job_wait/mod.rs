//! The wait for Jobs.

mod faults;
mod features;
mod given;
mod half_open;
mod offline;
#[allow(unreachable_pub)]
mod recording;
mod replay;
mod served;
#[allow(unreachable_pub)]
mod server;
mod terminal;
