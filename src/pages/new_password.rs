use contract::NewPassword;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::sessions::reset_password;
use crate::browser::page::document;
use crate::features::account::link_action::{DonePage, ExpiredLink, LinkToken};
use crate::features::forms::form::{Form, Submission};
use crate::features::forms::new_password_field::NewPasswordField;
use crate::features::loading::page_ready::page_is_ready;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;
use crate::state::session::use_session;

/// `/nuova-password#token`: target of the emailed link.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let session = use_session();
    let Some(token) = LinkToken::take() else { return expired() };
    let password = RwSignal::new(String::new());
    let is_done = RwSignal::new(false);
    let (submission, [field]) = Submission::with_fields("nuova", &["password"]);
    let on_submit = Callback::new(move |()| {
        let wanted = NewPassword { password: password.get_untracked() };
        submission.send(
            wanted.check(),
            || reset_password(&token.0, &wanted),
            move |_| {
                session.begin();
                is_done.set(true);
                document::focus_later(HEADING_ID, true);
            },
        );
    });
    let is_expired =
        Memo::new(move |_| matches!(submission.failure().get(), Some(ApiError::NotFound | ApiError::Gone)));
    let view = move || {
        if is_done.get() {
            done()
        } else if is_expired.get() {
            expired()
        } else {
            page_is_ready("Scegli la nuova password");
            let field = field.clone();
            view! {
                <div class="page__column">
                    <div class="page__head">
                        <h1 class="page__title" id=HEADING_ID tabindex="-1">
                            "Scegli la nuova password"
                        </h1>
                        <p class="page__lead">"Gli altri accessi al tuo account vengono chiusi, per sicurezza."</p>
                    </div>
                    <div class="panel">
                        <Form
                            submission=submission
                            button=("Salva la password", "Salvo…")
                            button_class="button button--primary button--large button--block"
                            failure_title="La password non è ancora cambiata"
                            on_submit=on_submit
                        >
                            <NewPasswordField
                                field=field
                                label="Nuova password"
                                value=password
                            />
                        </Form>
                    </div>
                </div>
            }
            .into_any()
        }
    };
    view.into_any()
}

fn done() -> AnyView {
    view! {
        <DonePage title="La password è cambiata" text="Hai già fatto l’accesso con quella nuova.">
            <a class="button button--primary" href=Route::Home.href()>
                "Vai alle offerte"
            </a>
        </DonePage>
    }
    .into_any()
}

fn expired() -> AnyView {
    view! {
        <ExpiredLink text="I link per cambiare la password valgono un’ora e funzionano una volta sola.">
            <a class="button button--primary" href=Route::ForgottenPassword.href()>
                "Chiedi un altro link"
            </a>
        </ExpiredLink>
    }
    .into_any()
}
