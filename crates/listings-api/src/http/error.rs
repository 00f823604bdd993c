//! The one mapping from what goes wrong to what the client is told: `application/problem+json` (RFC 9457).
//! Internals are logged, never sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{FieldError, Problem};

use crate::http::trouble::{self, Trouble};

pub const PROBLEM_JSON: &str = "application/problem+json";

/// Everything a handler may answer with instead of its result.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 400: invalid query parameters, each named.
    #[error("invalid query parameters")]
    Query(Vec<FieldError>),
    /// 400: the body is not JSON.
    #[error("malformed body")]
    Malformed(String),
    /// 401: no session, or one that has ended.
    #[error("signed out")]
    SignedOut,
    /// 401: no account has this email and password. Names the fields, which tells it from a session that has ended.
    #[error("wrong credentials")]
    WrongCredentials,
    /// 403: a page of another site tried to write.
    #[error("foreign origin")]
    ForeignOrigin,
    /// 404: no such thing.
    #[error("not found")]
    NotFound(&'static str),
    /// 408: the body took too long to come.
    #[error("slow body")]
    SlowBody,
    /// 409: what stands in the way.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// 410: it was here and was taken back.
    #[error("withdrawn")]
    Withdrawn,
    /// 413: body over the limit.
    #[error("body too large")]
    TooLarge,
    /// 414: query string over the limit.
    #[error("query string too long")]
    QueryTooLong,
    /// 415: not `application/json`.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 415: not `multipart/form-data`.
    #[error("not a form")]
    NotMultipart,
    /// 422: JSON with invalid fields, each named.
    #[error("invalid fields")]
    Fields(Vec<FieldError>),
    /// 429: too many from one address; holds the seconds to wait and the limit.
    #[error("too many requests")]
    TooManyRequests { retry_after_seconds: u64, limit: u32 },
    /// 500: our fault. The cause goes to the log.
    #[error("internal: {0}")]
    Internal(String),
    /// 501: a format this server does not write.
    #[error("no such format")]
    NoSuchFormat(&'static str),
    /// 503: the search index is damaged and being rebuilt.
    #[error("damaged search index")]
    NoIndex,
    /// 503: the search was broken off at its time limit.
    #[error("slow search")]
    SlowSearch,
    /// 503: the answer was not ready in time.
    #[error("overloaded")]
    Overloaded,
    /// 507: the disk is full.
    #[error("no space")]
    NoSpace,
}

impl From<search::SearchError> for ApiError {
    fn from(error: search::SearchError) -> Self {
        match error {
            search::SearchError::Parameter { parameter, code, detail } => Self::parameter(parameter, code, detail),
            search::SearchError::Slow => Self::SlowSearch,
            search::SearchError::Damaged => Self::NoIndex,
        }
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        Self::of("database", &error)
    }
}

impl ApiError {
    /// How a failure of ours is answered. `what` failed goes to the log alone.
    pub fn of(what: &str, error: &(dyn std::error::Error + 'static)) -> Self {
        match trouble::of(error) {
            Some(Trouble::NoSpace) => {
                tracing::error!(%error, "{what}: nothing can be written");
                Self::NoSpace
            }
            Some(Trouble::Busy) => {
                tracing::warn!(%error, "{what}: busy");
                Self::Overloaded
            }
            // Of what rows belong to, accounts and their sessions alone are ever deleted: the account was erased while
            // this request was on its way.
            Some(Trouble::OwnerGone) => Self::SignedOut,
            None => Self::Internal(format!("{what}: {error}")),
        }
    }

    /// A single invalid query parameter.
    pub fn parameter(name: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::Query(vec![FieldError::new(name, code, detail)])
    }

    /// With what clients are not told: for the terminal of the operator.
    pub fn cause(&self) -> String {
        match self {
            Self::Internal(cause) => cause.clone(),
            other => other.to_string(),
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Query(_) | Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::SignedOut | Self::WrongCredentials => StatusCode::UNAUTHORIZED,
            Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Withdrawn => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::QueryTooLong => StatusCode::URI_TOO_LONG,
            Self::UnsupportedMediaType | Self::NotMultipart => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NoSuchFormat(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Overloaded | Self::SlowSearch | Self::NoIndex => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoSpace => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Query(_) | Self::Fields(_) | Self::Internal(_) => None,
            Self::Malformed(detail) => Some(detail.clone()),
            Self::SignedOut => Some("sign in first".to_owned()),
            Self::WrongCredentials => Some("no account has this email and password".to_owned()),
            Self::ForeignOrigin => Some("this call is only for the pages of the configured sites".to_owned()),
            Self::NotFound(what) | Self::Conflict(what) | Self::NoSuchFormat(what) => Some((*what).to_owned()),
            Self::SlowBody => Some("the body did not arrive in time".to_owned()),
            Self::Withdrawn => Some("this offer was withdrawn".to_owned()),
            Self::TooLarge => Some("the body is larger than this call takes".to_owned()),
            Self::QueryTooLong => Some("the query string is longer than 8 kB".to_owned()),
            Self::NotMultipart => Some("send multipart/form-data".to_owned()),
            Self::UnsupportedMediaType => Some("send application/json".to_owned()),
            Self::TooManyRequests { retry_after_seconds, .. } => {
                Some(format!("too many requests from this address; try again in {retry_after_seconds} s"))
            }
            Self::SlowSearch => Some("search took too long; try again, or ask for less".to_owned()),
            Self::NoIndex => Some("the search is being repaired; try again in a moment".to_owned()),
            Self::Overloaded => Some("the answer was not ready in time; try again".to_owned()),
            Self::NoSpace => Some("the server's disk is full: nothing was stored; try again later".to_owned()),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "internal error");
        }
        let (status, detail) = (self.status(), self.detail());
        let (retry_after, limit) = match &self {
            Self::TooManyRequests { retry_after_seconds, limit } => (Some(*retry_after_seconds), Some(*limit)),
            Self::Overloaded | Self::SlowSearch | Self::NoIndex => (Some(1), None),
            // Somebody has to make room.
            Self::NoSpace => (Some(60), None),
            _ => (None, None),
        };
        let errors = match self {
            Self::Query(errors) | Self::Fields(errors) => errors,
            Self::WrongCredentials => vec![FieldError::new("/email", "wrong_pair", "not with this password")],
            _ => Vec::new(),
        };
        let mut response = problem(status, detail, errors);
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110 §15.5.2 wants one. No browser knows this scheme, so none opens its own dialog.
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Session"));
        }
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            if let Some(limit) = limit {
                response.headers_mut().insert("ratelimit-limit", HeaderValue::from(limit));
                response.headers_mut().insert("ratelimit-remaining", HeaderValue::from(0));
                response.headers_mut().insert("ratelimit-reset", HeaderValue::from(seconds));
            }
        }
        response
    }
}

/// A problem with the status's standard title.
pub fn problem(status: StatusCode, detail: Option<String>, errors: Vec<FieldError>) -> Response {
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail,
        errors,
    };
    let body = serde_json::to_vec(&problem).expect("text and numbers serialise");
    let headers = [(header::CONTENT_TYPE, PROBLEM_JSON), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_of_an_internal_error_is_not_in_its_text() {
        let error = ApiError::Internal("no such table: secrets".to_owned());
        assert_eq!(error.detail(), None);
        assert_eq!(error.into_response().status(), 500);
    }

    #[test]
    fn a_rate_limit_says_when_to_come_back() {
        let response = ApiError::TooManyRequests { retry_after_seconds: 42, limit: 20 }.into_response();
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers()["retry-after"], "42");
        assert_eq!(response.headers()["ratelimit-limit"], "20");
    }
}
