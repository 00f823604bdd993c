//! The frame of the widget: a document, not a call of the API.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::embed::{Frame, frame};
use crate::error::ApiError;
use crate::middleware;
use crate::state::AppState;

pub fn router() -> Router<AppState> {
    let paths = Router::new().route("/embed/", get(list)).route("/embed", get(list));
    paths.layer(from_fn(middleware::conditional::minute))
}

async fn list(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response {
    respond(frame::list(&state, &query.unwrap_or_default()).await)
}

/// With what a page needs that isolates itself from others (COEP) to have it in a frame.
pub fn respond(frame: Frame) -> Response {
    let Ok(policy) = HeaderValue::try_from(&frame.security_policy) else {
        return ApiError::Internal("the frame's security policy".to_owned()).into_response();
    };
    let is_kept = frame.status == StatusCode::OK;
    let mut response = (frame.status, frame.html).into_response();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(HeaderName::from_static("cross-origin-embedder-policy"), "require-corp");
    set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    // The page around it has a window of its own; it gets nothing from ours.
    set(HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=(), payment=(), usb=()");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    if !is_kept {
        set(header::CACHE_CONTROL, "no-store");
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
