use contract::{JobSearch, Widget};

use crate::encoding::decode;
use crate::route::{Route, TOPIC};
use crate::segment;

impl Route {
    /// The page at an address relative to the site's origin, with or without its query; the inverse of
    /// [`Route::href`]. `None` where there is no page, and for a search that does not read.
    pub fn parse(address: &str) -> Option<Self> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if path.is_empty() {
            return Some(Self::Home);
        }
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        Some(match segments.as_slice() {
            [""] => Self::Home,
            [segment::ARTICLES] => topic(query).map_or(Self::ArticleIndex, Self::ArticleTopic),
            [segment::ARTICLES, slug] => Self::Article(decode(slug)?),
            [segment::JOB_POSTINGS] => Self::JobPostings(JobSearch::from_query(query).ok()?),
            [segment::JOB_POSTINGS, id] => Self::JobPosting(decode(id)?),
            [segment::JOB_POSTINGS, id, segment::APPLY] => Self::Apply(decode(id)?),
            [segment::OCCUPATIONS, occupation] => Self::Occupation(decode(occupation)?),
            [segment::OCCUPATIONS, occupation, place] => Self::OccupationInPlace(decode(occupation)?, decode(place)?),
            [segment::PLACES, place] => Self::Place(decode(place)?),
            [segment::SIGN_UP] => Self::SignUp,
            [segment::PRIVACY] => Self::Privacy,
            [segment::SIGN_IN] => Self::SignIn,
            [segment::FORGOTTEN_PASSWORD] => Self::ForgottenPassword,
            [segment::NEW_PASSWORD] => Self::NewPassword,
            [segment::CONFIRM_EMAIL] => Self::ConfirmEmail,
            [segment::UNSUBSCRIBE] => Self::Unsubscribe,
            [segment::SAVED] => Self::Saved,
            [segment::APPLICATIONS] => Self::Applications,
            [segment::ALERTS] => Self::Alerts,
            [segment::PROFILE] => Self::Profile,
            [segment::SETTINGS] => Self::Settings,
            [segment::PARTNER] => Self::Partner(Widget::from_query(query).0),
            _ => return None,
        })
    }
}

fn topic(query: &str) -> Option<String> {
    let values = query.split('&').filter_map(|pair| pair.split_once('='));
    values.filter(|(name, _)| *name == TOPIC).find_map(|(_, value)| decode(value))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::every_kind;

    #[test]
    fn every_address_leads_back_to_its_page() {
        for route in every_kind() {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
        let hostile = Route::OccupationInPlace("../a b?c#d".into(), "è/%2F".into());
        assert_eq!(Route::parse(&hostile.href()), Some(hostile));
    }

    #[test]
    fn what_is_no_page_is_none() {
        for path in [
            "/x", "articoli", "//articoli", "/articoli/", "/articoli/a/b", "/offerte//candidati", "/offerte/a/x",
            "/lavoro", "/lavoro-a", "/lavoro/a/b/c", "/lavoro-a/a/b", "/candidati", "/profilo/x", "/%61rticoli",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
        assert_eq!(Route::parse(""), Some(Route::Home));
        assert_eq!(Route::parse("/offerte?radius_km=-1"), None);
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
}
