//! `/impostazioni`: sign-out, credentials, export and erasure of the account.

mod credentials;
mod erasure;
mod panel;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::credentials::{EmailSection, PasswordSection};
use self::erasure::ErasureSection;
use self::panel::Panel;
use crate::api::Command;
use crate::api::sessions::{sign_out, sign_out_everywhere};
use crate::features::account::account_page::AccountPage;
use crate::features::forms::form::{Form, Submission};
use crate::route::Route;
use crate::state::api::use_api;
use crate::state::session::use_session;

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <AccountPage title="Impostazioni" lead="Accesso, email e i tuoi dati." why="Per le impostazioni">
            <div class="panel-list">
                <SignOutSection />
                <EmailSection />
                <PasswordSection />
                <ExportSection />
                <ErasureSection />
            </div>
        </AccountPage>
    }
}

#[component]
fn SignOutSection() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let end = Callback::new(move |_: String| {
        session.end();
        navigate(&Route::Home.href(), NavigateOptions::default());
    });
    let button = move |id: &'static str, words, command: fn() -> Command| {
        let submission = Submission::new(id);
        let on_submit = move |()| submission.send(Ok::<_, Vec<_>>(()), command, move |text| end.run(text));
        view! {
            <Form
                submission=submission
                button=words
                button_class="button"
                failure_title="Sei ancora collegato"
                on_submit=on_submit
            />
        }
    };
    view! {
        <Panel
            id="esci"
            title="Esci"
            text="Uscendo togliamo da questo dispositivo le copie delle offerte salvate. Nel tuo account restano."
        >
            <div class="panel__actions">
                {button("esci-qui", ("Esci da questo dispositivo", "Esco…"), sign_out)}
                {button("esci-ovunque", ("Esci da tutti i dispositivi", "Esco…"), sign_out_everywhere)}
            </div>
        </Panel>
    }
}

#[component]
fn ExportSection() -> impl IntoView {
    let href = use_api().export_href();
    view! {
        <Panel
            id="copia"
            title="Porta via i tuoi dati"
            text="Un archivio con tutto quello che abbiamo di te: profilo, offerte salvate, avvisi, candidature e curriculum."
        >
            // `external`: the router must not handle it.
            <a class="button" href=href rel="external" download="bacheca-i-miei-dati.zip">
                "Scarica l’archivio"
            </a>
        </Panel>
    }
}
