use std::fmt;

/// Bytes that are not what they should be; what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cluster) struct Broken(pub(in crate::cluster) String);

impl Broken {
    pub(in crate::cluster) fn new(why: impl Into<String>) -> Self {
        Broken(why.into())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How large one object may be, in bytes. The API server's own limit is about 3 MiB.
pub(in crate::cluster) const LARGEST_OBJECT: usize = 64 << 20;
