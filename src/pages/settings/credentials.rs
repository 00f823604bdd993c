use contract::{EmailChange, PasswordChange};
use leptos::prelude::*;

use super::panel::Panel;
use crate::api::me::{change_email, change_password};
use crate::components::notice::{Notice, NoticeKind};
use crate::features::forms::form::{Form, Submission};
use crate::features::forms::new_password_field::NewPasswordField;
use crate::state::session::use_session;
use crate::ui::form_field::FormField;
use crate::ui::password_field::PasswordField;
use crate::ui::text_field::TextField;

/// The current address, and a form to change it. It changes when the new address is confirmed.
#[component]
pub fn EmailSection() -> impl IntoView {
    let session = use_session();
    let current = move || {
        let profile = session.profile().get()?;
        Some(view! { <p class="panel__text">"Ora usi " <strong>{profile.email.clone()}</strong> "."</p> })
    };
    let email = RwSignal::new(String::new());
    let current_password = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let (submission, [email_field, password_field]) = Submission::with_fields("email", &["email", "current_password"]);
    let on_submit = move |()| {
        let change = EmailChange { email: email.get_untracked(), current_password: current_password.get_untracked() };
        asked.set(None);
        submission.send(change.check(), || change_email(&change), {
            let email = change.email.trim().to_owned();
            move |_| {
                current_password.set(String::new());
                asked.set(Some(email));
            }
        });
    };
    view! {
        <Panel id="indirizzo" title="Email" text="Per cambiarla ti mandiamo un link al nuovo indirizzo: fino ad allora resta quella di prima.">
            {current}
            <Form
                submission=submission
                button=("Cambia email", "Un momento…")
                failure_title="L’email non è cambiata"
                on_submit=on_submit
            >
                <TextField
                    field=email_field
                    label="Nuova email"
                    kind="email"
                    autocomplete="email"
                    value=email
                />
                <CurrentPassword field=password_field value=current_password />
            </Form>
            {move || {
                asked
                    .get()
                    .map(|email| {
                        let text = format!("Apri il link che abbiamo mandato a {email}: vale 24 ore.");
                        view! { <Notice kind=NoticeKind::Done title="Controlla la posta" text=text is_alert=true /> }
                    })
            }}
        </Panel>
    }
}

#[component]
pub fn PasswordSection() -> impl IntoView {
    let current_password = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let is_changed = RwSignal::new(false);
    let (submission, [current_field, password_field]) =
        Submission::with_fields("cambio", &["current_password", "password"]);
    let on_submit = move |()| {
        let change =
            PasswordChange { current_password: current_password.get_untracked(), password: password.get_untracked() };
        is_changed.set(false);
        submission.send(
            change.check(),
            || change_password(&change),
            move |_| {
                current_password.set(String::new());
                password.set(String::new());
                is_changed.set(true);
            },
        );
    };
    view! {
        <Panel id="password" title="Password" text="Cambiandola chiudiamo gli altri accessi al tuo account.">
            <Form
                submission=submission
                button=("Cambia password", "Cambio…")
                failure_title="La password non è cambiata"
                on_submit=on_submit
            >
                <CurrentPassword field=current_field value=current_password />
                <NewPasswordField
                    field=password_field
                    label="Nuova password"
                    value=password
                />
            </Form>
            <Show when=move || is_changed.get()>
                <Notice
                    kind=NoticeKind::Done
                    title="Password cambiata"
                    text="Su questo dispositivo resti collegato."
                    is_alert=true
                />
            </Show>
        </Panel>
    }
}

/// The current password, required for changes that are hard to undo.
#[component]
pub fn CurrentPassword(field: FormField, value: RwSignal<String>) -> impl IntoView {
    view! {
        <PasswordField
            field=field
            label="Password attuale"
            autocomplete="current-password"
            value=value
        />
    }
}
