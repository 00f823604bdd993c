//! `cargo xtask places` and `passwords`: files in the tree that are made from published packages, the same bytes each time.

mod package_archive;
pub mod passwords;
pub mod places;
