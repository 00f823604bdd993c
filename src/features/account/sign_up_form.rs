use contract::account::PRIVACY_NOTICE_VERSION;
use contract::{FieldError, NewAccount, Place};
use leptos::prelude::*;

use crate::api::accounts::create_account;
use crate::features::forms::form::{Form, Submission};
use crate::features::forms::new_password_field::NewPasswordField;
use crate::features::forms::place_field::{PlaceChoice, PlaceField};
use crate::route::Route;
use crate::state::sign_up_draft::SignUpDraft;
use crate::ui::checkbox::Checkbox;
use crate::ui::text_field::TextField;

/// What was signed up with.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedUp {
    pub email: String,
    pub place: Option<Place>,
}

/// Values of the fields.
#[derive(Debug, Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    place: PlaceChoice,
    marketing_consent: RwSignal<bool>,
}

impl Fields {
    fn from_draft(draft: SignUpDraft) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            email: RwSignal::new(draft.email),
            password: RwSignal::new(String::new()),
            place: PlaceChoice::new(draft.place_text, draft.place),
            marketing_consent: RwSignal::new(draft.marketing_consent),
        }
    }

    fn draft(self) -> SignUpDraft {
        SignUpDraft {
            name: self.name.get(),
            email: self.email.get(),
            place_text: self.place.text.get(),
            place: self.place.place.get(),
            marketing_consent: self.marketing_consent.get(),
        }
    }

    fn account(self) -> NewAccount {
        NewAccount {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            password: self.password.get_untracked(),
            place: self.place.place.get_untracked().map(|place| place.slug),
            marketing_consent: self.marketing_consent.get_untracked(),
            privacy_notice_version: PRIVACY_NOTICE_VERSION.to_owned(),
        }
    }

    /// The shared rules, and the rule of the place field.
    fn check(self, account: &NewAccount) -> Result<(), Vec<FieldError>> {
        let mut errors = account.check().err().unwrap_or_default();
        errors.extend(self.place.check());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// Short sign-up: name, email, password, place, one separate consent.
#[component]
pub fn SignUpForm(
    /// Prefix of the fields' ids: a page can have two forms.
    id: &'static str,
    #[prop(into)] on_success: Callback<SignedUp>,
) -> impl IntoView {
    let fields = Fields::from_draft(SignUpDraft::read());
    Effect::new(move || fields.draft().keep());
    let (submission, [name, email, password, place, marketing_consent]) =
        Submission::with_fields(id, &["name", "email", "password", "place", "marketing_consent"]);
    let on_submit = move |()| {
        let account = fields.account();
        let signed_up = SignedUp { email: account.email.trim().to_owned(), place: fields.place.place.get_untracked() };
        submission.send(
            fields.check(&account),
            || create_account(&account),
            move |_| {
                SignUpDraft::forget();
                on_success.run(signed_up);
            },
        );
    };
    let note = || {
        view! {
            <p class="form__note">
                "Creando l’account confermi di aver letto l’" <a href=Route::Privacy.href()>"informativa sulla privacy"</a>
                ". Bacheca è gratuita per chi cerca lavoro."
            </p>
        }
    };
    view! {
        <Form
            submission=submission
            button=("Crea l’account", "Creo l’account…")
            button_class="button button--primary button--large button--block"
            failure_title="L’account non è ancora creato"
            on_submit=on_submit
            note=note
        >
            <TextField
                field=name
                label="Nome"
                autocomplete="name"
                value=fields.name
            />
            <TextField
                field=email
                label="Email"
                kind="email"
                autocomplete="username"
                value=fields.email
            />
            <NewPasswordField field=password value=fields.password />
            <div class="form__place">
                <PlaceField
                    field=place
                    label="Dove cerchi lavoro (facoltativo)"
                    hint="Ci serve solo per mostrarti prima le offerte vicine. Basta il comune, non l’indirizzo."
                    choice=fields.place
                />
            </div>
            <Checkbox
                field=marketing_consent
                label="Voglio ricevere per email consigli e novità di Bacheca."
                hint="Facoltativo. Puoi ripensarci in qualsiasi momento."
                is_checked=fields.marketing_consent
            />
        </Form>
    }
}
