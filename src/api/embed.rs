//! Addresses of what other people's sites show of ours. They are absolute.

use contract::{JobSearch, Language, PartnerId, Widget, WidgetTheme};

use super::client::Api;
use crate::browser::page::document;
use crate::route::encode;

pub use addresses::embed::LOADER;

impl Api {
    /// Absolute address of the API.
    pub fn address(&self) -> String {
        if self.base.is_empty() { document::origin() } else { self.base.clone() }
    }

    /// Picture of one offer, 600 × 340.
    pub fn card_address(&self, id: &str, theme: &WidgetTheme, language: &Language) -> String {
        // Only the attributes for the look: the path says which offer.
        let look = Widget { theme: theme.clone(), language: language.clone(), ..Widget::default() }.to_query();
        let mark = if look.is_empty() { "" } else { "?" };
        format!("{}/embed/offerte/{}.svg{mark}{look}", self.address(), encode(id))
    }

    /// The feed of a search.
    pub fn feed_address(&self, format: &str, search: &JobSearch, partner: Option<&PartnerId>) -> String {
        let search = search.to_query();
        let partner = partner.map(|partner| format!("partner={partner}"));
        let query = [Some(search).filter(|search| !search.is_empty()), partner].into_iter().flatten();
        let query = query.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}/offerte.{format}{mark}{query}", self.address())
    }
}

#[cfg(test)]
mod tests {
    use addresses::embed::{offer_card, offer_feed};

    use super::*;

    #[test]
    fn addresses_are_whole_and_on_the_origin_of_the_api() {
        let api = Api::new("https://api.example/");
        let card = |theme, language| api.card_address("a1b2", &theme, &language);
        assert_eq!(card(WidgetTheme::Auto, Language::Italian), "https://api.example/embed/offerte/a1b2.svg");
        assert_eq!(
            card(WidgetTheme::Dark, Language::English),
            "https://api.example/embed/offerte/a1b2.svg?tema=scuro&lingua=en"
        );
        // As the crate `addresses` writes them; here each is put together in one piece, which the browser downloads less for.
        assert_eq!(card(WidgetTheme::Auto, Language::Italian), format!("https://api.example{}", offer_card("a1b2")));
        assert_eq!(
            api.feed_address("atom", &JobSearch::default(), None),
            format!("https://api.example{}", offer_feed("atom"))
        );
        let search = JobSearch::for_occupation("magazziniere");
        let partner = PartnerId::parse("lodi");
        assert_eq!(
            api.feed_address("rss", &search, partner.as_ref()),
            "https://api.example/offerte.rss?occupation=magazziniere&partner=lodi"
        );
        assert_eq!(api.feed_address("json", &JobSearch::default(), None), "https://api.example/offerte.json");
    }
}
