use serde::Serialize;
use utoipa::ToSchema;

use super::feed::{AUTHOR, Feed, FeedError};

/// JSON Feed 1.1 (jsonfeed.org).
#[derive(Serialize, ToSchema)]
pub struct JsonFeed {
    pub version: &'static str,
    pub title: String,
    pub description: String,
    /// The search on the site.
    pub home_page_url: String,
    pub feed_url: String,
    pub icon: String,
    pub language: &'static str,
    pub authors: Vec<JsonFeedAuthor>,
    pub items: Vec<JsonFeedItem>,
}

#[derive(Serialize, ToSchema)]
pub struct JsonFeedAuthor {
    pub name: &'static str,
}

/// An offer.
#[derive(Serialize, ToSchema)]
pub struct JsonFeedItem {
    pub id: String,
    pub url: String,
    pub title: String,
    /// RFC 3339.
    pub date_published: String,
    pub tags: Vec<String>,
    pub content_html: String,
    pub content_text: String,
}

pub fn write(feed: &Feed) -> Result<String, FeedError> {
    let items = feed.items.iter().map(|item| JsonFeedItem {
        id: item.id.clone(),
        url: item.link.clone(),
        title: item.title.clone(),
        date_published: item.posted.to_rfc3339(),
        tags: item.categories.iter().map(|(_, label)| label.clone()).collect(),
        content_html: item.html(),
        content_text: item.lines.join("\n"),
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title.clone(),
        description: feed.description.clone(),
        home_page_url: feed.home.clone(),
        feed_url: feed.address.clone(),
        icon: feed.icon.clone(),
        language: "it",
        authors: vec![JsonFeedAuthor { name: AUTHOR }],
        items: items.collect(),
    };
    Ok(serde_json::to_string(&feed)?)
}
