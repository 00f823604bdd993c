//! Bounds on what a request may bring and how long it may take.

use std::sync::Arc;
use std::time::Instant;

use addresses::embed;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::candidates::job_applications::form::FORM_MAX_BYTES;
use crate::config::Config;
use crate::http::error::ApiError;

/// The one call that takes a file.
const UPLOAD: &str = "/api/v1/job-postings/{id}/applications";

pub async fn limit_request(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path: String = request.uri().path().chars().take(200).collect();
    // Without the query: it may hold where someone is. Without what stands for parameters of a path: a token is one.
    let pattern = request.extensions().get::<MatchedPath>().map(|pattern| pattern.as_str().to_owned());
    // The pages of the site do nothing with their query but hand it to the app, which says what is wrong with it; so does
    // the frame of the widget. The site's pages are what is no call.
    let is_site = config.site_dir.is_some() && pattern.is_none() && !path.starts_with("/api/");
    let is_page = is_site || path.strip_suffix('/').unwrap_or(&path) == embed::WIDGET.trim_end_matches('/');
    if !is_page && request.uri().query().is_some_and(|query| query.len() > config.query_limit) {
        return ApiError::QueryTooLong.into_response();
    }
    // Said before reading a byte of it; bodies without a length are cut off while reading.
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    // Everything else takes JSON, or nothing.
    let is_upload = method == Method::POST && pattern.as_deref() == Some(UPLOAD);
    let (most, timeout) = if is_upload {
        (FORM_MAX_BYTES, config.upload_timeout + config.request_timeout)
    } else {
        (config.json_body_limit, config.request_timeout)
    };
    if announced.is_some_and(|length| length > most as u64) {
        return ApiError::TooLarge.into_response();
    }
    let response = match tokio::time::timeout(timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::Overloaded.into_response(),
    };
    let logged = pattern.unwrap_or(path);
    tracing::info!(%method, path = ?logged, status = response.status().as_u16(), ms = started.elapsed().as_millis(), "request");
    response
}
