//! The data folder of a server: who may use it, who may read it, and copies of it.

pub mod backup;
pub(crate) mod file_names;
pub mod lock;
