use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::browser::page::document;
use crate::features::account::link_action::DonePage;
use crate::features::account::sign_in_form::SignInForm;
use crate::features::loading::page_ready::page_is_ready;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;
use crate::state::session::use_session;

/// A page of the account. Visitors who are not signed in get the sign-in form, and then the page.
#[component]
pub fn AccountPage(
    title: &'static str,
    #[prop(into)] lead: String,
    /// Why to sign in: "Per vedere le tue candidature".
    why: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let is_signed_in = use_session().is_signed_in();
    move || {
        if is_signed_in.get() {
            Either::Left(view! {
                <AccountHead title=title lead=lead.clone() />
                {children()}
            })
        } else {
            Either::Right(view! { <SignInFirst why=why /> })
        }
    }
}

/// Heading of a page of the account, with links to the others.
#[component]
pub fn AccountHead(title: &'static str, #[prop(into)] lead: String) -> impl IntoView {
    page_is_ready(title);
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {title}
            </h1>
            <p class="page__lead">{lead}</p>
        </div>
        <AccountNav />
    }
}

#[component]
fn AccountNav() -> impl IntoView {
    let path = use_location().pathname;
    let entries = [
        ("Offerte salvate", Route::Saved),
        ("Candidature", Route::Applications),
        ("Avvisi", Route::Alerts),
        ("Profilo", Route::Profile),
        ("Impostazioni", Route::Settings),
    ];
    let items = entries.map(|(text, route)| {
        let href = route.href();
        let current = {
            let href = href.clone();
            move || path.with(|path| *path == href).then_some("page")
        };
        view! {
            <li>
                <a class="account-nav__link" href=href aria-current=current>
                    {text}
                </a>
            </li>
        }
    });
    view! {
        <nav class="account-nav" aria-label="Il tuo account">
            <ul class="account-nav__list" role="list">
                {items.into_iter().collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn SignInFirst(why: &'static str) -> impl IntoView {
    page_is_ready("Accedi");
    view! {
        <div class="page__column">
            <div class="page__head">
                <h1 class="page__title" id=HEADING_ID tabindex="-1">
                    "Accedi"
                </h1>
                <p class="page__lead">{why} " serve il tuo account."</p>
            </div>
            <div class="panel">
                <SignInForm id="accedi" on_success=|()| document::focus_later(HEADING_ID, true) />
                <p class="panel__foot">"Non ne hai uno? " <a href=Route::SignUp.href()>"Crea l’account"</a></p>
            </div>
        </div>
    }
}

/// Read once, when a page is made.
pub fn is_signed_in() -> bool {
    use_session().is_signed_in().get_untracked()
}

/// Shown instead of the forms for signing up and in.
#[component]
pub fn AlreadySignedIn() -> impl IntoView {
    view! {
        <DonePage title="Hai già fatto l’accesso" text="Per usare un altro account, esci prima da questo.">
            <a class="button button--primary" href=Route::Home.href()>
                "Vai alle offerte"
            </a>
            <a class="button" href=Route::Settings.href()>
                "Esci dall’account"
            </a>
        </DonePage>
    }
}
