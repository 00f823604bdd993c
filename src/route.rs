//! Every address of the site. The only place that knows what its URLs look like.

use contract::{JobSearch, Widget};
use leptos_router::{ParamSegment, StaticSegment};

/// Patterns for the router; [`Route::href`] is their inverse (a test holds the two together).
pub mod pattern {
    use super::{ParamSegment, StaticSegment};

    pub const HOME: StaticSegment<&str> = StaticSegment("");
    pub const ARTICLE_INDEX: StaticSegment<&str> = StaticSegment("articoli");
    pub const ARTICLE: (StaticSegment<&str>, ParamSegment) = (StaticSegment("articoli"), ParamSegment(super::SLUG));
    pub const JOB_POSTINGS: StaticSegment<&str> = StaticSegment("offerte");
    pub const JOB_POSTING: (StaticSegment<&str>, ParamSegment) = (StaticSegment("offerte"), ParamSegment(super::ID));
    pub const OCCUPATION: (StaticSegment<&str>, ParamSegment) =
        (StaticSegment("lavoro"), ParamSegment(super::OCCUPATION));
    pub const OCCUPATION_IN_PLACE: (StaticSegment<&str>, ParamSegment, ParamSegment) =
        (StaticSegment("lavoro"), ParamSegment(super::OCCUPATION), ParamSegment(super::PLACE));
    pub const PLACE: (StaticSegment<&str>, ParamSegment) = (StaticSegment("lavoro-a"), ParamSegment(super::PLACE));
    pub const SIGN_UP: StaticSegment<&str> = StaticSegment("registrati");
    pub const PRIVACY: StaticSegment<&str> = StaticSegment("privacy");
    pub const SIGN_IN: StaticSegment<&str> = StaticSegment("accedi");
    pub const FORGOTTEN_PASSWORD: StaticSegment<&str> = StaticSegment("password-dimenticata");
    // Where the links of emails lead; nothing on the site does.
    pub const NEW_PASSWORD: StaticSegment<&str> = StaticSegment("nuova-password");
    pub const CONFIRM_EMAIL: StaticSegment<&str> = StaticSegment("conferma-email");
    pub const UNSUBSCRIBE: StaticSegment<&str> = StaticSegment("disiscriviti");
    pub const SAVED: StaticSegment<&str> = StaticSegment("salvate");
    pub const APPLICATIONS: StaticSegment<&str> = StaticSegment("candidature");
    pub const ALERTS: StaticSegment<&str> = StaticSegment("avvisi");
    pub const PROFILE: StaticSegment<&str> = StaticSegment("profilo");
    pub const SETTINGS: StaticSegment<&str> = StaticSegment("impostazioni");
    pub const APPLY: (StaticSegment<&str>, ParamSegment, StaticSegment<&str>) =
        (StaticSegment("offerte"), ParamSegment(super::ID), StaticSegment("candidati"));
    pub const PARTNER: StaticSegment<&str> = StaticSegment("partner");
}

/// Name of the article's path parameter.
pub const SLUG: &str = "slug";
/// Name of the query parameter that narrows the index of articles to a topic.
pub const TOPIC: &str = "topic";
/// Name of the offer's path parameter.
pub const ID: &str = "id";

/// Name of the path parameter that holds an occupation's slug.
pub const OCCUPATION: &str = "occupation";
/// Name of the path parameter that holds a comune's slug.
pub const PLACE: &str = "place";

/// A page and what it shows.
#[allow(clippy::large_enum_variant, reason = "made, turned into an address and dropped: never kept in numbers")]
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    Home,
    ArticleIndex,
    /// The articles of one topic, by its slug.
    ArticleTopic(String),
    Article(String),
    JobPostings(JobSearch),
    JobPosting(String),
    /// A role, by its slug.
    Occupation(String),
    /// A role around a comune, by their slugs.
    OccupationInPlace(String, String),
    /// Work around a comune, by its slug.
    Place(String),
    /// The form that applies for an offer, by its id.
    Apply(String),
    SignUp,
    Privacy,
    SignIn,
    ForgottenPassword,
    Saved,
    Applications,
    Alerts,
    Profile,
    Settings,
    /// The page that builds the snippet for other people's sites, and what it has been set to.
    Partner(Widget),
}

