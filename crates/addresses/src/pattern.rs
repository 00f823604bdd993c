use crate::segment;

/// Every page with the pattern of its address: `*` is any one segment. The names are those of the app's `parts.rs`.
pub fn patterns() -> Vec<(&'static str, String)> {
    let page = |name, segments: &[&str]| (name, format!("/{}", segments.join("/")));
    vec![
        page("home", &[]),
        page("article_index", &[segment::ARTICLES]),
        page("article", &[segment::ARTICLES, "*"]),
        page("job_postings", &[segment::JOB_POSTINGS]),
        page("job_posting", &[segment::JOB_POSTINGS, "*"]),
        page("apply", &[segment::JOB_POSTINGS, "*", segment::APPLY]),
        page("occupation", &[segment::OCCUPATIONS, "*"]),
        page("occupation_in_place", &[segment::OCCUPATIONS, "*", "*"]),
        page("place", &[segment::PLACES, "*"]),
        page("sign_up", &[segment::SIGN_UP]),
        page("privacy", &[segment::PRIVACY]),
        page("sign_in", &[segment::SIGN_IN]),
        page("forgotten_password", &[segment::FORGOTTEN_PASSWORD]),
        page("new_password", &[segment::NEW_PASSWORD]),
        page("confirm_email", &[segment::CONFIRM_EMAIL]),
        page("unsubscribe", &[segment::UNSUBSCRIBE]),
        page("saved", &[segment::SAVED]),
        page("applications", &[segment::APPLICATIONS]),
        page("alerts", &[segment::ALERTS]),
        page("profile", &[segment::PROFILE]),
        page("settings", &[segment::SETTINGS]),
        page("partner", &[segment::PARTNER]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::{Route, every_kind};

    fn fits(pattern: &str, href: &str) -> bool {
        let path = href.split('?').next().unwrap_or_default();
        let (wanted, segments): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        wanted.len() == segments.len()
            && wanted.iter().zip(&segments).all(|(wanted, segment)| wanted == segment || *wanted == "*")
    }

    #[test]
    fn every_address_has_one_pattern_and_every_pattern_a_page() {
        for route in every_kind() {
            let href = route.href();
            let names: Vec<_> =
                patterns().into_iter().filter(|(_, pattern)| fits(pattern, &href)).map(|(name, _)| name).collect();
            assert_eq!(names.len(), 1, "{href}: {names:?}");
        }
        for (name, pattern) in patterns() {
            assert!(Route::parse(&pattern.replace('*', "a1b2")).is_some(), "{name}");
        }
    }
}
