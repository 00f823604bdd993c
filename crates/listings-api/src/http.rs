//! What every call has in common: the router and its layers, extractors, errors as problem+json, limits, the OpenAPI document.

pub(crate) mod counts;
pub(crate) mod cursor;
pub mod error;
pub(crate) mod extract;
pub(crate) mod health;
pub(crate) mod middleware;
pub(crate) mod network;
pub(crate) mod openapi;
pub(crate) mod rate_limit;
pub(crate) mod router;
pub(crate) mod security_txt;
pub mod server;
pub(crate) mod trouble;
