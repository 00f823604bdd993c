//! The site's addresses as patterns of the router. The crate `addresses` defines the addresses themselves.

pub use addresses::{Route, TOPIC, encode, job_posting_id};
use leptos_router::{ParamSegment, StaticSegment};

/// Patterns for the router; [`Route::href`] is their inverse (a test compares the two).
pub mod pattern {
    use addresses::segment;

    use super::{ParamSegment, StaticSegment};

    pub const HOME: StaticSegment<&str> = StaticSegment("");
    pub const ARTICLE_INDEX: StaticSegment<&str> = StaticSegment(segment::ARTICLES);
    pub const ARTICLE: (StaticSegment<&str>, ParamSegment) =
        (StaticSegment(segment::ARTICLES), ParamSegment(super::SLUG));
    pub const JOB_POSTINGS: StaticSegment<&str> = StaticSegment(segment::JOB_POSTINGS);
    pub const JOB_POSTING: (StaticSegment<&str>, ParamSegment) =
        (StaticSegment(segment::JOB_POSTINGS), ParamSegment(super::ID));
    pub const OCCUPATION: (StaticSegment<&str>, ParamSegment) =
        (StaticSegment(segment::OCCUPATIONS), ParamSegment(super::OCCUPATION));
    pub const OCCUPATION_IN_PLACE: (StaticSegment<&str>, ParamSegment, ParamSegment) =
        (StaticSegment(segment::OCCUPATIONS), ParamSegment(super::OCCUPATION), ParamSegment(super::PLACE));
    pub const PLACE: (StaticSegment<&str>, ParamSegment) = (StaticSegment(segment::PLACES), ParamSegment(super::PLACE));
    pub const SIGN_UP: StaticSegment<&str> = StaticSegment(segment::SIGN_UP);
    pub const PRIVACY: StaticSegment<&str> = StaticSegment(segment::PRIVACY);
    pub const SIGN_IN: StaticSegment<&str> = StaticSegment(segment::SIGN_IN);
    pub const FORGOTTEN_PASSWORD: StaticSegment<&str> = StaticSegment(segment::FORGOTTEN_PASSWORD);
    // Only links in emails lead here.
    pub const NEW_PASSWORD: StaticSegment<&str> = StaticSegment(segment::NEW_PASSWORD);
    pub const CONFIRM_EMAIL: StaticSegment<&str> = StaticSegment(segment::CONFIRM_EMAIL);
    pub const UNSUBSCRIBE: StaticSegment<&str> = StaticSegment(segment::UNSUBSCRIBE);
    pub const SAVED: StaticSegment<&str> = StaticSegment(segment::SAVED);
    pub const APPLICATIONS: StaticSegment<&str> = StaticSegment(segment::APPLICATIONS);
    pub const ALERTS: StaticSegment<&str> = StaticSegment(segment::ALERTS);
    pub const PROFILE: StaticSegment<&str> = StaticSegment(segment::PROFILE);
    pub const SETTINGS: StaticSegment<&str> = StaticSegment(segment::SETTINGS);
    pub const APPLY: (StaticSegment<&str>, ParamSegment, StaticSegment<&str>) =
        (StaticSegment(segment::JOB_POSTINGS), ParamSegment(super::ID), StaticSegment(segment::APPLY));
    pub const PARTNER: StaticSegment<&str> = StaticSegment(segment::PARTNER);
}

/// Name of the article's path parameter.
pub const SLUG: &str = "slug";
/// Name of the offer's path parameter.
pub const ID: &str = "id";

/// Name of the path parameter that holds an occupation's slug.
pub const OCCUPATION: &str = "occupation";
/// Name of the path parameter that holds a comune's slug.
pub const PLACE: &str = "place";

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{JobSearch, Widget};
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
        assert!(matches(&pattern::NEW_PASSWORD, &Route::NewPassword.href()));
        assert!(matches(&pattern::CONFIRM_EMAIL, &Route::ConfirmEmail.href()));
        assert!(matches(&pattern::UNSUBSCRIBE, &Route::Unsubscribe.href()));
        assert!(matches(&pattern::SAVED, &Route::Saved.href()));
        assert!(matches(&pattern::APPLICATIONS, &Route::Applications.href()));
        assert!(matches(&pattern::ALERTS, &Route::Alerts.href()));
        assert!(matches(&pattern::PROFILE, &Route::Profile.href()));
        assert!(matches(&pattern::SETTINGS, &Route::Settings.href()));
        assert!(matches(&pattern::APPLY, &Route::Apply("a1b2".into()).href()));
        assert!(matches(&pattern::PARTNER, &Route::Partner(Widget { limit: 3, ..Widget::default() }).href()));
    }
}
