//! The HTTP client: one async function per endpoint. No views, no signals.
//!
//! Requests are values and answers are text until they are shown: one copy of the machinery serves every endpoint.

mod accounts;
pub mod articles;
mod error;
pub mod job_postings;
pub mod places;
mod request;
pub mod taxonomy;

use std::future::Future;

use send_wrapper::SendWrapper;
use serde::{Deserialize, Serialize};

pub use error::ApiError;
pub use request::{Content, Request};

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

    /// Asks. The request is aborted when the current reactive owner goes away.
    pub fn send<T: Content>(&self, request: Request<T>) -> impl Future<Output = Result<T, ApiError>> + Send + use<T> {
        let text = self.fetch_text(&request.into_path());
        let api = self.clone();
        async move { api.read(&text.await?) }
    }

    /// As [`Api::send`], leaving the answer as it came.
    pub fn fetch_text(&self, path: &str) -> impl Future<Output = Result<String, ApiError>> + Send + use<> {
        // Sent before the first await: the owner is known only now.
        let reply = http::send_while_owned(Method::Get, &self.endpoint(path));
        SendWrapper::new(async move { body(reply.await?) })
    }

    /// Posts something that the API takes in without an answer of its own. Not tied to any view.
    fn post_accepted<T: Serialize>(
        &self,
        path: &str,
        content: &T,
    ) -> impl Future<Output = Result<(), ApiError>> + Send + use<T> {
        let url = self.endpoint(path);
        let content = serde_json::to_string(content);
        SendWrapper::new(async move {
            let content = content.map_err(|_| ApiError::Malformed)?;
            let text = body(http::post_json(&url, &content).await?)?;
            // Not any success: the page of a captive portal is one too.
            serde_json::from_str::<Accepted>(&text).map(|_| ()).map_err(|_| ApiError::Malformed)
        })
    }

    fn endpoint(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }
}

/// What the API says when it took a request.
#[derive(Deserialize)]
#[allow(dead_code, reason = "its being there is all that counts")]
struct Accepted {
    status: String,
}

/// The text of a success, or what a failure means.
fn body(reply: Reply) -> Result<String, ApiError> {
    if reply.is_success() { Ok(reply.body) } else { Err(ApiError::from_reply(&reply)) }
}
