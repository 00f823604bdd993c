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
use crate::parts;
use crate::route::pattern;
use crate::state::api::provide_api;
use crate::state::applied::provide_applied;
use crate::state::connectivity::provide_connectivity;
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
                    <RouteView path=pattern::HOME view=parts::home />
                    <RouteView path=pattern::ARTICLE_INDEX view=parts::article_index />
                    <RouteView path=pattern::ARTICLE view=parts::article />
                    <RouteView path=pattern::JOB_POSTINGS view=parts::job_postings />
                    <RouteView path=pattern::JOB_POSTING view=parts::job_posting />
                    <RouteView path=pattern::OCCUPATION view=parts::occupation />
                    <RouteView path=pattern::OCCUPATION_IN_PLACE view=parts::occupation_in_place />
                    <RouteView path=pattern::PLACE view=parts::place />
                    <RouteView path=pattern::SIGN_UP view=parts::sign_up />
                    <RouteView path=pattern::PRIVACY view=parts::privacy />
                    <RouteView path=pattern::SIGN_IN view=parts::sign_in />
                    <RouteView path=pattern::FORGOTTEN_PASSWORD view=parts::forgotten_password />
                    <RouteView path=pattern::NEW_PASSWORD view=parts::new_password />
                    <RouteView path=pattern::CONFIRM_EMAIL view=parts::confirm_email />
                    <RouteView path=pattern::UNSUBSCRIBE view=parts::unsubscribe />
                    <RouteView path=pattern::SAVED view=parts::saved />
                    <RouteView path=pattern::ALERTS view=parts::alerts />
                    <RouteView path=pattern::APPLY view=parts::apply />
                    <RouteView path=pattern::APPLICATIONS view=parts::applications />
                    <RouteView path=pattern::PROFILE view=parts::profile />
                    <RouteView path=pattern::SETTINGS view=parts::settings />
                    <RouteView path=pattern::PARTNER view=parts::partner />
                </FlatRoutes>
            </main>
            <SiteFooter />
        </div>
        <SavedNotices />
        <SignInAgain />
    }
}
