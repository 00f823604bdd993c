use leptos::prelude::*;

use crate::api::sessions::confirm_email;
use crate::features::account::link_action::{DonePage, ExpiredLink, LinkAction, LinkToken};
use crate::route::Route;
use crate::state::session::use_session;

/// `/conferma-email#token`: target of the emailed link after sign-up and after a change of address.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let session = use_session();
    let Some(token) = LinkToken::take() else { return expired() };
    view! {
        <LinkAction
            token=token
            title="Conferma il tuo indirizzo"
            text="Un ultimo tocco: così sappiamo che l’indirizzo è tuo."
            button=("Conferma l’indirizzo", "Confermo…")
            failure_title="L’indirizzo non è ancora confermato"
            command=confirm_email
            // The first use of the link signs in. `begin` asks the API whether it did.
            on_done=move |()| session.begin()
            done=done
            expired=expired
        />
    }
    .into_any()
}

fn done() -> AnyView {
    view! {
        <DonePage title="Indirizzo confermato" text="Da adesso puoi candidarti, salvare le offerte e ricevere gli avvisi.">
            <a class="button button--primary" href=Route::Home.href()>
                "Vai alle offerte"
            </a>
            <a class="button" href=Route::Profile.href()>
                "Completa il profilo"
            </a>
        </DonePage>
    }
    .into_any()
}

fn expired() -> AnyView {
    view! {
        <ExpiredLink text="I link di conferma valgono 24 ore. Se hai già confermato, puoi semplicemente accedere.">
            <a class="button button--primary" href=Route::SignIn.href()>
                "Accedi"
            </a>
            <a class="button" href=Route::ForgottenPassword.href()>
                "Chiedi un altro link"
            </a>
        </ExpiredLink>
    }
    .into_any()
}
