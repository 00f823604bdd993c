use contract::NewPasswordReset;
use leptos::either::Either;
use leptos::prelude::*;

use crate::api::sessions::request_password_reset;
use crate::browser::page::document;
use crate::features::account::link_action::DonePage;
use crate::features::forms::form::{Form, Submission};
use crate::features::loading::page_ready::page_is_ready;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;
use crate::ui::text_field::TextField;

/// `/password-dimenticata`: requests a link to choose a new password.
#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let email = RwSignal::new(String::new());
    let is_sent = RwSignal::new(false);
    let (submission, [field]) = Submission::with_fields("recupero", &["email"]);
    let on_submit = Callback::new(move |()| {
        let reset = NewPasswordReset { email: email.get_untracked() };
        submission.send(
            reset.check(),
            || request_password_reset(&reset),
            move |_| {
                is_sent.set(true);
                document::focus_later(HEADING_ID, true);
            },
        );
    });
    move || {
        if is_sent.get() {
            let text = format!(
                "Se {} ha un account, tra poco arriva un link: vale un’ora e funziona una volta sola. Guarda anche nella posta indesiderata.",
                email.get_untracked().trim()
            );
            Either::Left(view! {
                <DonePage title="Controlla la posta" text=text>
                    <a class="button button--primary" href=Route::SignIn.href()>
                        "Torna all’accesso"
                    </a>
                    <button class="button" type="button" on:click=move |_| is_sent.set(false)>
                        "Cambia indirizzo o riprova"
                    </button>
                </DonePage>
            })
        } else {
            page_is_ready("Scegli un’altra password");
            let field = field.clone();
            Either::Right(view! {
                <div class="page__column">
                    <div class="page__head">
                        <h1 class="page__title" id=HEADING_ID tabindex="-1">
                            "Scegli un’altra password"
                        </h1>
                        <p class="page__lead">
                            "Ti mandiamo un link per sceglierla. Va bene anche se l’email di conferma non è mai arrivata."
                        </p>
                    </div>
                    <div class="panel">
                        <Form
                            submission=submission
                            button=("Mandami il link", "Mando il link…")
                            button_class="button button--primary button--large button--block"
                            failure_title="La richiesta non è partita"
                            on_submit=on_submit
                        >
                            <TextField
                                field=field
                                label="Email"
                                kind="email"
                                autocomplete="username"
                                value=email
                            />
                        </Form>
                    </div>
                </div>
            })
        }
    }
}
