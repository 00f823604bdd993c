//! Sends queries and commands.
//!
//! Requests are values, and answers stay text until they are shown, so that one copy of the code serves every endpoint.

mod command;
mod error;
mod query;

use std::future::Future;

use send_wrapper::SendWrapper;
use serde::Deserialize;

pub use command::Command;
pub(super) use command::ExpectedBody;
pub use error::ApiError;
pub use query::{Content, Query};

use crate::browser::network::http::{self, Method, Outgoing, Reply};
use crate::browser::page::served;
use crate::browser::timer;

/// Where the listings API answers. Read from the page at start: the address is deploy-time configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Origin and path prefix without a trailing slash; empty for the site's own origin.
    pub(super) base: String,
}

impl Api {
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned() }
    }

    /// Sends a query for the current view: the request is aborted when the current reactive owner goes away.
    pub fn query_for_view<T: Content>(
        &self,
        query: Query<T>,
    ) -> impl Future<Output = Result<T, ApiError>> + Send + use<T> {
        let text = self.query_text_for_view(query.path());
        let api = self.clone();
        async move { api.parse(&text.await?) }
    }

    /// The answer that came with the page itself.
    pub fn embedded<T: Content>(&self, query: &Query<T>) -> Option<T> {
        self.parse(&served::answer(query.path())?).ok()
    }

    /// As [`Api::query_for_view`], but returns the answer as text. An answer that came with the page needs no request.
    ///
    /// While prerendering nothing is requested: the renderer is told what is missing, and renders again with it.
    pub fn query_text_for_view(&self, path: &str) -> impl Future<Output = Result<String, ApiError>> + Send + use<> {
        let served = served::answer(path);
        let fetched = (served.is_none() && cfg!(target_arch = "wasm32")).then(|| self.fetch_text(path));
        async move {
            match (served, fetched) {
                (Some(text), _) => {
                    // The view is rendered in a task of its own: both in one would block a phone for too long.
                    timer::next_task().await;
                    Ok(text)
                }
                (None, Some(fetched)) => fetched.await,
                (None, None) => Err(ApiError::Unreachable),
            }
        }
    }

    fn fetch_text(&self, path: &str) -> impl Future<Output = Result<String, ApiError>> + Send + use<> {
        // Sent before the first await: the owner is known only now.
        let reply = http::send_while_owned(self.get(path));
        SendWrapper::new(async move { body(reply.await?) })
    }

    /// As [`Api::query_for_view`], but not tied to a view.
    pub fn query<T: Content>(&self, query: Query<T>) -> impl Future<Output = Result<T, ApiError>> + Send + use<T> {
        let text = exchange(self.get(query.path()), ExpectedBody::Content);
        let api = self.clone();
        async move { api.parse(&text.await?) }
    }

    /// Executes a command. Leaving the view does not abort it. `Ok` is the body of the response, which may be empty.
    pub fn execute(&self, command: &Command) -> impl Future<Output = Result<String, ApiError>> + Send + use<> {
        let outgoing = Outgoing {
            method: command.method,
            url: self.endpoint(&command.path),
            body: command.body.clone(),
            has_session: true,
        };
        exchange(outgoing, command.expected)
    }

    /// Parses the text of an answer.
    pub fn parse<T: Content>(&self, text: &str) -> Result<T, ApiError> {
        let mut content: T = serde_json::from_str(text).map_err(|_| ApiError::Malformed)?;
        content.resolve(&self.base);
        Ok(content)
    }

    fn get(&self, path: &str) -> Outgoing {
        Outgoing { method: Method::Get, url: self.endpoint(path), body: None, has_session: is_personal(path) }
    }

    pub(super) fn endpoint(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }
}

/// One type of future for queries and commands without a view: each type adds to the download.
fn exchange(
    outgoing: Outgoing,
    expected: ExpectedBody,
) -> impl Future<Output = Result<String, ApiError>> + Send + use<> {
    let reply = http::send(outgoing);
    SendWrapper::new(async move {
        let text = body(reply.await?)?;
        match expected {
            ExpectedBody::Accepted => {
                serde_json::from_str::<Accepted>(&text).map(|_| text).map_err(|_| ApiError::Malformed)
            }
            ExpectedBody::Nothing if !text.is_empty() => Err(ApiError::Malformed),
            ExpectedBody::Nothing | ExpectedBody::Content => Ok(text),
        }
    })
}

/// Public answers are requested without the cookie, so that caches and other sites can share them.
fn is_personal(path: &str) -> bool {
    path.starts_with("/me")
}

/// The API's answer to a request that it has accepted.
#[derive(Deserialize)]
#[allow(dead_code, reason = "its being there is all that counts")]
struct Accepted {
    status: String,
}

/// The body of a successful response, or the error.
pub(super) fn body(reply: Reply) -> Result<String, ApiError> {
    if reply.is_success() { Ok(reply.body) } else { Err(ApiError::from_reply(&reply)) }
}

#[cfg(test)]
mod tests {
    use contract::Place;

    use super::*;

    #[test]
    fn text_that_does_not_match_the_contract_is_malformed() {
        let api = Api::new("");
        assert_eq!(api.parse::<Vec<Place>>("<html>"), Err(ApiError::Malformed));
        assert_eq!(api.parse::<Vec<Place>>("[]"), Ok(Vec::new()));
    }
}
