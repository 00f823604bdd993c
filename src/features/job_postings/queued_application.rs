use leptos::prelude::*;

use crate::features::account::sign_in_form::SignInForm;
use crate::features::job_postings::application_sending::{SendingFailure, SendingProgress};
use crate::i18n::labels;
use crate::state::applications::draft::ApplicationDraft;
use crate::state::applications::outbox::Outbox;
use crate::state::connectivity::use_connectivity;
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};

/// An application that waits to be sent: why, and what can be done.
#[component]
pub fn QueuedApplication(
    outbox: Outbox,
    draft: ApplicationDraft,
    /// Called after sending was cancelled.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let online = use_connectivity();
    let is_signed_in = use_session().is_signed_in();
    let id = StoredValue::new(draft.job_posting.clone());
    let is_sending = Memo::new(move |_| id.with_value(|id| outbox.is_sending(id)));
    let failure = Memo::new(move |_| id.with_value(|id| outbox.failure(id)));
    let cv = draft.cv.map(|cv| {
        view! {
            <p class="queued-application__cv">
                <IconView icon=Icon::Document />
                <span>{format!("{} ({})", cv.name, labels::file_size(cv.size))}</span>
            </p>
        }
    });
    let status = move || {
        (!is_sending.get()).then(|| {
            let text = if online.get() {
                "Non inviata. Parte da sola appena possibile."
            } else {
                "Non inviata: la mandiamo appena torna la rete. Tieni aperto il sito, oppure riaprilo quando hai rete."
            };
            view! {
                <IconView icon=Icon::Clock />
                <span>{text}</span>
            }
        })
    };
    view! {
        <div class="queued-application">
            <p class="queued-application__status" role="status">
                {status}
            </p>
            {cv}
            <SendingProgress outbox=outbox job_posting=draft.job_posting />
            {move || failure.get().filter(|_| online.get() && !is_sending.get()).map(|error| view! { <SendingFailure error=error /> })}
            <Show when=move || !is_signed_in.get()>
                <p>"La sessione è finita: per mandarla accedi di nuovo."</p>
                <SignInForm id="accedi-invio" />
            </Show>
            <Show when=move || !is_sending.get()>
                <div class="panel__actions">
                    <Show when=move || online.get() && is_signed_in.get()>
                        <button class="button button--primary" type="button" on:click=move |_| id.with_value(|id| outbox.send(id))>
                            "Invia adesso"
                        </button>
                    </Show>
                    <button
                        class="button"
                        type="button"
                        on:click=move |_| {
                            id.with_value(|id| outbox.cancel(id));
                            on_cancel.run(());
                        }
                    >
                        "Annulla l’invio"
                    </button>
                </div>
            </Show>
        </div>
    }
}
