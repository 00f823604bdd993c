//! What happens to every request and response.

pub mod compression;
pub mod conditional;
pub mod host;
pub mod limits;
pub mod problems;
pub mod security;
pub mod text;
