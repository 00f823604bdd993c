//! What the API is told to do, apart from the telling: a form says which, the machinery that sends is compiled once.

use serde::Serialize;

use crate::browser::http::Method;

/// What a success looks like. Not any success is one: the page of a captive portal is answered with 200 too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpectedBody {
    /// 202 and `{"status": "accepted"}`.
    Accepted,
    /// 204.
    Nothing,
    /// Something to read.
    Content,
}

/// A call that changes something. It may be sent again after a lost answer: each does no more harm twice than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub(super) method: Method,
    /// Below `/api/v1`.
    pub(super) path: String,
    /// JSON.
    pub(super) body: Option<String>,
    pub(super) expected: ExpectedBody,
}

impl Command {
    pub(super) fn new(method: Method, path: impl Into<String>, expected: ExpectedBody) -> Self {
        Self { method, path: path.into(), body: None, expected }
    }

    pub(super) fn with_body(self, body: &impl Serialize) -> Self {
        // What is sent is made of texts and numbers: that cannot fail.
        Self { body: serde_json::to_string(body).ok(), ..self }
    }
}
