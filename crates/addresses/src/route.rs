use contract::{JobSearch, Widget};

use crate::encoding::encode;

/// Name of the query parameter that narrows the index of articles to a topic.
pub const TOPIC: &str = "topic";

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
    /// Only links in emails lead to this page and the two after it. Their token goes behind `#`.
    NewPassword,
    ConfirmEmail,
    Unsubscribe,
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
            Self::NewPassword => "/nuova-password".to_owned(),
            Self::ConfirmEmail => "/conferma-email".to_owned(),
            Self::Unsubscribe => "/disiscriviti".to_owned(),
            Self::Saved => "/salvate".to_owned(),
            Self::Applications => "/candidature".to_owned(),
            Self::Alerts => "/avvisi".to_owned(),
            Self::Profile => "/profilo".to_owned(),
            Self::Settings => "/impostazioni".to_owned(),
            Self::Partner(widget) => with_query("/partner", &widget.to_query()),
        }
    }

    /// Is there something to read on the page for whoever comes, before the app is there? Such pages are rendered ahead;
    /// what is somebody's own is the app's.
    pub fn is_rendered(&self) -> bool {
        match self {
            Self::Home
            | Self::ArticleIndex
            | Self::ArticleTopic(_)
            | Self::Article(_)
            | Self::JobPostings(_)
            | Self::JobPosting(_)
            | Self::Occupation(_)
            | Self::OccupationInPlace(..)
            | Self::Place(_)
            | Self::SignUp
            | Self::Privacy => true,
            Self::Apply(_)
            | Self::SignIn
            | Self::ForgottenPassword
            | Self::NewPassword
            | Self::ConfirmEmail
            | Self::Unsubscribe
            | Self::Saved
            | Self::Applications
            | Self::Alerts
            | Self::Profile
            | Self::Settings
            | Self::Partner(_) => false,
        }
    }

    /// May the page be in the sitemap? Whether an article, an offer or a comune is, its content decides as well.
    pub fn is_listed(&self) -> bool {
        match self {
            Self::JobPostings(search) => *search == JobSearch::default(),
            Self::Partner(widget) => *widget == Widget::default(),
            Self::ArticleTopic(_) => false,
            other => other.is_rendered(),
        }
    }

    /// The pages that are there whatever the content is, in the order of the site's sitemap.
    pub fn fixed() -> [Self; 16] {
        [
            Self::Home,
            Self::JobPostings(JobSearch::default()),
            Self::ArticleIndex,
            Self::SignUp,
            Self::Partner(Widget::default()),
            Self::Privacy,
            Self::SignIn,
            Self::ForgottenPassword,
            Self::NewPassword,
            Self::ConfirmEmail,
            Self::Unsubscribe,
            Self::Saved,
            Self::Applications,
            Self::Alerts,
            Self::Profile,
            Self::Settings,
        ]
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A page of every kind.
#[cfg(test)]
pub(crate) fn every_kind() -> Vec<Route> {
    let mut routes = vec![
        Route::ArticleTopic("ruoli".into()),
        Route::Article("magazziniere".into()),
        Route::JobPostings(JobSearch { q: Some("muletto & c.".into()), ..JobSearch::near_place("roma-rm") }),
        Route::JobPosting("a1b2".into()),
        Route::Occupation("magazziniere".into()),
        Route::OccupationInPlace("magazziniere".into(), "milano-mi".into()),
        Route::Place("milano-mi".into()),
        Route::Apply("a1b2".into()),
        Route::Partner(Widget { limit: 3, ..Widget::default() }),
    ];
    routes.extend(Route::fixed());
    routes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(is: impl Fn(&Route) -> bool) -> Vec<String> {
        let mut paths: Vec<_> = every_kind().iter().filter(|route| is(route)).map(Route::href).collect();
        paths.sort();
        paths
    }

    #[test]
    fn what_is_somebodys_own_is_not_rendered() {
        assert_eq!(
            paths(|route| !route.is_rendered()),
            [
                "/accedi", "/avvisi", "/candidature", "/conferma-email", "/disiscriviti", "/impostazioni",
                "/nuova-password", "/offerte/a1b2/candidati", "/partner", "/partner?limite=3", "/password-dimenticata",
                "/profilo", "/salvate",
            ]
        );
    }

    #[test]
    fn only_whole_pages_are_listed() {
        assert_eq!(
            paths(Route::is_listed),
            [
                "/", "/articoli", "/articoli/magazziniere", "/lavoro-a/milano-mi", "/lavoro/magazziniere",
                "/lavoro/magazziniere/milano-mi", "/offerte", "/offerte/a1b2", "/partner", "/privacy", "/registrati",
            ]
        );
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
