//! What other people's pages and readers take of ours. All but the loader is on the origin of the API; the addresses here
//! are relative to it.

use crate::encoding::encode;
use crate::segment::{ARTICLES, JOB_POSTINGS};

/// The script that partners load, on the origin of the site.
pub const LOADER: &str = "/embed.js";
/// The frame of the widget, with a list of offers.
pub const WIDGET: &str = "/embed/";
/// The picture of the whole site, for chats.
pub const SITE_PICTURE: &str = "/embed/bacheca.png";

/// The frame with one offer.
pub fn offer(id: &str) -> String {
    format!("{WIDGET}{JOB_POSTINGS}/{}", encode(id))
}

/// The picture of an offer that can be scaled.
pub fn offer_card(id: &str) -> String {
    offer(id) + ".svg"
}

/// The picture of an offer, for chats.
pub fn offer_picture(id: &str) -> String {
    offer(id) + ".png"
}

/// The picture of an article, for chats.
pub fn article_picture(slug: &str) -> String {
    format!("{WIDGET}{ARTICLES}/{}.png", encode(slug))
}

/// The feed of a search, without its query. The format is the end of its name: `rss`, `atom`, `json`.
pub fn offer_feed(format: &str) -> String {
    format!("/{JOB_POSTINGS}.{format}")
}

/// The feed of the articles.
pub fn article_feed() -> String {
    format!("/{ARTICLES}.rss")
}
