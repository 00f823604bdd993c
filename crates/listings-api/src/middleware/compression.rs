//! What is compressed on the way out.

use axum::http::header;
use tower_http::compression::Predicate;

/// JSON and problems. Files of the site come compressed from the build, and far better; pictures are small or already
/// compressed. No answer mixes a secret with what a stranger sent, so its length gives nothing away.
#[derive(Clone, Copy)]
pub struct OnlyAnswers;

impl Predicate for OnlyAnswers {
    fn should_compress<B>(&self, response: &axum::http::Response<B>) -> bool
    where
        B: axum::body::HttpBody,
    {
        let is_json = response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/json"));
        // Below a packet there is nothing to win.
        is_json && response.body().size_hint().lower() > 1_000
    }
}
