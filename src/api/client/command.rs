//! Changes as values: a form makes a command, and the code that sends it is compiled once.

use serde::Serialize;

use crate::browser::network::http::Method;

/// What a successful response contains. A status of 200 is not enough: captive portals answer with it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExpectedBody {
    /// 202 and `{"status": "accepted"}`.
    Accepted,
    /// 204.
    Nothing,
    /// A body.
    Content,
}

/// A call that changes something. It may be sent again after a lost answer: repeating one does no harm.
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
    pub(crate) fn new(method: Method, path: impl Into<String>, expected: ExpectedBody) -> Self {
        Self { method, path: path.into(), body: None, expected }
    }

    pub(crate) fn with_body(self, body: &impl Serialize) -> Self {
        // What is sent is made of texts and numbers: that cannot fail.
        Self { body: serde_json::to_string(body).ok(), ..self }
    }
}
