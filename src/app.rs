//! Providers, router and the frame around every page.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route as RouteView, Router};
use leptos_router::hooks::use_location;

use crate::browser::{document, scroll};
use crate::components::site_footer::SiteFooter;
use crate::components::site_header::SiteHeader;
use crate::features::not_found::NotFound;
use crate::features::offline_ribbon::OfflineRibbon;
use crate::features::saved_link::SavedLink;
use crate::features::saved_notices::SavedNotices;
use crate::features::sign_in_again::SignInAgain;
use crate::features::theme_switch::ThemeSwitch;
use crate::pages::alerts::AlertsPage;
use crate::pages::applications::ApplicationsPage;
use crate::pages::apply::ApplyPage;
use crate::pages::article::ArticlePage;
use crate::pages::article_index::ArticleIndexPage;
use crate::pages::confirm_email::ConfirmEmailPage;
use crate::pages::forgotten_password::ForgottenPasswordPage;
use crate::pages::home::HomePage;
use crate::pages::job_posting::JobPostingPage;
use crate::pages::job_postings::JobPostingsPage;
use crate::pages::new_password::NewPasswordPage;
use crate::pages::occupation::{OccupationInPlacePage, OccupationPage};
use crate::pages::partner::PartnerPage;
use crate::pages::place::PlacePage;
use crate::pages::privacy::PrivacyPage;
use crate::pages::profile::ProfilePage;
use crate::pages::saved::SavedPage;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::sign_up::SignUpPage;
use crate::pages::unsubscribe::UnsubscribePage;
use crate::route::pattern;
use crate::state::api::provide_api;
use crate::state::applied::provide_applied;
use crate::state::connectivity::provide_connectivity;
use crate::state::freshness::provide_freshness;
use crate::state::navigation::{MAIN_ID, provide_navigation};
use crate::state::outbox::provide_outbox;
use crate::state::saved::provide_saved;
use crate::state::session::{provide_session, use_session};
use crate::state::theme::provide_theme;

#[component]
pub fn App() -> impl IntoView {
    provide_api();
    provide_connectivity();
    provide_theme();
    provide_navigation();
    provide_session();
    provide_applied();
    provide_outbox();
    provide_saved();
    view! {
        <Router>
            <Frame />
        </Router>
    }
}

#[component]
fn Frame() -> impl IntoView {
    provide_freshness();
    let path = use_location().pathname;
    let session = use_session();
    let is_signed_in = Signal::derive(move || session.is_some_and(|session| session.is_signed_in().get()));
    view! {
        <a
            class="skip-link"
            href=format!("#{MAIN_ID}")
            on:click=|event| {
                // The router would only scroll there.
                event.prevent_default();
                document::focus_later(MAIN_ID, true);
            }
        >
            "Vai al contenuto"
        </a>
        <div class="shell">
            <SiteHeader
                path=path
                is_signed_in=is_signed_in
                is_hidden=scroll::is_scrolling_down()
                saved=ViewFn::from(|| view! { <SavedLink /> })
            >
                <ThemeSwitch />
            </SiteHeader>
            <OfflineRibbon />
            <main class="page" id=MAIN_ID tabindex="-1">
                <FlatRoutes fallback=NotFound>
                    <RouteView path=pattern::HOME view=HomePage />
                    <RouteView path=pattern::ARTICLE_INDEX view=ArticleIndexPage />
                    <RouteView path=pattern::ARTICLE view=ArticlePage />
                    <RouteView path=pattern::JOB_POSTINGS view=JobPostingsPage />
                    <RouteView path=pattern::JOB_POSTING view=JobPostingPage />
                    <RouteView path=pattern::OCCUPATION view=OccupationPage />
                    <RouteView path=pattern::OCCUPATION_IN_PLACE view=OccupationInPlacePage />
                    <RouteView path=pattern::PLACE view=PlacePage />
                    <RouteView path=pattern::SIGN_UP view=SignUpPage />
                    <RouteView path=pattern::PRIVACY view=PrivacyPage />
                    <RouteView path=pattern::SIGN_IN view=SignInPage />
                    <RouteView path=pattern::FORGOTTEN_PASSWORD view=ForgottenPasswordPage />
                    <RouteView path=pattern::NEW_PASSWORD view=NewPasswordPage />
                    <RouteView path=pattern::CONFIRM_EMAIL view=ConfirmEmailPage />
                    <RouteView path=pattern::UNSUBSCRIBE view=UnsubscribePage />
                    <RouteView path=pattern::SAVED view=SavedPage />
                    <RouteView path=pattern::ALERTS view=AlertsPage />
                    <RouteView path=pattern::APPLY view=ApplyPage />
                    <RouteView path=pattern::APPLICATIONS view=ApplicationsPage />
                    <RouteView path=pattern::PROFILE view=ProfilePage />
                    <RouteView path=pattern::SETTINGS view=SettingsPage />
                    <RouteView path=pattern::PARTNER view=PartnerPage />
                </FlatRoutes>
            </main>
            <SiteFooter />
        </div>
        <SavedNotices />
        <SignInAgain />
    }
}
