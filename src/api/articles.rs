use contract::{Article, ArticleSummary, Page};

use super::Request;
use crate::route::encode;

/// Articles, newest first.
pub fn list_articles(limit: u16) -> Request<Page<ArticleSummary>> {
    Request::new(format!("/articles?limit={limit}"))
}

/// As [`list_articles`], those about a role.
pub fn list_articles_about(occupation: &str, limit: u16) -> Request<Page<ArticleSummary>> {
    Request::new(format!("/articles?limit={limit}&occupation={}", encode(occupation)))
}

/// One article with its live offers.
pub fn find_article(slug: &str) -> Request<Article> {
    Request::new(format!("/articles/{}", encode(slug)))
}
