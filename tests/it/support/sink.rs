use kubectl_workloads::cluster::{ListMeta, ListSink};
use kubectl_workloads::error::{Error, ErrorKind};
use serde_json::Value;

/// Keeps the names of a JSON list's objects.
#[derive(Default)]
#[allow(clippy::struct_field_names)]
pub struct Names {
    page: Vec<u8>,
    pub names: Vec<String>,
    pub restarts: usize,
}

impl ListSink for Names {
    fn begin(&mut self, protobuf: bool) {
        assert!(!protobuf, "this sink reads JSON");
        self.page.clear();
    }

    fn chunk(&mut self, bytes: &bytes::Bytes) -> Result<(), Error> {
        self.page.extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self) -> Result<ListMeta, Error> {
        let page: Value = serde_json::from_slice(&self.page)
            .map_err(|_| Error::new(ErrorKind::Api, "the page of the list is not whole"))?;
        for item in page["items"].as_array().unwrap() {
            self.names.push(item["metadata"]["name"].as_str().unwrap().to_owned());
        }
        let meta = &page["metadata"];
        Ok(ListMeta {
            resource_version: meta["resourceVersion"].as_str().unwrap_or_default().to_owned(),
            continue_token: meta["continue"].as_str().map(str::to_owned),
            remaining: meta["remainingItemCount"].as_i64(),
        })
    }

    fn restart(&mut self) {
        self.names.clear();
        self.restarts += 1;
    }
}
