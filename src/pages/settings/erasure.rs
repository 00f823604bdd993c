use contract::AccountErasure;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::credentials::CurrentPassword;
use super::panel::Panel;
use crate::api::accounts::erase_account;
use crate::features::forms::form::{Form, Submission};
use crate::route::Route;
use crate::state::session::use_session;

/// Erases the account with all its data. The password is required, so that nobody can do it on an unattended phone.
#[component]
pub fn ErasureSection() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let current_password = RwSignal::new(String::new());
    let (submission, [field]) = Submission::with_fields("cancella", &["current_password"]);
    let on_submit = move |()| {
        let erasure = AccountErasure { current_password: current_password.get_untracked() };
        let navigate = navigate.clone();
        submission.send(
            erasure.check(),
            || erase_account(&erasure),
            move |_| {
                session.end();
                navigate(&Route::Home.href(), NavigateOptions::default());
            },
        );
    };
    view! {
        <Panel
            id="cancellazione"
            title="Cancella l’account"
            text="Spariscono profilo, offerte salvate, avvisi, candidature e curriculum. Non si può annullare, e non ne teniamo copia."
        >
            <details class="disclosure">
                <summary class="disclosure__summary">"Voglio cancellare il mio account"</summary>
                <div class="panel__inner">
                    <Form
                        submission=submission
                        button=("Cancella tutto per sempre", "Cancello…")
                        button_class="button button--critical"
                        failure_title="L’account non è cancellato"
                        on_submit=on_submit
                    >
                        <CurrentPassword field=field value=current_password />
                    </Form>
                </div>
            </details>
        </Panel>
    }
}
