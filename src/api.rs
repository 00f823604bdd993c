//! The HTTP client: one async function per endpoint. No views, no signals.
//!
//! Functions read what they need synchronously and return a future, so that a caller may hold it in a resource.

mod accounts;
mod articles;
mod error;
mod job_postings;
mod places;
mod taxonomy;

use std::future::Future;

use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;

pub use error::ApiError;

use crate::browser::http::{self, Method, Reply};

/// Where the listings API answers. Read from the page at start: the address is deploy-time configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Origin and path prefix without a trailing slash; empty for the site's own origin.
    base: String,
}

impl Api {
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned() }
    }

    /// The full address of something the API serves, such as an image.
    fn resolve(&self, src: &str) -> String {
        if src.starts_with('/') { format!("{}{src}", self.base) } else { src.to_owned() }
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> impl Future<Output = Result<T, ApiError>> + Send + use<T> {
        let reply = http::send_while_owned(Method::Get, &self.endpoint(path));
        SendWrapper::new(async move { decode(&reply.await?) })
    }

    fn endpoint(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }
}

/// What a successful reply holds, or what its failure means.
fn decode<T: DeserializeOwned>(reply: &Reply) -> Result<T, ApiError> {
    if reply.is_success() {
        serde_json::from_str(&reply.body).map_err(|_| ApiError::Malformed)
    } else {
        Err(ApiError::from_reply(reply))
    }
}
