//! The parts of the program: pages in WebAssembly modules of their own, fetched when somebody opens them (ADR 32).
//! `cargo xtask dist` finds the code that parts share. Code that the frame around the pages uses is in the main module.
//!
//! Only the feature `split` splits the program. Builds for development, and for other processors, are in one piece.

/// `part: name = component, …` lists the components in a part. `name::PART` loads one of them. Pages are named as in
/// [`addresses::patterns`], from which `cargo xtask dist` makes the table of addresses for `scripts/parts.js`.
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
