//! Where the content of a page is in another form: as a card to embed, or as a feed.

use contract::JobSearch;
use maud::{Markup, html};
use wording::{job_search, page_title};

use crate::config::Config;
use crate::markup::Text;
use crate::syndication::feeds::feed::{self, Format};

/// Another form of what is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    pub media_type: &'static str,
    pub href: String,
    pub title: String,
}

impl Alternate {
    /// The card of an offer, by oEmbed's discovery.
    pub fn of_offer(config: &Config, id: &str, title: &str) -> Self {
        let page = config.offer_page(id);
        let pairs = [("url", page.as_str()), ("format", "json")];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self {
            media_type: "application/json+oembed",
            href: format!("{}/oembed?{query}", config.public_api_origin()),
            title: title.to_owned(),
        }
    }

    /// The feeds of the search in a query string; none when it is no search.
    pub fn of_search(config: &Config, query: &str) -> Vec<Self> {
        let Ok(search) = JobSearch::from_query(query) else { return Vec::new() };
        // A feed begins at the beginning.
        let search = JobSearch { cursor: None, ..search };
        let title = job_search::title(&search, None);
        let feeds = Format::ALL.map(|format| Self {
            media_type: format.media_type(),
            href: feed::address(config, format, &search, None),
            title: format!("{title} ({})", format.name()),
        });
        feeds.into()
    }

    /// The feed of the articles.
    pub fn of_articles(config: &Config) -> Self {
        Self {
            media_type: Format::Rss.media_type(),
            href: feed::articles_address(config),
            title: format!("{} ({})", page_title::full(page_title::ARTICLE_INDEX), Format::Rss.name()),
        }
    }

    pub fn element(&self) -> Markup {
        html! { link rel="alternate" type=(self.media_type) href=(Text(&self.href)) title=(Text(&self.title)); }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_search_has_feeds() {
        let config = Config { site_origins: vec!["https://bacheca.example".to_owned()], ..Config::new("data") };
        let feeds = Alternate::of_search(&config, "occupation=cuoco&cursor=abc&sort=closing");
        assert_eq!(feeds.first().unwrap().href, "https://bacheca.example/offerte.rss?occupation=cuoco&sort=closing");
        assert_eq!(feeds.first().unwrap().title, "Offerte di lavoro: cuoco (RSS)");
        assert_eq!(feeds.len(), 3);
        assert_eq!(Alternate::of_search(&config, "radius_km=-1"), []);
    }
}
