use contract::NewSession;
use leptos::prelude::*;

use crate::api::sessions::sign_in;
use crate::features::forms::form::{Form, Submission};
use crate::route::Route;
use crate::state::session::use_session;
use crate::ui::password_field::PasswordField;
use crate::ui::text_field::TextField;

/// Email and password.
#[component]
pub fn SignInForm(
    /// Prefix of the fields' ids.
    id: &'static str,
    #[prop(optional, into)] on_success: Option<Callback<()>>,
) -> impl IntoView {
    let session = use_session();
    let known = session.profile().get_untracked();
    let email = RwSignal::new(known.map(|profile| profile.email.clone()).unwrap_or_default());
    let password = RwSignal::new(String::new());
    let (submission, [email_field, password_field]) = Submission::with_fields(id, &["email", "password"]);
    let on_submit = move |()| {
        let wanted = NewSession { email: email.get_untracked(), password: password.get_untracked() };
        submission.send(
            wanted.check(),
            || sign_in(&wanted),
            move |_| {
                session.begin();
                on_success.into_iter().for_each(|on_success| on_success.run(()));
            },
        );
    };
    let note = || {
        view! {
            <p class="form__note">
                <a href=Route::ForgottenPassword.href()>"Password dimenticata, o email di conferma mai arrivata?"</a>
            </p>
        }
    };
    view! {
        <Form
            submission=submission
            button=("Accedi", "Accedo…")
            button_class="button button--primary button--large button--block"
            failure_title="Non siamo riusciti a farti accedere"
            on_submit=on_submit
            note=note
        >
            <TextField
                field=email_field
                label="Email"
                kind="email"
                autocomplete="username"
                value=email
            />
            <PasswordField
                field=password_field
                label="Password"
                autocomplete="current-password"
                value=password
            />
        </Form>
    }
}
