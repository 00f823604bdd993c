//! What all forms share: the summary of errors, the message when sending fails, and the button.

use contract::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, Command};
use crate::browser::page::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::loading::failure::explain;
use crate::i18n::failures;
use crate::state::api::use_api;
use crate::state::connectivity::use_connectivity;
use crate::state::session::{Session, use_session};
use crate::ui::error_summary::{ErrorSummary, SummaryItem};
use crate::ui::form_field::{FormField, field_id};

/// The state of sending a form to the API.
#[derive(Clone, Copy)]
pub struct Submission {
    /// Prefix of the ids of the form's parts.
    id: &'static str,
    /// Names of the fields.
    fields: &'static [&'static str],
    errors: RwSignal<Vec<FieldError>>,
    failure: RwSignal<Option<ApiError>>,
    is_busy: RwSignal<bool>,
    session: Session,
    /// Stored, as there is no context in event handlers.
    api: StoredValue<Api>,
}

impl Submission {
    /// For a form without fields.
    pub fn new(id: &'static str) -> Self {
        Self::of(id, &[])
    }

    /// The fields are named here, as the API names them in its request and its errors, and nowhere else.
    pub fn with_fields<const N: usize>(id: &'static str, names: &'static [&'static str; N]) -> (Self, [FormField; N]) {
        let submission = Self::of(id, names);
        (submission, names.map(|name| FormField::new(id, name, submission.error(name))))
    }

    fn of(id: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            id,
            fields,
            errors: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            session: use_session(),
            api: StoredValue::new(use_api()),
        }
    }

    /// Why sending failed; cleared by the next attempt.
    pub fn failure(self) -> Signal<Option<ApiError>> {
        self.failure.into()
    }

    /// As [`Self::failure`], as text, for a field that is sent without a form.
    pub fn failure_text(self, what: &'static str) -> Signal<Option<String>> {
        let online = use_connectivity();
        let failure = self.failure;
        Signal::derive(move || {
            failure
                .with(|failure| failure.as_ref().map(|error| format!("{what}. {}", explain_send(error, online.get()))))
        })
    }

    /// The error message of a field.
    fn error(self, name: &'static str) -> Signal<Option<String>> {
        let errors = self.errors;
        Signal::derive(move || errors.with(|all| all.iter().find(|error| error.field() == name).map(failures::field)))
    }

    /// Shows errors, and moves the focus to their summary.
    pub fn refuse(self, errors: Vec<FieldError>) {
        self.errors.set(errors);
        document::focus_later(&summary_id(self.id), true);
    }

    /// For a form that is not sent with [`Self::send`].
    pub fn set_busy(self, is_busy: bool) {
        self.is_busy.set(is_busy);
    }

    /// For a form that is not sent with [`Self::send`]: true if there are no errors, otherwise shows them.
    pub fn accept(self, errors: Vec<FieldError>) -> bool {
        if errors.is_empty() {
            self.errors.set(errors);
            return true;
        }
        self.refuse(errors);
        false
    }

    /// Removes the error of a field.
    pub fn dismiss(self, name: &str) {
        self.errors.update(|all| all.retain(|error| error.field() != name));
    }

    /// Sends a command if the form is valid, and passes the answer's text to `on_done`.
    pub fn send<T>(
        self,
        checked: Result<T, Vec<FieldError>>,
        command: impl FnOnce() -> Command,
        on_done: impl FnOnce(String) + 'static,
    ) {
        self.failure.set(None);
        match checked {
            Ok(_) => {
                self.errors.set(Vec::new());
                self.dispatch(&command(), Box::new(on_done));
            }
            Err(errors) => self.refuse(errors),
        }
    }

    fn dispatch(self, command: &Command, on_done: Box<dyn FnOnce(String)>) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let call = self.api.with_value(|api| api.execute(command));
        spawn_local(async move {
            let answer = call.await;
            // The form may have gone meanwhile; `on_done` runs all the same.
            self.is_busy.try_set(false);
            match answer {
                Ok(text) => on_done(text),
                Err(ApiError::Refused(problem)) if !problem.errors.is_empty() => {
                    if self.errors.try_set(problem.errors).is_none() {
                        document::focus_later(&summary_id(self.id), true);
                    }
                }
                // Not shown in the form: a dialog opens over the page, and after signing in there it would be wrong.
                Err(ApiError::SignedOut) => self.session.expire(),
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

fn summary_id(id: &str) -> String {
    format!("{id}-riepilogo")
}

/// A form around its fields.
#[component]
pub fn Form(
    submission: Submission,
    /// Text of the button, and its text while busy.
    button: (&'static str, &'static str),
    /// Title of the message when sending fails.
    failure_title: &'static str,
    #[prop(default = "button button--primary")] button_class: &'static str,
    #[prop(into)] on_submit: Callback<()>,
    /// Below the button.
    #[prop(optional, into)]
    note: Option<ViewFn>,
    /// The fields; none if there is only the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Submission { id, fields, errors, failure, is_busy, .. } = submission;
    let items =
        Signal::derive(move || errors.with(|all| all.iter().map(|error| summary_item(id, fields, error)).collect()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_busy.get_untracked() {
            on_submit.run(());
        }
    };
    view! {
        // `post`: without a script, the browser must not put a password into the address.
        <form class="form" method="post" novalidate on:submit=submit>
            <ErrorSummary id=summary_id(id) items=items />
            {children.map(|children| children())}
            {move || failure.get().map(|error| view! { <SendFailure title=failure_title error=error /> })}
            <button
                class=button_class
                type="submit"
                aria-busy=move || is_busy.get().then_some("true")
                aria-disabled=move || is_busy.get().then_some("true")
            >
                {move || if is_busy.get() { button.1 } else { button.0 }}
            </button>
            {note.map(|note| note.run())}
        </form>
    }
}

/// The request has failed. What was typed is still there.
#[component]
fn SendFailure(title: &'static str, error: ApiError) -> impl IntoView {
    let online = use_connectivity();
    let text = format!(
        "{} Quello che hai scritto è ancora qui: premi di nuovo il pulsante.",
        explain_send(&error, online.get_untracked())
    );
    view! { <Notice kind=NoticeKind::Critical title=title text=text is_alert=true /> }
}

/// As [`explain`], for forms: they are not sent again automatically.
pub fn explain_send(error: &ApiError, is_online: bool) -> String {
    match error {
        ApiError::Unreachable if !is_online => "Sei senza rete.".to_owned(),
        error => explain(error, is_online),
    }
}

/// An error of none of the fields links to the first one.
fn summary_item(id: &str, fields: &[&str], error: &FieldError) -> SummaryItem {
    let name = fields.iter().find(|name| **name == error.field()).or(fields.first()).copied().unwrap_or_default();
    SummaryItem { field_id: field_id(id, name), text: failures::field(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_leads_to_a_field() {
        let fields = ["name", "password"];
        let item = summary_item("breve", &fields, &FieldError::new("/password", "common", ""));
        assert_eq!(item.field_id, "breve-password");
        assert!(item.text.contains("più usate"));
        assert_eq!(summary_item("breve", &fields, &FieldError::new("/boh", "", "")).field_id, "breve-name");
    }
}
