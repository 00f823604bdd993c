use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::features::account::account_page::{AlreadySignedIn, is_signed_in};
use crate::features::account::sign_in_form::SignInForm;
use crate::features::loading::page_ready::page_is_ready;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;

/// `/accedi`. Leads to the home page, which shows offers near the profile's place.
#[component]
pub fn SignInPage() -> impl IntoView {
    if is_signed_in() {
        return view! { <AlreadySignedIn /> }.into_any();
    }
    page_is_ready("Accedi");
    let navigate = use_navigate();
    let on_success =
        move |()| navigate(&Route::Home.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    view! {
        <div class="page__column">
            <div class="page__head">
                <h1 class="page__title" id=HEADING_ID tabindex="-1">
                    "Accedi"
                </h1>
                <p class="page__lead">"Ritrovi le offerte salvate, le candidature e gli avvisi."</p>
            </div>
            <div class="panel">
                <SignInForm id="accedi" on_success=on_success />
                <p class="panel__foot">"Non hai un account? " <a href=Route::SignUp.href()>"Crea l’account"</a></p>
            </div>
        </div>
    }
    .into_any()
}
