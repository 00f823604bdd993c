use leptos::prelude::*;

use super::sign_in_form::SignInForm;
use crate::browser::dialog;
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};

const DIALOG: &str = "accedi-di-nuovo";

/// Over a page whose session has ended in the middle of something: what was typed stays behind it.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let has_expired = move || session.is_some_and(|session| session.has_expired().get());
    let close = move || {
        dialog::close(DIALOG);
        session.into_iter().for_each(|session| session.has_expired().set(false));
    };
    Effect::new(move || {
        if has_expired() {
            request_animation_frame(|| dialog::open(DIALOG));
        }
    });
    view! {
        <Show when=has_expired>
            <dialog
                class="sign-in-dialog"
                id=DIALOG
                aria-labelledby="accedi-di-nuovo-titolo"
                on:close=move |_| session.into_iter().for_each(|session| session.has_expired().set(false))
            >
                <div class="sign-in-dialog__head">
                    <h2 class="sign-in-dialog__title" id="accedi-di-nuovo-titolo">
                        "Accedi di nuovo"
                    </h2>
                    <button class="button button--quiet" type="button" on:click=move |_| close()>
                        <IconView icon=Icon::Close />
                        "Chiudi"
                    </button>
                </div>
                <p class="sign-in-dialog__text">
                    "La sessione è finita. Quello che hai scritto nella pagina è ancora lì: accedi e premi di nuovo il pulsante."
                </p>
                <SignInForm id="di-nuovo" on_success=move |()| close() />
            </dialog>
        </Show>
    }
}
