//! What an address of an offer becomes when it is pasted into a page that knows oEmbed (oembed.com, 1.0): WordPress,
//! forums, notes.

use addresses::{Route, embed};
use contract::{PartnerId, widget};
use maud::html;
use serde::Serialize;
use url::Url;
use wording::markup::legal;

use crate::config::Config;
use crate::markup::Text;
use crate::syndication::offer_card::{canvas, drawing};

/// Size of the frame when the page sets no bounds.
const WIDTH: u32 = 600;
/// What the frame of one offer takes at any width.
const HEIGHT: u32 = 16 + widget::NOTICE_PX as u32 + widget::FOOT_PX as u32;
/// Seconds a page may keep the answer; the frame in it is always fresh.
const CACHE_AGE: u32 = 3600;

/// The most that a page has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// The answer, of type "rich".
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OEmbed {
    pub version: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub provider_name: &'static str,
    pub provider_url: String,
    pub cache_age: u32,
    pub html: String,
    pub width: u32,
    pub height: u32,
    pub thumbnail_url: String,
    pub thumbnail_width: u32,
    pub thumbnail_height: u32,
}

/// An offer as its address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferAddress {
    pub id: String,
    /// The partner, if the address names one.
    pub partner: Option<PartnerId>,
}

impl OfferAddress {
    /// Reads `https://site/offerte/{id}`, with or without a slash at its end and a query. `None` for any other address:
    /// nobody gets frames of strange pages from us.
    pub fn parse(config: &Config, text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let site = Url::parse(&config.link_origin()).ok()?;
        let configured = config.site_origins.iter().filter_map(|origin| Url::parse(origin).ok());
        let mut own = std::iter::once(site).chain(configured);
        if !own.any(|own| own.origin().is_tuple() && own.origin() == url.origin()) {
            return None;
        }
        let path = url.path().strip_suffix('/').unwrap_or(url.path());
        let Some(Route::JobPosting(id)) = Route::parse(path) else { return None };
        let partner = url.query_pairs().find(|(name, _)| name == "partner");
        Some(Self { id, partner: partner.and_then(|(_, value)| PartnerId::parse(&value)) })
    }
}

impl OEmbed {
    /// A frame with the offer of this id and title.
    pub fn new(config: &Config, id: &str, partner: Option<&PartnerId>, title: &str, bounds: Bounds) -> Self {
        let within = |size: u32, bound: Option<u32>| bound.map_or(size, |bound| size.min(bound));
        let width = within(WIDTH, bounds.width);
        let height = within(HEIGHT, bounds.height);
        let api = config.public_api_origin();
        let query = partner.map(|partner| format!("?partner={partner}")).unwrap_or_default();
        let frame = format!("{api}{}{query}", embed::offer(id));
        let (thumbnail_width, thumbnail_height) = scaled(bounds);
        Self {
            version: "1.0",
            kind: "rich",
            title: legal(title),
            provider_name: "Bacheca",
            provider_url: config.link_origin(),
            cache_age: CACHE_AGE,
            // WordPress keeps of unknown providers one iframe and these attributes of it; `style` it would drop. It may
            // scroll: not every page makes it as high as its content.
            html: html! {
                iframe src=(Text(&frame)) width=(width) height=(height) frameborder="0" title=(Text(title)) {}
            }
            .into_string(),
            width,
            height,
            thumbnail_url: format!("{api}{}", embed::offer_card(id)),
            thumbnail_width,
            thumbnail_height,
        }
    }
}

/// The size of the picture within the bounds: it is drawn again at any size.
fn scaled(bounds: Bounds) -> (u32, u32) {
    let (width, height) = (u32::from(canvas::WIDTH), u32::from(drawing::HEIGHT));
    let by_height = bounds.height.map_or(width, |most| most.saturating_mul(width) / height);
    let wide = width.min(by_height).min(bounds.width.unwrap_or(width)).max(1);
    (wide, (wide * height / width).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config { site_origins: vec!["https://bacheca.example".to_owned()], ..Config::new("data") }
    }

    fn parsed(text: &str) -> Option<(String, Option<String>)> {
        let address = OfferAddress::parse(&config(), text)?;
        Some((address.id, address.partner.map(|partner| partner.to_string())))
    }

    #[test]
    fn only_addresses_of_our_offers_are_read() {
        let plain = Some(("mzxw6ytboi2a".to_owned(), None));
        for own in [
            "https://bacheca.example/offerte/mzxw6ytboi2a",
            "https://bacheca.example/offerte/mzxw6ytboi2a/",
            "https://BACHECA.example:443/offerte/mzxw6ytboi2a?utm_source=x#candidati",
            "https://bacheca.example/offerte/mzxw6ytboi2a?partner=%3Cscript%3E",
        ] {
            assert_eq!(parsed(own), plain, "{own}");
        }
        let with_partner = parsed("https://bacheca.example/offerte/mzxw6ytboi2a?partner=Lodi");
        assert_eq!(with_partner, Some(("mzxw6ytboi2a".to_owned(), Some("lodi".to_owned()))));
        for foreign in [
            "",
            "mzxw6ytboi2a",
            "/offerte/mzxw6ytboi2a",
            "http://bacheca.example/offerte/mzxw6ytboi2a",
            "https://bacheca.example:8443/offerte/mzxw6ytboi2a",
            "https://bacheca.example.evil.example/offerte/mzxw6ytboi2a",
            "https://bacheca.example@evil.example/offerte/mzxw6ytboi2a",
            "https://evil.example/?https://bacheca.example/offerte/mzxw6ytboi2a",
            "https://bacheca.example/offerte",
            "https://bacheca.example/offerte/",
            "https://bacheca.example/offerte/mzxw6ytboi2a/candidati",
            "https://bacheca.example/articoli/mzxw6ytboi2a",
            "javascript:alert(1)//bacheca.example/offerte/a",
            "data:text/html,x",
            "file:///offerte/mzxw6ytboi2a",
        ] {
            assert_eq!(parsed(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn sizes_stay_within_the_bounds() {
        let size = |width, height| {
            let answer = OEmbed::new(&config(), "a", None, "A", Bounds { width, height });
            (answer.width, answer.height, answer.thumbnail_width, answer.thumbnail_height)
        };
        assert_eq!(size(None, None), (600, 260, 600, 340));
        assert_eq!(size(Some(1200), Some(900)), (600, 260, 600, 340));
        assert_eq!(size(Some(300), None), (300, 260, 300, 170));
        assert_eq!(size(Some(500), Some(170)), (500, 170, 300, 170));
        assert_eq!(size(Some(1), Some(1)), (1, 1, 1, 1));
        assert_eq!(size(Some(u32::MAX), Some(u32::MAX)), (600, 260, 600, 340));
    }
}