impl Route {
    /// The address, relative to the site's origin.
    pub fn href(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::ArticleIndex => "/articoli".to_owned(),
            Self::ArticleTopic(topic) => format!("/articoli?{TOPIC}={}", encode(topic)),
            Self::Article(slug) => format!("/articoli/{}", encode(slug)),
            Self::JobPostings(search) => with_query("/offerte", &search.to_query()),
            Self::JobPosting(id) => format!("/offerte/{}", encode(id)),
            Self::Occupation(occupation) => format!("/lavoro/{}", encode(occupation)),
            Self::OccupationInPlace(occupation, place) => format!("/lavoro/{}/{}", encode(occupation), encode(place)),
            Self::Place(place) => format!("/lavoro-a/{}", encode(place)),
            Self::Apply(id) => format!("/offerte/{}/candidati", encode(id)),
            Self::SignUp => "/registrati".to_owned(),
            Self::Privacy => "/privacy".to_owned(),
            Self::SignIn => "/accedi".to_owned(),
            Self::ForgottenPassword => "/password-dimenticata".to_owned(),
            Self::Saved => "/salvate".to_owned(),
            Self::Applications => "/candidature".to_owned(),
            Self::Alerts => "/avvisi".to_owned(),
            Self::Profile => "/profilo".to_owned(),
            Self::Settings => "/impostazioni".to_owned(),
            Self::Partner(widget) => with_query("/partner", &widget.to_query()),
        }
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The id of an offer out of its address, or the id itself; `None` when it is neither.
pub fn job_posting_id(text: &str) -> Option<&str> {
    let text = text.trim();
    let id = match text.split_once("/offerte/") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
        None => text,
    };
    // Longer than any id there is, and nothing that would have to be escaped anywhere.
    let is_one = (4..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then_some(id)
}

/// Percent-encodes one path segment; slugs and ids pass unchanged.
pub fn encode(segment: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos_router::PossibleRouteMatch;

    fn matches(pattern: &impl PossibleRouteMatch, href: &str) -> bool {
        let path = href.split('?').next().unwrap_or_default();
        pattern.test(path).is_some_and(|found| found.remaining().trim_matches('/').is_empty())
    }

    #[test]
    fn every_href_is_matched_by_its_pattern() {
        assert!(matches(&pattern::HOME, &Route::Home.href()));
        assert!(matches(&pattern::ARTICLE_INDEX, &Route::ArticleIndex.href()));
        assert!(matches(&pattern::ARTICLE_INDEX, &Route::ArticleTopic("ruoli".into()).href()));
        assert!(matches(&pattern::ARTICLE, &Route::Article("magazziniere".into()).href()));
        assert!(matches(&pattern::JOB_POSTINGS, &Route::JobPostings(JobSearch::near_place("roma-rm")).href()));
        assert!(matches(&pattern::JOB_POSTING, &Route::JobPosting("a1b2".into()).href()));
        assert!(matches(&pattern::OCCUPATION, &Route::Occupation("magazziniere".into()).href()));
        let in_place = Route::OccupationInPlace("magazziniere".into(), "milano-mi".into());
        assert!(matches(&pattern::OCCUPATION_IN_PLACE, &in_place.href()));
        assert!(matches(&pattern::PLACE, &Route::Place("milano-mi".into()).href()));
        assert!(matches(&pattern::SIGN_UP, &Route::SignUp.href()));
        assert!(matches(&pattern::PRIVACY, &Route::Privacy.href()));
        assert!(matches(&pattern::SIGN_IN, &Route::SignIn.href()));
        assert!(matches(&pattern::FORGOTTEN_PASSWORD, &Route::ForgottenPassword.href()));
        assert!(matches(&pattern::SAVED, &Route::Saved.href()));
        assert!(matches(&pattern::APPLICATIONS, &Route::Applications.href()));
        assert!(matches(&pattern::ALERTS, &Route::Alerts.href()));
        assert!(matches(&pattern::PROFILE, &Route::Profile.href()));
        assert!(matches(&pattern::SETTINGS, &Route::Settings.href()));
        assert!(matches(&pattern::APPLY, &Route::Apply("a1b2".into()).href()));
        assert!(matches(&pattern::PARTNER, &Route::Partner(Widget { limit: 3, ..Widget::default() }).href()));
    }

    #[test]
    fn an_offer_goes_by_its_address_or_its_id() {
        let address =
            format!("https://bacheca.example{}?partner=lodi#titolo", Route::JobPosting("ynmxx3xtqrd4".into()).href());
        for text in ["ynmxx3xtqrd4", " ynmxx3xtqrd4\n", &address, &Route::Apply("ynmxx3xtqrd4".into()).href()] {
            assert_eq!(job_posting_id(text), Some("ynmxx3xtqrd4"), "{text}");
        }
        for wrong in ["", "a", "a b c d", "https://bacheca.example/", "\"><script>", "/offerte/", "/offerte/..%2F..%2F"]
        {
            assert_eq!(job_posting_id(wrong), None, "{wrong}");
        }
        assert_eq!(job_posting_id(&"a".repeat(10_000)), None);
    }

    #[test]
    fn hostile_segments_stay_one_segment() {
        assert_eq!(Route::Article("../a b?c#d".into()).href(), "/articoli/..%2Fa%20b%3Fc%23d");
    }

    #[test]
    fn the_search_is_the_address() {
        assert_eq!(Route::JobPostings(JobSearch::default()).href(), "/offerte");
        assert_eq!(Route::JobPostings(JobSearch::near_place("roma-rm")).href(), "/offerte?place=roma-rm");
    }
}
