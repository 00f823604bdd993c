//! Requests, uploads, and whether there is a network.

pub mod connectivity;
pub mod http;
pub mod upload;
