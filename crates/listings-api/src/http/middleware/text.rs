//! How text is encoded: always UTF-8, and said so.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Says it with every type that is text and whose handler left it out. JSON has no such parameter (RFC 8259 §11); what is
/// downloaded is as somebody sent it.
pub async fn say_charset(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(value) = with_charset(response.headers()) {
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    response
}

fn with_charset(headers: &HeaderMap) -> Option<HeaderValue> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let is_text = kind.starts_with("text/")
        || matches!(kind, "application/javascript" | "application/xml" | "image/svg+xml")
        || (kind.starts_with("application/") && kind.ends_with("+xml"));
    if !is_text || kind.contains(';') || headers.contains_key(header::CONTENT_DISPOSITION) {
        return None;
    }
    HeaderValue::try_from(format!("{kind}; charset=utf-8")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_says_how_it_is_encoded() {
        let headers = |kind| HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        for kind in ["text/css", "text/javascript", "image/svg+xml", "application/xml", "application/rss+xml"] {
            assert_eq!(with_charset(&headers(kind)).unwrap(), format!("{kind}; charset=utf-8"));
        }
        for kind in ["text/html; charset=utf-8", "application/json", "image/png", "application/wasm", "font/woff2"] {
            assert_eq!(with_charset(&headers(kind)), None, "{kind}");
        }
        let mut sent = headers("text/plain");
        sent.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        assert_eq!(with_charset(&sent), None);
    }
}
