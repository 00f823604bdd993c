use leptos::prelude::*;

use crate::api::sessions::unsubscribe;
use crate::features::account::link_action::{DonePage, ExpiredLink, LinkAction, LinkToken};
use crate::route::Route;

/// `/disiscriviti#token`: unsubscribes from the kind of email that the link was in. Needs no session.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let Some(token) = LinkToken::take() else { return expired() };
    view! {
        <LinkAction
            token=token
            title="Vuoi smettere di ricevere queste email?"
            text="Il tuo account resta com’è: si ferma solo questo tipo di email."
            button=("Non scrivetemi più", "Un momento…")
            failure_title="Non siamo riusciti a fermare le email"
            command=unsubscribe
            on_done=|()| {}
            done=done
            expired=expired
        />
    }
    .into_any()
}

fn done() -> AnyView {
    view! {
        <DonePage title="Fatto: non ti scriviamo più" text="Se ci ripensi, puoi riattivare le email dal tuo account.">
            <a class="button button--primary" href=Route::Home.href()>
                "Torna alla bacheca"
            </a>
        </DonePage>
    }
    .into_any()
}

fn expired() -> AnyView {
    view! {
        <ExpiredLink text="Forse le avevi già fermate. Per sicurezza puoi controllare dal tuo account.">
            <a class="button button--primary" href=Route::Alerts.href()>
                "Guarda i tuoi avvisi"
            </a>
        </ExpiredLink>
    }
    .into_any()
}
