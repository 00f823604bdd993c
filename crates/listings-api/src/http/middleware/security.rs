//! Headers of every answer.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::Config;

/// Header that says which origins may embed an answer without CORS.
pub const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A year: browsers then ask by TLS alone.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What a deployment decides of them.
#[derive(Clone)]
pub struct SecurityHeaders {
    policy: HeaderValue,
    is_tls: bool,
}

impl SecurityHeaders {
    /// `policy` is the Content-Security-Policy of answers without their own.
    pub fn new(config: &Config, policy: HeaderValue) -> Self {
        Self { policy, is_tls: config.link_origin().starts_with("https://") }
    }
}

/// A handler that sets one of these itself keeps its own.
pub async fn add_headers(State(all): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    add(headers, header::CONTENT_SECURITY_POLICY, all.policy);
    add(headers, header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(headers, header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    let permissions = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()";
    add(headers, HeaderName::from_static("permissions-policy"), HeaderValue::from_static(permissions));
    add(headers, HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    // What others may show says so itself.
    add(headers, RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    if all.is_tls {
        add(headers, header::STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    response
}

fn add(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
