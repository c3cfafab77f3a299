//! Volumes, the claims on them, and who provides them.

mod claim;
mod csi_node;
mod storage_class;
mod volume;
