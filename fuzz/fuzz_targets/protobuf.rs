//! No list in protobuf, cut wherever it may be, brings the reader down; and how it is cut into chunks does
//! not matter.
#![no_main]

use bytes::Bytes;
use kubectl_workloads::cluster::convert::Object;
use kubectl_workloads::cluster::list::{ListReader, Read};
use kubectl_workloads::cluster::{ListSink, wire};
use libfuzzer_sys::fuzz_target;

fn read<K: Object>(bytes: &[u8], chunk: usize) -> Option<Read<K::Model>> {
    let mut reader = ListReader::<K>::new(|_| true);
    reader.begin(true);
    for chunk in bytes.chunks(chunk.max(1)) {
        reader.chunk(&Bytes::copy_from_slice(chunk)).ok()?;
    }
    reader.end().ok()?;
    Some(reader.finish())
}

fn both<K: Object<Model: PartialEq + std::fmt::Debug>>(bytes: &[u8], chunk: usize) {
    assert_eq!(read::<K>(bytes, chunk), read::<K>(bytes, usize::MAX));
}

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (chunk, bytes) = (usize::from(input.0), input.1);
    both::<wire::Pod>(&bytes, chunk);
    both::<wire::Node>(&bytes, chunk);
    both::<wire::DaemonSet>(&bytes, chunk);
    both::<wire::Event>(&bytes, chunk);
    both::<wire::PersistentVolume>(&bytes, chunk);
});
