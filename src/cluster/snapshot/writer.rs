use std::io::{self, Write};

use serde_json::{Value, json};

use super::PrunedList;
use crate::model::{Time, Unread};

/// Writes a snapshot, object by object: a `kind: List` that says when it was taken and what could not be
/// read.
pub struct SnapshotWriter<W: Write> {
    into: W,
    written: u64,
}

impl<W: Write> SnapshotWriter<W> {
    /// Begins a snapshot.
    pub fn new(mut into: W) -> io::Result<Self> {
        into.write_all(b"{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[")?;
        Ok(SnapshotWriter { into, written: 0 })
    }

    /// Adds an object, which [`prune`](super::prune) has seen.
    pub fn object(&mut self, object: &Value) -> io::Result<()> {
        self.separate()?;
        serde_json::to_writer(&mut self.into, object)?;
        Ok(())
    }

    /// Adds all objects of a list.
    pub fn list(&mut self, list: PrunedList) -> io::Result<()> {
        list.for_each(|object| {
            self.separate()?;
            self.into.write_all(object)
        })
    }

    /// Ends the snapshot, and hands back what it was written to.
    pub fn finish(mut self, taken_at: Time, unread: &[Unread]) -> io::Result<W> {
        let unread: Vec<Value> = unread.iter().map(declared).collect();
        let metadata = json!({ "takenAt": taken_at.to_string(), "unread": unread });
        writeln!(self.into, "\n],\"metadata\":{metadata}}}")?;
        self.into.flush()?;
        Ok(self.into)
    }

    /// How many objects it has so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Each object has a line of its own.
    fn separate(&mut self) -> io::Result<()> {
        let separator: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
        self.written += 1;
        self.into.write_all(separator)
    }
}

fn declared(unread: &Unread) -> Value {
    let mut declared = json!({ "resource": unread.resource.plural(), "message": unread.message });
    if let (Some(namespace), Some(fields)) = (&unread.namespace, declared.as_object_mut()) {
        fields.insert("namespace".to_owned(), json!(**namespace));
    }
    declared
}
