use contract::Problem;
use serde::{Deserialize, Serialize};

use crate::browser::network::http::{Reply, TransportError};

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApiError {
    /// The request did not reach the API, or its answer did not come back.
    Unreachable,
    /// No complete response within the time limit.
    TimedOut,
    /// 401: nobody is signed in. A 401 that names fields is about what was sent, such as a wrong password: [`Self::Refused`].
    SignedOut,
    /// 404.
    NotFound,
    /// 410: it existed once.
    Gone,
    /// 4xx with the API's explanation.
    Refused(Box<Problem>),
    /// 429, and how many seconds to wait when the API said so.
    TooManyRequests(Option<u32>),
    /// 5xx, or a status that the API does not use.
    Server(u16),
    /// A success whose body does not match the contract.
    Malformed,
}

impl ApiError {
    /// Does it not exist, or is the request invalid? Then trying again would not help.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::NotFound | Self::Gone => true,
            Self::Refused(problem) => problem.status == 400,
            _ => false,
        }
    }

    pub(super) fn from_reply(reply: &Reply) -> Self {
        let problem = || serde_json::from_str::<Problem>(&reply.body).ok().map(Box::new);
        match reply.status {
            401 => problem().filter(|problem| !problem.errors.is_empty()).map_or(Self::SignedOut, Self::Refused),
            404 => Self::NotFound,
            410 => Self::Gone,
            429 => Self::TooManyRequests(reply.retry_after_seconds),
            400..=499 => problem().map_or(Self::Malformed, Self::Refused),
            status => Self::Server(status),
        }
    }
}

impl From<TransportError> for ApiError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::TimedOut => Self::TimedOut,
            TransportError::Unreachable => Self::Unreachable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, body: body.to_owned(), retry_after_seconds: None, stored_at: None }
    }

    #[test]
    fn a_status_becomes_a_reason() {
        assert_eq!(ApiError::from_reply(&reply(404, "<html>")), ApiError::NotFound);
        assert_eq!(ApiError::from_reply(&reply(410, "")), ApiError::Gone);
        assert_eq!(ApiError::from_reply(&reply(503, "<html>")), ApiError::Server(503));
        assert_eq!(ApiError::from_reply(&reply(400, "<html>")), ApiError::Malformed);
        let problem = r#"{"type":"about:blank","title":"Bad Request","status":400}"#;
        assert!(matches!(ApiError::from_reply(&reply(400, problem)), ApiError::Refused(_)));
    }

    #[test]
    fn a_wrong_password_is_no_ended_session() {
        let ended = r#"{"type":"about:blank","title":"Unauthorized","status":401,"detail":"sign in first"}"#;
        let wrong = r#"{"type":"about:blank","title":"Unauthorized","status":401,
            "errors":[{"pointer":"/email","code":"wrong_pair","detail":""}]}"#;
        assert_eq!(ApiError::from_reply(&reply(401, ended)), ApiError::SignedOut);
        assert_eq!(ApiError::from_reply(&reply(401, "<html>")), ApiError::SignedOut);
        assert!(matches!(ApiError::from_reply(&reply(401, wrong)), ApiError::Refused(_)));
    }

    #[test]
    fn only_what_asking_again_can_not_help_is_a_refusal() {
        let refused = |status| {
            ApiError::from_reply(&reply(status, &format!(r#"{{"type":"about:blank","title":"","status":{status}}}"#)))
        };
        assert!(ApiError::NotFound.is_refusal() && ApiError::Gone.is_refusal() && refused(400).is_refusal());
        assert!(!refused(403).is_refusal() && !ApiError::Server(500).is_refusal() && !ApiError::Malformed.is_refusal());
    }
}
