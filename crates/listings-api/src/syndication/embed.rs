//! The frame of the widget: a document for people, at an address that stands in their pages.

pub(crate) mod frame;
pub(crate) mod palette;
pub(crate) mod question;
pub(crate) mod words;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::http::error::ApiError;
use crate::http::openapi::WidgetParameters;
use crate::state::AppState;
use crate::syndication::embed::frame::Frame;

/// The offers of a `<bacheca-offerte>`, as a document for its frame. The document contains the errors of the
/// parameters, for the partner's console.
#[utoipa::path(
    get,
    path = "/embed/",
    tag = "partners",
    params(WidgetParameters),
    responses(
        (status = 200, description = "The document", body = String, content_type = "text/html"),
        (status = 503, description = "The document says so", body = String, content_type = "text/html"),
    ),
)]
pub async fn list(state: State<AppState>, query: RawQuery) -> Response {
    answer(state, query).await
}

/// The same as `/embed/`.
#[utoipa::path(
    get,
    path = "/embed",
    tag = "partners",
    params(WidgetParameters),
    responses(
        (status = 200, description = "The document", body = String, content_type = "text/html"),
        (status = 503, description = "The document says so", body = String, content_type = "text/html"),
    ),
)]
pub async fn list_without_slash(state: State<AppState>, query: RawQuery) -> Response {
    answer(state, query).await
}

async fn answer(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response {
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
    // The surrounding page has its own window; it gets nothing from ours.
    set(HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=(), payment=(), usb=()");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    if !is_kept {
        set(header::CACHE_CONTROL, "no-store");
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
