//! What the tests of live clusters share: an API server of their own, and what surrounds one.

pub mod api_server;
pub mod certificates;
pub mod cli;
pub mod cluster;
pub mod kubeconfig;
pub mod objects;
pub mod progress;
pub mod protobuf;
pub mod proxy;
pub mod reaction;
pub mod sink;
