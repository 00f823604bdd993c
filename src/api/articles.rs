use contract::{Article, ArticleSummary, Page};

use super::client::Query;
use crate::route::encode;

/// Articles, newest first.
pub fn list_articles(limit: u16) -> Query<Page<ArticleSummary>> {
    Query::new(format!("/articles?limit={limit}"))
}

/// As [`list_articles`], those about a role.
pub fn list_articles_about(occupation: &str, limit: u16) -> Query<Page<ArticleSummary>> {
    Query::new(format!("/articles?limit={limit}&occupation={}", encode(occupation)))
}

/// One article with its live offers.
pub fn find_article(slug: &str) -> Query<Article> {
    Query::new(format!("/articles/{}", encode(slug)))
}
