//! What is compressed on the way out.

use axum::http::header;
use tower_http::compression::Predicate;

/// JSON, feeds, pages and drawings. Files of the site come compressed from the build, and far better; other pictures are
/// compressed already. No answer mixes a secret with what a stranger sent, so its length gives nothing away.
#[derive(Clone, Copy)]
pub struct OnlyAnswers;

impl Predicate for OnlyAnswers {
    fn should_compress<B>(&self, response: &axum::http::Response<B>) -> bool
    where
        B: axum::body::HttpBody,
    {
        let kind =
            response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        is_worth_it(kind, response.body().size_hint().lower())
    }
}

/// By type and length in bytes: below a packet there is nothing to win.
pub fn is_worth_it(content_type: &str, length: u64) -> bool {
    is_text(content_type) && length > 1_000
}

/// By what stands before the parameters.
fn is_text(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" | "application/xml" | "text/html" | "image/svg+xml" => true,
        _ => essence.starts_with("application/") && (essence.ends_with("+xml") || essence.ends_with("+json")),
    }
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn what_is_text_is_compressed() {
        for kind in [
            "application/json", "text/html; charset=utf-8", "image/svg+xml", "application/rss+xml; charset=utf-8",
            "application/atom+xml", "application/xml; charset=utf-8", "application/feed+json",
            "application/problem+json",
        ] {
            assert!(is_text(kind), "{kind}");
        }
        for kind in ["", "image/png", "application/pdf", "application/zip", "font/woff2", "application/wasm"] {
            assert!(!is_text(kind), "{kind}");
        }
    }
}
