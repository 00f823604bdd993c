//! ETag and Cache-Control on reads, and 304 when the client already has the answer.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::compression;
use crate::hash::short_hash;
use crate::http::error::ApiError;
use site_server::entity_tag;

/// Answers are built in memory; none comes near this.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// For what an import or the clock may change: fresh for a minute.
pub async fn minute(request: Request, next: Next) -> Response {
    respond(request, next, HeaderValue::from_static("public, max-age=60")).await
}

/// For what only a new version of the program changes: fresh for an hour.
pub async fn hour(request: Request, next: Next) -> Response {
    respond(request, next, HeaderValue::from_static("public, max-age=3600")).await
}

/// For everything that exists, tag or not: a request with `If-None-Match: *` must not get it.
pub async fn unless_there(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let wants_none = is_read && request.headers().get(header::IF_NONE_MATCH).is_some_and(|asked| asked == "*");
    let response = next.run(request).await;
    if !wants_none || !response.status().is_success() {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::CONTENT_RANGE] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::empty())
}

async fn respond(mut request: Request, next: Next, cache_control: HeaderValue) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read {
        // For HEAD the router drops the body as soon as it has it, further in than here; the tag needs it. The
        // router outside still drops ours.
        *request.method_mut() = Method::GET;
    }
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if !is_read || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match axum::body::to_bytes(body, LARGEST_ANSWER).await {
        Ok(bytes) => bytes,
        Err(error) => return ApiError::Internal(format!("answer: {error}")).into_response(),
    };
    let mut is_known = false;
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"{}\"", short_hash([&bytes]))) {
        is_known = entity_tag::is_known(&asked, &tag);
        parts.headers.insert(header::ETAG, tag);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if compression::is_worth_it(kind, bytes.len() as u64) {
        // With the 304 too, which the layer that compresses takes for nothing to compress.
        parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    // What may be kept for longer says so itself.
    parts.headers.entry(header::CACHE_CONTROL).or_insert(cache_control);
    if is_known {
        return (StatusCode::NOT_MODIFIED, only_caching(&parts.headers)).into_response();
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// What a 304 carries (RFC 9110 §15.4.5).
fn only_caching(headers: &HeaderMap) -> HeaderMap {
    let kept = [header::ETAG, header::CACHE_CONTROL, header::VARY];
    kept.into_iter().filter_map(|name| headers.get(&name).cloned().map(|value| (name, value))).collect()
}
