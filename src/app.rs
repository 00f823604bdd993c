//! Providers, router and the frame around every page.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route as RouteView, Router};
use leptos_router::hooks::use_location;

use crate::browser::page::{document, scroll};
use crate::components::site_footer::SiteFooter;
use crate::components::site_header::SiteHeader;
use crate::features::account::sign_in_again::sign_in_again_missing;
use crate::features::frame::offline_ribbon::OfflineRibbon;
use crate::features::frame::saved_link::SavedLink;
use crate::features::frame::saved_notices::SavedNotices;
use crate::features::frame::theme_switch::ThemeSwitch;
use crate::features::loading::not_found::NotFound;
use crate::features::loading::part::{part_overlay, part_page};
use crate::parts;
use crate::route::pattern;
use crate::state::api::provide_api;
use crate::state::applications::applied::provide_applied;
use crate::state::applications::outbox::provide_outbox;
use crate::state::connectivity::provide_connectivity;
use crate::state::freshness::provide_freshness;
use crate::state::navigation::{MAIN_ID, provide_navigation};
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
    let has_expired = session.has_expired();
    view! {
        <a
            class="skip-link"
            href=format!("#{MAIN_ID}")
            on:click=|event| {
                // The router would only scroll there, without moving the focus.
                event.prevent_default();
                document::focus_later(MAIN_ID, true);
            }
        >
            "Vai al contenuto"
        </a>
        <div class="shell">
            <SiteHeader
                path=path
                is_signed_in=session.is_signed_in()
                is_hidden=scroll::is_scrolling_down()
                saved=ViewFn::from(|| view! { <SavedLink /> })
            >
                <ThemeSwitch />
            </SiteHeader>
            <OfflineRibbon />
            <main class="page" id=MAIN_ID tabindex="-1">
                <FlatRoutes fallback=NotFound>
                    <RouteView path=pattern::HOME view=|| part_page(parts::home::PART) />
                    <RouteView path=pattern::ARTICLE_INDEX view=|| part_page(parts::article_index::PART) />
                    <RouteView path=pattern::ARTICLE view=|| part_page(parts::article::PART) />
                    <RouteView path=pattern::JOB_POSTINGS view=|| part_page(parts::job_postings::PART) />
                    <RouteView path=pattern::JOB_POSTING view=|| part_page(parts::job_posting::PART) />
                    <RouteView path=pattern::OCCUPATION view=|| part_page(parts::occupation::PART) />
                    <RouteView path=pattern::OCCUPATION_IN_PLACE view=|| part_page(parts::occupation_in_place::PART) />
                    <RouteView path=pattern::PLACE view=|| part_page(parts::place::PART) />
                    <RouteView path=pattern::SIGN_UP view=|| part_page(parts::sign_up::PART) />
                    <RouteView path=pattern::PRIVACY view=|| part_page(parts::privacy::PART) />
                    <RouteView path=pattern::SIGN_IN view=|| part_page(parts::sign_in::PART) />
                    <RouteView path=pattern::FORGOTTEN_PASSWORD view=|| part_page(parts::forgotten_password::PART) />
                    <RouteView path=pattern::NEW_PASSWORD view=|| part_page(parts::new_password::PART) />
                    <RouteView path=pattern::CONFIRM_EMAIL view=|| part_page(parts::confirm_email::PART) />
                    <RouteView path=pattern::UNSUBSCRIBE view=|| part_page(parts::unsubscribe::PART) />
                    <RouteView path=pattern::SAVED view=|| part_page(parts::saved::PART) />
                    <RouteView path=pattern::ALERTS view=|| part_page(parts::alerts::PART) />
                    <RouteView path=pattern::APPLY view=|| part_page(parts::apply::PART) />
                    <RouteView path=pattern::APPLICATIONS view=|| part_page(parts::applications::PART) />
                    <RouteView path=pattern::PROFILE view=|| part_page(parts::profile::PART) />
                    <RouteView path=pattern::SETTINGS view=|| part_page(parts::settings::PART) />
                    <RouteView path=pattern::PARTNER view=|| part_page(parts::partner::PART) />
                </FlatRoutes>
            </main>
            <SiteFooter />
        </div>
        <SavedNotices />
        <Show when=move || {
            has_expired.get()
        }>{part_overlay(parts::sign_in_again::PART, sign_in_again_missing)}</Show>
    }
}
