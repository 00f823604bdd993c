use serde_json::json;

use super::{AUTHOR, Feed, FeedError};

/// JSON Feed 1.1 (jsonfeed.org).
pub fn write(feed: &Feed) -> Result<String, FeedError> {
    let items: Vec<_> = feed
        .items
        .iter()
        .map(|item| {
            json!({
                "id": item.id,
                "url": item.link,
                "title": item.title,
                "date_published": item.posted.to_rfc3339(),
                "tags": item.categories.iter().map(|(_, label)| label).collect::<Vec<_>>(),
                "content_html": item.html(),
                "content_text": item.lines.join("\n"),
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "icon": feed.icon,
        "language": "it",
        "authors": [{"name": AUTHOR}],
        "items": items,
    });
    Ok(serde_json::to_string(&feed)?)
}
