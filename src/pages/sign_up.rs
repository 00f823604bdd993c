use leptos::prelude::*;

use crate::features::account::account_page::{AlreadySignedIn, is_signed_in};
use crate::features::account::sign_up_panel::{SignUp, SignUpReasons};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::state::navigation::HEADING_ID;

/// `/registrati`.
#[component]
pub fn SignUpPage() -> impl IntoView {
    if is_signed_in() {
        return view! { <AlreadySignedIn /> }.into_any();
    }
    page_is_ready(page_title::SIGN_UP);
    let reasons = [
        "Nessun curriculum da caricare adesso", "Il comune serve solo a misurare le distanze",
        "Niente email promozionali, se non le chiedi",
    ];
    view! {
        <div class="sign-up-page">
            <div class="sign-up-page__pitch">
                <h1 class="page__title" id=HEADING_ID tabindex="-1">
                    "Crea l’account"
                </h1>
                <p class="page__lead">
                    "Quattro campi e un minuto. Poi le offerte si ordinano a partire da casa tua."
                </p>
                <SignUpReasons reasons=reasons />
            </div>
            <div class="sign-up-page__form">
                <noscript>
                    <p class="page__lead">"Per registrarti serve JavaScript, che qui è disattivato. Offerte e articoli si leggono anche senza."</p>
                </noscript>
                <SignUp id="account" />
            </div>
        </div>
    }
    .into_any()
}
