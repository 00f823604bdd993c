use leptos::prelude::*;

use crate::browser::page::dialog;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::account::sign_in_form::SignInForm;
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};

const DIALOG: &str = "accedi-di-nuovo";

/// A dialog over a page whose session has ended. What was typed stays in the page behind it.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let forget = move || session.has_expired().set(false);
    let close = move || {
        dialog::close(DIALOG);
        forget();
    };
    Effect::new(|| request_animation_frame(|| dialog::open(DIALOG)));
    view! {
        <dialog
            class="sign-in-dialog"
            id=DIALOG
            aria-labelledby="accedi-di-nuovo-titolo"
            on:close=move |_| forget()
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
    }
}

/// Shown instead if its part of the program can't be loaded.
pub fn sign_in_again_missing(on_retry: Callback<()>) -> AnyView {
    view! {
        <div class="notice-stack">
            <Notice
                kind=NoticeKind::Critical
                title="La sessione è finita"
                text="Per accedere di nuovo serve la rete. Quello che hai scritto nella pagina è ancora lì."
                is_alert=true
            >
                <button class="notice__action button" type="button" on:click=move |_| on_retry.run(())>
                    "Riprova"
                </button>
            </Notice>
        </div>
    }
    .into_any()
}
