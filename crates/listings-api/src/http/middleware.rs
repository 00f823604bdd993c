//! What happens to every request and response.

pub(crate) mod compression;
pub(crate) mod conditional;
pub(crate) mod host;
pub(crate) mod limits;
pub(crate) mod problems;
pub(crate) mod security;
pub(crate) mod text;
