//! Files that only the server may read, and what it means when the disk takes nothing. No database, no HTTP.

pub mod full;
pub mod private_files;
