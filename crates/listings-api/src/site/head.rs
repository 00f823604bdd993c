//! What the head of the shell says of the page at this address, for programs that look no further: where the same
//! content is as a card to embed, or as a feed.

use contract::JobSearch;
use wording::job_search;

use crate::config::Config;
use crate::feed::{self, Format};
use crate::markup::escaped;

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
        let page = format!("{}/offerte/{id}", config.link_origin());
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

    fn element(&self) -> String {
        let (kind, href, title) = (self.media_type, escaped(&self.href), escaped(&self.title));
        format!("<link rel=\"alternate\" type=\"{kind}\" href=\"{href}\" title=\"{title}\">")
    }
}

/// Puts the links at the end of the head. A page without one stays as it is, byte for byte.
pub fn with_alternates(html: Vec<u8>, alternates: &[Alternate]) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let end = html.windows(END.len()).position(|window| window.eq_ignore_ascii_case(END));
    let Some((before, after)) = end.and_then(|end| html.split_at_checked(end)) else { return html };
    let links: String = alternates.iter().map(Alternate::element).collect();
    [before, links.as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_put_at_the_end_of_the_head() {
        let link = |title: &str| Alternate {
            media_type: "application/json+oembed",
            href: "https://bacheca.example/oembed?url=a&format=json".to_owned(),
            title: title.to_owned(),
        };
        let html = with_alternates(b"<head><title>\xff</title></HEAD><body></head>".to_vec(), &[link("\"><script>")]);
        let expected = b"<head><title>\xff</title><link rel=\"alternate\" type=\"application/json+oembed\" \
            href=\"https://bacheca.example/oembed?url=a&amp;format=json\" title=\"&quot;&gt;&lt;script&gt;\"></HEAD><body></head>";
        assert_eq!(String::from_utf8_lossy(&html), String::from_utf8_lossy(expected));
        for headless in [&b""[..], b"<title>x</title>", b"</hea", b"\xff\xfe"] {
            assert_eq!(with_alternates(headless.to_vec(), &[link("x")]), headless);
        }
        assert_eq!(with_alternates(b"<head></head>".to_vec(), &[]), b"<head></head>");
    }

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
