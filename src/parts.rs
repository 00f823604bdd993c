//! Pages that travel in parts of their own, fetched when somebody opens them (ADR 32). What they share with each other
//! `cargo xtask dist` finds out by itself; what the frame around the pages uses is in the main module.
//!
//! Only the feature `split` cuts the program up: a build for development, or for another processor, is in one piece.

use leptos::prelude::*;

use crate::features::part::{PartMissing, PartView, part_page};
use crate::pages;

/// `part: route = page, …`: the pages of a part, as views for the router.
macro_rules! parts {
    ($($part:ident: $($route:ident = $page:path),+;)+) => {
        $($(
            pub fn $route() -> AnyView {
                #[cfg(feature = "split")]
                #[wasm_split_helpers::wasm_split($part, fallible)]
                fn $route() -> Result<AnyView, PartMissing> {
                    Ok($page().into_any())
                }
                #[cfg(not(feature = "split"))]
                async fn $route() -> Result<AnyView, PartMissing> {
                    Ok($page().into_any())
                }
                part_page(|| -> PartView { Box::pin($route()) })
            }
        )+)+
    };
}

parts! {
    home: home = pages::home::HomePage;
    article_index: article_index = pages::article_index::ArticleIndexPage;
    article: article = pages::article::ArticlePage;
    job_postings: job_postings = pages::job_postings::JobPostingsPage;
    job_posting: job_posting = pages::job_posting::JobPostingPage;
    landing:
        occupation = pages::occupation::OccupationPage,
        occupation_in_place = pages::occupation::OccupationInPlacePage,
        place = pages::place::PlacePage;
    sign_up: sign_up = pages::sign_up::SignUpPage;
    privacy: privacy = pages::privacy::PrivacyPage;
    sign_in: sign_in = pages::sign_in::SignInPage;
    email_links:
        forgotten_password = pages::forgotten_password::ForgottenPasswordPage,
        new_password = pages::new_password::NewPasswordPage,
        confirm_email = pages::confirm_email::ConfirmEmailPage,
        unsubscribe = pages::unsubscribe::UnsubscribePage;
    saved: saved = pages::saved::SavedPage;
    account:
        alerts = pages::alerts::AlertsPage,
        applications = pages::applications::ApplicationsPage,
        profile = pages::profile::ProfilePage,
        settings = pages::settings::SettingsPage;
    apply: apply = pages::apply::ApplyPage;
    partner: partner = pages::partner::PartnerPage;
}
