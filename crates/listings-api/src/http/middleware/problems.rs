//! Whatever fails outside the handlers (axum's own refusals, a panic) becomes a problem too.

use std::any::Any;

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::error::{ApiError, PROBLEM_JSON, problem};

/// Turns every error that is not yet a problem into one, save for pages and pictures, which are for people.
pub async fn as_problems(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    let is = |kind: &str| {
        response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with(kind))
    };
    if !is_error || is(PROBLEM_JSON) || is("text/html") || is("image/svg+xml") || is("image/png") {
        return response;
    }
    let mut replaced = problem(response.status(), None, Vec::new());
    for (name, value) in response.headers() {
        // Allow, Access-Control-…, Vary stay; what described the old body goes.
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH | header::CONTENT_ENCODING) {
            replaced.headers_mut().append(name, value.clone());
        }
    }
    replaced.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    replaced
}

#[allow(clippy::needless_pass_by_value, reason = "the signature that CatchPanicLayer asks for")]
pub fn on_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let cause = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    ApiError::Internal(format!("panic: {cause}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn answer(path: &str) -> (StatusCode, String, String) {
        let app: Router = Router::new()
            .route("/panic", get(async || -> &'static str { panic!("secret cause") }))
            .route("/plain", get(async || (StatusCode::IM_A_TEAPOT, "plain text")))
            .layer(CatchPanicLayer::custom(on_panic))
            .layer(from_fn(as_problems));
        let response = app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        let content_type = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        (status, content_type, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let (status, content_type, body) = answer("/panic").await;
        assert_eq!((status.as_u16(), content_type.as_str()), (500, PROBLEM_JSON));
        assert!(!body.contains("secret"), "{body}");
    }

    #[tokio::test]
    async fn an_error_that_is_no_problem_becomes_one() {
        let (status, content_type, body) = answer("/plain").await;
        assert_eq!((status.as_u16(), content_type.as_str()), (418, PROBLEM_JSON));
        assert!(!body.contains("plain text"), "{body}");
    }
}
