use contract::account::{PASSWORD_MIN_CHARACTERS, PRIVACY_NOTICE_VERSION, Password};
use contract::{FieldError, NewAccount, Place};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::failure::explain;
use super::place_field::{PlaceChoice, PlaceField};
use crate::api::ApiError;
use crate::browser::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::i18n::failures;
use crate::route::Route;
use crate::state::api::use_api;
use crate::state::connectivity::use_connectivity;
use crate::state::sign_up_draft::SignUpDraft;
use crate::ui::checkbox::Checkbox;
use crate::ui::error_summary::{ErrorSummary, SummaryItem};
use crate::ui::password_field::PasswordField;
use crate::ui::text_field::TextField;

/// What the form leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedUp {
    pub email: String,
    pub place: Option<Place>,
}

/// What is typed.
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

    /// The shared rules, and the one that only a form can break.
    fn check(self) -> Vec<FieldError> {
        let mut errors = self.account().check().err().unwrap_or_default();
        if self.place.is_unconfirmed() {
            errors.push(FieldError::new("/place", "unconfirmed", "typed but not chosen"));
        }
        errors
    }
}

/// Live words on the password, by the rule the server uses.
fn password_progress(password: &str) -> String {
    match Password::characters(password) {
        0 => String::new(),
        count if count < PASSWORD_MIN_CHARACTERS => match PASSWORD_MIN_CHARACTERS - count {
            1 => "Ne manca ancora 1".to_owned(),
            missing => format!("Ne mancano ancora {missing}"),
        },
        count if Password::parse(password).is_err() => format!("{count} caratteri: troppi, al massimo 128"),
        count => format!("{count} caratteri: va bene"),
    }
}

/// Short sign-up: name, email, password, place, one separate consent.
#[component]
pub fn SignUpForm(
    /// Ids of the fields start with it: two forms may stand in one page's history.
    id: &'static str,
    #[prop(into)] on_success: Callback<SignedUp>,
) -> impl IntoView {
    let api = use_api();
    let fields = Fields::from_draft(SignUpDraft::read());
    Effect::new(move || fields.draft().keep());

    let errors = RwSignal::new(Vec::<FieldError>::new());
    let failure = RwSignal::new(None::<ApiError>);
    let summary_id = format!("{id}-riepilogo");
    let focus_summary = {
        let summary_id = summary_id.clone();
        move || document::focus_later(&summary_id, true)
    };
    let create = Action::new_unsync({
        let focus_summary = focus_summary.clone();
        move |account: &NewAccount| {
            let call = api.create_account(account);
            let signed_up =
                SignedUp { email: account.email.trim().to_owned(), place: fields.place.place.get_untracked() };
            let focus_summary = focus_summary.clone();
            async move {
                match call.await {
                    Ok(()) => {
                        SignUpDraft::forget();
                        on_success.run(signed_up);
                    }
                    Err(ApiError::Refused(problem)) if !problem.errors.is_empty() => {
                        errors.set(problem.errors);
                        focus_summary();
                    }
                    Err(error) => failure.set(Some(error)),
                }
            }
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if create.pending().get_untracked() {
            return;
        }
        failure.set(None);
        let found = fields.check();
        let holds = found.is_empty();
        errors.set(found);
        if holds {
            create.dispatch(fields.account());
        } else {
            focus_summary();
        }
    };

    let field_error = move |pointer: &'static str| {
        Signal::derive(move || {
            errors.with(|all| all.iter().find(|error| error.pointer == pointer).map(failures::field))
        })
    };
    let items = Signal::derive(move || errors.with(|all| all.iter().map(|error| summary_item(id, error)).collect()));
    let progress = Signal::derive(move || fields.password.with(|password| password_progress(password)));
    let is_met = Signal::derive(move || fields.password.with(|password| Password::parse(password).is_ok()));
    let is_busy = move || create.pending().get();
    view! {
        // `post`: should the script not run, the browser must not put the password in the address.
        <form class="sign-up-form" method="post" novalidate on:submit=on_submit>
            <ErrorSummary id=summary_id items=items />
            <TextField
                id=format!("{id}-nome")
                name="name"
                label="Nome"
                autocomplete="name"
                value=fields.name
                error=field_error("/name")
            />
            <TextField
                id=format!("{id}-email")
                name="email"
                label="Email"
                kind="email"
                autocomplete="email"
                value=fields.email
                error=field_error("/email")
            />
            <PasswordField
                id=format!("{id}-password")
                name="password"
                label="Password"
                hint="Almeno 8 caratteri. Una frase che ricordi va benissimo."
                value=fields.password
                error=field_error("/password")
                progress=progress
                is_met=is_met
            />
            <div class="sign-up-form__place">
                <PlaceField
                    id=format!("{id}-luogo")
                    label="Dove cerchi lavoro (facoltativo)"
                    hint="Ci serve solo per mostrarti prima le offerte vicine. Basta il comune, non l’indirizzo."
                    choice=fields.place
                    error=field_error("/place")
                />
            </div>
            <Checkbox
                id=format!("{id}-marketing")
                name="marketing_consent"
                label="Voglio ricevere per email consigli e novità di Bacheca."
                hint="Facoltativo. Puoi ripensarci in qualsiasi momento."
                is_checked=fields.marketing_consent
            />
            {move || failure.get().map(|error| view! { <SendFailure error=error /> })}
            <button
                class="button button--primary button--large button--block"
                type="submit"
                aria-busy=move || is_busy().then_some("true")
                aria-disabled=move || is_busy().then_some("true")
            >
                {move || if is_busy() { "Creo l’account…" } else { "Crea l’account" }}
            </button>
            <p class="sign-up-form__note">
                "Creando l’account confermi di aver letto l’" <a href=Route::Privacy.href()>"informativa sulla privacy"</a>
                ". Bacheca è gratuita per chi cerca lavoro."
            </p>
        </form>
    }
}

/// The request did not make it. What was typed is still there.
#[component]
fn SendFailure(error: ApiError) -> impl IntoView {
    let online = use_connectivity();
    view! {
        <Notice
            kind=NoticeKind::Critical
            title="L’account non è ancora creato"
            text=format!("{} Quello che hai scritto è ancora qui: premi di nuovo il pulsante.", explain_send(&error, online.get_untracked()))
            is_alert=true
        />
    }
}

/// As [`explain`], but nothing is sent again by itself.
fn explain_send(error: &ApiError, is_online: bool) -> String {
    match error {
        ApiError::Unreachable if !is_online => "Sei senza rete.".to_owned(),
        error => explain(error, is_online),
    }
}

fn summary_item(id: &str, error: &FieldError) -> SummaryItem {
    let field = match error.pointer.as_str() {
        "/email" => "email",
        "/password" => "password",
        "/place" => "luogo",
        "/marketing_consent" => "marketing",
        _ => "nome",
    };
    SummaryItem { field_id: format!("{id}-{field}"), text: failures::field(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_follows_the_typing() {
        assert_eq!(password_progress(""), "");
        assert_eq!(password_progress("ciao"), "Ne mancano ancora 4");
        assert_eq!(password_progress("1234567"), "Ne manca ancora 1");
        assert_eq!(password_progress("tre gatti"), "9 caratteri: va bene");
        assert_eq!(password_progress(&"a".repeat(129)), "129 caratteri: troppi, al massimo 128");
    }

    #[test]
    fn every_error_leads_to_a_field() {
        let error = FieldError::new("/password", "common", "");
        let item = summary_item("breve", &error);
        assert_eq!(item.field_id, "breve-password");
        assert!(item.text.contains("più usate"));
    }
}
