//! No manifest, whatever is in it, brings the reader down.
#![no_main]

use kubectl_workloads::cluster::{Progress, file};
use kubectl_workloads::model::Resource;
use libfuzzer_sys::fuzz_target;

struct Silent;

impl Progress for Silent {
    fn read(&self, _: Resource, _: u64) {}

    fn note(&self, _: &str) {}
}

fuzz_target!(|bytes: &[u8]| {
    let _ = file::manifest_bytes(bytes, &Silent);
});
