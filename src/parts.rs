//! The parts of the program: pages in WebAssembly modules of their own, fetched when somebody opens them (ADR 32).
//! `cargo xtask dist` finds the code that parts share. Code that the frame around the pages uses is in the main module.
//!
//! Only the feature `split` splits the program. Builds for development, and for other processors, are in one piece.

/// `part: name = component, …` lists the components in a part. `name::PART` loads one of them.
macro_rules! parts {
    ($($part:ident: $($name:ident = $component:path),+;)+) => {
        $($(
            pub mod $name {
                use leptos::prelude::*;

                use crate::features::loading::part::{Part, PartMissing};

                // Named after the component: the splitter finds functions by their name.
                #[cfg(feature = "split")]
                #[wasm_split_helpers::wasm_split($part, fallible, preload(fetch))]
                fn $name() -> Result<AnyView, PartMissing> {
                    Ok($component().into_any())
                }

                #[cfg(not(feature = "split"))]
                async fn fetch() -> Result<(), wasm_split_helpers::SplitLoaderError> {
                    Ok(())
                }

                #[cfg(not(feature = "split"))]
                async fn $name() -> Result<AnyView, PartMissing> {
                    Ok($component().into_any())
                }

                pub const PART: Part = Part {
                    fetch: || Box::pin(async { fetch().await.map_err(PartMissing::from) }),
                    view: || Box::pin($name()),
                };
            }
        )+)+
    };
}

parts! {
    index:
        home = crate::pages::home::HomePage,
        article_index = crate::pages::article_index::ArticleIndexPage;
    article: article = crate::pages::article::ArticlePage;
    job_postings: job_postings = crate::pages::job_postings::JobPostingsPage;
    job_posting:
        job_posting = crate::pages::job_posting::JobPostingPage,
        occupation = crate::pages::occupation::OccupationPage,
        occupation_in_place = crate::pages::occupation::OccupationInPlacePage,
        place = crate::pages::place::PlacePage;
    sign_up: sign_up = crate::pages::sign_up::SignUpPage;
    account:
        sign_in = crate::pages::sign_in::SignInPage,
        sign_in_again = crate::features::account::sign_in_again::SignInAgain,
        forgotten_password = crate::pages::forgotten_password::ForgottenPasswordPage,
        new_password = crate::pages::new_password::NewPasswordPage,
        confirm_email = crate::pages::confirm_email::ConfirmEmailPage,
        unsubscribe = crate::pages::unsubscribe::UnsubscribePage,
        alerts = crate::pages::alerts::AlertsPage,
        apply = crate::pages::apply::ApplyPage,
        applications = crate::pages::applications::ApplicationsPage,
        profile = crate::pages::profile::ProfilePage,
        settings = crate::pages::settings::SettingsPage;
    saved: saved = crate::pages::saved::SavedPage;
    privacy: privacy = crate::pages::privacy::PrivacyPage;
    partner: partner = crate::pages::partner::PartnerPage;
}

#[cfg(test)]
mod tests {
    use contract::{JobSearch, Widget};

    use crate::route::Route;

    /// The rows of the table in parts.js: a pattern and its part.
    fn table() -> Vec<(Vec<String>, &'static str)> {
        let script = include_str!("scripts/parts.js");
        let table = script.split_once("const PAGES = {").and_then(|(_, rest)| rest.split_once("};")).unwrap().0;
        let row = |line: &'static str| {
            let (pattern, part) = line.trim().trim_end_matches(',').split_once(": ")?;
            Some((pattern.trim_matches('"').split('/').map(str::to_owned).collect(), part.trim_matches('"')))
        };
        table.lines().filter_map(row).collect()
    }

    fn part_of(href: &str) -> Option<&'static str> {
        let path = href.split('?').next().unwrap_or_default();
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &Vec<String>| {
            pattern.len() == segments.len()
                && pattern.iter().zip(&segments).all(|(wanted, segment)| wanted == segment || wanted == "*")
        };
        table().into_iter().find(|(pattern, _)| fits(pattern)).map(|(_, part)| part)
    }

    #[test]
    fn the_script_warms_the_part_that_the_page_is_in() {
        // The parts as this file names them.
        let source = include_str!("parts.rs");
        let part_in_source = |name: &str| {
            let list = source.split_once("\nparts! {\n").and_then(|(_, rest)| rest.split_once("\n}")).unwrap().0;
            let before = list.split_once(&format!("{name} = crate::pages::")).unwrap().0;
            before.rsplit(';').next().and_then(|part| part.trim().split(':').next()).unwrap().to_owned()
        };
        let pages = [
            (Route::Home, "home"),
            (Route::ArticleIndex, "article_index"),
            (Route::ArticleTopic("ruoli".into()), "article_index"),
            (Route::Article("a".into()), "article"),
            (Route::JobPostings(JobSearch::default()), "job_postings"),
            (Route::JobPostings(JobSearch::near_place("roma-rm")), "job_postings"),
            (Route::JobPosting("a".into()), "job_posting"),
            (Route::Occupation("a".into()), "occupation"),
            (Route::OccupationInPlace("a".into(), "b".into()), "occupation_in_place"),
            (Route::Place("a".into()), "place"),
            (Route::Apply("a".into()), "apply"),
            (Route::SignUp, "sign_up"),
            (Route::Privacy, "privacy"),
            (Route::SignIn, "sign_in"),
            (Route::ForgottenPassword, "forgotten_password"),
            (Route::NewPassword, "new_password"),
            (Route::ConfirmEmail, "confirm_email"),
            (Route::Unsubscribe, "unsubscribe"),
            (Route::Saved, "saved"),
            (Route::Applications, "applications"),
            (Route::Alerts, "alerts"),
            (Route::Profile, "profile"),
            (Route::Settings, "settings"),
            (Route::Partner(Widget::default()), "partner"),
        ];
        for fixed in Route::fixed() {
            assert!(pages.iter().any(|(route, _)| *route == fixed), "{} is not compared", fixed.href());
        }
        for (route, name) in pages {
            assert_eq!(part_of(&route.href()), Some(part_in_source(name).as_str()), "{}", route.href());
        }
        assert_eq!(part_of("/nowhere"), None);
    }
}
